pragma ComponentBehavior: Bound

import QtQuick
import Booth
import Controls

// Kanji for the kana just typed, the likeliest first; the last key turns to the next ones.
Item {
    id: root

    required property TypingView typing

    function turn(): void {
        const last = list.indexAt(list.contentX + list.width - 1, list.height / 2);
        list.positionViewAtIndex(list.atXEnd ? 0 : Math.max(0, last), ListView.Beginning);
    }

    implicitHeight: Math.ceil(Theme.mm * 17)

    Label {
        anchors.left: parent.left
        anchors.verticalCenter: parent.verticalCenter
        visible: list.count === 0
        text: qsTrId("typing-choose")
        size: Math.min(Theme.small, Theme.mm * 8)
        color: Theme.inkFaint
        wrap: false
    }

    ListView {
        id: list

        anchors.left: parent.left
        anchors.right: more.visible ? more.left : parent.right
        anchors.rightMargin: more.visible ? Theme.mm * 4 : 0
        height: parent.height
        objectName: "candidates"
        orientation: ListView.Horizontal
        interactive: false
        clip: true
        spacing: Math.ceil(Theme.mm * 4)
        model: root.typing.candidates
        delegate: TypingKey {
            id: candidate

            required property string modelData
            required property int index

            width: Math.max(Theme.mm * 26, word.implicitWidth + Theme.mm * 10)
            height: ListView.view.height
            objectName: "candidate-" + candidate.index
            spoken: candidate.modelData
            onActivated: root.typing.choose(candidate.index)

            NameText {
                id: word

                anchors.centerIn: parent
                text: candidate.modelData
                pixelSize: Theme.strong * 1.1
                color: Theme.ink
            }
        }
    }

    TypingKey {
        id: more

        anchors.right: parent.right
        width: Theme.mm * 40
        height: parent.height
        visible: list.contentWidth > root.width
        objectName: "key-more"
        quiet: true
        size: Math.min(Theme.small, Theme.mm * 7)
        text: qsTrId("typing-more")
        onActivated: root.turn()
    }
}
