pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Booth
import Controls

// The booth cannot serve now; staff can still be called.
Page {
    id: root

    bar.back: false

    Surface {
        anchors.fill: parent

        ColumnLayout {
            anchors.centerIn: parent
            width: parent.width - Theme.inset * 4
            spacing: Theme.wideGap

            Icon {
                Layout.alignment: Qt.AlignHCenter
                name: "construction"
                fill: true
                size: Theme.mm * 44
                color: Theme.warnIcon
            }

            Label {
                Layout.fillWidth: true
                text: qsTrId("out-title")
                size: Theme.title
                bold: true
                align: Text.AlignHCenter
            }

            Label {
                Layout.fillWidth: true
                text: root.booth.trouble
                size: Theme.strong
                align: Text.AlignHCenter
            }

            Label {
                Layout.fillWidth: true
                text: qsTrId("out-text")
                align: Text.AlignHCenter
                color: Theme.inkSoft
            }

            Label {
                Layout.fillWidth: true
                text: qsTrId("trouble-code").replace("{code}", root.booth.troubleCode)
                size: Theme.least
                align: Text.AlignHCenter
                color: Theme.inkFaint
            }
        }
    }
}
