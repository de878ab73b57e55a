pragma ComponentBehavior: Bound

import QtQuick
import Booth
import Controls

// One entry of a long list: its name, and below it how that is read.
Pressable {
    id: root

    required property string code
    required property string name
    required property string reading
    required property bool chosen

    implicitHeight: Theme.mm * 20
    objectName: "pick-" + code
    radius: Theme.mm * 4
    spoken: name + " " + reading
    Accessible.role: Accessible.RadioButton
    Accessible.checked: chosen

    Rectangle {
        anchors.fill: parent
        radius: root.radius
        color: root.down || root.chosen ? Theme.chosen : Theme.surface
        border.width: root.chosen ? Theme.line3 : Theme.line2
        border.color: root.chosen ? Theme.action : Theme.border
    }

    Column {
        anchors.verticalCenter: parent.verticalCenter
        x: Theme.mm * 5
        width: parent.width - x * 2 - (check.visible ? check.width : 0)
        spacing: 0

        Label {
            width: parent.width
            height: Math.min(implicitHeight, root.height - (reading.visible ? reading.height : 0) - Theme.mm * 2)
            text: root.name
            family: Theme.japanese
            size: Theme.strong
            bold: true
            fit: true
            lineHeight: 1
        }

        Label {
            id: reading

            width: parent.width
            visible: root.reading !== ""
            text: root.reading
            size: Theme.least
            lineHeight: 1
            wrap: false
            color: Theme.inkFaint
        }
    }

    Icon {
        id: check

        anchors.right: parent.right
        anchors.rightMargin: Theme.mm * 3
        anchors.verticalCenter: parent.verticalCenter
        visible: root.chosen
        name: "check_circle"
        fill: true
        size: Theme.mm * 10
        color: Theme.action
    }
}
