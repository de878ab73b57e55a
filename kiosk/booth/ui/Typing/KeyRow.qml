pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Controls

// A row of one-letter keys.
RowLayout {
    id: root

    property list<string> keys: []

    signal pressed(string key)

    spacing: Math.ceil(Theme.mm * 4)
    uniformCellSizes: true

    Repeater {
        model: root.keys

        TypingKey {
            required property string modelData

            Layout.fillWidth: true
            Layout.fillHeight: true
            objectName: "key-" + modelData
            text: modelData
            onActivated: root.pressed(modelData)
        }
    }
}
