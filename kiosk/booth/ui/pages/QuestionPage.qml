pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Booth
import Controls

// One question, with cards, keys or a typing board, and one sentence of advice.
Page {
    id: root

    readonly property QuestionView question: root.booth.question
    // the largest letters leave no room below many cards or a board; notices stand on the review, too
    readonly property bool parted: question.account.tabCount > 0
    readonly property bool crowded: root.tight && Theme.textSize > 0 || question.optionCount > 4 && Theme.textSize > 2

    kicker: question.kicker
    title: question.title
    bodyTop: Theme.gap * 1.2
    tight: question.kind === "typing" || question.kind === "picking" || parted
    bar.forwardText: question.forwardText
    bar.onForwardActivated: question.forward()
    corner: Progress {
        index: root.question.index
        total: root.question.total
        text: root.question.progressText
    }

    PartTabs {
        id: tabs

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        height: Theme.mm * (Theme.ruby ? 26 : 21)
        visible: root.parted
        account: root.question.account
    }

    Loader {
        id: answer

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: root.parted ? tabs.bottom : parent.top
        anchors.topMargin: root.parted ? Theme.gap : 0
        anchors.bottom: foot.top
        anchors.bottomMargin: foot.height > 0 ? Theme.gap : 0
        sourceComponent: root.question.kind === "choice" || root.question.kind === "several" ? choices : root.question.kind === "switch" ? switches : root.question.kind === "number" ? numbers : root.question.kind === "counts" ? counts : root.question.kind === "typing" ? typing : root.question.kind === "picking" ? picking : root.question.kind === "group" ? entered : null
    }

    Item {
        id: foot

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        height: problem.visible ? problem.implicitHeight : advice.visible ? advice.implicitHeight : below.visible ? below.implicitHeight : 0

        Notice {
            id: problem

            anchors.left: parent.left
            anchors.right: parent.right
            visible: text !== ""
            objectName: "problem"
            icon: root.question.problem !== "" ? "error" : "info"
            size: root.tight ? Math.min(Theme.body, Theme.mm * 7.4) : Theme.body
            text: root.question.problem !== "" ? root.question.problem : root.question.doubt
        }

        RowLayout {
            id: below

            anchors.left: parent.left
            anchors.right: parent.right
            visible: !problem.visible && root.question.entering.below !== ""
            objectName: "below"
            spacing: Theme.gap

            Icon {
                beside: belowWords
                name: "numbers"
                size: Theme.mm * 9
                color: Theme.action
            }

            Label {
                id: belowWords

                Layout.fillWidth: true
                text: root.question.entering.below
                size: root.tight ? Theme.small : Theme.body
                bold: true
            }
        }

        RowLayout {
            id: advice

            anchors.left: parent.left
            anchors.right: parent.right
            visible: !problem.visible && !below.visible && root.question.advice !== "" && !root.crowded
            spacing: Theme.gap

            Icon {
                beside: adviceWords
                name: "lightbulb"
                fill: true
                size: Theme.mm * 9
                color: Theme.warnIcon
            }

            Label {
                id: adviceWords

                Layout.fillWidth: true
                text: root.question.advice
                size: root.question.kind === "typing" ? Theme.small : Theme.body
                color: Theme.inkSoft
            }
        }
    }

    Component {
        id: entered

        EntryList {
            entering: root.question.entering
        }
    }

    Component {
        id: choices

        ChoiceGrid {
            question: root.question
        }
    }

    Component {
        id: switches

        SwitchList {
            question: root.question
        }
    }

    Component {
        id: numbers

        NumberStepper {
            question: root.question
        }
    }

    Component {
        id: counts

        CountList {
            question: root.question
        }
    }

    Component {
        id: typing

        TypingPlace {
            booth: root.booth
        }
    }

    Component {
        id: picking

        PickingPlace {
            booth: root.booth
        }
    }
}
