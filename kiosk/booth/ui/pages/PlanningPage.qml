pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Booth
import Controls

// What is to be done after what happened, in order; what can be done here has a button.
Page {
    id: root

    readonly property PlanningView plan: root.booth.planning

    kicker: plan.kicker
    title: plan.title
    subtitle: Theme.textSize < 2 ? qsTrId("planning-subtitle") : ""
    bodyTop: Theme.gap
    bar.forwardText: arrows.more ? qsTrId("review-more") : plan.handedIn ? qsTrId("close-with-slip") : ""
    bar.forwardIcon: arrows.more ? "keyboard_arrow_down" : "print"
    bar.onForwardActivated: arrows.more ? plan.turnList(true) : plan.close()
    corner: PrintList {
        visible: !Theme.low
    }
    bar.leftItem: Component {
        Item {
            implicitHeight: below.height

            PrintList { // what is touched stands in the lower half
                id: below

                anchors.right: parent.right
                visible: Theme.low
            }
        }
    }

    component PrintList: BigButton {
        objectName: "printList"
        icon: root.plan.paper === "printed" ? "task_alt" : root.plan.paper === "failed" ? "error" : "print"
        size: Math.min(Theme.body, Theme.mm * 9)
        text: root.plan.paperText
        onActivated: root.plan.printList()
    }

    ColumnLayout {
        id: list

        anchors.left: parent.left
        anchors.right: arrows.visible ? arrows.left : parent.right
        anchors.rightMargin: arrows.visible ? Theme.gap : 0
        anchors.top: parent.top
        anchors.bottom: parent.bottom
        spacing: Theme.gap

        Repeater {
            model: root.plan.rows

            Surface {
                id: row

                required property string task
                required property string title
                required property string detail
                required property string due
                required property bool urgent
                required property string icon
                required property string status
                required property string word

                readonly property bool here: status === "begin" || status === "go_on"
                readonly property bool done: status === "done"

                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.maximumHeight: Theme.mm * 64
                Layout.preferredHeight: words.implicitHeight + Theme.gap
                color: done ? Theme.chosen : Theme.surface

                RowLayout {
                    anchors.fill: parent
                    anchors.leftMargin: Theme.inset
                    anchors.rightMargin: Theme.gap
                    anchors.topMargin: Theme.mm * 2
                    anchors.bottomMargin: Theme.mm * 2
                    spacing: Theme.wideGap

                    IconDisc {
                        name: row.done ? "task_alt" : row.icon
                        size: Math.min(Theme.mm * 24, row.height - Theme.gap)
                    }

                    ColumnLayout {
                        id: words

                        Layout.fillWidth: true
                        Layout.fillHeight: true
                        spacing: Theme.mm

                        Label {
                            Layout.fillWidth: true
                            text: row.title
                            size: Math.min(Theme.choice, Theme.mm * 12)
                            bold: true
                        }

                        Label {
                            Layout.fillWidth: true
                            visible: text !== ""
                            text: row.due
                            size: Theme.small
                            bold: row.urgent
                            color: row.urgent ? Theme.warnInk : Theme.inkSoft
                        }

                        Label {
                            Layout.fillWidth: true
                            Layout.fillHeight: true
                            visible: text !== ""
                            text: row.detail
                            size: Theme.small
                            fit: true
                            color: Theme.inkSoft
                        }
                    }

                    BigButton {
                        Layout.preferredWidth: Theme.mm * 62
                        visible: row.here
                        objectName: "task-" + row.task
                        look: "action"
                        text: row.word
                        onActivated: root.plan.begin(row.task)
                    }

                    Label {
                        Layout.preferredWidth: Theme.mm * 62
                        visible: !row.here
                        text: row.word
                        size: Theme.small
                        bold: row.done
                        align: Text.AlignHCenter
                        color: row.done ? Theme.staff : Theme.inkSoft
                    }
                }
            }
        }

        Item {
            Layout.fillHeight: true
            Layout.preferredHeight: 0
        }
    }

    PageArrows {
        id: arrows

        anchors.right: parent.right
        anchors.top: list.top
        anchors.bottom: list.bottom
        page: root.plan.page
        pages: root.plan.pages
        onTurned: down => root.plan.turnList(down)
    }
}
