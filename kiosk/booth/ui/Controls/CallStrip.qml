pragma ComponentBehavior: Bound

import QtQuick
import Booth

// The call while a page is in front: a small face, the way back to it, and out. Narrow, so that no title hides behind
// it; 通話にもどる in the bottom bar leads back, too. While staff ask for something, that is the one button.
Item {
    id: root

    required property CallView call
    readonly property bool asks: call.proposalRow >= 0 || call.formAsked || call.cardAsks

    width: card.width + Theme.mm * 6
    height: card.height + Theme.mm * 2

    Surface {
        id: card

        anchors.right: parent.right
        anchors.rightMargin: Theme.mm * 6
        anchors.top: parent.top
        anchors.topMargin: Theme.mm * 2
        width: row.implicitWidth + Theme.mm * 6
        height: row.implicitHeight + Theme.mm * 5
        radius: Theme.buttonRadius
        borderColor: root.asks ? Theme.proposal : Theme.staff
        borderWidth: root.asks ? Theme.line3 : Theme.line2

        Row {
            id: row

            anchors.centerIn: parent
            spacing: Theme.mm * 3

            Pressable {
                width: height * 4 / 3
                height: Theme.mm * 26
                radius: Theme.mm * 2
                objectName: "toFace"
                spoken: qsTrId("call-large")
                onActivated: root.call.toFace()

                VideoView {
                    anchors.fill: parent
                    radius: Theme.mm * 2
                    feed: root.call.remote

                    Icon {
                        anchors.centerIn: parent
                        visible: !root.call.remote.seen
                        name: "support_agent"
                        size: Theme.mm * 14
                        color: Theme.curtainInk
                    }
                }

                Rectangle {
                    anchors.right: parent.right
                    anchors.bottom: parent.bottom
                    anchors.margins: Theme.mm
                    width: Theme.mm * 9
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
                implicitHeight: Theme.mm * 26
                visible: root.asks
                objectName: "toAsk"
                look: "staff"
                icon: "open_in_full"
                size: Math.min(Theme.body, Theme.mm * 8)
                text: root.call.cardAsks ? qsTrId("call-card-waits") : qsTrId("call-proposal-waits")
                onActivated: root.call.toFace()
            }

            BigButton {
                implicitHeight: Theme.mm * 26
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
}
