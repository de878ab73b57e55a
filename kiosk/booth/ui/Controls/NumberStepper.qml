pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Booth

// A number with large − and ＋, and a key for each where there are few.
Surface {
    id: root

    required property QuestionView question

    ColumnLayout {
        anchors.fill: parent
        anchors.margins: Theme.inset
        spacing: Theme.wideGap

        Item {
            Layout.fillHeight: true
        }

        RowLayout {
            Layout.alignment: Qt.AlignHCenter
            spacing: Theme.wideGap * 2

            Key {
                implicitWidth: Theme.mm * 44
                implicitHeight: Theme.mm * 36
                objectName: "less"
                icon: "remove"
                spoken: "−1"
                onActivated: root.question.setNumber(root.question.number - 1)
            }

            Row {
                Layout.minimumWidth: Theme.mm * 80
                spacing: Theme.gap

                Text {
                    id: figure

                    width: Math.max(implicitWidth, Theme.mm * 44)
                    text: root.question.number < 0 ? "―" : String(root.question.number)
                    horizontalAlignment: Text.AlignRight
                    font.family: Theme.japanese
                    font.pixelSize: Theme.mm * 30
                    font.bold: true
                    color: Theme.action
                }

                Label {
                    anchors.bottom: figure.bottom
                    anchors.bottomMargin: Theme.mm * 4
                    text: root.question.unit
                    size: Theme.choice
                    wrap: false
                }
            }

            Key {
                implicitWidth: Theme.mm * 44
                implicitHeight: Theme.mm * 36
                objectName: "more"
                icon: "add"
                spoken: "+1"
                onActivated: root.question.setNumber(root.question.number + 1)
            }
        }

        Item {
            Layout.fillHeight: true
        }

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.gap

            Repeater {
                model: root.question.keys

                Key {
                    id: key

                    required property int number
                    required chosen

                    Layout.fillWidth: true
                    implicitWidth: Theme.target
                    objectName: "number-" + key.number
                    text: String(key.number)
                    size: Theme.mm * 12
                    onActivated: root.question.setNumber(key.number)
                }
            }
        }
    }
}
