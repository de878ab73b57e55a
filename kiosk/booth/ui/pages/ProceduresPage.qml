pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Booth
import Controls

// The procedures of one group; where the booth has none, staff help at once.
Page {
    id: root

    // Many procedures in large letters: the line above goes, then what each is for, then its minutes.
    readonly property int rows: Math.ceil(cards.count / 2)
    readonly property real tallest: Theme.mm * 62
    readonly property real cardHeight: Math.min(tallest, (others.y - Theme.gap - (rows - 1) * Theme.wideGap) / Math.max(1, rows))
    readonly property real spare: cardHeight - Theme.gap - Theme.choice * (Theme.ruby ? 1.8 : 1.2)
    readonly property bool explained: spare >= Theme.small * (Theme.ruby ? 5 : 4)
    readonly property bool timed: rows < 4 && spare >= Theme.small * (Theme.ruby ? 2 : 1.4)

    title: root.booth.procedures.title
    bar.forwardText: arrows.more ? qsTrId("review-more") : ""
    bar.forwardIcon: "keyboard_arrow_down"
    bar.onForwardActivated: root.booth.procedures.turnList(true)
    subtitle: root.booth.procedures.none || (rows > 1 && Theme.textSize > 1) ? "" : qsTrId("procedures-subtitle")

    GridLayout {
        visible: !root.booth.procedures.none
        anchors.left: parent.left
        anchors.right: arrows.visible ? arrows.left : parent.right
        anchors.rightMargin: arrows.visible ? Theme.gap : 0
        anchors.top: parent.top
        height: root.cardHeight * root.rows + (root.rows - 1) * Theme.wideGap
        columns: 2
        uniformCellWidths: true
        columnSpacing: Theme.wideGap
        rowSpacing: Theme.wideGap

        Repeater {
            id: cards

            model: root.booth.procedures.cards

            ChoiceCard {
                id: card

                required property string procedure
                required property string title
                required property string summary
                required property string icon
                required property string minutes

                Layout.fillWidth: true
                Layout.preferredHeight: root.cardHeight
                objectName: "procedure-" + card.procedure
                heading: card.title
                explanation: root.explained ? card.summary : ""
                footnote: root.timed ? card.minutes : ""
                picture: card.icon
                lying: true
                onActivated: root.booth.procedures.choose(card.procedure)
            }
        }
    }

    PageArrows {
        id: arrows

        anchors.right: parent.right
        anchors.top: parent.top
        anchors.bottom: others.top
        anchors.bottomMargin: Theme.gap
        page: root.booth.procedures.page
        pages: root.booth.procedures.pages
        onTurned: down => root.booth.procedures.turnList(down)
    }

    Notice {
        id: others

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
