pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts

// One answer as a card with a picture: centred, upright (picture above, words at the left), or lying (picture beside).
Pressable {
    id: root

    property string heading: ""
    property string explanation: ""
    property string picture: ""
    property bool chosen: false
    property bool choosable: false
    property bool upright: false
    property bool lying: false
    readonly property bool centred: !upright && !lying
    readonly property bool beside: lying || (upright && Theme.textSize > 1)
    readonly property real headingSize: Theme.choice

    implicitWidth: Theme.mm * 60
    implicitHeight: Theme.mm * 40
    radius: Theme.cardRadius
    spoken: heading + " " + explanation
    Accessible.role: choosable ? Accessible.RadioButton : Accessible.Button
    Accessible.checked: chosen

    Surface {
        anchors.fill: parent
        radius: root.radius
        color: root.down || root.chosen ? Theme.chosen : Theme.surface
        borderWidth: root.chosen ? Theme.line3 : root.choosable ? Theme.line2 : Theme.line1 * 0.5
        borderColor: root.chosen ? Theme.action : root.choosable ? Theme.border : Theme.edge
    }

    GridLayout {
        anchors.fill: parent
        anchors.leftMargin: root.lying ? Theme.wideGap : Theme.inset
        anchors.rightMargin: root.lying ? Theme.wideGap : Theme.gap
        anchors.topMargin: root.centred ? Theme.inset : Theme.gap
        anchors.bottomMargin: root.centred ? Theme.inset : Theme.gap
        columns: root.beside ? 2 : 1
        columnSpacing: Theme.wideGap
        rowSpacing: root.centred ? Theme.gap : Theme.mm * 1.5

        Item {
            Layout.fillHeight: !root.beside
            visible: !root.beside
        }

        IconDisc {
            Layout.alignment: root.centred ? Qt.AlignHCenter : Qt.AlignLeft | Qt.AlignVCenter
            Layout.preferredWidth: size
            Layout.preferredHeight: size
            Layout.bottomMargin: root.centred ? Theme.gap * 0.5 : root.beside ? 0 : Theme.mm
            visible: root.picture !== ""
            name: root.picture
            size: root.centred ? Theme.mm * 37 : root.lying ? Theme.mm * 26 : Theme.textSize > 1 ? Theme.mm * 18 : Theme.mm * (Theme.ruby ? 18 : 24)
            disc: !root.upright
            chosen: root.chosen
        }

        ColumnLayout {
            Layout.fillWidth: true
            Layout.fillHeight: true
            spacing: Theme.mm * 1.5

            Label {
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.preferredHeight: implicitHeight
                Layout.maximumHeight: root.beside ? implicitHeight : -1
                Layout.alignment: root.beside ? Qt.AlignBottom : Qt.AlignTop
                visible: root.heading !== ""
                text: root.heading
                size: root.headingSize
                bold: true
                fit: true
                align: root.centred ? Text.AlignHCenter : Text.AlignLeft
            }

            Label {
                Layout.fillWidth: true
                visible: root.explanation !== "" && !(root.upright && Theme.textSize > 1)
                text: root.explanation
                size: Theme.small
                align: root.centred ? Text.AlignHCenter : Text.AlignLeft
                color: Theme.inkFaint
            }
        }

        Icon {
            Layout.alignment: Qt.AlignHCenter
            visible: root.centred && root.choosable
            name: root.chosen ? "check_circle" : ""
            fill: true
            size: Theme.mm * 13
            color: Theme.action
        }

        Item {
            Layout.fillHeight: !root.beside
            visible: !root.beside
        }
    }
}
