pragma ComponentBehavior: Bound

import QtQuick
import Booth

// The list of banks or branches, loaded with the other boards.
Loader {
    id: root

    required property BoothView booth

    objectName: "pickBoard"
    Component.onCompleted: setSource(Qt.resolvedUrl("../Typing/PickBoard.qml"), {"picking": root.booth.typing.picking})
}
