pragma ComponentBehavior: Bound

import QtQuick
import Booth
import Controls

// Words for the kana just typed, the likeliest first; the keys at the end turn to the next ones and back.
Item {
    id: root

    required property TypingView typing

    property list<int> pages: [0]
    readonly property int first: pages[pages.length - 1]

    // Words have widths of parts of a pixel: one that lacks less than one is seen, and a turn for it would show nothing new.
    readonly property bool atEnd: list.contentX - list.originX + list.width > list.contentWidth - 1

    // The first word that is not wholly seen; between two words is none: it is the one after the last, which may not be
    // made yet.
    function next(): int {
        const edge = list.contentX + list.width;
        let index = list.indexAt(edge, list.height / 2);
        if (index < 0)
            index = list.indexAt(edge - list.spacing, list.height / 2) + 1;
        return index < 1 ? list.count - 1 : Math.max(index, root.first + 1);
    }

    function turn(): void {
        const next = root.next();
        root.pages = root.atEnd ? [0] : [...root.pages, next];
        list.positionViewAtIndex(root.first, ListView.Beginning);
    }

    function turnBack(): void {
        root.pages = root.pages.slice(0, -1);
        list.positionViewAtIndex(root.first, ListView.Beginning);
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
        anchors.right: back.visible ? back.left : more.visible ? more.left : parent.right
        anchors.rightMargin: more.visible ? Theme.mm * 4 : 0
        height: parent.height
        objectName: "candidates"
        orientation: ListView.Horizontal
        interactive: false
        clip: true
        spacing: Math.ceil(Theme.mm * 4)
        model: root.typing.candidates
        onModelChanged: {
            root.pages = [0];
            list.positionViewAtBeginning();
        }
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
        id: back

        anchors.right: more.left
        anchors.rightMargin: Theme.mm * 4
        width: Theme.mm * 20
        height: parent.height
        visible: more.visible && root.pages.length > 1
        objectName: "key-fewer"
        quiet: true
        icon: "arrow_back"
        hint: qsTrId("typing-fewer")
        onActivated: root.turnBack()
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
