pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts

// A sentence in a coloured block with its picture: `look` is warn, info, staff or curtain.
Rectangle {
    id: root

    property string text: ""
    property string heading: ""
    property string icon: "info"
    property string look: "warn"
    property real size: Theme.body
    readonly property color pen: look === "warn" ? Theme.warnInk : look === "curtain" ? Theme.curtainInk : Theme.ink

    implicitWidth: row.implicitWidth + Theme.inset * 1.6
    implicitHeight: row.implicitHeight + Theme.gap * 2
    radius: Theme.buttonRadius
    color: look === "warn" ? Theme.warn : look === "curtain" ? Theme.curtain : look === "staff" ? Theme.staffSoft : Theme.actionSoft

    RowLayout {
        id: row

        anchors.fill: parent
        anchors.leftMargin: Theme.inset * 0.8
        anchors.rightMargin: Theme.inset * 0.8
        spacing: Theme.wideGap * 0.8

        Icon {
            beside: words
            name: root.icon
            fill: true
            size: root.look === "curtain" ? Theme.mm * 17 : Theme.mm * 10
            color: root.look === "warn" ? Theme.warnIcon : root.look === "curtain" ? Theme.curtainGlow : root.look === "staff" ? Theme.staff : Theme.action
        }

        ColumnLayout {
            Layout.fillWidth: true
            spacing: Theme.mm

            Label {
                Layout.fillWidth: true
                visible: root.heading !== ""
                text: root.heading
                size: root.size * 1.08
                bold: true
                color: root.pen
            }

            Label {
                id: words

                Layout.fillWidth: true
                visible: root.text !== ""
                text: root.text
                size: root.size
                color: root.pen
            }
        }
    }
}
