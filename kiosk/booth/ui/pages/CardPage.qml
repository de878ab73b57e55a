pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Booth
import Controls

// Please put the card down; what was wrong with the last one; or go on without.
Page {
    id: root

    kicker: root.booth.card.kicker
    title: qsTrId("card-title")
    subtitle: Theme.textSize < 3 ? root.booth.card.subtitle : ""
    bar.forwardText: root.booth.card.cardIn ? qsTrId("card-again") : ""
    bar.onForwardActivated: root.booth.card.tryAgain()

    RowLayout {
        anchors.fill: parent
        spacing: Theme.wideGap

        Surface {
            Layout.fillHeight: true
            Layout.preferredWidth: Theme.mm * 170

            CardPicture {
                anchors.fill: parent
                anchors.margins: Theme.inset
                lying: root.booth.card.cardIn
            }
        }

        ColumnLayout {
            Layout.fillWidth: true
            Layout.fillHeight: true
            spacing: Theme.gap * 1.2

            Notice {
                Layout.fillWidth: true
                visible: root.booth.card.trouble !== ""
                objectName: "cardTrouble"
                icon: "error"
                heading: root.booth.card.trouble
                text: qsTrId("trouble-code").replace("{code}", root.booth.card.code)
                size: Theme.small
            }

            Repeater {
                model: root.booth.card.trouble === "" ? [["contactless", qsTrId("card-place")], ["front_hand", qsTrId("card-keep")], ["shield", qsTrId("card-never-number")]] : []

                RowLayout {
                    id: line

                    required property list<string> modelData

                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    Layout.minimumHeight: Theme.mm * 18
                    Layout.preferredHeight: words.implicitHeight
                    Layout.maximumHeight: Math.max(Theme.mm * 18, words.implicitHeight)
                    spacing: Theme.gap * 1.2

                    IconDisc {
                        name: line.modelData[0]
                        size: Theme.mm * 18
                        disc: true
                    }

                    Label {
                        id: words

                        Layout.fillWidth: true
                        Layout.fillHeight: true
                        fit: true
                        text: line.modelData[1]
                    }
                }
            }

            Item {
                Layout.fillHeight: true
                Layout.preferredHeight: 0
            }

            ChoiceCard {
                Layout.fillWidth: true
                Layout.preferredHeight: Math.max(Theme.mm * 34, implicitHeight)
                Layout.minimumHeight: Theme.mm * 30
                visible: root.booth.card.withoutText !== ""
                objectName: "withoutCard"
                compact: true
                lying: true
                picture: root.booth.card.errand === "identity" ? "edit_document" : root.booth.card.errand === "signing" ? "draw" : "close"
                heading: root.booth.card.withoutText
                explanation: root.booth.card.withoutHint
                onActivated: root.booth.card.withoutCard()
            }

            Notice {
                Layout.fillWidth: true
                visible: root.booth.card.errand === "tap"
                look: "staff"
                icon: "support_agent"
                size: Math.min(Theme.small, Theme.mm * 8)
                text: qsTrId("tap-ask-staff")
            }
        }
    }
}
