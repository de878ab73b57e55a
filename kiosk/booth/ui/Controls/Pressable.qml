pragma ComponentBehavior: Bound

import QtQuick

// Whatever can be touched: acts on release inside, whatever else lies on the glass; also by keyboard or switch.
Item {
    id: root

    signal activated()

    property string spoken: ""
    property real radius: Theme.buttonRadius
    readonly property bool down: tap.pressed

    activeFocusOnTab: true
    Accessible.role: Accessible.Button
    Accessible.name: spoken
    Accessible.onPressAction: root.activated()
    Keys.onSpacePressed: root.activated()
    Keys.onReturnPressed: root.activated()

    Loader {
        anchors.fill: parent
        active: root.activeFocus
        sourceComponent: focused
    }

    Component {
        id: focused

        Item {
            Rectangle {
                anchors.fill: parent
                anchors.margins: -Theme.line3 * 2
                radius: root.radius + Theme.line3 * 2
                color: "transparent"
                border.width: Theme.line3
                border.color: Theme.focusRing
            }

            Rectangle {
                anchors.fill: parent
                anchors.margins: -Theme.line3
                radius: root.radius + Theme.line3
                color: "transparent"
                border.width: Theme.line3
                border.color: Theme.focus
            }
        }
    }

    TapHandler {
        id: tap

        gesturePolicy: TapHandler.ReleaseWithinBounds
        longPressThreshold: 0 // however long a hand needs
        onTapped: root.activated()
    }
}
