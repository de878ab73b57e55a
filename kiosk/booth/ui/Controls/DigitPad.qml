pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts

// Ten digits and one back.
GridLayout {
    id: root

    signal pressed(int digit)
    signal erased()

    columns: 3
    columnSpacing: Theme.gap * 1.3
    rowSpacing: Theme.gap * 1.3

    Repeater {
        model: [1, 2, 3, 4, 5, 6, 7, 8, 9]

        Key {
            id: key

            required property int modelData

            objectName: "digit-" + key.modelData
            text: String(key.modelData)
            onActivated: root.pressed(key.modelData)
        }
    }

    Item {
        Layout.fillWidth: true
    }

    Key {
        objectName: "digit-0"
        text: "0"
        onActivated: root.pressed(0)
    }

    Key {
        objectName: "digitErase"
        icon: "backspace"
        spoken: qsTrId("pin-erase")
        onActivated: root.erased()
    }
}
