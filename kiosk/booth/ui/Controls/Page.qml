pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Booth

// One screen of a visit: a title, what it is about, and the bottom bar.
Item {
    id: root

    required property BoothView booth
    property string kicker: ""
    property string title: ""
    property string subtitle: ""
    property real subtitleSize: Theme.body
    property string titleIcon: ""
    property bool tight: false
    property real bodyTop: Theme.wideGap
    readonly property real above: Theme.low ? Math.round(height / 2) : 0 // a low page has the whole window
    readonly property bool brief: tight && !Theme.low
    readonly property real full: 1 / Theme.lowered
    property alias bar: bottom
    property alias corner: cornerItem.data
    default property alias content: body.data

    ColumnLayout {
        id: head

        y: Theme.low ? (root.above - height) / 2 : root.tight ? Theme.mm * 5 : Theme.mm * 10
        anchors.left: parent.left
        anchors.leftMargin: Theme.margin * root.full
        anchors.right: parent.right
        anchors.rightMargin: (Theme.margin + (cornerItem.width > 0 ? cornerItem.width + Theme.wideGap : 0)) * root.full
        spacing: Theme.mm * 1.5 * root.full

        Label {
            Layout.fillWidth: true
            visible: root.kicker !== "" && !root.brief
            text: root.kicker
            size: Theme.small * root.full
            bold: true
            color: Theme.action
        }

        RowLayout {
            Layout.fillWidth: true
            visible: root.title !== ""
            spacing: Theme.gap

            Icon {
                beside: heading
                visible: root.titleIcon !== ""
                name: root.titleIcon
                size: Theme.title * 1.2 * root.full
                color: Theme.staff
            }

            Label {
                id: heading

                Layout.fillWidth: true
                objectName: "pageTitle"
                text: root.title
                size: root.brief ? Theme.mm * 11.4 : Theme.title * root.full
                bold: true
                lineHeight: 1.15
            }
        }

        Label {
            Layout.fillWidth: true
            visible: root.subtitle !== ""
            text: root.subtitle
            size: root.subtitleSize * root.full
            color: Theme.inkSoft
        }
    }

    Item {
        id: cornerItem

        anchors.right: parent.right
        anchors.rightMargin: Theme.margin * root.full
        anchors.bottom: head.bottom
        width: childrenRect.width
        height: childrenRect.height
        scale: root.full
        transformOrigin: Item.BottomRight
    }

    Item {
        id: body

        anchors.top: Theme.low ? parent.top : head.bottom
        anchors.topMargin: Theme.low ? root.above + Theme.topBar + Theme.gap * (root.tight ? 0.5 : 1) : root.bodyTop
        anchors.left: parent.left
        anchors.leftMargin: Theme.margin
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        anchors.bottom: bottom.top
        anchors.bottomMargin: root.tight ? Theme.gap * (Theme.low ? 0.4 : 0.7) : Theme.wideGap * 0.8
    }

    BottomBar {
        id: bottom

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        booth: root.booth
    }
}
