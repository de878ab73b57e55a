pragma ComponentBehavior: Bound

import QtQuick

// Something that must be answered first: a veil over the page and one card in the middle.
Rectangle {
    id: root

    default property alias content: card.content
    property real cardWidth: Theme.mm * 300
    property real cardHeight: Theme.mm * 160

    color: Theme.veil

    MouseArea {
        anchors.fill: parent
    }

    Surface {
        id: card

        anchors.centerIn: parent
        width: root.cardWidth
        height: root.cardHeight
    }
}
