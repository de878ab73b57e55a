pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Booth
import Controls

// Nobody touched anything for a while: go on, or finish.
Overlay {
    id: root

    required property BoothView booth

    heading: qsTrId("idle-title")
    text: root.booth.idleText
    icon: "hourglass_top"

    BigButton {
        Layout.fillWidth: true
        implicitHeight: Theme.mm * 32
        objectName: "idleFinish"
        icon: "logout"
        text: qsTrId("idle-finish")
        onActivated: root.booth.finish()
    }

    BigButton {
        Layout.fillWidth: true
        implicitHeight: Theme.mm * 32
        objectName: "idleContinue"
        look: "action"
        text: qsTrId("idle-continue")
        onActivated: root.booth.keepGoing()
    }
}
