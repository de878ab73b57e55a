pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts

// Something that must be answered first: a veil over the page and one card in the middle with its buttons.
Rectangle {
    id: root

    default property alias buttons: row.data
    property string heading: ""
    property string text: ""
    property string icon: ""

    color: Theme.veil

    TouchStop {
        anchors.fill: parent
    }

    Surface {
        anchors.centerIn: parent
        width: Theme.mm * 320
        height: column.implicitHeight + Theme.inset * 3

        ColumnLayout {
            id: column

            anchors.centerIn: parent
            width: parent.width - Theme.inset * 3
            spacing: Theme.wideGap

            RowLayout {
                Layout.fillWidth: true
                spacing: Theme.wideGap

                IconDisc {
                    name: root.icon
                    size: Theme.mm * 28
                    disc: true
                }

                Label {
                    Layout.fillWidth: true
                    text: root.heading
                    size: Theme.title
                    bold: true
                }
            }

            Label {
                Layout.fillWidth: true
                text: root.text
                size: Theme.body
            }

            RowLayout {
                id: row

                Layout.fillWidth: true
                Layout.topMargin: Theme.gap
                uniformCellSizes: true
                spacing: Theme.wideGap
            }
        }
    }
}
