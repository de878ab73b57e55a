pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Booth

// The form beside the face: whether staff see it, its lines, and what staff propose.
Item {
    id: root

    required property CallView call

    ColumnLayout {
        anchors.fill: parent
        spacing: Theme.gap

        RowLayout {
            Layout.fillWidth: true
            visible: !root.call.formAsked
            spacing: Theme.gap

            Icon {
                beside: shared
                name: root.call.formShown ? "visibility" : "visibility_off"
                fill: true
                size: Theme.mm * 8
                color: root.call.formShown ? Theme.staff : Theme.inkFaint
            }

            Label {
                id: shared

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

        // a column, not a list: rows that grow (readings, large text) can never lie over each other
        Flickable {
            id: list

            property bool following: true
            readonly property real last: Math.max(0, contentHeight - height)

            function move(to: real): void {
                list.contentY = Math.max(0, Math.min(to, list.last));
            }

            function settle(): void {
                const asking = list.following && root.call.proposalRow >= 0 ? lines.itemAt(root.call.proposalRow) : null;
                list.move(asking ? asking.y : list.contentY);
            }

            // the first row that is not whole yet comes to the top; a row higher than the screen moves by most of one
            function down(): void {
                list.following = false;
                const bottom = list.contentY + list.height;
                for (let number = 0; number < lines.count; number++) {
                    const row = lines.itemAt(number);
                    if (row.y + row.height > bottom + 1) {
                        list.move(row.y > list.contentY + 1 ? row.y : list.contentY + list.height * 0.8);
                        return;
                    }
                }
            }

            function up(): void {
                list.following = false;
                for (let number = lines.count - 1; number >= 0; number--) {
                    const row = lines.itemAt(number);
                    if (row.y < list.contentY - 1) {
                        list.move(row.height > list.height ? list.contentY - list.height * 0.8 : row.y + row.height - list.height);
                        return;
                    }
                }
            }

            Layout.fillWidth: true
            Layout.fillHeight: true
            objectName: "rows"
            interactive: false
            clip: true
            contentHeight: column.height
            onContentHeightChanged: list.settle()
            onHeightChanged: list.settle()

            Column {
                id: column

                width: list.width
                spacing: Theme.gap
                onPositioningComplete: list.settle()

                Repeater {
                    id: lines

                    model: root.call.rows

                    CallRow {
                        width: column.width - Theme.line3
                        opacity: height > list.height || (y > list.contentY - 2 && y + height < list.contentY + list.height + 2) ? 1 : 0
                        call: root.call
                    }
                }
            }

            Connections {
                target: root.call

                function onProposalRowChanged(): void {
                    list.following = true;
                    list.settle();
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
                onActivated: list.up()
            }

            BigButton {
                Layout.fillWidth: true
                Layout.preferredHeight: Theme.mm * 18
                Layout.preferredWidth: 1
                visible: !list.atYEnd
                icon: "keyboard_arrow_down"
                size: Math.min(Theme.small, Theme.mm * 7)
                text: qsTrId("call-rows-down")
                onActivated: list.down()
            }
        }
    }
}
