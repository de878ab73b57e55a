pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Booth
import Controls

// The last row of the Latin boards: capitals, space, left, right, delete.
RowLayout {
    id: root

    required property TypingView typing
    property bool letters: true

    spacing: Math.ceil(Theme.mm * 4)

    TypingKey {
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.preferredWidth: 24
        visible: root.letters
        objectName: "key-shift"
        quiet: true
        size: Math.min(Theme.small, Theme.mm * 7)
        text: root.typing.capitals ? qsTrId("typing-lower") : qsTrId("typing-capitals")
        onActivated: root.typing.press("shift")
    }

    TypingKey {
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.preferredWidth: 40
        objectName: "key-space"
        quiet: true
        size: Math.min(Theme.small, Theme.mm * 7)
        text: qsTrId("typing-space")
        onActivated: root.typing.press("space")
    }

    TypingKey {
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.preferredWidth: 10
        quiet: true
        icon: "arrow_back"
        hint: qsTrId("typing-left")
        onActivated: root.typing.press("left")
    }

    TypingKey {
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.preferredWidth: 10
        quiet: true
        icon: "arrow_forward"
        hint: qsTrId("typing-right")
        onActivated: root.typing.press("right")
    }

    TypingKey {
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.preferredWidth: 24
        objectName: "key-erase"
        quiet: true
        size: Math.min(Theme.small, Theme.mm * 7)
        text: qsTrId("typing-erase")
        onActivated: root.typing.press("erase")
    }
}
