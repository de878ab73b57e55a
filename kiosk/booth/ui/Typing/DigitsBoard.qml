pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Booth
import Controls

// Digits, marks and the counting words of addresses.
ColumnLayout {
    id: root

    required property TypingView typing

    spacing: Math.ceil(Theme.mm * 4)
    uniformCellSizes: true

    Repeater {
        model: ["1234567890", "-丁目番地号棟階室様", "（）・、。/#&+@"]

        KeyRow {
            required property string modelData

            Layout.fillWidth: true
            Layout.fillHeight: true
            keys: modelData.split("")
            onPressed: key => root.typing.press(key)
        }
    }

    EditKeys {
        Layout.fillWidth: true
        Layout.fillHeight: true
        typing: root.typing
        letters: false
    }
}
