pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Booth
import Controls

// The board for the signing password: what it is for, how many characters, the curtain, and keys that never move.
Page {
    id: root

    readonly property PinView pin: root.booth.pin

    kicker: root.pin.which
    bodyTop: Theme.mm * 2
    bar.forwardText: pin.any ? qsTrId("forward") : ""
    bar.onForwardActivated: pin.forward()

    ColumnLayout {
        id: words

        anchors.left: parent.left
        anchors.right: board.left
        anchors.rightMargin: Theme.wideGap
        anchors.top: parent.top
        anchors.bottom: parent.bottom
        spacing: Theme.gap * 0.6

        Label {
            Layout.fillWidth: true
            text: qsTrId("password-title")
            size: Math.min(Theme.title * 0.86, Theme.mm * 11.6)
            bold: true
            lineHeight: 1.12
        }

        Label {
            Layout.fillWidth: true
            text: root.pin.subtitle
            color: Theme.inkSoft
            size: Math.min(Theme.small, Theme.mm * 7.6)
            visible: Theme.textSize < 1 && !root.pin.misformed
        }

        Rectangle {
            Layout.fillWidth: true
            implicitHeight: Theme.mm * 24
            radius: Theme.buttonRadius
            color: Theme.surface
            border.width: Theme.line3 * 0.8
            border.color: Theme.action

            Row {
                anchors.centerIn: parent
                spacing: Theme.mm * 2

                Repeater {
                    model: 16

                    Rectangle {
                        id: dot

                        required property int index
                        readonly property bool filled: index < root.pin.count

                        width: Theme.mm * 6
                        height: width
                        radius: width / 2
                        color: dot.filled ? Theme.action : "transparent"
                        border.width: Theme.line1
                        border.color: dot.filled ? Theme.action : Theme.border
                    }
                }
            }
        }

        Label {
            Layout.fillWidth: true
            objectName: "passwordCount"
            text: root.pin.countText
            size: Math.min(Theme.body, Theme.mm * 8.6)
            bold: true
        }

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.gap

            Icon {
                beside: tries
                name: root.pin.wrong || root.pin.misformed ? "error" : "info"
                fill: true
                size: Theme.mm * 9
                color: root.pin.wrong || root.pin.misformed ? Theme.end : Theme.action
            }

            Label {
                id: tries

                Layout.fillWidth: true
                objectName: "tries"
                text: root.pin.triesText
                size: Math.min(Theme.small, Theme.mm * 7.8)
                bold: root.pin.wrong || root.pin.misformed
                color: root.pin.wrong || root.pin.misformed ? Theme.end : Theme.ink
            }
        }

        Item {
            Layout.fillHeight: true
        }

        Notice {
            Layout.fillWidth: true
            look: "curtain"
            icon: "visibility_off"
            size: Math.min(Theme.small, Theme.mm * 6.8)
            heading: qsTrId("pin-curtain-title")
            text: qsTrId("pin-curtain")
        }
    }

    GridLayout {
        id: board

        readonly property real keyWidth: Theme.mm * 21

        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        columns: 10
        columnSpacing: Theme.mm * 4
        rowSpacing: Theme.mm * 4.5

        Repeater {
            model: 10

            Key {
                id: digit

                required property int index
                readonly property int shown: (index + 1) % 10

                objectName: "password-" + digit.shown
                implicitWidth: board.keyWidth
                size: Theme.mm * 11
                text: String(digit.shown)
                onActivated: root.pin.press(digit.shown)
            }
        }

        Repeater {
            model: 26

            Key {
                id: letter

                required property int index

                objectName: "password-" + letter.text
                implicitWidth: board.keyWidth
                size: Theme.mm * 11
                text: "ABCDEFGHIJKLMNOPQRSTUVWXYZ".charAt(letter.index)
                onActivated: root.pin.letter(letter.index)
            }
        }

        Key {
            Layout.columnSpan: 2
            Layout.fillWidth: true
            implicitWidth: board.keyWidth * 2
            objectName: "pinWithout"
            text: root.pin.stopText
            size: Theme.least
            onActivated: root.pin.withoutCard()
        }

        Key {
            Layout.columnSpan: 2
            Layout.fillWidth: true
            implicitWidth: board.keyWidth * 2
            objectName: "pinErase"
            icon: "backspace"
            spoken: qsTrId("pin-erase")
            onActivated: root.pin.erase()
        }
    }
}
