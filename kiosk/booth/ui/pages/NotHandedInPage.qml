pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Booth
import Controls

// It could not be stored: nothing is lost yet.
Page {
    id: root

    title: qsTrId("not-handed-in-title")
    bar.forwardText: qsTrId("not-handed-in-again")
    bar.forwardIcon: "sync"
    bar.onForwardActivated: root.booth.forward()

    ColumnLayout {
        anchors.fill: parent
        spacing: Theme.wideGap

        Notice {
            Layout.fillWidth: true
            icon: "warning"
            heading: root.booth.trouble
            text: qsTrId("trouble-code").replace("{code}", root.booth.troubleCode)
        }

        StaffHelp {
            Layout.fillWidth: true
            Layout.fillHeight: true
            text: qsTrId("not-handed-in-text")
            staffState: root.booth.welcome.staffState
            staffTitle: root.booth.welcome.staffTitle
            staffDetail: root.booth.welcome.staffDetail
        }
    }
}
