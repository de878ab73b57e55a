pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Booth

// Who talks, and that headquarters proved it.
Rectangle {
    id: root

    required property CallView call

    implicitWidth: row.implicitWidth + Theme.inset * 1.8
    implicitHeight: row.implicitHeight + Theme.gap * 1.6
    radius: Theme.buttonRadius
    color: Theme.surface
    border.width: Theme.line1
    border.color: Theme.edge

    RowLayout {
        id: row

        anchors.centerIn: parent
        width: Math.min(implicitWidth, root.width - Theme.inset)
        spacing: Theme.gap

        Icon {
            name: "verified_user"
            fill: true
            size: Theme.mm * 11
            color: Theme.staff
        }

        ColumnLayout {
            spacing: Theme.mm * 0.6

            RowLayout {
                spacing: Theme.gap

                Label {
                    text: root.call.staffName
                    size: Theme.mm * 8.6
                    bold: true
                    wrap: false
                }

                Label {
                    text: root.call.staffSection
                    size: Theme.mm * 6.8
                    color: Theme.inkSoft
                    wrap: false
                }
            }

            Label {
                Layout.fillWidth: true
                text: qsTrId("call-proven").arg(root.call.town)
                size: Theme.mm * 6.4
                color: Theme.staff
            }
        }
    }
}
