pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Booth

// What was said of an account so far, part by part; each part that was reached is also the way back to it.
RowLayout {
    id: root

    required property AccountView account

    spacing: Math.ceil(Theme.mm * 4)
    uniformCellSizes: true

    Repeater {
        model: root.account.tabs

        Pressable {
            id: tab

            required property string part
            required property string label
            required property string text
            required property bool now
            required property bool open

            Layout.fillWidth: true
            Layout.fillHeight: true
            objectName: "part-" + tab.part
            radius: Theme.mm * 3
            activeFocusOnTab: tab.open
            spoken: tab.label + " " + tab.text
            onActivated: root.account.open(tab.part)

            Rectangle {
                anchors.fill: parent
                radius: tab.radius
                color: tab.now ? Theme.action : tab.down && tab.open ? Theme.actionSoft : tab.open ? Theme.surface : "transparent"
                border.width: tab.open ? Theme.line1 : Theme.line1 * 0.5
                border.color: tab.now ? Theme.action : tab.open ? Theme.border : Theme.edge
            }

            Label {
                id: name

                x: Theme.mm * 2
                y: Theme.mm
                width: parent.width - x * 2
                height: Theme.least * (Theme.ruby ? 1.9 : 1.5)
                text: tab.label
                size: Theme.least
                fit: true
                lineHeight: 1.1
                align: Text.AlignHCenter
                color: tab.now ? Theme.actionInk : Theme.inkFaint
            }

            Label {
                anchors.top: name.bottom
                anchors.bottom: parent.bottom
                anchors.bottomMargin: Theme.mm
                x: Theme.mm * 2
                width: parent.width - x * 2
                text: tab.text
                size: Math.min(Theme.small, Theme.mm * 7.4)
                bold: true
                fit: true
                lineHeight: 1.05
                align: Text.AlignHCenter
                color: tab.now ? Theme.actionInk : Theme.ink
            }
        }
    }
}
