pragma ComponentBehavior: Bound

import QtQuick

// In the place of the face until there is one.
Column {
    id: root

    required property real widest
    required property string picture

    spacing: Theme.wideGap

    Icon {
        anchors.horizontalCenter: parent.horizontalCenter
        name: "support_agent"
        size: Theme.mm * 50
        color: Theme.curtainInk
    }

    Label {
        anchors.horizontalCenter: parent.horizontalCenter
        width: Math.min(implicitWidth, root.widest)
        visible: root.picture === "joining" || root.picture === "voice_only"
        objectName: "connecting"
        text: root.picture === "voice_only" ? qsTrId("call-voice-only") : qsTrId("call-connecting")
        size: Theme.choice
        align: Text.AlignHCenter
        color: Theme.curtainInk
    }
}
