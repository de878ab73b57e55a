pragma ComponentBehavior: Bound

import QtQuick

// One answer as a card with a picture: centred, upright (picture above, words at the left), or lying (picture beside).
Pressable {
    id: root

    property string heading: ""
    property string headingFamily: ""
    property string explanation: ""
    property string footnote: ""
    property string picture: ""
    property bool chosen: false
    property bool choosable: false
    property bool several: false // one of those that may be chosen together
    property bool upright: false
    property bool lying: false
    property bool compact: false
    property real blockTop: naturalTop // of picture and words; cards side by side may share the highest
    readonly property real naturalTop: words.blockTop
    readonly property bool beside: lying || (upright && Theme.textSize > 1)
    readonly property bool centred: !upright && !lying
    readonly property bool explained: root.explanation !== "" && !(upright && (Theme.textSize > 1 || (Theme.ruby && Theme.textSize > 0)))
    readonly property real side: beside ? Theme.inset : Theme.gap * 1.6
    readonly property real discSize: centred ? Math.min(Theme.mm * 37, height * 0.3) : lying ? Theme.mm * (compact ? 22 : 26) : beside || Theme.ruby ? Theme.mm * 18 : Theme.mm * 24
    readonly property real checkRoom: choosable ? (centred ? Theme.mm * 14 : Theme.mm * 15) : 0

    implicitWidth: Theme.mm * 60
    implicitHeight: Math.max(Theme.mainTarget, words.fullHeight + Theme.gap * 2)
    radius: Theme.cardRadius
    spoken: heading + " " + explanation
    Accessible.role: several ? Accessible.CheckBox : choosable ? Accessible.RadioButton : Accessible.Button
    Accessible.checked: chosen

    Surface {
        anchors.fill: parent
        radius: root.radius
        color: root.down || root.chosen ? Theme.chosen : Theme.surface
        borderWidth: root.chosen ? Theme.line3 : root.choosable ? Theme.line2 : Theme.line1 * 0.5
        borderColor: root.chosen ? Theme.action : root.choosable ? Theme.border : Theme.edge
    }

    IconDisc {
        id: disc

        visible: root.picture !== ""
        name: root.picture
        size: root.discSize
        disc: !root.upright
        chosen: root.chosen
        x: root.centred ? (root.width - width) / 2 : root.side
        y: root.beside ? (root.height - height) / 2 : root.blockTop
    }

    Item {
        id: words

        readonly property real discRoom: disc.visible ? root.discSize + (root.centred ? Theme.gap * 1.2 : Theme.gap) : 0
        readonly property real fullHeight: heading.implicitHeight + (root.explained ? explanation.implicitHeight + Theme.mm : 0) + (root.footnote !== "" ? footnote.implicitHeight + Theme.mm : 0)
        readonly property real room: root.height - Theme.gap * 1.5 - (root.beside ? 0 : discRoom) - (root.centred ? root.checkRoom : 0)
        readonly property real blockTop: Math.max(Theme.gap * 0.75, (root.height - (root.centred ? root.checkRoom : 0) - discRoom - height) / 2)
        readonly property real spare: Math.max(0, heading.height - heading.drawnHeight) // where smaller letters took fewer lines

        x: root.beside && disc.visible ? root.side + root.discSize + Theme.wideGap : root.side
        width: root.width - x - root.side * (root.upright ? 0.4 : 1) - (root.beside ? root.checkRoom : 0)
        y: root.beside ? (root.height - height) / 2 : root.blockTop + discRoom
        height: Math.min(fullHeight, room) - spare

        Label {
            id: heading

            y: -words.spare / 2
            width: parent.width
            height: Math.min(implicitHeight, words.room - (words.fullHeight - implicitHeight))
            text: root.heading
            family: root.headingFamily || defaultFamily
            size: root.compact ? Theme.strong : Theme.choice
            bold: true
            fit: true
            lineHeight: 1.15
            align: root.centred ? Text.AlignHCenter : Text.AlignLeft
        }

        Label {
            id: explanation

            y: heading.height - words.spare + Theme.mm
            width: parent.width
            visible: root.explained
            text: root.explanation
            size: Theme.small
            align: root.centred ? Text.AlignHCenter : Text.AlignLeft
            color: Theme.inkFaint
        }

        Label {
            id: footnote

            y: root.explained ? explanation.y + explanation.height + Theme.mm : explanation.y
            width: parent.width
            visible: root.footnote !== ""
            text: root.footnote
            size: Theme.small
            color: Theme.action
        }
    }

    Icon {
        visible: root.choosable && root.chosen && !root.several
        x: mark.x
        y: mark.y
        name: "check_circle"
        fill: true
        size: mark.width
        color: Theme.action
    }

    Rectangle { // an empty box says before the first touch that more than one may be ticked
        id: mark

        visible: root.several
        x: root.centred ? (root.width - width) / 2 : root.width - width - Theme.gap
        y: root.centred ? Math.min(words.y + words.height + Theme.gap * 0.5, root.height - height - Theme.gap * 0.5) : (root.height - height) / 2
        width: Theme.mm * 12
        height: width
        radius: Theme.mm * 2
        color: root.chosen ? Theme.action : Theme.surface
        border.width: Theme.line2
        border.color: root.chosen ? Theme.action : Theme.border

        Icon {
            anchors.centerIn: parent
            visible: root.chosen
            name: "check"
            size: parent.width
            color: Theme.surface
        }
    }
}
