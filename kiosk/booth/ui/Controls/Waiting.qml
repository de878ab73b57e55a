pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts

// Something takes a few seconds: what, and that nothing has to be done.
Surface {
    id: root

    property string icon: ""
    property string heading: ""
    property string text: ""

    ColumnLayout {
        anchors.centerIn: parent
        width: parent.width - Theme.inset * 2
        spacing: Theme.wideGap

        Rectangle {
            Layout.alignment: Qt.AlignHCenter
            implicitWidth: Theme.mm * 56
            implicitHeight: implicitWidth
            radius: width / 2
            color: Theme.actionSoft

            Icon {
                anchors.centerIn: parent
                name: root.icon
                fill: true
                size: Theme.mm * 32
                color: Theme.action
            }
        }

        Label {
            Layout.fillWidth: true
            text: root.heading
            size: Theme.title
            bold: true
            align: Text.AlignHCenter
        }

        Label {
            Layout.fillWidth: true
            text: root.text
            align: Text.AlignHCenter
            color: Theme.inkSoft
        }

        WaitingDots {
            Layout.alignment: Qt.AlignHCenter
        }
    }
}
