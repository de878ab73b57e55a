pragma ComponentBehavior: Bound

import QtQuick

// A small button of the top bar; its words stand as high as those of its neighbours without readings.
Pressable {
    id: root

    property string text: ""
    property string icon: ""

    implicitWidth: row.implicitWidth + Theme.mm * 14
    implicitHeight: Theme.target
    radius: height / 2
    spoken: text

    Rectangle {
        anchors.fill: parent
        radius: root.radius
        color: root.down ? Theme.actionSoft : Theme.surface
        border.width: Theme.line1
        border.color: Theme.border
    }

    Row {
        id: row

        anchors.centerIn: parent
        anchors.verticalCenterOffset: -Math.min(words.lift, Math.max(0, (root.height - height) / 2 - Theme.mm * 2))
        spacing: Theme.mm * 3

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: root.icon
            beside: words
            size: Theme.mm * 8.6
        }

        Label {
            id: words

            anchors.verticalCenter: parent.verticalCenter
            text: root.text
            size: Math.min(Theme.small, Theme.mm * 8)
            wrap: false
        }
    }
}
