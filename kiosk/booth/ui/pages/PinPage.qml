pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Booth
import Controls

// The PIN pad: what the number is for, tries left, the curtain, and keys that never move.
Page {
    id: root

    kicker: root.booth.pin.which
    bodyTop: Theme.mm * 2
    bar.forwardText: root.booth.pin.full ? qsTrId("forward") : ""
    bar.onForwardActivated: root.booth.pin.forward()

    ColumnLayout {
        id: words

        anchors.left: parent.left
        anchors.right: pad.left
        anchors.rightMargin: Theme.wideGap * 1.6
        anchors.top: parent.top
        anchors.bottom: parent.bottom
        spacing: Theme.gap * 0.7

        Label {
            Layout.fillWidth: true
            text: qsTrId("pin-title")
            size: Math.min(Theme.title, Theme.mm * 13.4)
            bold: true
            lineHeight: 1.12
        }

        Label {
            Layout.fillWidth: true
            text: root.booth.pin.subtitle
            color: Theme.inkSoft
            size: Theme.textSize > 0 ? Theme.small : Theme.body
            visible: Theme.textSize < (Theme.ruby || root.booth.pin.wrong ? 1 : 2)
        }

        RowLayout {
            Layout.topMargin: Theme.gap
            spacing: Theme.gap * 1.5

            Repeater {
                model: root.booth.pin.digits

                Rectangle {
                    id: dot

                    required property int index
                    readonly property bool filled: index < root.booth.pin.count

                    implicitWidth: Theme.mm * 24
                    implicitHeight: Theme.mm * 28
                    radius: Theme.buttonRadius
                    color: Theme.surface
                    border.width: index <= root.booth.pin.count ? Theme.line3 * 0.8 : Theme.line2
                    border.color: index <= root.booth.pin.count ? Theme.action : Theme.border

                    Rectangle {
                        anchors.centerIn: parent
                        visible: dot.filled
                        width: Theme.mm * 9
                        height: width
                        radius: width / 2
                        color: Theme.action
                    }
                }
            }
        }

        RowLayout {
            Layout.fillWidth: true
            Layout.topMargin: Theme.gap * 0.5
            spacing: Theme.gap

            Icon {
                beside: tries
                name: root.booth.pin.wrong ? "error" : "info"
                fill: true
                size: Theme.body * 1.25
                color: root.booth.pin.wrong ? Theme.end : Theme.action
            }

            Label {
                id: tries

                Layout.fillWidth: true
                objectName: "tries"
                text: root.booth.pin.triesText
                size: root.booth.pin.wrong ? Theme.strong : Theme.body
                bold: root.booth.pin.wrong
                color: root.booth.pin.wrong ? Theme.end : Theme.ink
            }
        }

        Item {
            Layout.fillHeight: true
        }

        Notice {
            Layout.fillWidth: true
            look: "curtain"
            icon: "visibility_off"
            size: Math.min(Theme.body, Theme.mm * 7.4)
            heading: qsTrId("pin-curtain-title")
            text: qsTrId("pin-curtain")
        }
    }

    GridLayout {
        id: pad

        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        columns: 3
        columnSpacing: Theme.gap * 1.3
        rowSpacing: Theme.gap * 1.3

        Repeater {
            model: [1, 2, 3, 4, 5, 6, 7, 8, 9]

            Key {
                id: key

                required property int modelData

                objectName: "pin-" + key.modelData
                text: String(key.modelData)
                onActivated: root.booth.pin.press(key.modelData)
            }
        }

        Key {
            objectName: "pinWithout"
            text: root.booth.pin.stopText
            size: Theme.least
            onActivated: root.booth.pin.withoutCard()
        }

        Key {
            objectName: "pin-0"
            text: "0"
            onActivated: root.booth.pin.press(0)
        }

        Key {
            objectName: "pinErase"
            icon: "backspace"
            spoken: qsTrId("pin-erase")
            onActivated: root.booth.pin.erase()
        }
    }
}
