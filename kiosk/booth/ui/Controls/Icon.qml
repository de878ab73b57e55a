pragma ComponentBehavior: Bound

import QtQuick

// A Material Symbol by name, in one colour.
Item {
    id: root

    property string name: ""
    property color color: Theme.ink
    property real size: Theme.body
    property bool fill: false

    implicitWidth: size
    implicitHeight: size

    Image {
        anchors.fill: parent
        visible: root.name !== ""
        source: root.name === "" ? "" : "image://icon/" + root.name + (root.fill ? "-fill" : "") + "/" + root.color.toString().slice(-6)
        sourceSize: Qt.size(Math.round(root.size), Math.round(root.size))
    }
}
