pragma ComponentBehavior: Bound

import QtQuick
import Booth

// Face to face: staff large, the form beside, one row of verbs.
Item {
    id: root

    required property CallView call
    readonly property bool again: root.call.picture === "stalled" || root.call.picture === "rejoining"
    readonly property bool beside: call.hasForm || card.visible

    VideoView {
        id: face

        anchors.left: parent.left
        anchors.top: parent.top
        anchors.bottom: bar.top
        width: root.beside ? Math.round(root.width * 0.54) : root.width
        feed: root.call.remote

        CallConnecting {
            anchors.centerIn: parent
            visible: !root.call.remote.seen
            widest: face.width - Theme.margin * 2
            picture: root.call.picture
        }

        CallStaff {
            anchors.left: parent.left
            anchors.top: parent.top
            anchors.margins: Theme.wideGap
            width: Math.min(implicitWidth, face.width - Theme.wideGap * 2)
            call: root.call
        }

        Notice {
            anchors.horizontalCenter: parent.horizontalCenter
            anchors.bottom: mirror.top
            anchors.bottomMargin: Theme.wideGap
            width: Math.min(implicitWidth, face.width - Theme.wideGap * 2)
            visible: root.again
            objectName: "reconnecting"
            icon: "sync"
            look: "curtain"
            heading: qsTrId("call-reconnecting")
            text: qsTrId("call-reconnecting-stay")
        }

        Column {
            anchors.left: parent.left
            anchors.right: mirror.left
            anchors.bottom: parent.bottom
            anchors.margins: Theme.wideGap
            spacing: Theme.gap

            Notice {
                width: parent.width
                visible: root.call.confirmed && root.call.card !== "done"
                objectName: "confirmed"
                look: "staff"
                icon: "verified_user"
                size: Theme.small
                heading: qsTrId("call-card-confirmed")
            }

            Notice {
                width: parent.width
                visible: !root.call.languageSpoken
                objectName: "languageNotSpoken"
                icon: "translate"
                size: Theme.small
                text: qsTrId("call-language-talking")
            }

            CallTrouble {
                width: parent.width
                visible: root.call.deviceTrouble !== "" && !root.again
                call: root.call
            }

            Notice {
                width: parent.width
                visible: root.call.narrowLine && !root.again
                objectName: "narrow"
                icon: "signal_cellular_alt_2_bar"
                size: Theme.small
                text: qsTrId("call-narrow")
            }
        }

        Rectangle {
            id: mirror

            anchors.right: parent.right
            anchors.bottom: parent.bottom
            anchors.margins: Theme.wideGap
            width: Theme.mm * 64
            height: Theme.mm * 44
            radius: Theme.mm * 2
            color: Theme.curtain
            border.width: Theme.line2
            border.color: Theme.curtainInk

            VideoView {
                anchors.fill: parent
                anchors.margins: Theme.line2
                feed: root.call.mirror
                mirrored: true
            }

            Column {
                anchors.centerIn: parent
                width: parent.width - Theme.gap
                visible: !root.call.mirror.seen
                spacing: Theme.mm

                Icon {
                    anchors.horizontalCenter: parent.horizontalCenter
                    name: root.call.curtain ? "videocam_off" : "person"
                    fill: true
                    size: Theme.mm * 18
                    color: Theme.track
                }

                Label {
                    width: parent.width
                    visible: root.call.curtain
                    text: qsTrId("call-curtain")
                    size: Theme.least
                    align: Text.AlignHCenter
                    color: Theme.curtainInk
                }
            }

            Rectangle {
                anchors.right: parent.right
                anchors.top: parent.top
                anchors.margins: Theme.mm * 2
                width: Theme.mm * 12
                height: width
                radius: width / 2
                visible: root.call.muted
                color: Theme.end

                Icon {
                    anchors.centerIn: parent
                    name: "mic_off"
                    fill: true
                    size: Theme.mm * 8
                    color: Theme.endInk
                }
            }
        }
    }

    CallForm {
        anchors.fill: side
        visible: root.call.hasForm && !card.visible
        call: root.call
    }

    // the end of the card makes room for what staff ask next
    CallCard {
        id: card

        anchors.fill: side
        visible: root.call.card !== "" && !(root.call.card === "done" && (root.call.formAsked || root.call.proposalRow >= 0))
        call: root.call
    }

    Item {
        id: side

        anchors.left: face.right
        anchors.leftMargin: Theme.mm * 10
        anchors.right: parent.right
        anchors.rightMargin: Theme.mm * 10
        anchors.top: parent.top
        anchors.topMargin: Theme.low ? Math.round(root.height / 2) : Theme.mm * 8
        anchors.bottom: bar.top
        anchors.bottomMargin: Theme.gap
    }

    Rectangle {
        id: bar

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        height: Theme.bottomBar
        color: Theme.surface

        Rectangle { width: parent.width; height: Theme.line1 * 0.5; color: Theme.edge }

        Row {
            anchors.left: parent.left
            anchors.leftMargin: Theme.margin
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.wideGap

            BigButton {
                objectName: "mute"
                icon: root.call.muted ? "mic" : "mic_off"
                size: Math.min(Theme.strong, Theme.mm * 9.6)
                text: root.call.muted ? qsTrId("call-unmute") : qsTrId("call-mute")
                onActivated: root.call.toggleMute()
            }

            BigButton {
                objectName: "toForm"
                icon: "description"
                size: Math.min(Theme.strong, Theme.mm * 9.6)
                text: root.call.hasForm ? qsTrId("call-to-form") : qsTrId("call-to-screen")
                onActivated: root.call.toForm()
            }

            BigButton {
                visible: root.call.formShown
                objectName: "hideForm"
                icon: "visibility_off"
                size: Math.min(Theme.strong, Theme.mm * 9.6)
                text: qsTrId("call-form-hide")
                onActivated: root.call.agree(false)
            }
        }

        BigButton {
            anchors.right: parent.right
            anchors.rightMargin: Theme.margin
            anchors.verticalCenter: parent.verticalCenter
            objectName: "hangUp"
            look: "end"
            icon: "call_end"
            text: qsTrId("call-end")
            onActivated: root.call.hangUp()
        }
    }
}
