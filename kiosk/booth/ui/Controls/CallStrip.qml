pragma ComponentBehavior: Bound

import QtQuick
import Booth

// The call while a page is in front: a small face, the way back to it, and out. It stands in the top bar in place of the
// town's name, so that it covers nothing of the page; 通話にもどる in the bottom bar leads back, too. While staff ask
// for something, that is the one button; while a voice does not come through, it is said in a few words that lead there.
Surface {
    id: root

    required property CallView call
    property bool crowded: false // no room for words: a sign on the face leads to them
    readonly property bool asks: call.proposalRow >= 0 || call.formAsked || call.cardAsks
    readonly property bool again: call.picture === "stalled" || call.picture === "rejoining"
    readonly property string trouble: again ? qsTrId("call-short-again") : ({
        "sound": qsTrId("call-short-unheard"),
        "microphone": qsTrId("call-short-unheard"),
        "voice": qsTrId("call-short-unheard"),
        "speaker": qsTrId("call-short-silent"),
        "staff-microphone": qsTrId("call-short-silent"),
        "staff-voice": qsTrId("call-short-silent"),
        "staff-holds-microphone": qsTrId("call-short-silent")
    })[call.deviceTrouble] ?? ""
    readonly property real high: Math.max(Theme.target, Theme.topBar - Theme.mm * 5)

    implicitWidth: row.implicitWidth + Theme.mm * (Theme.low ? 1 : 2)
    implicitHeight: high + Theme.mm * (Theme.low ? 1 : 2)
    radius: Theme.buttonRadius
    borderColor: root.asks ? Theme.proposal : Theme.staff
    borderWidth: root.asks ? Theme.line3 : Theme.line2

    Row {
        id: row

        anchors.centerIn: parent
        spacing: Theme.mm * 4

        Pressable {
            width: height * 4 / 3
            height: root.high
            radius: Theme.buttonRadius
            objectName: "toFace"
            spoken: sign.warns ? root.trouble : qsTrId("call-large")
            onActivated: root.call.toFace()

            VideoView {
                anchors.fill: parent
                radius: Theme.buttonRadius
                feed: root.call.remote

                Icon {
                    anchors.centerIn: parent
                    visible: !root.call.remote.seen
                    name: "support_agent"
                    size: Theme.mm * 11
                    color: Theme.curtainInk
                }
            }

            Rectangle {
                id: sign

                readonly property bool warns: root.crowded && root.trouble !== ""

                anchors.right: parent.right
                anchors.bottom: parent.bottom
                anchors.margins: Theme.mm
                width: Theme.mm * 7
                height: width
                radius: width / 2
                color: warns ? Theme.warn : Theme.staff

                Icon {
                    anchors.centerIn: parent
                    name: sign.warns ? "warning" : "open_in_full"
                    size: parent.width * 0.66
                    color: sign.warns ? Theme.warnIcon : Theme.staffInk
                }
            }
        }

        Pressable {
            width: told.implicitWidth + Theme.mm * 8
            height: root.high
            visible: root.trouble !== "" && !root.asks && !root.crowded
            radius: Theme.buttonRadius
            objectName: "stripTrouble"
            spoken: root.trouble
            onActivated: root.call.toFace()

            Rectangle {
                anchors.fill: parent
                radius: parent.radius
                color: Theme.warn
            }

            Row {
                id: told

                anchors.centerIn: parent
                spacing: Theme.mm * 3

                Icon {
                    beside: toldWords
                    anchors.verticalCenter: parent.verticalCenter
                    name: root.again ? "sync" : "warning"
                    fill: true
                    size: Theme.mm * 8.6
                    color: Theme.warnIcon
                }

                Label {
                    id: toldWords

                    anchors.verticalCenter: parent.verticalCenter
                    text: root.trouble
                    size: Math.min(Theme.least, Theme.mm * 7)
                    wrap: false
                    color: Theme.warnInk
                }
            }
        }

        BigButton {
            implicitHeight: root.high
            visible: root.asks
            objectName: "toAsk"
            look: "staff"
            icon: "open_in_full"
            size: Math.min(Theme.body, Theme.mm * 8)
            text: root.call.cardAsks ? qsTrId("call-card-waits") : root.call.wrote && !root.call.formAsked ? qsTrId("source-office") : qsTrId("call-proposal-waits")
            onActivated: root.call.toFace()
        }

        BigButton {
            implicitHeight: root.high
            visible: !root.asks
            objectName: "stripHangUp"
            look: "end"
            icon: "call_end"
            size: Math.min(Theme.body, Theme.mm * 8)
            text: qsTrId("call-end")
            onActivated: root.call.hangUp()
        }
    }
}
