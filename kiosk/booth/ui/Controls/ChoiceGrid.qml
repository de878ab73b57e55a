pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Booth

// The answers of a choice or of several as cards: up to three side by side, more in rows.
GridLayout {
    id: root

    required property QuestionView question
    readonly property int many: question.optionCount
    readonly property bool tall: many <= 3

    columns: many <= 3 ? many : many === 4 ? 2 : 3
    columnSpacing: Theme.wideGap
    rowSpacing: Theme.gap * 1.3
    uniformCellWidths: true
    uniformCellHeights: true

    Repeater {
        id: cards

        // where the fullest card begins, all of one row begin
        readonly property real highest: Math.min(...Array.from({length: count}, (_, index) => (itemAt(index) as ChoiceCard)?.naturalTop ?? Infinity))

        model: root.question.options

        ChoiceCard {
            id: card

            required property string option
            required property string label
            required property string hint
            required property string icon
            required chosen

            Layout.fillWidth: true
            Layout.fillHeight: true
            objectName: "option-" + card.option
            heading: card.label
            explanation: card.hint
            picture: card.icon
            choosable: true
            several: root.question.kind === "several"
            lying: !root.tall
            compact: root.many > 4
            blockTop: root.tall ? Math.min(cards.highest, naturalTop) : naturalTop
            onActivated: root.question.choose(card.option)
        }
    }
}
