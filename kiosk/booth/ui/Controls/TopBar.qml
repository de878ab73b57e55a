pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Booth

// Whose counter this is, whether the line is there, and the ways to read it better. Beside a call the small face and the
// way out of it stand where the counter's name was.
Rectangle {
    id: root

    required property BoothView booth

    // a rehearsal without a line inside a procedure: what is not pressed makes room for what is
    readonly property bool crowded: booth.rehearsal && !booth.online && booth.begun
    readonly property bool beside: booth.callBeside
    readonly property bool cutOff: !booth.online && booth.begun // that it is says more than that words want checking

    signal languageWanted()
    signal displayWanted()
    signal finishWanted()

    implicitHeight: Theme.topBar
    color: Theme.surface

    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: Theme.line1 * 0.5
        color: Theme.edge
    }

    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: Theme.mm * 10
        anchors.rightMargin: Theme.mm * 10
        spacing: Theme.gap * 1.3

        Loader {
            id: strip

            function open(): void {
                if (active)
                    setSource(Qt.resolvedUrl("CallStrip.qml"), {"call": root.booth.call});
                else
                    source = "";
            }

            objectName: "callStrip"
            active: root.beside
            visible: active
            onActiveChanged: open()

            Binding {
                target: strip.item
                property: "crowded"
                value: root.booth.rehearsal || !root.booth.online
            }
        }

        Icon {
            visible: !root.beside
            name: "account_balance"
            fill: true
            size: Theme.mm * 12
            color: Theme.action
        }

        Text {
            visible: !root.beside
            text: root.booth.counterName
            font.family: Theme.japanese
            font.pixelSize: Theme.mm * 8.2
            font.bold: true
            color: Theme.ink
        }

        Text {
            visible: !root.booth.untranslated && !root.booth.draft && !root.crowded && !root.beside
            text: root.booth.place
            font.family: Theme.japanese
            font.pixelSize: Theme.mm * 6.7
            color: Theme.inkFaint
        }

        Label {
            objectName: "untranslated"
            visible: root.booth.untranslated && !root.crowded && !root.beside
            text: qsTrId("untranslated")
            size: Theme.least
            wrap: false
            color: Theme.warnIcon
        }

        Label {
            objectName: "draft"
            visible: root.booth.draft && !root.booth.untranslated && !root.cutOff && !root.beside
            text: qsTrId("language-draft")
            size: Theme.least
            wrap: false
            color: Theme.inkFaint
        }

        Rectangle {
            visible: root.booth.rehearsal
            implicitWidth: rehearsal.implicitWidth + Theme.mm * 10
            implicitHeight: Theme.mm * 12
            radius: Theme.mm * 2
            color: Theme.proposal

            Label {
                id: rehearsal

                anchors.centerIn: parent
                text: qsTrId("rehearsal")
                size: Theme.mm * 6.5
                bold: true
                wrap: false
                color: "#1a1a1c"
            }
        }

        Item {
            Layout.fillWidth: true
        }

        Rectangle {
            visible: !root.booth.online
            implicitWidth: offline.implicitWidth + Theme.mm * 12
            implicitHeight: Theme.target
            radius: height / 2
            color: Theme.warn
            border.width: Theme.line1
            border.color: Theme.warnIcon
            Accessible.role: Accessible.StaticText
            Accessible.name: qsTrId("offline")

            Row {
                id: offline

                anchors.centerIn: parent
                spacing: Theme.mm * 2

                Icon {
                    beside: offlineWords
                    anchors.verticalCenter: parent.verticalCenter
                    name: "cloud_off"
                    fill: true
                    size: Theme.mm * 8.6
                    color: Theme.warnIcon
                }

                Label {
                    id: offlineWords

                    visible: !root.crowded
                    anchors.verticalCenter: parent.verticalCenter
                    text: qsTrId("offline")
                    size: Theme.least
                    wrap: false
                    color: Theme.warnInk
                }
            }
        }

        Pill {
            visible: root.booth.begun
            objectName: "finishPill"
            icon: "logout"
            text: qsTrId("finish-short")
            onActivated: root.finishWanted()
        }

        Pill {
            objectName: "languagePill"
            icon: "translate"
            text: qsTrId("language-name")
            onActivated: root.languageWanted()
        }

        Pill {
            objectName: "displayPill"
            icon: "text_increase"
            text: qsTrId("display")
            onActivated: root.displayWanted()
        }
    }
}
