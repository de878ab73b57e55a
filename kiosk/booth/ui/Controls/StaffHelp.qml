pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts

// From here staff go on: said large, with whether they are there, and an arrow to the button below.
Surface {
    id: root

    property string heading: ""
    property string text: ""
    property string call: ""
    property string staffState: ""
    property string staffTitle: ""
    property string staffDetail: ""

    ColumnLayout {
        anchors.fill: parent
        anchors.margins: Theme.inset * 1.4
        spacing: Theme.gap

        Item {
            Layout.fillHeight: true
        }

        RowLayout {
            Layout.alignment: Qt.AlignHCenter
            Layout.maximumWidth: root.width - Theme.inset * 3
            spacing: Theme.wideGap * 1.6

            Rectangle {
                implicitWidth: Theme.mm * 46
                implicitHeight: implicitWidth
                radius: width / 2
                color: Theme.staffSoft

                Icon {
                    anchors.centerIn: parent
                    name: "support_agent"
                    fill: true
                    size: Theme.mm * 28
                    color: Theme.staff
                }
            }

            ColumnLayout {
                Layout.maximumWidth: Theme.mm * 290
                spacing: Theme.gap

                Label {
                    Layout.fillWidth: true
                    visible: root.heading !== ""
                    text: root.heading
                    size: Theme.choice
                    bold: true
                }

                Label {
                    Layout.fillWidth: true
                    text: root.text
                    color: Theme.inkSoft
                }

                RowLayout {
                    Layout.fillWidth: true
                    spacing: Theme.gap

                    Icon {
                        name: root.staffState === "free" ? "check_circle" : root.staffState === "busy" ? "schedule" : "do_not_disturb_on"
                        fill: true
                        size: Theme.body * 1.2
                        color: root.staffState === "free" ? Theme.staff : Theme.warnIcon
                    }

                    Label {
                        Layout.fillWidth: true
                        text: root.staffTitle + "　" + root.staffDetail
                        color: root.staffState === "free" ? Theme.staff : Theme.warnInk
                    }
                }
            }
        }

        Item {
            Layout.fillHeight: true
        }

        Label {
            Layout.fillWidth: true
            text: root.call
            size: Theme.strong
            bold: true
            align: Text.AlignHCenter
            color: Theme.staff
        }

        Icon {
            Layout.alignment: Qt.AlignHCenter
            name: "keyboard_arrow_down"
            size: Theme.mm * 14
            color: Theme.staff
        }
    }
}
