pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Booth

// One line of the form beside the face; where staff propose something it glows and asks.
Item {
    id: root

    required property CallView call
    required property string label
    required property string text
    required property bool isName
    required property string proposalId
    required property string proposed
    required property bool byStaff
    readonly property bool asks: proposalId !== ""
    readonly property real inner: width - Theme.inset * 2

    implicitHeight: column.implicitHeight + Theme.gap * 2.2

    Surface {
        anchors.fill: parent
        color: root.asks ? Theme.proposalGround : Theme.surface
        borderColor: root.asks ? Theme.proposal : Theme.edge
        borderWidth: root.asks ? Theme.line3 : Theme.line1 * 0.5
        radius: Theme.buttonRadius
    }

    ColumnLayout {
        id: column

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.leftMargin: Theme.inset
        anchors.rightMargin: Theme.inset
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.mm

        RowLayout {
            visible: root.asks || root.byStaff
            spacing: Theme.gap * 0.7

            Icon {
                beside: who
                name: "support_agent"
                size: Theme.mm * 8
                color: root.asks ? Theme.warnIcon : Theme.staff
            }

            Label {
                id: who

                Layout.fillWidth: true
                objectName: root.byStaff ? "byStaff" : ""
                text: root.asks ? qsTrId("call-proposal") : qsTrId("source-office")
                size: Theme.small
                bold: true
                color: root.asks ? Theme.warnInk : Theme.staff
            }
        }

        Label {
            Layout.fillWidth: true
            text: root.label
            size: Theme.small
            color: Theme.inkFaint
        }

        NameText {
            visible: root.isName && !root.asks
            text: root.text
            pixelSize: Theme.strong * 1.15
            maxWidth: root.inner
            color: Theme.ink
            Accessible.role: Accessible.StaticText
            Accessible.name: text
        }

        Label {
            Layout.fillWidth: true
            visible: !root.isName && !root.asks
            text: root.text
            size: Theme.strong
            bold: true
        }

        RowLayout {
            Layout.fillWidth: true
            visible: root.asks
            spacing: Theme.gap

            Label {
                Layout.maximumWidth: root.inner * 0.4
                visible: root.text !== root.proposed
                text: root.text
                size: Theme.body
                color: Theme.inkFaint
            }

            Icon {
                visible: root.text !== root.proposed
                name: "arrow_forward"
                size: Theme.body
                color: Theme.inkFaint
            }

            Label {
                Layout.fillWidth: true
                text: root.proposed
                size: Theme.choice
                bold: true
            }
        }

        RowLayout {
            Layout.fillWidth: true
            Layout.topMargin: Theme.mm * 2
            visible: root.asks
            spacing: Theme.gap

            BigButton {
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                Layout.minimumWidth: Math.min(implicitWidth - Theme.inset, root.inner * 0.7)
                Layout.preferredHeight: Math.max(Theme.mm * 20, implicitHeight - Theme.mm * 5)
                objectName: "accept"
                look: "action"
                icon: "check"
                text: qsTrId("call-accept")
                onActivated: root.call.settle(root.proposalId, true)
            }

            BigButton {
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                Layout.minimumWidth: Math.min(implicitWidth - Theme.inset, root.inner * 0.7)
                Layout.preferredHeight: Math.max(Theme.mm * 20, implicitHeight - Theme.mm * 5)
                objectName: "decline"
                text: qsTrId("call-decline")
                onActivated: root.call.settle(root.proposalId, false)
            }
        }
    }
}
