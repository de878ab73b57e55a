pragma ComponentBehavior: Bound

import QtQuick
import Booth

// The call while a page is in front: a small face, the way back to it, and out. It stands in the top bar in place of the
// town's name, so that it covers nothing of the page; 通話にもどる in the bottom bar leads back, too. While staff ask
// for something, that is the one button.
Surface {
    id: root

    required property CallView call
    readonly property bool asks: call.proposalRow >= 0 || call.formAsked || call.cardAsks
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
            spoken: qsTrId("call-large")
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
                anchors.right: parent.right
                anchors.bottom: parent.bottom
                anchors.margins: Theme.mm
                width: Theme.mm * 7
                height: width
                radius: width / 2
                color: Theme.staff

                Icon {
                    anchors.centerIn: parent
                    name: "open_in_full"
                    size: parent.width * 0.66
                    color: Theme.staffInk
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
