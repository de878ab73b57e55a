pragma ComponentBehavior: Bound

import QtQuick

// A Material Symbol by name, in one colour; `beside` words with readings it stands at the middle of the words.
Item {
    id: root

    property string name: ""
    property color color: Theme.ink
    property real size: Theme.body
    property bool fill: false
    property Label beside: null

    implicitWidth: size
    implicitHeight: size

    Image {
        anchors.centerIn: parent
        anchors.verticalCenterOffset: root.beside?.lift ?? 0
        width: parent.width
        height: parent.height
        visible: root.name !== ""
        source: root.name === "" ? "" : "image://icon/" + root.name + (root.fill ? "-fill" : "") + "/" + root.color.toString().slice(-6)
        sourceSize: Qt.size(Math.round(root.size), Math.round(root.size))
    }
}
