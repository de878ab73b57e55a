pragma ComponentBehavior: Bound

import QtQuick

// How far, in steps and in words with minutes.
Row {
    id: root

    property int index: 1
    property int total: 1
    property string text: ""

    spacing: Theme.gap * 1.4

    Row {
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.mm * 2.2

        Repeater {
            model: root.total

            Rectangle {
                required property int index

                width: Math.min(Theme.mm * 13.6, (Theme.mm * 110) / Math.max(root.total, 1))
                height: Theme.mm * 3
                radius: height / 2
                color: index < root.index ? Theme.action : Theme.track
            }
        }
    }

    Label {
        anchors.verticalCenter: parent.verticalCenter
        text: root.text
        size: Math.min(Theme.small, Theme.mm * 8)
        wrap: false
        color: Theme.inkSoft
    }
}
