pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Booth

// One line of the review: what, the answer, where it came from, なおす.
Item {
    id: root

    required property string field
    required property string label
    required property string value
    required property bool isName
    required property string source
    required property string sourceText
    required property string sourceIcon
    required property string problem
    required property list<int> marked
    required property bool mayFix
    required property string rest
    property bool lined: true
    readonly property int narrow: (root.value.match(/[ -ɏ]/g) ?? []).length
    readonly property real ems: root.value.length - root.narrow * 0.24 // a Latin letter is narrower than a kanji

    signal fixed()

    Rectangle {
        anchors.fill: parent
        anchors.margins: Theme.mm * 0.5
        visible: root.problem !== ""
        radius: Theme.mm * 3
        color: Theme.warn
    }

    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: Theme.line1 * 0.5
        visible: root.lined
        color: Theme.edge
    }

    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: Theme.mm * 2
        anchors.rightMargin: Theme.mm * 2
        spacing: Theme.gap

        Label {
            Layout.preferredWidth: root.width * 0.21
            Layout.maximumHeight: root.height
            Layout.fillHeight: true
            text: root.label
            size: Theme.small
            fit: true
            color: Theme.inkSoft
        }

        Item {
            Layout.fillWidth: true
            Layout.fillHeight: true

            NameText {
                id: name

                y: root.rest === "" ? (parent.height - height) / 2 : Theme.mm
                visible: root.isName
                text: root.isName ? root.value : ""
                marked: root.marked
                color: Theme.ink
                pixelSize: root.rest === "" ? Math.min(Theme.mm * 11.4, root.height * 0.62) : Math.max(Theme.mm * 5, Math.min(Theme.mm * 8.6, root.height * 0.42, parent.width / root.ems))
                maxWidth: parent.width
            }

            Label {
                id: rest

                anchors.left: parent.left
                anchors.right: parent.right
                anchors.bottom: parent.bottom
                anchors.bottomMargin: Theme.mm
                height: visible ? parent.height * 0.44 : 0
                visible: root.rest !== ""
                text: root.rest
                size: Theme.small
                fit: true
                color: Theme.inkSoft
            }

            Label {
                anchors.fill: parent
                anchors.bottomMargin: rest.height
                visible: !root.isName
                text: root.isName ? "" : root.value
                size: Theme.body * 1.06
                bold: true
                fit: true
                lineHeight: 1.1
            }
        }

        SourceChip {
            visible: root.source !== ""
            source: root.source
            text: root.sourceText
            icon: root.sourceIcon
        }

        Pressable {
            id: fix

            Layout.preferredWidth: Math.max(Theme.mm * 37, fixRow.implicitWidth + Theme.gap * 1.5)
            Layout.preferredHeight: Math.min(Theme.mm * 17, root.height - Theme.mm)
            objectName: "fix-" + root.field
            opacity: root.mayFix ? 1 : 0
            enabled: root.mayFix
            activeFocusOnTab: root.mayFix
            Accessible.ignored: !root.mayFix
            radius: Theme.mm * 4
            spoken: qsTrId("review-fix") + " " + root.label
            onActivated: root.fixed()

            Rectangle {
                anchors.fill: parent
                radius: fix.radius
                color: fix.down ? Theme.actionSoft : Theme.surface
                border.width: Theme.line2
                border.color: Theme.action
            }

            Row {
                id: fixRow

                anchors.centerIn: parent
                spacing: Theme.mm * 1.5

                Icon {
                    beside: fixWords
                    anchors.verticalCenter: parent.verticalCenter
                    name: "edit"
                    size: Theme.mm * 6.6
                    color: Theme.action
                }

                Label {
                    id: fixWords

                    anchors.verticalCenter: parent.verticalCenter
                    text: qsTrId("review-fix")
                    size: Math.min(Theme.small, Theme.mm * 7.6)
                    bold: true
                    wrap: false
                    color: Theme.action
                }
            }
        }
    }
}
