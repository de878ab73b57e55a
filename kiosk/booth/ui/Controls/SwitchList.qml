pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Booth

// Yes-or-no questions, each with its two answers side by side.
ColumnLayout {
    id: root

    required property QuestionView question

    spacing: Theme.gap * 1.3

    Repeater {
        model: root.question.switches

        Surface {
            id: row

            required property string field
            required property string label
            required property string hint
            required property string icon
            required property string on
            required property string off
            required property int value

            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredHeight: Theme.mm * 58
            Layout.maximumHeight: Theme.mm * 62

            RowLayout {
                anchors.fill: parent
                anchors.margins: Theme.gap
                anchors.leftMargin: Theme.inset
                anchors.rightMargin: Theme.inset
                spacing: Theme.wideGap

                IconDisc {
                    visible: row.icon !== ""
                    name: row.icon
                    size: Theme.mm * 24
                    disc: true
                }

                ColumnLayout {
                    Layout.fillWidth: true
                    spacing: Theme.mm

                    Label {
                        Layout.fillWidth: true
                        Layout.fillHeight: true
                        Layout.maximumHeight: implicitHeight
                        fit: true
                        text: row.label
                        size: Theme.strong
                        bold: true
                        lineHeight: 1.15
                    }

                    Label {
                        Layout.fillWidth: true
                        visible: row.hint !== "" && Theme.textSize < 2
                        text: row.hint
                        size: Theme.small
                        color: Theme.inkFaint
                    }
                }

                ChoiceCard {
                    Layout.preferredWidth: Theme.mm * 84
                    Layout.fillHeight: true
                    Layout.maximumHeight: Theme.mm * 46
                    objectName: "off-" + row.field
                    lying: true
                    compact: true
                    choosable: true
                    chosen: row.value === 0
                    heading: row.off
                    onActivated: root.question.switchTo(row.field, false)
                }

                ChoiceCard {
                    Layout.preferredWidth: Theme.mm * 84
                    Layout.fillHeight: true
                    Layout.maximumHeight: Theme.mm * 46
                    objectName: "on-" + row.field
                    lying: true
                    compact: true
                    choosable: true
                    chosen: row.value === 1
                    heading: row.on
                    onActivated: root.question.switchTo(row.field, true)
                }
            }
        }
    }

    Item {
        Layout.fillHeight: true
        Layout.preferredHeight: 0
    }
}
