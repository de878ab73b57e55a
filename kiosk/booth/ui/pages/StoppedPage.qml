pragma ComponentBehavior: Bound

import QtQuick
import Booth
import Controls

// The form ends here, kindly: staff go on.
Page {
    id: root

    kicker: root.booth.stopped.kicker
    title: qsTrId("stopped-title")

    StaffHelp {
        anchors.fill: parent
        text: root.booth.stopped.text
        call: qsTrId("stopped-call")
        staffState: root.booth.welcome.staffState
        staffTitle: root.booth.welcome.staffTitle
        staffDetail: root.booth.welcome.staffDetail
    }
}
