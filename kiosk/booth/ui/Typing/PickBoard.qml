pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Booth
import Controls

// A long list made short: the usual entries as cards, a board of first kana, or digits; more cards by large arrows.
ColumnLayout {
    id: root

    required property PickingView picking
    readonly property real space: Math.ceil(Theme.mm * 4)

    signal steppedBack

    spacing: space

    RowLayout {
        Layout.fillWidth: true
        Layout.preferredHeight: Theme.mm * 17
        Layout.maximumHeight: Theme.mm * 17
        visible: root.picking.ways.length > 0 || root.picking.first !== "" || root.picking.canStepBack
        spacing: root.space

        TypingKey {
            Layout.preferredWidth: Theme.mm * 92
            Layout.fillHeight: true
            visible: root.picking.canStepBack
            objectName: "stepBack"
            size: Math.min(Theme.small, Theme.mm * 7.4)
            text: qsTrId("pick-above")
            onActivated: root.steppedBack()
        }

        Repeater {
            model: root.picking.ways

            TypingKey {
                required property string modelData

                Layout.fillWidth: true
                Layout.fillHeight: true
                objectName: "way-" + modelData
                quiet: true
                chosen: modelData === root.picking.by
                size: Math.min(Theme.small, Theme.mm * 7.4)
                text: modelData === "usual" ? qsTrId("pick-usual") : modelData === "kana" ? qsTrId("pick-kana") : root.picking.mostDigits === 7 ? qsTrId("pick-postal") : qsTrId("pick-number")
                onActivated: root.picking.press(modelData)
            }
        }

        TypingKey {
            Layout.fillWidth: true
            Layout.fillHeight: true
            visible: root.picking.first !== ""
            objectName: "otherKana"
            size: Math.min(Theme.small, Theme.mm * 7.4)
            text: qsTrId("pick-other-kana").replace("{kana}", root.picking.first)
            onActivated: root.picking.press("kana")
        }
    }

    GridLayout {
        Layout.fillWidth: true
        Layout.fillHeight: true
        visible: root.picking.asksKana
        flow: GridLayout.TopToBottom
        rows: 5
        rowSpacing: root.space
        columnSpacing: root.space
        uniformCellWidths: true
        uniformCellHeights: true

        Repeater {
            model: root.picking.keys

            Item {
                id: place

                required property string kana
                required property string label
                required property string hint

                Layout.fillWidth: true
                Layout.fillHeight: true

                TypingKey {
                    anchors.fill: parent
                    visible: place.label !== ""
                    objectName: "kana-" + place.kana
                    text: place.hint === "" ? place.label : place.label + " " + place.hint
                    size: text.length > 1 ? Theme.mm * 7 : Theme.mm * 9.5
                    onActivated: root.picking.press("kana:" + place.kana)
                }
            }
        }
    }

    RowLayout {
        Layout.fillWidth: true
        Layout.fillHeight: true
        visible: !root.picking.asksKana
        spacing: Theme.wideGap

        ColumnLayout {
            Layout.preferredWidth: Theme.mm * 218
            Layout.fillHeight: true
            visible: root.picking.by === "number"
            spacing: root.space

            Rectangle {
                Layout.fillWidth: true
                Layout.preferredHeight: Theme.mm * 20
                radius: Theme.mm * 3
                color: Theme.surface
                border.width: Theme.line2
                border.color: Theme.action

                Text {
                    anchors.centerIn: parent
                    objectName: "pickedDigits"
                    text: (root.picking.digits + "＿＿＿＿＿＿＿").slice(0, root.picking.mostDigits)
                    font.family: Theme.japanese
                    font.pixelSize: Theme.mm * 11
                    font.bold: true
                    font.letterSpacing: Theme.mm * 2
                    color: Theme.ink
                }
            }

            GridLayout {
                Layout.fillWidth: true
                Layout.fillHeight: true
                columns: 3
                rowSpacing: root.space
                columnSpacing: root.space
                uniformCellWidths: true
                uniformCellHeights: true

                Repeater {
                    model: ["1", "2", "3", "4", "5", "6", "7", "8", "9", "erase", "0", "clear"]

                    TypingKey {
                        required property string modelData

                        Layout.fillWidth: true
                        Layout.fillHeight: true
                        objectName: "digit-" + modelData
                        quiet: modelData.length > 1
                        size: quiet ? Math.min(Theme.small, Theme.mm * 7) : Theme.key
                        text: modelData === "erase" ? qsTrId("typing-erase") : modelData === "clear" ? qsTrId("typing-clear") : modelData
                        onActivated: root.picking.press(modelData)
                    }
                }
            }
        }

        GridLayout {
            Layout.fillWidth: true
            Layout.fillHeight: true
            columns: root.picking.by === "number" ? 1 : 3
            rowSpacing: root.space
            columnSpacing: root.space
            uniformCellWidths: true
            uniformCellHeights: true

            Repeater {
                model: root.picking.cards

                PickCard {
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    onActivated: root.picking.choose(code)
                }
            }

            Repeater { // a short list keeps its cards as large as those of a long one
                model: Math.max(0, root.picking.most - root.picking.cards.rowCount())

                Item {
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                }
            }
        }

        ColumnLayout {
            Layout.fillHeight: true
            visible: root.picking.screens > 1
            spacing: Theme.gap

            Key {
                Layout.fillHeight: true
                implicitWidth: Theme.mm * 24
                opacity: root.picking.screen > 1 ? 1 : 0
                objectName: "pickUp"
                icon: "keyboard_arrow_up"
                spoken: "▲"
                onActivated: root.picking.press("up")
            }

            Label {
                Layout.alignment: Qt.AlignHCenter
                text: qsTrId("review-part").replace("{screen}", String(root.picking.screen)).replace("{screens}", String(root.picking.screens))
                size: Theme.least
                wrap: false
            }

            Key {
                Layout.fillHeight: true
                implicitWidth: Theme.mm * 24
                opacity: root.picking.screen < root.picking.screens ? 1 : 0
                objectName: "pickDown"
                icon: "keyboard_arrow_down"
                spoken: "▼"
                onActivated: root.picking.press("down")
            }
        }
    }
}
