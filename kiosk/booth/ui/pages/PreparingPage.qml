pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Booth
import Controls

// What to have at hand; whoever has not got it comes back later.
Page {
    id: root

    readonly property bool hasMore: root.booth.preparing.part < root.booth.preparing.parts

    kicker: root.booth.preparing.procedure
    title: qsTrId("preparing-title")
    subtitle: qsTrId("preparing-subtitle")
    bar.forwardText: hasMore ? qsTrId("review-more") : qsTrId("forward")
    bar.forwardIcon: hasMore ? "keyboard_arrow_down" : "arrow_forward"
    bar.onForwardActivated: root.booth.forward()

    ColumnLayout {
        anchors.fill: parent
        spacing: Theme.gap

        // More than two would not have the height that readings and the largest letters need: they stand side by side.
        GridLayout {
            Layout.fillWidth: true
            columns: papers.count > 2 ? 2 : 1
            rowSpacing: Theme.gap
            columnSpacing: Theme.gap

            Repeater {
                id: papers

                model: root.booth.preparing.papers

                Surface {
                    id: paper

                    required property string label
                    required property string hint
                    required property string icon

                    Layout.fillWidth: true
                    Layout.preferredWidth: 1  // columns as wide as each other
                    Layout.fillHeight: true
                    Layout.maximumHeight: Theme.mm * 46
                    Layout.preferredHeight: words.implicitHeight + Theme.gap

                    RowLayout {
                        anchors.fill: parent
                        anchors.leftMargin: Theme.inset
                        anchors.rightMargin: Theme.gap
                        spacing: Theme.wideGap

                        IconDisc {
                            name: paper.icon
                            size: Math.min(Theme.mm * 26, paper.height - Theme.gap)
                        }

                        ColumnLayout {
                            id: words

                            Layout.fillWidth: true
                            spacing: Theme.mm

                            Label {
                                Layout.fillWidth: true
                                Layout.maximumHeight: paper.height - Theme.mm * 3 - (hint.visible ? hint.implicitHeight + Theme.mm : 0)
                                text: paper.label
                                size: Math.min(Theme.choice, Theme.mm * 13)
                                bold: true
                                fit: true
                            }

                            Label {
                                id: hint

                                Layout.fillWidth: true
                                visible: text !== ""
                                text: paper.hint
                                size: Math.min(Theme.body, Theme.mm * 9.4)
                                color: Theme.inkSoft
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

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.wideGap

            Label {
                Layout.fillWidth: true
                text: qsTrId("preparing-later-why")
                size: Theme.small
                color: Theme.inkSoft
            }

            Label {
                visible: root.booth.preparing.parts > 1
                text: qsTrId("review-part").replace("{screen}", String(root.booth.preparing.part)).replace("{screens}", String(root.booth.preparing.parts))
                size: Theme.small
                wrap: false
            }

            BigButton {
                objectName: "later"
                text: qsTrId("preparing-later")
                onActivated: root.booth.finish()
            }
        }
    }
}
