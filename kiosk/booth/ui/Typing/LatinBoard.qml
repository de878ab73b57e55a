pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Booth
import Controls

// Latin letters and digits, in the order of typewriters.
ColumnLayout {
    id: root

    required property TypingView typing

    function rows(capitals: bool): list<string> {
        return capitals ? ["1234567890", "QWERTYUIOP", "ASDFGHJKL-", "ZXCVBNM.,'"] : ["1234567890", "qwertyuiop", "asdfghjkl-", "zxcvbnm.,'"];
    }

    spacing: Math.ceil(Theme.mm * 4)
    uniformCellSizes: true

    Repeater {
        model: root.rows(root.typing.capitals)

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
    }
}
