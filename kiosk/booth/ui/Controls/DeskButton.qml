pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts

// One thing that whoever keeps a shelter's desk can do.
ChoiceCard {
    id: root

    property string text: ""
    property string icon: ""

    Layout.fillWidth: true
    Layout.fillHeight: true
    implicitHeight: Theme.mm * (Theme.textSize > 1 ? 30 : 34)
    heading: root.text
    picture: root.icon
    lying: true
    compact: true
}
