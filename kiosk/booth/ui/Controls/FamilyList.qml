pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Booth

// Families, each with 出る and もどる beside it; where they are now is the one that is not pressed.
ColumnLayout {
    id: root

    required property Rows families
    property real highest: Theme.mm * 60

    signal chosen(string household, string where)

    spacing: Theme.gap

    Repeater {
        model: root.families

        Surface {
            id: row

            required property string household
            required property string title
            required property string detail
            required property string whereabouts
            required property string whereaboutsText

            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredHeight: root.highest
            Layout.maximumHeight: root.highest
            objectName: "family-" + row.household

            RowLayout {
                anchors.fill: parent
                anchors.leftMargin: Theme.inset
                anchors.rightMargin: Theme.gap
                spacing: Theme.gap

                ColumnLayout {
                    Layout.fillWidth: true
                    Layout.fillHeight: false
                    Layout.maximumHeight: row.height - Theme.mm * 3
                    spacing: Theme.mm * 0.5

                    Label {
                        Layout.fillWidth: true
                        visible: text !== ""
                        text: row.title
                        family: Theme.familyOf(text, Theme.japanese)
                        size: Theme.strong
                        bold: true
                    }

                    Label {
                        Layout.fillWidth: true
                        visible: text !== ""
                        text: row.detail + (row.whereaboutsText === "" ? "" : "　" + row.whereaboutsText)
                        size: Theme.small
                        color: row.whereabouts === "away" ? Theme.warnInk : Theme.inkSoft
                    }
                }

                BigButton {
                    objectName: "out-" + row.household
                    look: row.whereabouts === "away" ? "plain" : "action"
                    icon: "logout"
                    text: qsTrId("shelter-out")
                    Layout.maximumHeight: row.height - Theme.gap
                    onActivated: root.chosen(row.household, "out")
                }

                BigButton {
                    objectName: "in-" + row.household
                    look: row.whereabouts === "present" ? "plain" : "action"
                    icon: "home"
                    text: qsTrId("shelter-in")
                    Layout.maximumHeight: row.height - Theme.gap
                    onActivated: root.chosen(row.household, "in")
                }
            }
        }
    }
}
