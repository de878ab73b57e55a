pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Booth
import Controls

// The board of the field being answered, with what stands there so far above it.
ColumnLayout {
    id: root

    required property TypingView typing
    property QuestionView question: null // whose example stands in the empty line
    readonly property real space: Math.ceil(Theme.mm * 4)
    readonly property bool pad: typing.board === "number" || typing.board === "tel"

    spacing: space

    RowLayout {
        Layout.fillWidth: true
        Layout.maximumHeight: root.typing.board === "places" ? Theme.mm * 20 : Number.POSITIVE_INFINITY
        visible: root.typing.shown && root.typing.board !== "date" && !root.pad
        spacing: root.space

        TypedLine {
            Layout.fillWidth: true
            Layout.fillHeight: true
            typing: root.typing
            example: root.question?.example ?? ""
        }

        Repeater {
            model: root.typing.boards

            TypingKey {
                required property string modelData

                Layout.preferredWidth: Theme.mm * (modelData === "places" ? 40 : 30)
                Layout.fillHeight: true
                objectName: "board-" + modelData
                chosen: modelData === root.typing.board
                quiet: true
                size: Math.min(Theme.small, Theme.mm * 7)
                text: modelData === "places" ? qsTrId("typing-board-places") : modelData === "kana" ? qsTrId("typing-board-kana") : modelData === "latin" ? qsTrId("typing-board-latin") : qsTrId("typing-board-digits")
                onActivated: root.typing.press("board:" + modelData)
            }
        }
    }

    CandidateRow {
        Layout.fillWidth: true
        visible: root.typing.converts && root.typing.board === "kana"
        typing: root.typing
    }

    Loader {
        Layout.fillWidth: true
        Layout.fillHeight: true
        active: root.typing.board === "kana"
        visible: active
        sourceComponent: KanaBoard {
            typing: root.typing
        }
    }

    Loader {
        Layout.fillWidth: true
        Layout.fillHeight: true
        active: root.typing.board === "places"
        visible: active
        sourceComponent: PickBoard {
            picking: root.typing.picking
            onSteppedBack: root.typing.stepBack()
        }
    }

    Loader {
        Layout.fillWidth: true
        Layout.fillHeight: true
        active: root.typing.board === "latin"
        visible: active
        sourceComponent: LatinBoard {
            typing: root.typing
        }
    }

    Loader {
        Layout.fillWidth: true
        Layout.fillHeight: true
        active: root.typing.board === "digits"
        visible: active
        sourceComponent: DigitsBoard {
            typing: root.typing
        }
    }

    Loader {
        Layout.fillWidth: true
        Layout.fillHeight: true
        active: root.pad
        visible: active
        sourceComponent: RowLayout {
            spacing: Theme.wideGap

            NumberBoard {
                Layout.fillWidth: false
                Layout.preferredWidth: Theme.mm * 220
                Layout.fillHeight: true
                typing: root.typing
            }

            ColumnLayout {
                Layout.fillWidth: true
                Layout.fillHeight: true
                spacing: Theme.gap

                TypedLine {
                    Layout.fillWidth: true
                    Layout.preferredHeight: Theme.mm * 28
                    typing: root.typing
                    example: root.question?.example ?? ""
                }

                Label {
                    Layout.fillWidth: true
                    visible: root.typing.padded !== ""
                    objectName: "padded"
                    text: qsTrId("account-padded").replace("{number}", root.typing.padded)
                    size: Math.min(Theme.small, Theme.mm * 7.4)
                    color: Theme.inkSoft
                }

                Item {
                    Layout.fillHeight: true
                }

                Passbook {
                    Layout.fillWidth: true
                    visible: root.typing.accountPart !== ""
                    part: root.typing.accountPart
                }
            }
        }
    }

    Loader {
        Layout.fillWidth: true
        Layout.fillHeight: true
        active: root.typing.board === "date"
        visible: active
        sourceComponent: DateBoard {
            typing: root.typing
        }
    }
}
