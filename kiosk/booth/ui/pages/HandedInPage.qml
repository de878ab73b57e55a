pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Booth
import Controls

// The number to keep, what stays, what was wiped, what happens next, take your card.
Page {
    id: root

    readonly property HandedInView done: root.booth.handedIn

    titleIcon: "task_alt"
    title: done.title
    subtitle: done.detail
    subtitleSize: Math.min(Theme.body, Theme.mm * 9.4) // with when staff will look it is two lines
    bar.back: false
    bar.forwardText: done.finishText
    bar.forwardIcon: ""
    bar.onForwardActivated: done.finish()
    bar.leftItem: Component {
        Notice {
            visible: root.done.cardIn
            width: Math.min(implicitWidth, parent?.width ?? 0)
            height: Math.min(implicitHeight, Theme.bottomBar - Theme.gap)
            icon: "credit_card"
            heading: root.done.tapOffered ? qsTrId("tap-take-card") : qsTrId("take-card")
            size: Math.min(Theme.small, Theme.mm * 7.6)
        }
    }

    RowLayout {
        anchors.fill: parent
        spacing: Theme.wideGap

        Surface {
            Layout.fillHeight: true
            Layout.fillWidth: true
            Layout.preferredWidth: 62

            ColumnLayout {
                anchors.fill: parent
                anchors.margins: Theme.inset
                spacing: Theme.textSize < 3 || root.done.together === "" ? Theme.gap : Theme.mm * 1.5

                Item {
                    Layout.fillHeight: true
                }

                Label {
                    Layout.fillWidth: true
                    text: qsTrId("reference")
                    size: Theme.small
                    color: Theme.inkFaint
                }

                Text {
                    Layout.fillWidth: true
                    objectName: "reference"
                    text: root.done.reference
                    font.family: "BIZ UDGothic"
                    font.pixelSize: Theme.mm * 23
                    font.bold: true
                    fontSizeMode: Text.HorizontalFit
                    minimumPixelSize: Theme.choice
                    color: Theme.action
                }

                Label {
                    Layout.fillWidth: true
                    text: root.done.receiptText
                    size: Theme.small
                    bold: root.done.received
                    color: Theme.inkSoft
                }

                Label {
                    Layout.fillWidth: true
                    Layout.maximumHeight: Theme.mm * 44
                    visible: text !== ""
                    objectName: "together"
                    text: root.done.together
                    size: Theme.small
                    fit: true
                    color: Theme.inkSoft
                }

                Item {
                    Layout.fillHeight: true
                }

                Notice {
                    Layout.fillWidth: true
                    look: root.done.slipFailed ? "warn" : "info"
                    icon: root.done.slipFailed ? "edit" : "print"
                    size: Theme.small
                    text: root.done.slipText
                }
            }
        }

        ColumnLayout {
            Layout.fillHeight: true
            Layout.fillWidth: true
            Layout.preferredWidth: 70
            spacing: Theme.gap

            Repeater {
                readonly property var kept: ["lock", qsTrId("kept-title"), root.done.keptText]
                readonly property var wiped: root.done.goesOn ? [] : [["delete_sweep", qsTrId("wiped-title"), qsTrId("wiped-text")]]
                readonly property var next: tap.visible ? [] : [["call", qsTrId("next-title"), qsTrId("next-text")]]

                // where somebody is expected, when and where comes first, and stays at the largest letters
                model: root.done.comingText !== "" ? [["calendar_month", qsTrId("next-title"), root.done.comingText], kept].concat(tap.visible ? [] : wiped) : [kept].concat(wiped, next)

                Surface {
                    id: block

                    required property list<string> modelData
                    required property int index
                    readonly property bool expected: block.index === 0 && root.done.comingText !== ""

                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    Layout.preferredHeight: words.implicitHeight
                    visible: index < 2 || Theme.textSize < 3

                    RowLayout {
                        anchors.fill: parent
                        anchors.leftMargin: Theme.inset
                        anchors.rightMargin: Theme.gap
                        anchors.topMargin: Theme.mm * 1.5
                        anchors.bottomMargin: Theme.mm * 1.5
                        spacing: Theme.gap * 1.5

                        Icon {
                            Layout.alignment: Qt.AlignVCenter
                            name: block.modelData[0]
                            fill: true
                            size: Theme.mm * 12
                            color: block.index === 1 ? Theme.action : Theme.staff
                        }

                        ColumnLayout {
                            id: words

                            Layout.fillWidth: true
                            Layout.fillHeight: false
                            Layout.maximumHeight: block.height - Theme.mm * 3
                            spacing: Theme.mm * 0.5

                            Label {
                                Layout.fillWidth: true
                                text: block.modelData[1]
                                size: Math.min(Theme.body, Theme.mm * 9.4)
                                bold: true
                            }

                            Label {
                                Layout.fillWidth: true
                                Layout.fillHeight: true
                                Layout.maximumHeight: implicitHeight
                                fit: true
                                text: block.modelData[2]
                                size: block.expected ? Math.min(Theme.body, Theme.mm * 9.4) : Theme.small
                                bold: block.expected
                                color: block.expected ? Theme.ink : Theme.inkSoft
                            }
                        }
                    }
                }
            }

            BigButton {
                Layout.fillWidth: true
                visible: root.done.goesOn
                objectName: "close"
                icon: "print"
                text: qsTrId("close-with-slip")
                onActivated: root.done.close()
            }

            Surface {
                id: tap

                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.preferredHeight: offer.implicitHeight + Theme.gap
                visible: root.done.tapOffered || root.done.tap !== ""
                borderWidth: root.done.tapOffered ? Theme.line2 : Theme.line1 * 0.5
                borderColor: root.done.tapOffered ? Theme.action : Theme.edge

                RowLayout {
                    id: offer

                    anchors.fill: parent
                    anchors.leftMargin: Theme.inset
                    anchors.rightMargin: Theme.gap
                    spacing: Theme.gap * 1.5

                    Icon {
                        beside: tapWords
                        Layout.alignment: Qt.AlignVCenter
                        name: root.done.tap === "registered" ? "task_alt" : root.done.tap === "failed" ? "error" : "contactless"
                        fill: true
                        size: Theme.mm * 12
                        color: root.done.tap === "registered" ? Theme.staff : root.done.tap === "failed" ? Theme.warnIcon : Theme.action
                    }

                    Label {
                        id: tapWords

                        Layout.fillWidth: true
                        Layout.fillHeight: true
                        fit: true
                        objectName: "tapText"
                        text: root.done.tapText
                        size: Theme.small
                    }

                    BigButton {
                        visible: root.done.tapOffered
                        objectName: "registerTap"
                        size: Math.min(Theme.strong, Theme.mm * 8.6)
                        text: root.done.tap === "failed" ? qsTrId("card-again") : qsTrId("tap-register")
                        onActivated: root.done.registerTap()
                    }
                }
            }
        }
    }
}
