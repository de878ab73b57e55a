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
    property string titleIcon: ""
    property bool tight: false
    property real bodyTop: Theme.wideGap
    property alias bar: bottom
    property alias corner: cornerItem.data
    default property alias content: body.data

    ColumnLayout {
        id: head

        anchors.top: parent.top
        anchors.topMargin: root.tight ? Theme.mm * 5 : Theme.mm * 10
        anchors.left: parent.left
        anchors.leftMargin: Theme.margin
        anchors.right: cornerItem.left
        anchors.rightMargin: cornerItem.width > 0 ? Theme.wideGap : 0
        spacing: Theme.mm * 1.5

        Label {
            Layout.fillWidth: true
            visible: root.kicker !== "" && !root.tight
            text: root.kicker
            size: Theme.small
            bold: true
            color: Theme.action
        }

        RowLayout {
            Layout.fillWidth: true
            visible: root.title !== ""
            spacing: Theme.gap

            Icon {
                visible: root.titleIcon !== ""
                name: root.titleIcon
                size: Theme.title * 1.2
                color: Theme.staff
            }

            Label {
                Layout.fillWidth: true
                objectName: "pageTitle"
                text: root.title
                size: root.tight ? Theme.mm * 11.4 : Theme.title
                bold: true
                lineHeight: 1.15
            }
        }

        Label {
            Layout.fillWidth: true
            visible: root.subtitle !== ""
            text: root.subtitle
            color: Theme.inkSoft
        }
    }

    Item {
        id: cornerItem

        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        anchors.bottom: head.bottom
        width: childrenRect.width
        height: childrenRect.height
    }

    Item {
        id: body

        anchors.top: head.bottom
        anchors.topMargin: root.bodyTop
        anchors.left: parent.left
        anchors.leftMargin: Theme.margin
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        anchors.bottom: bottom.top
        anchors.bottomMargin: root.tight ? Theme.gap * 0.7 : Theme.wideGap * 0.8
    }

    BottomBar {
        id: bottom

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        booth: root.booth
    }
}
