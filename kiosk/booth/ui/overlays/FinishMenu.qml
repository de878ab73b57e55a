pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Booth
import Controls

// Really finish? What was written will be erased.
Overlay {
    id: root

    required property BoothView booth

    signal closed()

    heading: qsTrId("finish-title")
    text: root.booth.finishText
    icon: "logout"

    BigButton {
        Layout.fillWidth: true
        implicitHeight: Theme.mm * 32
        objectName: "finishNo"
        look: "action"
        text: qsTrId("finish-no")
        onActivated: root.closed()
    }

    BigButton {
        Layout.fillWidth: true
        implicitHeight: Theme.mm * 32
        objectName: "finishYes"
        icon: "delete_sweep"
        text: qsTrId("finish-yes")
        onActivated: {
            root.closed();
            root.booth.finish();
        }
    }
}
