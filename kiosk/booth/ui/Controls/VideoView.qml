pragma ComponentBehavior: Bound

import QtQuick
import QtMultimedia
import Booth

// One moving picture, cut to fill its place; painted by ourselves where the machine has no graphics processor.
Rectangle {
    id: root

    required property VideoFeed feed
    property bool mirrored: false

    color: Theme.curtain
    clip: true

    Loader {
        anchors.fill: parent
        visible: root.feed?.seen ?? false
        sourceComponent: GraphicsInfo.api === GraphicsInfo.Software ? painted : output
    }

    Component {
        id: painted

        PaintedVideo {
            feed: root.feed
            mirrored: root.mirrored
        }
    }

    Component {
        id: output

        VideoOutput {
            id: picture

            fillMode: VideoOutput.PreserveAspectCrop
            transform: Scale {
                origin.x: picture.width / 2
                xScale: root.mirrored ? -1 : 1
            }
            Component.onCompleted: root.feed.attach(picture.videoSink)
            Component.onDestruction: root.feed?.detach(picture.videoSink)
        }
    }
}
