pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Booth
import Controls

// Something takes a moment, or is done, or did not go.
Page {
    id: root

    readonly property ShelterView shelter: root.booth.shelter
    readonly property bool failed: shelter.kind === "failed"

    bar.back: failed

    ColumnLayout {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.wideGap

        IconDisc {
            Layout.alignment: Qt.AlignHCenter
            visible: root.shelter.kind !== "waiting"
            name: root.failed ? "error" : "task_alt"
            size: Theme.mm * 46
            disc: true
        }

        WaitingDots {
            Layout.alignment: Qt.AlignHCenter
            visible: root.shelter.kind === "waiting"
        }

        Label {
            Layout.fillWidth: true
            objectName: "pageTitle"
            text: root.shelter.title
            size: Theme.title * 1.1
            bold: true
            align: Text.AlignHCenter
            color: root.failed ? Theme.end : Theme.ink
        }

        Label {
            Layout.fillWidth: true
            visible: text !== ""
            text: root.shelter.text
            size: Theme.strong
            align: Text.AlignHCenter
            color: Theme.inkSoft
        }
    }
}
