pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Booth
import Controls

// What brings you here? Eight answers, and whether staff are there.
Page {
    id: root

    title: qsTrId("welcome-title")
    subtitle: root.booth.welcome.subtitle
    bar.back: false
    corner: Loader {
        active: root.booth.shelterPrepared && !Theme.low
        sourceComponent: opening
    }
    bar.leftItem: root.booth.shelterPrepared && Theme.low ? both : warning
    bar.rightItem: Component {
        Item {
            implicitHeight: staff.implicitHeight

            RowLayout {
                id: staff

                anchors.right: parent.right
                width: Math.min(parent.width, implicitWidth)
                spacing: Theme.gap

                Icon {
                    name: root.booth.welcome.staffState === "free" ? "check_circle" : root.booth.welcome.staffState === "busy" ? "schedule" : "do_not_disturb_on"
                    fill: true
                    size: Theme.mm * 10
                    color: root.booth.welcome.staffState === "free" ? Theme.staff : Theme.warnIcon
                }

                ColumnLayout {
                    Layout.fillWidth: true
                    spacing: 0

                    Label {
                        Layout.fillWidth: true
                        objectName: "staffTitle"
                        text: root.booth.welcome.staffTitle
                        size: Math.min(Theme.small * 1.1, Theme.mm * 8)
                        color: root.booth.welcome.staffState === "free" ? Theme.staff : Theme.warnInk
                    }

                    Label {
                        Layout.fillWidth: true
                        text: root.booth.welcome.staffDetail
                        size: Math.min(Theme.small, Theme.mm * 7.2)
                        color: Theme.inkFaint
                    }
                }
            }
        }
    }

    component Warning: Notice {
        height: Math.min(implicitHeight, Theme.bottomBar - Theme.gap)
        icon: "shield"
        size: Math.min(Theme.small, Theme.mm * 7.4)
        text: qsTrId("welcome-fraud")
    }

    Component {
        id: warning

        Warning {
            width: Math.min(parent?.width ?? 0, Theme.mm * 106)
        }
    }

    Component { // the top of a low page is not reached
        id: both

        Item {
            implicitHeight: beside.height

            Warning {
                id: beside

                width: Math.min(parent.width - button.width - Theme.gap, implicitWidth)
            }

            Loader {
                id: button

                anchors.left: beside.right
                anchors.leftMargin: Theme.gap
                anchors.verticalCenter: beside.verticalCenter
                sourceComponent: opening
            }
        }
    }

    Component {
        id: opening

        Pill {
            objectName: "shelterOpen"
            icon: "home_pin"
            text: qsTrId("shelter-open")
            onActivated: root.booth.shelter.host()
        }
    }

    GridLayout {
        anchors.fill: parent
        columns: 4
        uniformCellWidths: true
        uniformCellHeights: true
        columnSpacing: Theme.wideGap
        rowSpacing: Theme.wideGap

        Repeater {
            id: tiles

            // where the fullest tile begins, all begin
            readonly property real highest: Math.min(...Array.from({length: count}, (_, index) => (itemAt(index) as ChoiceCard)?.naturalTop ?? Infinity))

            model: root.booth.welcome.groups

            ChoiceCard {
                id: card

                required property string group
                required property string title
                required property string hint
                required property string icon

                Layout.fillWidth: true
                Layout.fillHeight: true
                objectName: "group-" + card.group
                heading: card.title
                explanation: card.hint
                picture: card.icon
                upright: true
                blockTop: Math.min(tiles.highest, naturalTop)
                onActivated: root.booth.welcome.choose(card.group)
            }
        }
    }
}
