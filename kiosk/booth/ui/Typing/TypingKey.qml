pragma ComponentBehavior: Bound

import QtQuick
import Controls

// A key of a board: 16 mm at the least, acts on release.
Pressable {
    id: root

    property string text: ""
    property string icon: ""
    property string hint: ""
    property bool quiet: false
    property bool chosen: false
    property real size: Theme.strong

    implicitWidth: Theme.target
    implicitHeight: Theme.target
    radius: Theme.mm * 3
    spoken: text === "" ? hint : text

    Rectangle {
        anchors.fill: parent
        radius: root.radius
        color: root.chosen ? Theme.action : root.down ? Theme.actionSoft : root.quiet ? Theme.neutral : Theme.surface
        border.width: Theme.line1
        border.color: root.chosen ? Theme.action : Theme.border
    }

    Loader { // a board has seventy of these: each is made of what it shows and of nothing else
        anchors.centerIn: parent
        sourceComponent: root.icon !== "" ? picture : root.hint !== "" ? explained : root.text !== "" ? letters : null
    }

    component Letters: Label {
        width: Math.min(implicitWidth, root.width - Theme.mm * 3)
        text: root.text
        size: Math.min(root.size, Math.max(root.height * 0.6, Theme.least))
        bold: true
        align: Text.AlignHCenter
        color: root.chosen ? Theme.actionInk : Theme.ink
    }

    Component {
        id: letters

        Letters {}
    }

    Component {
        id: explained

        Column {
            Letters {
                anchors.horizontalCenter: parent.horizontalCenter
            }

            Label {
                anchors.horizontalCenter: parent.horizontalCenter
                width: Math.min(implicitWidth, root.width - Theme.mm * 3)
                text: root.hint
                size: Theme.least
                align: Text.AlignHCenter
                color: root.chosen ? Theme.actionInk : Theme.inkFaint
            }
        }
    }

    Component {
        id: picture

        Icon {
            name: root.icon
            size: Theme.mm * 9
        }
    }
}
