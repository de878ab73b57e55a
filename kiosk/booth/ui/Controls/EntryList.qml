pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Booth

// Who is entered into a group, a row each, and the buttons that enter one more.
Item {
    id: root

    required property EnteringView entering

    Column {
        id: rows

        anchors.left: parent.left
        anchors.right: arrows.visible ? arrows.left : parent.right
        anchors.rightMargin: arrows.visible ? Theme.gap : 0
        anchors.top: parent.top
        anchors.bottom: buttons.top
        anchors.bottomMargin: Theme.gap
        spacing: Theme.mm * 2.5

        Repeater {
            model: root.entering.rows

            EntryRow {
                width: rows.width
                height: Math.min(Theme.mm * 46, (rows.height - rows.spacing * (root.entering.most - 1)) / root.entering.most)
                entering: root.entering
            }
        }
    }

    Label {
        anchors.centerIn: rows
        width: rows.width
        visible: root.entering.count === 0
        text: qsTrId("entry-nobody")
        color: Theme.inkSoft
    }

    ColumnLayout {
        id: arrows

        anchors.right: parent.right
        anchors.top: rows.top
        anchors.bottom: rows.bottom
        visible: root.entering.parts > 1
        spacing: Theme.gap

        Key {
            Layout.fillHeight: true
            implicitWidth: Theme.mm * 24
            opacity: root.entering.part > 1 ? 1 : 0
            objectName: "entriesUp"
            icon: "keyboard_arrow_up"
            spoken: "▲"
            onActivated: root.entering.turnTo(false)
        }

        Label {
            Layout.alignment: Qt.AlignHCenter
            text: qsTrId("review-part").replace("{screen}", String(root.entering.part)).replace("{screens}", String(root.entering.parts))
            size: Theme.least
            wrap: false
        }

        Key {
            Layout.fillHeight: true
            implicitWidth: Theme.mm * 24
            opacity: root.entering.part < root.entering.parts ? 1 : 0
            objectName: "entriesDown"
            icon: "keyboard_arrow_down"
            spoken: "▼"
            onActivated: root.entering.turnTo(true)
        }
    }

    RowLayout {
        id: buttons

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        height: root.entering.addText !== "" ? Theme.mainTarget : 0
        spacing: Theme.wideGap

        BigButton {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 1
            visible: root.entering.addText !== ""
            objectName: "addEntry"
            icon: "add"
            text: root.entering.addText
            onActivated: root.entering.add(false)
        }

        BigButton {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 1
            visible: root.entering.offersApplicant
            objectName: "addApplicant"
            icon: "person"
            text: qsTrId("entry-me")
            onActivated: root.entering.add(true)
        }
    }
}
