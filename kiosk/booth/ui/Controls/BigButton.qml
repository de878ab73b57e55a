pragma ComponentBehavior: Bound

import QtQuick

// A button of the bars and overlays: `look` is plain, action, staff or end. Words stand as high as those of a button without
// readings beside it, where there is room above them.
Pressable {
    id: root

    property string text: ""
    property string icon: ""
    property bool iconBehind: false
    property string look: "plain"
    property real size: Theme.strong
    readonly property color paint: look === "action" ? Theme.action : look === "staff" ? Theme.staff : look === "end" ? Theme.end : Theme.surface
    readonly property color pen: look === "action" ? Theme.actionInk : look === "staff" ? Theme.staffInk : look === "end" ? Theme.endInk : Theme.ink

    implicitWidth: Math.max(Theme.mm * 50, row.implicitWidth + Theme.inset * 2)
    implicitHeight: Math.max(Theme.mainTarget, row.implicitHeight + Theme.gap)
    spoken: text

    Rectangle {
        anchors.fill: parent
        radius: root.radius
        color: root.down ? Qt.darker(root.paint, 1.12) : root.paint
        border.width: root.look === "plain" ? Theme.line2 : 0
        border.color: Theme.border
    }

    Row {
        id: row

        anchors.centerIn: parent
        anchors.verticalCenterOffset: -Math.min(words.lift, Math.max(0, (root.height - height) / 2 - Theme.mm * 2))
        spacing: Theme.gap * 0.8
        layoutDirection: root.iconBehind ? Qt.RightToLeft : Qt.LeftToRight

        Icon {
            visible: root.icon !== ""
            anchors.verticalCenter: parent.verticalCenter
            name: root.icon
            beside: words
            size: root.size * 1.25
            color: root.pen
        }

        Label {
            id: words

            anchors.verticalCenter: parent.verticalCenter
            text: root.text
            size: root.size
            bold: true
            wrap: false
            color: root.pen
        }
    }
}
