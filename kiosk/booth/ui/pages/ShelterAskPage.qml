pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Booth
import Controls

// Who goes out or comes back: the card is put down, or the number on the slip is typed.
Page {
    id: root

    readonly property ShelterView shelter: root.booth.shelter

    tight: true

    ColumnLayout {
        anchors.left: parent.left
        anchors.right: pad.left
        anchors.rightMargin: Theme.wideGap * 1.6
        anchors.top: parent.top
        anchors.bottom: parent.bottom
        spacing: Theme.gap

        Label {
            Layout.fillWidth: true
            objectName: "pageTitle"
            text: qsTrId("shelter-ask-title")
            size: Math.min(Theme.title, Theme.mm * 13.4)
            bold: true
            lineHeight: 1.12
        }

        RowLayout {
            Layout.topMargin: Theme.gap
            spacing: Theme.gap

            Repeater {
                model: root.shelter.digits

                Rectangle {
                    id: box

                    required property int index

                    Layout.leftMargin: index === 4 ? Theme.gap : 0
                    implicitWidth: Theme.mm * 21
                    implicitHeight: Theme.mm * 27
                    radius: Theme.buttonRadius
                    color: Theme.surface
                    border.width: box.index === root.shelter.typed.length ? Theme.line3 : Theme.line2
                    border.color: box.index <= root.shelter.typed.length ? Theme.action : Theme.border

                    Text {
                        anchors.centerIn: parent
                        text: root.shelter.typed.charAt(box.index)
                        font.family: Theme.japanese
                        font.pixelSize: Theme.mm * 15
                        font.bold: true
                        color: Theme.action
                    }
                }
            }
        }

        Label {
            Layout.fillWidth: true
            visible: root.shelter.problem === ""
            text: qsTrId("shelter-ask-text")
            size: Math.min(Theme.body, Theme.mm * 9)
            color: Theme.inkSoft
        }

        Notice {
            Layout.fillWidth: true
            visible: root.shelter.problem !== ""
            objectName: "problem"
            icon: "error"
            size: Math.min(Theme.body, Theme.mm * 9)
            text: root.shelter.problem
        }

        Item {
            Layout.fillHeight: true
        }
    }

    DigitPad {
        id: pad

        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        onPressed: digit => root.shelter.press(digit)
        onErased: root.shelter.erase()
    }
}
