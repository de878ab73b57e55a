pragma ComponentBehavior: Bound

import QtQuick

// A white card with a quiet lower edge; drawn without shadows so that every renderer shows the same.
Item {
    id: root

    default property alias content: inner.data
    property color color: Theme.surface
    property color borderColor: Theme.edge
    property real borderWidth: Theme.line1 * 0.5
    property real radius: Theme.cardRadius

    Rectangle {
        anchors.fill: parent
        anchors.topMargin: Theme.mm
        anchors.bottomMargin: -Theme.mm * 0.7
        radius: root.radius
        color: Theme.edge
        opacity: 0.55
    }

    Rectangle {
        anchors.fill: parent
        radius: root.radius
        color: root.color
        border.width: root.borderWidth
        border.color: root.borderColor
    }

    Item {
        id: inner

        anchors.fill: parent
    }
}
