pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Booth
import Controls

// What this resident has applied for and how far each is; nothing of what was written.
Page {
    id: root

    readonly property CasesView cases: root.booth.cases

    titleIcon: "inventory_2"
    title: cases.title
    subtitle: Theme.textSize < 3 ? qsTrId("cases-subtitle") : ""
    bodyTop: Theme.gap
    bar.forwardText: cases.hasDown ? qsTrId("review-more") : qsTrId("finish")
    bar.forwardIcon: cases.hasDown ? "keyboard_arrow_down" : "logout"
    bar.onForwardActivated: cases.hasDown ? cases.down() : cases.finish()

    Surface {
        anchors.fill: parent
        visible: root.cases.empty

        RowLayout {
            anchors.centerIn: parent
            width: parent.width - Theme.inset * 2
            spacing: Theme.wideGap

            IconDisc {
                name: "inventory_2"
                size: Theme.mm * 30
                disc: true
            }

            Label {
                Layout.fillWidth: true
                objectName: "noCases"
                text: qsTrId("cases-none")
            }
        }
    }

    ColumnLayout {
        id: list

        readonly property real rowHeight: (height - spacing * root.cases.most) / root.cases.most

        anchors.left: parent.left
        anchors.right: arrows.visible ? arrows.left : parent.right
        anchors.rightMargin: arrows.visible ? Theme.gap : 0
        anchors.top: parent.top
        anchors.bottom: parent.bottom
        spacing: Theme.gap * 0.8

        Repeater {
            model: root.cases.rows

            Surface {
                id: row

                required property string reference
                required property string title
                required property string numbers
                required property string how
                required property string stateText
                required property string icon
                readonly property bool asks: row.how === "returned"
                readonly property bool ended: row.how === "done"

                Layout.fillWidth: true
                Layout.preferredHeight: list.rowHeight
                Layout.maximumHeight: list.rowHeight
                objectName: "case-" + row.reference

                RowLayout {
                    anchors.fill: parent
                    anchors.leftMargin: Theme.inset
                    anchors.rightMargin: Theme.gap
                    spacing: Theme.wideGap

                    ColumnLayout {
                        Layout.fillWidth: true
                        Layout.preferredWidth: 55
                        Layout.maximumHeight: row.height - Theme.mm * 3
                        spacing: Theme.mm * 0.5

                        Label {
                            Layout.fillWidth: true
                            text: row.title
                            size: Theme.strong
                            bold: true
                        }

                        Label {
                            Layout.fillWidth: true
                            text: row.numbers
                            size: Theme.small
                            color: Theme.inkSoft
                        }
                    }

                    Rectangle {
                        Layout.fillWidth: true
                        Layout.fillHeight: true
                        Layout.topMargin: Theme.gap
                        Layout.bottomMargin: Theme.gap
                        Layout.preferredWidth: 45
                        radius: Theme.buttonRadius
                        color: row.asks ? Theme.warn : row.ended ? Theme.staffSoft : Theme.actionSoft

                        RowLayout {
                            anchors.fill: parent
                            anchors.leftMargin: Theme.gap
                            anchors.rightMargin: Theme.gap
                            spacing: Theme.gap

                            Icon {
                                beside: stateWords
                                name: row.icon
                                fill: true
                                size: Theme.mm * 10
                                color: row.asks ? Theme.warnIcon : row.ended ? Theme.staff : Theme.action
                            }

                            Label {
                                id: stateWords

                                Layout.fillWidth: true
                                Layout.fillHeight: true
                                fit: true
                                text: row.stateText
                                size: Theme.body
                                bold: true
                                color: row.asks ? Theme.warnInk : Theme.ink
                            }
                        }
                    }
                }
            }
        }

        Item {
            Layout.fillHeight: true
            Layout.preferredHeight: 0
        }
    }

    ColumnLayout {
        id: arrows

        anchors.right: parent.right
        anchors.top: parent.top
        anchors.bottom: parent.bottom
        visible: root.cases.screens > 1
        spacing: Theme.gap

        Key {
            Layout.fillHeight: true
            implicitWidth: Theme.mm * 24
            opacity: root.cases.hasUp ? 1 : 0
            objectName: "casesUp"
            icon: "keyboard_arrow_up"
            spoken: "▲"
            onActivated: root.cases.up()
        }

        Label {
            Layout.alignment: Qt.AlignHCenter
            text: qsTrId("review-part").replace("{screen}", String(root.cases.screen)).replace("{screens}", String(root.cases.screens))
            size: Theme.least
            wrap: false
        }

        Key {
            Layout.fillHeight: true
            implicitWidth: Theme.mm * 24
            opacity: root.cases.hasDown ? 1 : 0
            objectName: "casesDown"
            icon: "keyboard_arrow_down"
            spoken: "▼"
            onActivated: root.cases.down()
        }
    }
}
