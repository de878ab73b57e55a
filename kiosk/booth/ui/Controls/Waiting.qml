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

        Row {
            Layout.alignment: Qt.AlignHCenter
            spacing: Theme.gap

            Repeater {
                model: 3

                Rectangle {
                    id: dot

                    required property int index

                    width: Theme.mm * 6
                    height: width
                    radius: width / 2
                    color: Theme.action

                    SequentialAnimation on opacity {
                        loops: Animation.Infinite

                        PauseAnimation {
                            duration: dot.index * 300
                        }

                        NumberAnimation {
                            from: 0.3
                            to: 1
                            duration: 450
                        }

                        NumberAnimation {
                            from: 1
                            to: 0.3
                            duration: 450
                        }

                        PauseAnimation {
                            duration: 900 - dot.index * 300
                        }
                    }
                }
            }
        }
    }
}
