pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Booth
import Controls

// A large pad of digits, as on a telephone.
GridLayout {
    id: root

    required property TypingView typing
    property bool next: false

    columns: 3
    columnSpacing: Math.ceil(Theme.mm * 4)
    rowSpacing: Math.ceil(Theme.mm * 4)
    uniformCellWidths: true
    uniformCellHeights: true

    Repeater {
        model: ["1", "2", "3", "4", "5", "6", "7", "8", "9"]

        TypingKey {
            required property string modelData

            Layout.fillWidth: true
            Layout.fillHeight: true
            objectName: "key-" + modelData
            text: modelData
            size: Theme.key
            onActivated: root.typing.press(modelData)
        }
    }

    TypingKey {
        Layout.fillWidth: true
        Layout.fillHeight: true
        objectName: "key-erase"
        quiet: true
        size: Math.min(Theme.small, Theme.mm * 7)
        text: qsTrId("typing-erase")
        onActivated: root.typing.press("erase")
    }

    TypingKey {
        Layout.fillWidth: true
        Layout.fillHeight: true
        objectName: "key-0"
        text: "0"
        size: Theme.key
        onActivated: root.typing.press("0")
    }

    TypingKey {
        Layout.fillWidth: true
        Layout.fillHeight: true
        objectName: root.next ? "key-next" : "key-clear"
        quiet: !root.next
        chosen: root.next
        size: Math.min(Theme.small, Theme.mm * 7)
        text: root.next ? qsTrId("typing-next") : qsTrId("typing-clear")
        onActivated: root.typing.press(root.next ? "next" : "clear")
    }
}
