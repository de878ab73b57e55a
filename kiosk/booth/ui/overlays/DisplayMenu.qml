pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Booth
import Controls

// Four text sizes and four sets of colours, each shown as it will look.
Rectangle {
    id: root

    required property BoothView booth

    signal closed()

    color: Theme.veil

    TouchStop {
        anchors.fill: parent
        onLifted: root.closed()
    }

    Surface {
        anchors.centerIn: parent
        width: Theme.mm * 400
        height: column.implicitHeight + Theme.inset * 2

        TouchStop {
            anchors.fill: parent
        }

        ColumnLayout {
            id: column

            anchors.centerIn: parent
            width: parent.width - Theme.inset * 2.4
            spacing: Theme.gap

            Label {
                Layout.fillWidth: true
                text: qsTrId("display-size")
                size: Theme.strong
                bold: true
            }

            RowLayout {
                Layout.fillWidth: true
                uniformCellSizes: true
                spacing: Theme.gap

                Repeater {
                    model: root.booth.display.sizes

                    ChoiceCard {
                        id: size

                        required property int number
                        required property string name
                        required chosen

                        Layout.fillWidth: true
                        Layout.preferredHeight: Theme.mm * 44
                        objectName: "size-" + size.number
                        heading: size.name
                        choosable: true
                        lying: true
                        compact: true
                        onActivated: root.booth.display.chooseSize(size.number)
                    }
                }
            }

            Label {
                Layout.fillWidth: true
                Layout.topMargin: Theme.gap
                text: qsTrId("display-colours")
                size: Theme.strong
                bold: true
            }

            RowLayout {
                Layout.fillWidth: true
                uniformCellSizes: true
                spacing: Theme.gap

                Repeater {
                    model: root.booth.display.modes

                    ChoiceCard {
                        id: mode

                        required property int number
                        required property string name
                        required chosen

                        Layout.fillWidth: true
                        Layout.preferredHeight: Theme.mm * 44
                        objectName: "mode-" + mode.number
                        heading: mode.name
                        choosable: true
                        lying: true
                        compact: true
                        onActivated: root.booth.display.chooseMode(mode.number)
                    }
                }
            }

            BigButton {
                Layout.fillWidth: true
                Layout.topMargin: Theme.gap
                objectName: "closeMenu"
                look: "action"
                text: qsTrId("close")
                onActivated: root.closed()
            }
        }
    }
}
