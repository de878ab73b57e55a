pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Booth
import Controls

// Nothing can be told about this card's applications: why, and what to do.
Page {
    id: root

    readonly property CasesView cases: root.booth.cases

    title: cases.title
    bar.forwardText: qsTrId("card-again")
    bar.forwardIcon: "contactless"
    bar.onForwardActivated: cases.again()

    ColumnLayout {
        anchors.fill: parent
        spacing: Theme.wideGap

        Notice {
            Layout.fillWidth: true
            objectName: "noCasesWhy"
            icon: root.cases.code === "" ? "cloud_off" : "credit_card"
            text: root.cases.text
            size: Theme.strong
        }

        Notice {
            Layout.fillWidth: true
            visible: root.booth.online
            look: "staff"
            icon: "support_agent"
            text: qsTrId("tap-ask-staff")
            size: Theme.strong
        }

        Label {
            Layout.fillWidth: true
            visible: root.cases.code !== ""
            text: qsTrId("trouble-code").replace("{code}", root.cases.code)
            size: Theme.small
            color: Theme.inkFaint
        }

        Item {
            Layout.fillHeight: true
        }
    }
}
