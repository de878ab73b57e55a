pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Booth
import Controls

// A date part by part: era, year, month, day, each by large keys; the parts above are also the way back.
ColumnLayout {
    id: root

    required property TypingView typing
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
            chosen: root.typing.part === "era"
            text: root.typing.era === "" ? qsTrId("typing-era") : root.typing.eraName || qsTrId("typing-western")
            onActivated: root.typing.press("part:era")
        }

        TypingKey {
            Layout.fillWidth: true
            Layout.fillHeight: true
            objectName: "part-year"
            chosen: root.typing.part === "year"
            text: root.typing.yearUnknown ? qsTrId("typing-unknown-part") : root.typing.year === "" ? "　" + qsTrId("typing-year") : root.written(root.typing.year, qsTrId("typing-year"))
            onActivated: root.typing.press("part:year")
        }

        TypingKey {
            Layout.fillWidth: true
            Layout.fillHeight: true
            objectName: "part-month"
            chosen: root.typing.part === "month"
            text: root.part(root.typing.month, qsTrId("typing-month"))
            onActivated: root.typing.press("part:month")
        }

        TypingKey {
            Layout.fillWidth: true
            Layout.fillHeight: true
            objectName: "part-day"
            chosen: root.typing.part === "day"
            text: root.part(root.typing.day, qsTrId("typing-day"))
            onActivated: root.typing.press("part:day")
        }
    }

    RowLayout {
        Layout.fillWidth: true
        visible: root.typing.impossible
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

    GridLayout {
        Layout.fillWidth: true
        Layout.fillHeight: true
        visible: root.typing.part === "era"
        columns: 3
        columnSpacing: root.space
        rowSpacing: root.space
        uniformCellWidths: true
        uniformCellHeights: true

        Repeater {
            model: root.typing.eras

            TypingKey {
                required property string modelData
                required property int index

                Layout.fillWidth: true
                Layout.fillHeight: true
                objectName: "era-" + modelData
                text: (root.typing.eraNames[index] ?? "") || qsTrId("typing-western")
                hint: root.typing.eraYears[index] ?? ""
                size: Theme.key * 0.8
                onActivated: root.typing.press("era:" + modelData)
            }
        }
    }

    NumberBoard {
        Layout.alignment: Qt.AlignHCenter
        Layout.preferredWidth: Theme.mm * 220
        Layout.fillHeight: true
        visible: root.typing.part === "year"
        typing: root.typing
        next: true
    }

    GridLayout {
        Layout.fillWidth: true
        Layout.fillHeight: true
        visible: root.typing.part === "month"
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
                chosen: root.typing.month === index + 1
                text: index + 1
                size: Theme.choice
                onActivated: root.typing.press("month:" + (index + 1))
            }
        }
    }

    GridLayout {
        Layout.fillWidth: true
        Layout.fillHeight: true
        visible: root.typing.part === "day"
        columns: 8
        columnSpacing: root.space
        rowSpacing: root.space
        uniformCellWidths: true
        uniformCellHeights: true

        Repeater {
            model: root.typing.lastDay

            TypingKey {
                required property int index

                Layout.fillWidth: true
                Layout.fillHeight: true
                objectName: "day-" + (index + 1)
                chosen: root.typing.day === index + 1
                text: index + 1
                size: Theme.choice
                onActivated: root.typing.press("day:" + (index + 1))
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
            chosen: root.typing.yearUnknown
            quiet: true
            size: Math.min(Theme.small, Theme.mm * 7)
            text: qsTrId("typing-unknown")
            onActivated: root.typing.press("unknown")
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
