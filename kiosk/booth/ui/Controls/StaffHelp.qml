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
        anchors.margins: Theme.textSize > 1 ? Theme.gap : Theme.inset * 1.4
        spacing: Theme.gap

        Item {
            Layout.fillHeight: true
            Layout.preferredHeight: 0
        }

        RowLayout {
            Layout.alignment: Qt.AlignHCenter
            Layout.maximumWidth: root.width - Theme.inset * 3
            Layout.fillHeight: true
            Layout.preferredHeight: words.implicitHeight
            Layout.maximumHeight: Math.max(Theme.mm * 46, words.implicitHeight)
            spacing: Theme.wideGap * 1.6

            Rectangle {
                implicitWidth: Math.min(Theme.mm * 46, root.height * 0.4)
                implicitHeight: implicitWidth
                radius: width / 2
                color: Theme.staffSoft

                Icon {
                    anchors.centerIn: parent
                    name: "support_agent"
                    fill: true
                    size: parent.width * 0.6
                    color: Theme.staff
                }
            }

            ColumnLayout {
                id: words

                Layout.maximumWidth: Theme.mm * 290
                Layout.fillHeight: true
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
                    Layout.fillHeight: true
                    Layout.maximumHeight: implicitHeight
                    fit: true
                    text: root.text
                    size: root.heading === "" ? Theme.strong : Theme.body
                    bold: root.heading === ""
                    color: Theme.inkSoft
                }

                RowLayout {
                    Layout.fillWidth: true
                    spacing: Theme.gap

                    Icon {
                        beside: waits
                        name: root.staffState === "free" ? "check_circle" : root.staffState === "busy" ? "schedule" : "do_not_disturb_on"
                        fill: true
                        size: Theme.body * 1.2
                        color: root.staffState === "free" ? Theme.staff : Theme.warnIcon
                    }

                    Label {
                        id: waits

                        Layout.fillWidth: true
                        text: root.staffTitle + "　" + root.staffDetail
                        color: root.staffState === "free" ? Theme.staff : Theme.warnInk
                    }
                }
            }
        }

        Item {
            Layout.fillHeight: true
            Layout.preferredHeight: 0
        }

        Label {
            Layout.fillWidth: true
            visible: root.call !== ""
            text: root.call
            size: Theme.strong
            bold: true
            align: Text.AlignHCenter
            color: Theme.staff
        }

        Icon {
            Layout.alignment: Qt.AlignHCenter
            visible: root.call !== ""
            name: "keyboard_arrow_down"
            size: Theme.mm * 14
            color: Theme.staff
        }
    }
}
