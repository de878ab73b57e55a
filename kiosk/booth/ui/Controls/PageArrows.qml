pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Booth

// ▲ ▼ beside a list of several pages; not there where everything is on the screen.
ColumnLayout {
    id: root

    required property int page
    required property int pages
    readonly property bool more: page + 1 < pages

    signal turned(bool down)

    visible: pages > 1
    spacing: Theme.gap

    Key {
        Layout.fillHeight: true
        implicitWidth: Theme.mm * 24
        opacity: root.page > 0 ? 1 : 0
        objectName: "listUp"
        icon: "keyboard_arrow_up"
        spoken: "▲"
        onActivated: root.turned(false)
    }

    Label {
        Layout.alignment: Qt.AlignHCenter
        text: (root.page + 1) + " / " + root.pages
        size: Theme.least
        wrap: false
    }

    Key {
        Layout.fillHeight: true
        implicitWidth: Theme.mm * 24
        opacity: root.more ? 1 : 0
        objectName: "listDown"
        icon: "keyboard_arrow_down"
        spoken: "▼"
        onActivated: root.turned(true)
    }
}
