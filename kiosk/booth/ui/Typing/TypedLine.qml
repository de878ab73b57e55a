pragma ComponentBehavior: Bound

import QtQuick
import Booth
import Controls

// What stands there so far, with the cursor; kana that may become kanji are underlined. The cursor stays in view.
Rectangle {
    id: root

    required property TypingView typing
    // shown while nothing is typed
    property string example: ""
    readonly property real pad: Theme.gap * 1.2
    readonly property real cursorAt: before.width + reading.width

    implicitHeight: Math.max(Theme.mm * 20, before.implicitHeight + Theme.mm * 4)
    radius: Theme.mm * 3
    color: Theme.surface
    border.width: Theme.line2
    border.color: Theme.action
    Accessible.role: Accessible.EditableText
    Accessible.name: typing.before + typing.reading + typing.after + typing.unit

    Item {
        anchors.fill: parent
        anchors.leftMargin: root.pad
        anchors.rightMargin: root.pad
        clip: true

        Row {
            x: Math.min(0, parent.width - root.cursorAt - Theme.mm * 12)
            anchors.verticalCenter: parent.verticalCenter

            NameText {
                id: before

                text: root.typing.before
                pixelSize: Theme.strong * 1.3
                color: Theme.ink
            }

            Item {
                width: reading.implicitWidth
                height: before.implicitHeight

                NameText {
                    id: reading

                    text: root.typing.reading
                    pixelSize: Theme.strong * 1.3
                    color: Theme.action
                }

                Rectangle {
                    anchors.bottom: parent.bottom
                    width: parent.width
                    height: Theme.line2
                    color: Theme.action
                }
            }

            Rectangle {
                width: Theme.line3
                height: before.implicitHeight
                radius: width / 2
                color: Theme.action
            }

            NameText {
                text: root.typing.after
                pixelSize: Theme.strong * 1.3
                color: Theme.ink
            }

            Item {
                width: shown.implicitWidth + Theme.mm * 3
                height: before.implicitHeight
                visible: root.example !== "" && root.typing.before + root.typing.reading + root.typing.after === ""

                Label {
                    id: shown

                    x: Theme.mm * 3
                    anchors.verticalCenter: parent.verticalCenter
                    text: root.example
                    wrap: false
                    color: Theme.inkSoft
                }
            }

            NameText {
                text: root.typing.unit === "" ? "" : " " + root.typing.unit
                pixelSize: Theme.strong * 1.3
                color: Theme.inkSoft
            }
        }
    }
}
