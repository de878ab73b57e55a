pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Booth

// One who is entered into a group: who, what else is known, なおす and けす, which asks once.
Surface {
    id: root

    required property EnteringView entering
    required property int number
    required property string label
    required property string text
    required property bool isName
    required property string rest
    required property string problem
    required property bool removing
    required property list<int> marked
    readonly property int narrow: (root.text.match(/[ -ɏ]/g) ?? []).length
    readonly property real ems: root.text.length - root.narrow * 0.24 // a Latin letter is narrower than a kanji

    color: root.problem !== "" || root.removing ? Theme.warn : Theme.surface

    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: Theme.inset
        anchors.rightMargin: Theme.gap
        anchors.topMargin: Theme.mm * 1.5
        anchors.bottomMargin: Theme.mm * 1.5
        spacing: Theme.gap

        Label {
            Layout.preferredWidth: Theme.mm * 10
            text: root.number + 1
            size: Theme.strong
            bold: true
            wrap: false
            color: Theme.action
        }

        Item {
            Layout.fillWidth: true
            Layout.fillHeight: true

            NameText {
                y: under.visible ? Theme.mm : (parent.height - height) / 2
                visible: root.isName
                text: root.isName ? root.text : ""
                marked: root.marked
                color: Theme.ink
                pixelSize: Math.max(Theme.mm * 5, Math.min(Theme.mm * 11, root.height * 0.4, parent.width / root.ems))
                maxWidth: parent.width
            }

            Label {
                anchors.left: parent.left
                anchors.right: parent.right
                anchors.top: parent.top
                height: under.visible ? parent.height * 0.54 : parent.height
                visible: !root.isName
                text: root.isName ? "" : root.text
                size: Theme.strong
                bold: true
                fit: true
            }

            Label {
                id: under

                anchors.left: parent.left
                anchors.right: parent.right
                anchors.bottom: parent.bottom
                height: parent.height * 0.44
                visible: text !== ""
                text: root.removing ? qsTrId("entry-remove-sure").replace("{who}", root.label) : root.problem !== "" ? root.problem : root.rest
                size: Theme.small
                bold: root.removing || root.problem !== ""
                fit: true
                color: root.removing || root.problem !== "" ? Theme.warnInk : Theme.inkSoft
            }
        }

        BigButton {
            Layout.fillHeight: true
            objectName: root.removing ? "keep-" + root.number : "change-" + root.number
            icon: root.removing ? "" : "edit"
            text: root.removing ? qsTrId("entry-remove-no") : qsTrId("entry-change")
            spoken: text + " " + root.label
            size: Math.min(Theme.strong, Theme.mm * 8.6)
            onActivated: root.removing ? root.entering.settle(false) : root.entering.change(root.number)
        }

        BigButton {
            Layout.fillHeight: true
            objectName: root.removing ? "gone-" + root.number : "remove-" + root.number
            look: root.removing ? "end" : "plain"
            icon: "close"
            text: root.removing ? qsTrId("entry-remove-yes") : qsTrId("entry-remove")
            spoken: text + " " + root.label
            size: Math.min(Theme.strong, Theme.mm * 8.6)
            onActivated: root.removing ? root.entering.settle(true) : root.entering.remove(root.number)
        }
    }
}
