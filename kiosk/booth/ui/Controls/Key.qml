pragma ComponentBehavior: Bound

import QtQuick

// A key of a number pad.
Pressable {
    id: root

    property string text: ""
    property string icon: ""
    property real size: Theme.key
    property bool chosen: false

    implicitWidth: Theme.mm * 56
    implicitHeight: Theme.mm * 28
    spoken: text

    Rectangle {
        anchors.fill: parent
        radius: root.radius
        color: root.chosen ? Theme.action : root.down ? Theme.actionSoft : Theme.surface
        border.width: Theme.line2
        border.color: root.chosen ? Theme.action : Theme.border
    }

    Label {
        anchors.centerIn: parent
        width: Math.min(implicitWidth, parent.width - Theme.gap)
        visible: root.text !== ""
        text: root.text
        size: root.size
        bold: true
        align: Text.AlignHCenter
        color: root.chosen ? Theme.actionInk : Theme.ink
    }

    Icon {
        anchors.centerIn: parent
        name: root.icon
        size: Theme.mm * 15
    }
}
