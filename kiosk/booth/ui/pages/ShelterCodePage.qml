pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Booth
import Controls

// The code of whoever keeps the desk: opens the shelter, opens its list, or ends it.
Page {
    id: root

    readonly property DeskView desk: root.booth.shelter.desk
    readonly property bool complete: desk.count === desk.codeDigits

    tight: true
    bar.forwardText: complete ? (desk.ending ? qsTrId("finish") : qsTrId("shelter-code-go")) : ""
    bar.onForwardActivated: desk.forward()

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
            text: root.desk.title
            size: Math.min(Theme.title, Theme.mm * 13.4)
            bold: true
            lineHeight: 1.12
        }

        Row {
            Layout.topMargin: Theme.gap
            spacing: Theme.mm * 2.6

            Repeater {
                model: root.desk.codeDigits

                Rectangle {
                    id: dot

                    required property int index

                    width: Theme.mm * 13
                    height: Theme.mm * 20
                    radius: Theme.mm * 3
                    color: Theme.surface
                    border.width: Theme.line2
                    border.color: dot.index <= root.desk.count ? Theme.action : Theme.border

                    Rectangle {
                        anchors.centerIn: parent
                        visible: dot.index < root.desk.count
                        width: Theme.mm * 6
                        height: width
                        radius: width / 2
                        color: Theme.action
                    }
                }
            }
        }

        Notice {
            Layout.fillWidth: true
            visible: root.desk.problem !== ""
            objectName: "problem"
            icon: "error"
            size: Math.min(Theme.body, Theme.mm * 9)
            text: root.desk.problem
        }

        Notice {
            Layout.fillWidth: true
            visible: root.desk.ending
            icon: "warning"
            size: Math.min(Theme.body, Theme.mm * 9)
            text: root.desk.text
        }

        Label {
            Layout.fillWidth: true
            visible: !root.desk.ending && root.desk.problem === ""
            text: root.desk.text
            size: Math.min(Theme.body, Theme.mm * 9)
            color: Theme.inkSoft
        }

        Item {
            Layout.fillHeight: true
        }
    }

    DigitPad {
        id: pad

        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        onPressed: digit => root.desk.press(digit)
        onErased: root.desk.erase()
    }
}
