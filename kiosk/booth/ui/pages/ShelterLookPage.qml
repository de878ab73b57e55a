pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Booth
import Controls

// A family looked up by the first letter of its name.
Page {
    id: root

    readonly property DeskView desk: root.booth.shelter.desk

    title: qsTrId("shelter-look-title")
    bodyTop: Theme.gap

    Flow {
        id: letters

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        spacing: Theme.gap

        Repeater {
            model: root.desk.letters

            Key {
                id: key

                required property string modelData

                objectName: "letter-" + key.modelData
                implicitWidth: Theme.mm * 27
                implicitHeight: Theme.mm * 22
                size: Theme.mm * 11
                text: key.modelData
                chosen: root.desk.chosenRow === key.modelData
                onActivated: root.desk.row(key.modelData)
            }
        }
    }

    FamilyList {
        id: found

        anchors.left: parent.left
        anchors.right: arrows.visible ? arrows.left : parent.right
        anchors.rightMargin: arrows.visible ? Theme.gap : 0
        anchors.top: letters.bottom
        anchors.topMargin: Theme.gap
        anchors.bottom: parent.bottom
        families: root.desk.families
        highest: Math.min(Theme.mm * 42, (height - Theme.mm * 14 - spacing * root.desk.lines) / root.desk.lines)
        onChosen: (household, where) => root.desk.go(household, where)

        Label {
            Layout.fillWidth: true
            text: qsTrId("shelter-look-hidden")
            size: Theme.small
            color: Theme.inkFaint
        }

        Item {
            Layout.fillHeight: true
        }
    }

    ColumnLayout {
        id: arrows

        anchors.right: parent.right
        anchors.top: letters.bottom
        anchors.topMargin: Theme.gap
        anchors.bottom: parent.bottom
        visible: root.desk.hasUp || root.desk.hasDown
        spacing: Theme.gap

        Key {
            Layout.fillHeight: true
            implicitWidth: Theme.mm * 24
            opacity: root.desk.hasUp ? 1 : 0
            objectName: "lookUp"
            icon: "keyboard_arrow_up"
            spoken: "▲"
            onActivated: root.desk.turnList(false)
        }

        Key {
            Layout.fillHeight: true
            implicitWidth: Theme.mm * 24
            opacity: root.desk.hasDown ? 1 : 0
            objectName: "lookDown"
            icon: "keyboard_arrow_down"
            spoken: "▼"
            onActivated: root.desk.turnList(true)
        }
    }
}
