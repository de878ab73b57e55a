pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Booth
import Controls

// The procedures of one group; where the booth has none, staff help at once.
Page {
    id: root

    title: root.booth.procedures.title
    subtitle: root.booth.procedures.none ? "" : qsTrId("procedures-subtitle")

    GridLayout {
        visible: !root.booth.procedures.none
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        columns: 2
        uniformCellWidths: true
        columnSpacing: Theme.wideGap
        rowSpacing: Theme.wideGap

        Repeater {
            model: root.booth.procedures.cards

            ChoiceCard {
                id: card

                required property string procedure
                required property string title
                required property string summary
                required property string icon
                required property string minutes

                Layout.fillWidth: true
                Layout.preferredHeight: Theme.mm * 62
                objectName: "procedure-" + card.procedure
                heading: card.title
                explanation: card.summary
                footnote: card.minutes
                picture: card.icon
                lying: true
                onActivated: root.booth.procedures.choose(card.procedure)
            }
        }
    }

    Notice {
        visible: !root.booth.procedures.none
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        look: "staff"
        icon: "support_agent"
        text: qsTrId("procedures-other")
    }

    StaffHelp {
        visible: root.booth.procedures.none
        anchors.fill: parent
        heading: qsTrId("procedures-none-title")
        text: qsTrId("procedures-none-text")
        call: qsTrId("procedures-none-call")
        staffState: root.booth.welcome.staffState
        staffTitle: root.booth.welcome.staffTitle
        staffDetail: root.booth.welcome.staffDetail
    }
}
