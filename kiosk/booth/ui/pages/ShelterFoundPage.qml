pragma ComponentBehavior: Bound

import QtQuick
import Booth
import Controls

// Out or back, for whoever put the card down or typed the number.
Page {
    id: root

    readonly property ShelterView shelter: root.booth.shelter

    title: qsTrId("shelter-found-title")

    FamilyList {
        id: list

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        height: Math.min(implicitHeight, parent.height * 0.62)
        families: root.shelter.families
        onChosen: (household, where) => root.shelter.go(household, where)
    }

    Notice {
        id: why

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: list.bottom
        anchors.topMargin: Theme.gap
        visible: root.shelter.blind
        icon: "lock"
        size: Math.min(Theme.small, Theme.mm * 8)
        text: qsTrId("shelter-found-blind")
    }

    BigButton {
        anchors.left: parent.left
        anchors.top: why.bottom
        anchors.topMargin: Theme.gap
        visible: root.shelter.arrivable
        objectName: "shelterNew"
        icon: "home_pin"
        text: qsTrId("shelter-new")
        onActivated: root.shelter.enter()
    }
}
