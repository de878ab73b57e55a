pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Booth
import Controls

// Signing with a finger: one large pad, a way to begin again, a way without writing.
Page {
    id: root

    readonly property bool wanting: booth.sign.missing || booth.sign.again

    kicker: root.booth.call.formTitle
    title: qsTrId("sign-title")
    subtitle: root.booth.sign.instead ? qsTrId("sign-instead") : qsTrId("sign-subtitle")
    bar.forwardText: qsTrId("sign-hand-in")
    bar.forwardIcon: "lock"
    bar.onForwardActivated: root.booth.forward()

    ColumnLayout {
        anchors.fill: parent
        spacing: Theme.gap

        RowLayout {
            Layout.fillWidth: true
            Layout.fillHeight: true
            spacing: Theme.wideGap

            Rectangle {
                id: frame

                Layout.fillWidth: true
                Layout.fillHeight: true
                radius: Theme.cardRadius
                color: "#ffffff"
                border.width: root.wanting ? Theme.line3 : Theme.line2
                border.color: root.wanting ? Theme.end : Theme.border

                Label {
                    anchors.centerIn: parent
                    visible: root.booth.sign.empty
                    text: qsTrId("sign-here")
                    size: Theme.choice
                    color: "#5c6278"
                    wrap: false
                }

                Rectangle {
                    anchors.left: parent.left
                    anchors.right: parent.right
                    anchors.bottom: parent.bottom
                    anchors.margins: Theme.mm * 14
                    anchors.bottomMargin: parent.height * 0.22
                    height: Theme.line2
                    color: "#c9d2ea"
                }

                SignaturePad {
                    anchors.fill: parent
                    objectName: "pad"
                    ink: root.booth.sign
                    color: "#1a1a1c"
                    Accessible.role: Accessible.Canvas
                    Accessible.name: qsTrId("sign-here")
                }
            }

            ColumnLayout {
                readonly property real wide: Math.max(Theme.mm * 84, clear.implicitWidth, cannotSign.implicitWidth)

                Layout.fillHeight: true
                Layout.preferredWidth: wide
                Layout.maximumWidth: wide
                spacing: Theme.gap

                BigButton {
                    id: clear

                    Layout.fillWidth: true
                    objectName: "clear"
                    icon: "ink_eraser"
                    size: Math.min(Theme.strong, Theme.mm * 8.6)
                    text: qsTrId("sign-clear")
                    onActivated: root.booth.sign.clear()
                }

                Item {
                    Layout.fillHeight: true
                }

                Label {
                    Layout.fillWidth: true
                    visible: Theme.textSize < 2
                    text: qsTrId("sign-cannot-hint")
                    size: Theme.small
                    color: Theme.inkSoft
                }

                BigButton {
                    id: cannotSign

                    Layout.fillWidth: true
                    objectName: "cannotSign"
                    icon: "front_hand"
                    size: Math.min(Theme.strong, Theme.mm * 8.6)
                    text: qsTrId("sign-cannot")
                    onActivated: root.booth.sign.cannotSign()
                }
            }
        }

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.gap

            Icon {
                beside: note
                name: root.wanting ? "error" : "lock"
                fill: true
                size: Theme.body * 1.2
                color: root.wanting ? Theme.end : Theme.staff
            }

            Label {
                id: note

                Layout.fillWidth: true
                objectName: "signNote"
                text: root.booth.sign.again ? qsTrId("sign-again") : root.booth.sign.missing ? qsTrId("sign-missing") : qsTrId("sign-sent-next")
                bold: root.wanting
                color: root.wanting ? Theme.end : Theme.inkSoft
            }
        }
    }
}
