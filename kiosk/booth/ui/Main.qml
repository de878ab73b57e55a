pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Window
import Booth
import Controls

// The whole screen: the top bar, the page of the visit's stage, and what may lie over it.
Window {
    id: root

    required property BoothView booth
    required property real mm
    required property bool low
    readonly property real upper: low ? Math.round(height / 2) : 0

    function turn(): void {
        page.setSource(Qt.resolvedUrl("pages/" + root.booth.page + ".qml"), {"booth": root.booth});
    }

    color: Theme.ground
    title: root.booth.counterName
    Component.onCompleted: root.turn()

    Binding {
        target: Theme
        property: "mm"
        value: root.mm * Theme.lowered
    }

    Binding {
        target: Theme
        property: "low"
        value: root.low
    }

    Binding {
        target: Theme
        property: "textSize"
        value: root.booth.display.textSize
    }

    Binding {
        target: Theme
        property: "mode"
        value: root.booth.display.mode
    }

    Binding {
        target: Theme
        property: "ruby"
        value: root.booth.display.ruby
    }

    Binding {
        target: Theme
        property: "readings"
        value: root.booth.display.readings
    }

    Binding {
        target: Theme
        property: "family"
        value: root.booth.display.family
    }

    Connections {
        target: root.booth

        function onPageChanged(): void {
            root.turn();
            menus.name = "";
        }
    }

    TopBar {
        id: top

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.topMargin: root.upper
        booth: root.booth
        onLanguageWanted: menus.name = "LanguageMenu"
        onDisplayWanted: menus.name = "DisplayMenu"
        onFinishWanted: menus.name = "FinishMenu"
    }

    Loader {
        id: page

        objectName: "page"
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: Theme.low ? parent.top : top.bottom
        anchors.bottom: parent.bottom
    }

    Loader {
        function open(): void {
            if (active)
                setSource(Qt.resolvedUrl("pages/CallPage.qml"), {"call": root.booth.call, "welcome": root.booth.welcome});
            else
                source = "";
        }

        objectName: "callPage"
        active: root.booth.callInFront
        anchors.fill: parent
        onActiveChanged: open()
    }

    Rectangle {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        height: root.upper
        visible: root.low && (menus.name !== "" || root.booth.warned)
        color: Theme.veil

        TouchStop {
            anchors.fill: parent
            onLifted: menus.name = ""
        }
    }

    Loader {
        id: menus

        property string name: ""

        function open(): void {
            if (name === "")
                source = "";
            else
                setSource(Qt.resolvedUrl("overlays/" + name + ".qml"), {"booth": root.booth});
        }

        objectName: "menu"
        anchors.fill: parent
        anchors.topMargin: root.upper
        onNameChanged: open()

        Connections {
            target: menus.item
            ignoreUnknownSignals: true

            function onClosed(): void {
                menus.name = "";
            }
        }
    }

    Loader {
        objectName: "idle"
        active: root.booth.warned
        anchors.fill: parent
        anchors.topMargin: root.upper
        Component.onCompleted: setSource(Qt.resolvedUrl("overlays/IdleWarning.qml"), {"booth": root.booth})
    }
}
