pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Booth

// It rings: the waiting number, who is before, and how to stop.
Item {
    id: root

    required property CallView call

    RowLayout {
        anchors.top: parent.top
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: bar.top
        anchors.margins: Theme.margin
        spacing: Theme.margin

        ColumnLayout {
            Layout.fillWidth: true
            Layout.preferredWidth: 3
            Layout.alignment: Qt.AlignVCenter
            spacing: Theme.wideGap

            IconDisc {
                visible: root.call.languageSpoken // the notice needs its room, and has a picture of its own
                disc: true
                name: "support_agent"
                size: Theme.mm * 40
                chosen: true
            }

            Label {
                Layout.fillWidth: true
                text: qsTrId("call-ringing")
                size: Theme.title * 1.15
                bold: true
            }

            Label {
                Layout.fillWidth: true
                objectName: "ahead"
                text: !root.call.online ? qsTrId("call-line-away") : root.call.waitingNumber === 0 ? qsTrId("call-reaching") : root.call.ahead === 0 ? qsTrId("call-next") : qsTrId("call-ahead").arg(root.call.ahead)
                size: Theme.choice
                color: Theme.inkSoft
            }

            Notice {
                Layout.fillWidth: true
                visible: !root.call.languageSpoken
                objectName: "languageNotSpoken"
                icon: "translate"
                text: qsTrId("call-language-waiting")
            }

            Surface {
                Layout.preferredWidth: ticket.implicitWidth + Theme.inset * 2.4
                Layout.preferredHeight: ticket.implicitHeight + Theme.gap * 2
                visible: root.call.waitingNumber > 0

                Row {
                    id: ticket

                    anchors.centerIn: parent
                    spacing: Theme.wideGap

                    Label {
                        anchors.verticalCenter: parent.verticalCenter
                        text: qsTrId("call-waiting-number")
                        color: Theme.inkSoft
                        wrap: false
                    }

                    Label {
                        anchors.verticalCenter: parent.verticalCenter
                        objectName: "waitingNumber"
                        text: root.call.waitingNumber
                        size: Theme.number
                        lineHeight: 1
                        bold: true
                        wrap: false
                    }
                }
            }

            Label {
                Layout.fillWidth: true
                text: qsTrId("call-ringing-kept")
                color: Theme.inkFaint
            }
        }

        ColumnLayout {
            Layout.fillWidth: true
            Layout.preferredWidth: 2
            Layout.alignment: Qt.AlignVCenter
            spacing: Theme.gap

            VideoView {
                id: mirror

                Layout.fillWidth: true
                Layout.preferredHeight: width * 3 / 4
                radius: Theme.cardRadius
                feed: root.call.mirror
                mirrored: true

                Icon {
                    anchors.centerIn: parent
                    visible: !root.call.mirror.seen
                    name: "person"
                    fill: true
                    size: Theme.mm * 50
                    color: Theme.track
                }
            }

            Label {
                Layout.fillWidth: true
                text: root.call.mirror.seen ? qsTrId("call-mirror") : qsTrId("call-mirror-dark")
                size: Theme.small
                align: Text.AlignHCenter
                color: Theme.inkSoft
            }
        }
    }

    Rectangle {
        id: bar

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        height: Theme.bottomBar
        color: Theme.surface

        Rectangle {
            width: parent.width
            height: Theme.line1 * 0.5
            color: Theme.edge
        }

        BigButton {
            anchors.right: parent.right
            anchors.rightMargin: Theme.margin
            anchors.verticalCenter: parent.verticalCenter
            objectName: "cancelCall"
            look: "end"
            icon: "call_end"
            text: qsTrId("call-cancel")
            onActivated: root.call.hangUp()
        }
    }
}
