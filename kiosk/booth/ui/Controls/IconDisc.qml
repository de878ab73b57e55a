pragma ComponentBehavior: Bound

import QtQuick

// An icon on a soft ground: a rounded square, or a disc.
Rectangle {
    id: root

    property string name: ""
    property real size: Theme.mm * 24
    property bool disc: false
    property bool chosen: false

    implicitWidth: size
    implicitHeight: size
    radius: disc ? size / 2 : size * 0.25
    color: chosen ? Theme.action : Theme.actionSoft

    Icon {
        anchors.centerIn: parent
        name: root.name
        fill: true
        size: root.size * 0.58
        color: root.chosen ? Theme.actionInk : Theme.action
    }
}
