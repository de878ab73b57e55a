pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Booth

// The call is over: why, what stays, and on.
Item {
    id: root

    required property CallView call
    required property WelcomeView welcome
    readonly property string reason: call.endReason
    readonly property bool broken: reason === "refused" && welcome.staffState === "broken"
    readonly property bool good: reason === "booth_hung_up" || reason === "staff_hung_up"
    readonly property string heading: reason === "booth_hung_up" || reason === "staff_hung_up" ? qsTrId("call-over-hung-up") : reason === "gave_up_waiting" ? qsTrId("call-over-waiting") : reason === "nobody_free" ? qsTrId("call-over-nobody") : reason === "lost" ? qsTrId("call-over-lost") : broken ? welcome.staffTitle : qsTrId("call-over-refused")
    readonly property string detail: good ? qsTrId("call-over-hung-up-detail") : reason === "lost" ? qsTrId("call-over-lost-detail") : reason === "nobody_free" && welcome.staffState === "nobody" ? welcome.staffDetail + "\n" + qsTrId("call-over-lost-detail") : broken ? welcome.staffDetail + "\n" + qsTrId("call-over-lost-detail") : qsTrId("call-over-alone-detail")

    Surface {
        anchors.centerIn: parent
        width: Math.min(Theme.mm * 330, root.width - Theme.margin * 2)
        height: column.implicitHeight + Theme.inset * 3

        ColumnLayout {
            id: column

            anchors.left: parent.left
            anchors.right: parent.right
            anchors.margins: Theme.inset * 1.5
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.wideGap

            IconDisc {
                Layout.alignment: Qt.AlignHCenter
                disc: true
                name: root.good ? "call_end" : root.reason === "lost" ? "wifi_off" : "person_off"
                size: Theme.mm * 32
            }

            Label {
                Layout.fillWidth: true
                objectName: "overHeading"
                text: root.heading
                size: Theme.title
                bold: true
                align: Text.AlignHCenter
            }

            Label {
                Layout.fillWidth: true
                text: root.detail
                size: Theme.strong
                align: Text.AlignHCenter
                color: Theme.inkSoft
            }

            BigButton {
                Layout.alignment: Qt.AlignHCenter
                Layout.topMargin: Theme.wideGap
                Layout.preferredWidth: Math.max(implicitWidth, Theme.mm * 120)
                objectName: "dismissCall"
                look: "action"
                icon: "arrow_forward"
                iconBehind: true
                text: qsTrId("call-go-on")
                onActivated: root.call.dismiss()
            }
        }
    }
}
