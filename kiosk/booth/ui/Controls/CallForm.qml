pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Booth

// The form beside the face: whether staff see it, its lines, and what staff propose.
Item {
    id: root

    required property CallView call

    function below(): int {
        const last = list.indexAt(1, list.contentY + list.height - 1);
        return last < 0 ? list.indexAt(1, list.contentY + list.height - list.spacing - 2) : last;
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: Theme.gap

        RowLayout {
            Layout.fillWidth: true
            visible: !root.call.formAsked
            spacing: Theme.gap

            Icon {
                name: root.call.formShown ? "visibility" : "visibility_off"
                fill: true
                size: Theme.mm * 8
                color: root.call.formShown ? Theme.staff : Theme.inkFaint
            }

            Label {
                Layout.fillWidth: true
                objectName: "formState"
                text: root.call.formShown ? qsTrId("call-form-shared") : qsTrId("call-form-private")
                size: Theme.small
                bold: true
                color: root.call.formShown ? Theme.staff : Theme.inkSoft
            }
        }

        Rectangle {
            id: question

            Layout.fillWidth: true
            Layout.preferredHeight: asking.implicitHeight + Theme.gap * 3
            visible: root.call.formAsked
            radius: Theme.cardRadius
            color: Theme.proposalGround
            border.width: Theme.line3
            border.color: Theme.proposal

            ColumnLayout {
                id: asking

                anchors.left: parent.left
                anchors.right: parent.right
                anchors.leftMargin: Theme.inset
                anchors.rightMargin: Theme.inset
                anchors.verticalCenter: parent.verticalCenter
                spacing: Theme.gap * 0.8

                Label {
                    Layout.fillWidth: true
                    text: qsTrId("call-form-asked")
                    size: Theme.strong
                    bold: true
                }

                Label {
                    Layout.fillWidth: true
                    text: qsTrId("call-form-asked-why")
                    size: Theme.small
                    color: Theme.inkSoft
                }

                RowLayout {
                    spacing: Theme.gap

                    BigButton {
                        Layout.fillWidth: true
                        Layout.preferredWidth: 1
                        objectName: "showForm"
                        look: "action"
                        icon: "visibility"
                        text: qsTrId("call-form-show")
                        onActivated: root.call.agree(true)
                    }

                    BigButton {
                        Layout.fillWidth: true
                        Layout.preferredWidth: 1
                        objectName: "keepForm"
                        text: qsTrId("call-form-keep")
                        onActivated: root.call.agree(false)
                    }
                }
            }
        }

        Label {
            Layout.fillWidth: true
            visible: !root.call.formAsked || Theme.textSize < 2
            text: root.call.formTitle
            size: Theme.choice
            bold: true
        }

        ListView {
            id: list

            function toProposal(): void {
                list.forceLayout();
                list.positionViewAtIndex(Math.max(0, root.call.proposalRow), ListView.Beginning);
            }

            Layout.fillWidth: true
            Layout.fillHeight: true
            objectName: "rows"
            interactive: false
            clip: true
            spacing: Theme.gap
            model: root.call.rows
            delegate: CallRow {
                width: ListView.view.width - Theme.line3
                opacity: height > ListView.view.height || (y > list.contentY - 2 && y + height < list.contentY + list.height + 2) ? 1 : 0
                call: root.call
            }

            Connections {
                target: root.call

                // once more when the line has grown to its full height
                function onProposalRowChanged(): void {
                    list.toProposal();
                    Qt.callLater(list.toProposal);
                }
            }
        }

        RowLayout {
            Layout.fillWidth: true
            visible: list.contentHeight > list.height + 1
            spacing: Theme.gap

            BigButton {
                Layout.fillWidth: true
                Layout.preferredHeight: Theme.mm * 18
                Layout.preferredWidth: 1
                visible: !list.atYBeginning
                icon: "keyboard_arrow_up"
                size: Math.min(Theme.small, Theme.mm * 7)
                text: qsTrId("call-rows-up")
                onActivated: list.positionViewAtIndex(Math.max(0, list.indexAt(1, list.contentY + 2) - 1), ListView.End)
            }

            BigButton {
                Layout.fillWidth: true
                Layout.preferredHeight: Theme.mm * 18
                Layout.preferredWidth: 1
                visible: !list.atYEnd
                icon: "keyboard_arrow_down"
                size: Math.min(Theme.small, Theme.mm * 7)
                text: qsTrId("call-rows-down")
                onActivated: list.positionViewAtIndex(root.below(), ListView.Beginning)
            }
        }
    }
}
