pragma ComponentBehavior: Bound

import QtQuick

// Three dots that come and go: something is being done.
Row {
    id: root

    spacing: Theme.gap

    Repeater {
        model: 3

        Rectangle {
            id: dot

            required property int index

            width: Theme.mm * 6
            height: width
            radius: width / 2
            color: Theme.action

            SequentialAnimation on opacity {
                loops: Animation.Infinite
                running: root.visible

                PauseAnimation {
                    duration: dot.index * 300
                }

                NumberAnimation {
                    from: 0.3
                    to: 1
                    duration: 450
                }

                NumberAnimation {
                    from: 1
                    to: 0.3
                    duration: 450
                }

                PauseAnimation {
                    duration: 900 - dot.index * 300
                }
            }
        }
    }
}
