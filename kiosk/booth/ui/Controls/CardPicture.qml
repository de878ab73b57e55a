pragma ComponentBehavior: Bound

import QtQuick

// A card over the reader, drawn: where it goes, at a glance.
Item {
    id: root

    property bool lying: false
    readonly property real unit: Math.min(width / 120, height / 96)

    Rectangle {
        x: root.width / 2 - root.unit * 52
        y: root.height - root.unit * 38
        width: root.unit * 104
        height: root.unit * 34
        radius: root.unit * 7
        color: Theme.curtain
    }

    Rectangle {
        x: root.width / 2 - root.unit * 44
        y: root.height - root.unit * 33
        width: root.unit * 88
        height: root.unit * 20
        radius: root.unit * 4
        color: Qt.lighter(Theme.curtain, 1.5)
    }

    Icon {
        anchors.horizontalCenter: parent.horizontalCenter
        y: root.height - root.unit * 31
        name: "contactless"
        size: root.unit * 16
        color: Theme.curtainGlow
    }

    Rectangle {
        id: card

        x: root.width / 2 - root.unit * 34
        y: root.lying ? root.height - root.unit * 58 : 0
        width: root.unit * 68
        height: root.unit * 43
        radius: root.unit * 4
        color: Theme.surface
        border.width: Theme.line2
        border.color: Theme.action

        Rectangle {
            x: root.unit * 5
            y: root.unit * 6
            width: root.unit * 17
            height: root.unit * 22
            radius: root.unit * 1.5
            color: Theme.actionSoft

            Icon {
                anchors.centerIn: parent
                name: "person"
                fill: true
                size: root.unit * 14
                color: Theme.action
            }
        }

        Repeater {
            model: [32, 26, 34]

            Rectangle {
                required property int index
                required property int modelData

                x: root.unit * 27
                y: root.unit * (8 + index * 7)
                width: root.unit * modelData
                height: root.unit * 3
                radius: height / 2
                color: Theme.track
            }
        }

        Rectangle {
            x: root.unit * 5
            y: root.unit * 33
            width: root.unit * 58
            height: root.unit * 4
            radius: height / 2
            color: Theme.actionSoft
        }
    }

    Icon {
        visible: !root.lying
        anchors.horizontalCenter: parent.horizontalCenter
        y: root.unit * 45
        name: "keyboard_arrow_down"
        size: root.unit * 14
        color: Theme.action
    }
}
