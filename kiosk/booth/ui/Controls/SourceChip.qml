pragma ComponentBehavior: Bound

import QtQuick

// Where an answer came from.
Rectangle {
    id: root

    property string source: ""
    property string text: ""
    property string icon: ""
    readonly property color pen: source === "card" ? Theme.action : source === "staff" ? Theme.staff : Theme.inkSoft

    implicitWidth: row.implicitWidth + Theme.mm * 7
    implicitHeight: Math.max(Theme.mm * 11, row.implicitHeight + Theme.mm * 2)
    radius: Theme.mm * 2.5
    color: source === "card" ? Theme.actionSoft : source === "staff" ? Theme.staffSoft : Theme.neutral

    Row {
        id: row

        anchors.centerIn: parent
        spacing: Theme.mm * 2

        Icon {
            beside: words
            anchors.verticalCenter: parent.verticalCenter
            name: root.icon
            size: Theme.mm * 6.5
            color: root.pen
        }

        Label {
            id: words

            anchors.verticalCenter: parent.verticalCenter
            text: root.text
            size: Theme.least
            bold: true
            wrap: false
            color: root.pen
        }
    }
}
