pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Booth
import Controls

// A date part by part: era, year, month, day, each by large keys; the parts above are also the way back.
ColumnLayout {
    id: root

    required property TypingView typing
    readonly property DateView date: typing.date
    readonly property real space: Math.ceil(Theme.mm * 4)

    function part(number: int, unit: string): string {
        return number < 0 ? "　" + unit : number === 0 ? qsTrId("typing-unknown-part") : written(String(number), unit);
    }

    function written(number: string, unit: string): string {
        return qsTrId("typing-part").replace("{number}", number).replace("{unit}", unit);
    }

    spacing: Theme.wideGap

    RowLayout {
        Layout.fillWidth: true
        Layout.maximumHeight: Theme.mm * 24
        Layout.minimumHeight: Theme.mm * 18
        spacing: root.space
        uniformCellSizes: true

        TypingKey {
            Layout.fillWidth: true
            Layout.fillHeight: true
            objectName: "part-era"
            chosen: root.date.part === "era"
            text: root.date.era === "" ? qsTrId("typing-era") : root.date.eraName || qsTrId("typing-western")
            onActivated: root.typing.press("part:era")
        }

        TypingKey {
            Layout.fillWidth: true
            Layout.fillHeight: true
            objectName: "part-year"
            chosen: root.date.part === "year"
            text: root.date.yearUnknown ? qsTrId("typing-unknown-part") : root.date.year === "" ? "　" + qsTrId("typing-year") : root.written(root.date.year, qsTrId("typing-year"))
            onActivated: root.typing.press("part:year")
        }

        TypingKey {
            Layout.fillWidth: true
            Layout.fillHeight: true
            objectName: "part-month"
            chosen: root.date.part === "month"
            text: root.part(root.date.month, qsTrId("typing-month"))
            onActivated: root.typing.press("part:month")
        }

        TypingKey {
            Layout.fillWidth: true
            Layout.fillHeight: true
            objectName: "part-day"
            visible: !root.date.monthOnly
            chosen: root.date.part === "day"
            text: root.part(root.date.day, qsTrId("typing-day"))
            onActivated: root.typing.press("part:day")
        }
    }

    RowLayout {
        Layout.fillWidth: true
        visible: root.date.impossible
        spacing: Theme.gap

        Icon {
            name: "error"
            fill: true
            size: Theme.body * 1.2
            color: Theme.end
        }

        Label {
            Layout.fillWidth: true
            objectName: "impossible"
            text: qsTrId("typing-impossible")
            bold: true
            color: Theme.end
        }
    }

    Loader {
        Layout.fillWidth: true
        Layout.fillHeight: true
        active: root.date.part === "era"
        visible: active
        sourceComponent: GridLayout {
            columns: 3
            columnSpacing: root.space
            rowSpacing: root.space
            uniformCellWidths: true
            uniformCellHeights: true

            Repeater {
                model: root.date.eras

                TypingKey {
                    required property string modelData
                    required property int index

                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    objectName: "era-" + modelData
                    text: (root.date.eraNames[index] ?? "") || qsTrId("typing-western")
                    hint: root.date.eraYears[index] ?? ""
                    size: Theme.key * 0.8
                    onActivated: root.typing.press("era:" + modelData)
                }
            }
        }
    }

    Loader {
        Layout.alignment: Qt.AlignHCenter
        Layout.preferredWidth: Theme.mm * 220
        Layout.fillHeight: true
        active: root.date.part === "year"
        visible: active
        sourceComponent: NumberBoard {
            typing: root.typing
            next: true
        }
    }

    Loader {
        Layout.fillWidth: true
        Layout.fillHeight: true
        active: root.date.part === "month"
        visible: active
        sourceComponent: GridLayout {
            columns: 4
            columnSpacing: root.space
            rowSpacing: root.space
            uniformCellWidths: true
            uniformCellHeights: true

            Repeater {
                model: 12

                TypingKey {
                    required property int index

                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    objectName: "month-" + (index + 1)
                    chosen: root.date.month === index + 1
                    text: index + 1
                    size: Theme.choice
                    onActivated: root.typing.press("month:" + (index + 1))
                }
            }
        }
    }

    Loader {
        Layout.fillWidth: true
        Layout.fillHeight: true
        active: root.date.part === "day"
        visible: active
        sourceComponent: GridLayout {
            columns: 8
            columnSpacing: root.space
            rowSpacing: root.space
            uniformCellWidths: true
            uniformCellHeights: true

            Repeater {
                model: root.date.lastDay

                TypingKey {
                    required property int index

                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    objectName: "day-" + (index + 1)
                    chosen: root.date.day === index + 1
                    text: index + 1
                    size: Theme.choice
                    onActivated: root.typing.press("day:" + (index + 1))
                }
            }
        }
    }

    RowLayout {
        Layout.fillWidth: true
        Layout.preferredHeight: Theme.target
        Layout.maximumHeight: Theme.mm * 20
        spacing: root.space

        TypingKey {
            Layout.preferredWidth: Theme.mm * 90
            Layout.fillHeight: true
            objectName: "key-unknown"
            visible: root.date.mayBeUnknown
            chosen: root.date.yearUnknown
            quiet: true
            size: Math.min(Theme.small, Theme.mm * 7)
            text: qsTrId("typing-unknown")
            onActivated: root.typing.press("unknown")
        }

        TypingKey {
            Layout.preferredWidth: Theme.mm * 90
            Layout.fillHeight: true
            objectName: "key-about"
            visible: root.date.mayBeAbout
            chosen: root.date.about
            quiet: true
            size: Math.min(Theme.small, Theme.mm * 7)
            text: qsTrId("typing-about")
            onActivated: root.typing.press("about")
        }

        Item {
            Layout.fillWidth: true
        }

        TypingKey {
            Layout.preferredWidth: Theme.mm * 90
            Layout.fillHeight: true
            objectName: "key-clear"
            quiet: true
            size: Math.min(Theme.small, Theme.mm * 7)
            text: qsTrId("typing-clear")
            onActivated: root.typing.press("clear")
        }
    }
}
