pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Booth

// What staff ask of the card: the question, the card's place, being read, and how it ended; one thing at a time.
Item {
    id: root

    required property CallView call
    readonly property string step: call.card
    readonly property bool asked: step === "asked"
    readonly property bool placing: step === "placing"
    readonly property bool reading: step === "reading"
    readonly property bool proving: step === "proving"
    readonly property bool done: step === "done"
    readonly property bool failed: step === "failed"
    readonly property bool large: Theme.textSize > 1
    readonly property string picture: asked || proving ? (call.cardProof ? "pin" : "badge") : reading ? "contactless" : done ? (call.confirmed ? "verified_user" : "check_circle") : "error"
    readonly property string fault: call.cardFault === "number" ? qsTrId("call-card-number") : call.cardFault === "locked" ? qsTrId("call-card-locked") : call.cardFault === "reached" ? qsTrId("call-card-not-reached") : call.cardTrouble
    readonly property string heading: asked ? (call.cardProof ? qsTrId("call-card-asked-proof") : qsTrId("call-card-asked-face")) : placing ? qsTrId("call-card-place") : reading ? qsTrId("call-card-reading") : proving ? qsTrId("call-card-proving") : done ? (call.confirmed ? qsTrId("call-card-confirmed") : qsTrId("call-card-done")) : fault !== "" ? fault : qsTrId("call-card-failed")
    readonly property string detail: asked ? (call.cardProof ? qsTrId("call-card-asked-proof-why") : qsTrId("call-card-asked-face-why")) : placing ? (call.cardTrouble === "" ? qsTrId("card-place") : "") : reading ? qsTrId("call-card-still") : done ? (call.confirmed ? qsTrId("call-card-take") : call.cardProof ? qsTrId("call-card-done-proof") : qsTrId("call-card-done-face")) : failed ? (call.cardAgain ? qsTrId("call-card-again") : qsTrId("call-card-failed-next")) : ""

    Surface {
        anchors.fill: parent
        color: root.asked ? Theme.proposalGround : Theme.surface
        borderColor: root.asked ? Theme.proposal : Theme.edge
        borderWidth: root.asked ? Theme.line3 : Theme.line1 * 0.5

        ColumnLayout {
            anchors.fill: parent
            anchors.margins: Theme.inset
            spacing: root.large ? Theme.gap : Theme.wideGap

            Item {
                Layout.fillHeight: true
                Layout.preferredHeight: 0
            }

            Rectangle {
                Layout.alignment: Qt.AlignHCenter
                implicitWidth: Theme.mm * (root.large ? 20 : 30)
                implicitHeight: implicitWidth
                visible: !root.placing
                radius: width / 2
                color: root.done ? Theme.staffSoft : root.failed ? Theme.warn : Theme.actionSoft

                Icon {
                    anchors.centerIn: parent
                    name: root.picture
                    fill: true
                    size: parent.width * 0.58
                    color: root.done ? Theme.staff : root.failed ? Theme.warnIcon : Theme.action
                }
            }

            CardPicture {
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.minimumHeight: Theme.mm * 30
                Layout.preferredHeight: Theme.mm * 70
                Layout.maximumHeight: Theme.mm * 80
                visible: root.placing
            }

            Label {
                Layout.fillWidth: true
                objectName: "cardHeading"
                text: root.heading
                size: root.failed ? Theme.strong : Theme.choice
                bold: true
                align: Text.AlignHCenter
            }

            Notice {
                Layout.fillWidth: true
                visible: root.placing && root.call.cardTrouble !== ""
                objectName: "cardTroubleInCall"
                icon: "error"
                size: Theme.small
                heading: root.call.cardTrouble
                text: qsTrId("trouble-code").replace("{code}", root.call.cardCode)
            }

            Label {
                Layout.fillWidth: true
                visible: text !== ""
                text: root.detail
                align: Text.AlignHCenter
                size: root.large ? Theme.small : Theme.body
                color: Theme.inkSoft
            }

            Label {
                Layout.fillWidth: true
                visible: root.failed && root.call.cardCode !== ""
                text: qsTrId("trouble-code").replace("{code}", root.call.cardCode)
                align: Text.AlignHCenter
                size: Theme.small
                color: Theme.inkFaint
            }

            WaitingDots {
                Layout.alignment: Qt.AlignHCenter
                visible: root.reading
            }

            Item {
                Layout.fillHeight: true
                Layout.preferredHeight: 0
            }

            RowLayout {
                Layout.fillWidth: true
                visible: root.asked
                spacing: Theme.gap

                BigButton {
                    Layout.fillWidth: true
                    Layout.preferredWidth: 1
                    Layout.minimumWidth: implicitWidth - Theme.inset
                    objectName: "agreeCard"
                    look: "action"
                    icon: "check"
                    text: qsTrId("call-card-yes")
                    onActivated: root.call.agreeCard(true)
                }

                BigButton {
                    Layout.fillWidth: true
                    Layout.preferredWidth: 1
                    Layout.minimumWidth: implicitWidth - Theme.inset
                    objectName: "refuseCard"
                    text: qsTrId("call-card-no")
                    onActivated: root.call.agreeCard(false)
                }
            }

            BigButton {
                Layout.alignment: Qt.AlignHCenter
                visible: root.placing
                objectName: "stopCard"
                text: qsTrId("call-card-stop")
                onActivated: root.call.agreeCard(false)
            }

            BigButton {
                Layout.fillWidth: true
                visible: root.proving
                objectName: "toPin"
                look: "action"
                icon: "pin"
                text: qsTrId("call-card-to-pin")
                onActivated: root.call.toForm()
            }

            BigButton {
                Layout.alignment: Qt.AlignHCenter
                Layout.preferredWidth: Math.max(implicitWidth, Theme.mm * 100)
                visible: root.done || root.failed
                objectName: "closeCard"
                look: "action"
                icon: "arrow_forward"
                iconBehind: true
                text: qsTrId("call-go-on")
                onActivated: root.call.closeCard()
            }
        }
    }
}
