pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Booth
import Controls

// The first screen of an evacuation shelter: come in, or go out and come back.
Page {
    id: root

    readonly property ShelterView shelter: root.booth.shelter

    kicker: shelter.name
    title: qsTrId("shelter-home-title")
    subtitle: Theme.textSize < 3 ? qsTrId("shelter-home-text") : ""
    bar.back: false
    bar.leftItem: Component {
        Item {
            implicitHeight: host.implicitHeight

            BigButton {
                id: host

                objectName: "shelterHost"
                width: Math.min(implicitWidth, parent.width)
                icon: root.shelter.locked ? "lock" : "badge"
                size: Math.min(Theme.body, Theme.mm * 8)
                text: qsTrId("shelter-host")
                onActivated: root.shelter.host()
            }
        }
    }

    RowLayout {
        anchors.fill: parent
        spacing: Theme.wideGap
        uniformCellSizes: true

        ChoiceCard {
            Layout.fillWidth: true
            Layout.fillHeight: true
            objectName: "shelterEnter"
            heading: qsTrId("shelter-enter")
            explanation: qsTrId("shelter-enter-hint")
            picture: "home_pin"
            onActivated: root.shelter.enter()
        }

        ChoiceCard {
            Layout.fillWidth: true
            Layout.fillHeight: true
            objectName: "shelterMove"
            heading: qsTrId("shelter-move")
            explanation: qsTrId("shelter-move-hint")
            picture: "swap_horiz"
            onActivated: root.shelter.move()
        }

        ChoiceCard {
            Layout.fillWidth: true
            Layout.fillHeight: true
            objectName: "shelterOthers"
            heading: qsTrId("shelter-others")
            explanation: qsTrId("shelter-others-hint")
            picture: "description"
            onActivated: root.shelter.others()
        }
    }
}
