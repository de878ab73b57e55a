pragma ComponentBehavior: Bound

import QtQuick
import Booth

// Back at the left, 職員をよぶ always in the middle, forward at the right.
Rectangle {
    id: root

    required property BoothView booth
    property bool back: true
    property string forwardText: ""
    property string forwardIcon: "arrow_forward"
    property Component leftItem: null
    property Component rightItem: null

    signal forwardActivated()

    implicitHeight: Theme.bottomBar
    color: Theme.surface

    Rectangle {
        width: parent.width
        height: Theme.line1 * 0.5
        color: Theme.edge
    }

    BigButton {
        visible: root.back
        anchors.left: parent.left
        anchors.leftMargin: Theme.margin
        anchors.verticalCenter: parent.verticalCenter
        objectName: "back"
        icon: "arrow_back"
        text: qsTrId("back")
        onActivated: root.booth.back()
    }

    Loader {
        anchors.left: parent.left
        anchors.leftMargin: Theme.margin
        anchors.right: callButton.left
        anchors.rightMargin: Theme.wideGap
        anchors.verticalCenter: parent.verticalCenter
        sourceComponent: root.leftItem
    }

    BigButton {
        id: callButton

        anchors.centerIn: parent
        objectName: "callStaff"
        look: "staff"
        icon: "support_agent"
        text: root.booth.calling ? qsTrId("back-to-call") : qsTrId("call-staff")
        width: Math.max(implicitWidth, Theme.mm * 95)
        onActivated: root.booth.callStaff()
    }

    BigButton {
        visible: root.forwardText !== ""
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        anchors.verticalCenter: parent.verticalCenter
        objectName: "forward"
        look: "action"
        icon: root.forwardIcon
        iconBehind: true
        text: root.forwardText
        onActivated: root.forwardActivated()
    }

    Loader {
        anchors.left: callButton.right
        anchors.leftMargin: Theme.wideGap
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        anchors.verticalCenter: parent.verticalCenter
        sourceComponent: root.rightItem
    }
}
