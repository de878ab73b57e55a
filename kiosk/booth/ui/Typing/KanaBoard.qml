pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Booth
import Controls

// 五十音: a column for each row of the table, from あ at the left, as on the machines of banks and stations; with the
// old kana and the marks of repetition, which names are written with.
RowLayout {
    id: root

    required property TypingView typing
    readonly property real space: Math.ceil(Theme.mm * 4)
    readonly property list<string> hiragana: ["あいうえお", "かきくけこ", "さしすせそ", "たちつてと", "なにぬねの", "はひふへほ", "まみむめも", "や ゆ よ", "らりるれろ", "わゐゑをん", "ー・ゝゞ々"]
    readonly property list<string> katakana: ["アイウエオ", "カキクケコ", "サシスセソ", "タチツテト", "ナニヌネノ", "ハヒフヘホ", "マミムメモ", "ヤ ユ ヨ", "ラリルレロ", "ワヰヱヲン", "ー・   "]
    readonly property list<string> letters: typing.katakana ? katakana : hiragana

    spacing: space

    Repeater {
        model: root.letters

        ColumnLayout {
            id: column

            required property string modelData

            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 10
            spacing: root.space
            uniformCellSizes: true

            Repeater {
                model: 5

                Item {
                    id: place

                    required property int index
                    readonly property string letter: column.modelData.charAt(place.index)

                    Layout.fillWidth: true
                    Layout.fillHeight: true

                    TypingKey {
                        anchors.fill: parent
                        visible: place.letter !== " "
                        objectName: "key-" + place.letter
                        text: place.letter
                        size: Theme.mm * 9.5
                        onActivated: root.typing.press(place.letter)
                    }
                }
            }
        }
    }

    GridLayout {
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.preferredWidth: 24
        columns: 2
        rowSpacing: root.space
        columnSpacing: root.space
        uniformCellWidths: true
        uniformCellHeights: true

        TypingKey {
            Layout.fillWidth: true
            Layout.fillHeight: true
            objectName: "key-dakuten"
            quiet: true
            text: "゛が"
            onActivated: root.typing.press("dakuten")
        }

        TypingKey {
            Layout.fillWidth: true
            Layout.fillHeight: true
            objectName: "key-handakuten"
            quiet: true
            text: "゜ぱ"
            onActivated: root.typing.press("handakuten")
        }

        TypingKey {
            Layout.columnSpan: 2
            Layout.fillWidth: true
            Layout.fillHeight: true
            objectName: "key-small"
            quiet: true
            size: Math.min(Theme.small, Theme.mm * 7)
            text: qsTrId("typing-small")
            onActivated: root.typing.press("small")
        }

        TypingKey {
            Layout.fillWidth: true
            Layout.fillHeight: true
            quiet: true
            icon: "arrow_back"
            hint: qsTrId("typing-left")
            onActivated: root.typing.press("left")
        }

        TypingKey {
            Layout.fillWidth: true
            Layout.fillHeight: true
            quiet: true
            icon: "arrow_forward"
            hint: qsTrId("typing-right")
            onActivated: root.typing.press("right")
        }

        TypingKey {
            Layout.columnSpan: 2
            Layout.fillWidth: true
            Layout.fillHeight: true
            objectName: "key-space"
            quiet: true
            size: Math.min(Theme.small, Theme.mm * 7)
            text: qsTrId("typing-space")
            onActivated: root.typing.press("space")
        }

        TypingKey {
            Layout.columnSpan: 2
            Layout.fillWidth: true
            Layout.fillHeight: true
            objectName: "key-erase"
            quiet: true
            size: Math.min(Theme.small, Theme.mm * 7)
            text: qsTrId("typing-erase")
            onActivated: root.typing.press("erase")
        }
    }
}
