pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Booth
import Controls

// One try is left: stopping is the preset, going on a second choice.
Page {
    id: root

    kicker: root.booth.card.which
    bodyTop: Theme.textSize < 3 ? Theme.wideGap : Theme.mm * 3
    title: qsTrId("last-try-title")

    ColumnLayout {
        anchors.fill: parent
        spacing: Theme.wideGap

        Notice {
            Layout.fillWidth: true
            icon: "warning"
            text: root.booth.card.lastTry
        }

        RowLayout {
            Layout.fillWidth: true
            Layout.fillHeight: true
            spacing: Theme.wideGap

            ChoiceCard {
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.preferredWidth: 3
                objectName: "declineLastTry"
                focus: true
                chosen: true
                choosable: true
                picture: "front_hand"
                heading: qsTrId("last-try-stop")
                explanation: root.booth.card.stopHint
                onActivated: root.booth.card.declineLastTry()
            }

            ChoiceCard {
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.preferredWidth: 2
                objectName: "confirmLastTry"
                picture: "pin"
                choosable: true
                heading: qsTrId("last-try-go")
                explanation: root.booth.card.goHint
                onActivated: root.booth.card.confirmLastTry()
            }
        }
    }
}
