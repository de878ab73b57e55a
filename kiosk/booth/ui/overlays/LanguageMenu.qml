pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Booth
import Controls

// Every language under its own name; answers stay.
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
        width: Theme.mm * 380
        height: column.implicitHeight + Theme.inset * 2.4

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
                Layout.bottomMargin: Theme.gap
                text: qsTrId("language-title")
                size: Theme.choice
                bold: true
            }

            GridLayout {
                Layout.fillWidth: true
                columns: 2
                uniformCellWidths: true
                columnSpacing: Theme.gap
                rowSpacing: Theme.gap

                Repeater {
                    model: root.booth.display.languages

                    ChoiceCard {
                        id: language

                        required property string locale
                        required property string name
                        required property string family
                        required chosen

                        Layout.fillWidth: true
                        Layout.preferredHeight: Math.max(Theme.mm * 28, implicitHeight)
                        objectName: "language-" + language.locale
                        heading: language.name
                        headingFamily: language.family
                        choosable: true
                        lying: true
                        compact: true
                        onActivated: {
                            root.booth.display.chooseLanguage(language.locale);
                            root.closed();
                        }
                    }
                }
            }

            BigButton {
                Layout.fillWidth: true
                Layout.topMargin: Theme.gap
                objectName: "closeMenu"
                text: qsTrId("close")
                onActivated: root.closed()
            }
        }
    }
}
