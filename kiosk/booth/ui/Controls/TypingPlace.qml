pragma ComponentBehavior: Bound

import QtQuick
import Booth

// The typing board with what may be said instead of typing.
Item {
    id: root

    required property BoothView booth

    Loader {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.bottom: parent.bottom
        objectName: "typingBoard"
        Component.onCompleted: setSource(Qt.resolvedUrl("../Typing/TypingBoard.qml"), {"typing": root.booth.typing, "question": root.booth.question})
    }

    ChoiceCard {
        id: none

        anchors.right: parent.right
        anchors.bottom: parent.bottom
        width: Theme.mm * 92
        height: Theme.mm * 44
        visible: root.booth.question.noneText !== ""
        objectName: "none"
        lying: true
        compact: true
        choosable: true
        chosen: root.booth.question.noneChosen
        heading: root.booth.question.noneText
        onActivated: root.booth.question.chooseNone()
    }
}
