pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Booth

// How many of each: a row for each kind, with − and ＋.
ColumnLayout {
    id: root

    required property QuestionView question

    spacing: Theme.gap

    Repeater {
        model: root.question.switches

        Surface {
            id: row

            required property string field
            required property string label
            required property string hint
            required property string icon
            required property string on
            required property int value

            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredHeight: Theme.mm * 50
            Layout.maximumHeight: Theme.mm * 62
            color: row.value > 0 ? Theme.chosen : Theme.surface

            RowLayout {
                anchors.fill: parent
                anchors.leftMargin: Theme.inset
                anchors.rightMargin: Theme.inset
                spacing: Theme.wideGap

                IconDisc {
                    visible: row.icon !== ""
                    name: row.icon
                    size: Math.min(Theme.mm * 26, row.height - Theme.gap)
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
                        size: Theme.choice
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

                Key {
                    implicitWidth: Theme.mm * 42
                    Layout.fillHeight: true
                    Layout.topMargin: Theme.gap
                    Layout.bottomMargin: Theme.gap
                    Layout.maximumHeight: Theme.mm * 34
                    objectName: "less-" + row.field
                    icon: "remove"
                    spoken: row.label + " −1"
                    onActivated: root.question.setNumber(row.value - 1, row.field)
                }

                Row {
                    Layout.preferredWidth: Theme.mm * 66
                    spacing: Theme.mm * 2

                    Text {
                        id: figure

                        width: Theme.mm * 34
                        text: row.value < 0 ? "―" : String(row.value)
                        horizontalAlignment: Text.AlignRight
                        font.family: Theme.japanese
                        font.pixelSize: Theme.mm * 22
                        font.bold: true
                        color: Theme.action
                    }

                    Label {
                        anchors.bottom: figure.bottom
                        anchors.bottomMargin: Theme.mm * 3
                        text: row.on
                        size: Math.min(Theme.body, Theme.mm * 8)
                        wrap: false
                    }
                }

                Key {
                    implicitWidth: Theme.mm * 42
                    Layout.fillHeight: true
                    Layout.topMargin: Theme.gap
                    Layout.bottomMargin: Theme.gap
                    Layout.maximumHeight: Theme.mm * 34
                    objectName: "more-" + row.field
                    icon: "add"
                    spoken: row.label + " +1"
                    onActivated: root.question.setNumber(row.value + 1, row.field)
                }
            }
        }
    }

    Item {
        Layout.fillHeight: true
        Layout.preferredHeight: 0
    }
}
