pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Booth
import Controls

// The desk's own page: how many are here, and what the desk can do.
Page {
    id: root

    readonly property DeskView desk: root.booth.shelter.desk

    kicker: root.booth.shelter.name
    title: desk.peopleText
    subtitle: Theme.textSize < 2 ? desk.outText : ""
    bodyTop: Theme.gap

    Surface {
        anchors.fill: numbers
        anchors.leftMargin: -Theme.gap
        anchors.rightMargin: -Theme.gap
    }

    GridLayout {
        id: numbers

        anchors.left: parent.left
        anchors.leftMargin: Theme.gap
        anchors.top: parent.top
        anchors.bottom: parent.bottom
        anchors.bottomMargin: said.visible ? said.height + Theme.gap : 0
        width: parent.width * 0.44 - Theme.gap
        columns: 2
        columnSpacing: Theme.inset * 1.6
        rowSpacing: 0
        uniformCellHeights: true

        Repeater {
            model: root.desk.numbers

            RowLayout {
                id: line

                required property string kind
                required property string label
                required property string number

                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.preferredWidth: 1
                Layout.preferredHeight: 1
                objectName: "count-" + line.kind
                spacing: Theme.mm * 2

                Label {
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    fit: true
                    text: line.label
                    size: Math.min(Theme.small, Theme.mm * 6.6)
                    color: Theme.inkSoft
                }

                Label {
                    text: line.number
                    size: Theme.mm * 8
                    bold: true
                    wrap: false
                }
            }
        }
    }

    GridLayout {
        anchors.right: parent.right
        anchors.top: parent.top
        height: Math.min(implicitHeight, said.visible ? said.y - Theme.gap : parent.height)
        width: parent.width * 0.53
        columns: 2
        columnSpacing: Theme.gap
        rowSpacing: Theme.gap
        uniformCellWidths: true

        DeskButton {
            objectName: "deskLook"
            text: qsTrId("shelter-look")
            icon: "person_search"
            onActivated: root.desk.look()
        }

        DeskButton {
            objectName: "deskPrint"
            text: qsTrId("shelter-print-desk")
            icon: "print"
            onActivated: root.desk.print("desk")
        }

        DeskButton {
            objectName: "deskPrintTold"
            text: qsTrId("shelter-print-told")
            icon: "forum"
            onActivated: root.desk.print("told")
        }

        DeskButton {
            objectName: "deskPrintCounts"
            text: qsTrId("shelter-print-counts")
            icon: "numbers"
            onActivated: root.desk.print("counts")
        }

        DeskButton {
            objectName: "deskExchange"
            text: qsTrId("shelter-exchange")
            icon: "sync"
            onActivated: root.desk.exchange()
        }

        DeskButton {
            objectName: "deskEnd"
            text: qsTrId("shelter-end")
            icon: "delete_sweep"
            onActivated: root.desk.end()
        }
    }

    Notice {
        id: said

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        visible: root.desk.text !== ""
        objectName: "said"
        icon: "info"
        size: Math.min(Theme.small, Theme.mm * 7.4)
        text: root.desk.text
    }
}
