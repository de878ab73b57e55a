pragma ComponentBehavior: Bound

import QtQuick
import QtMultimedia
import Booth

// One moving picture, cut to fill its place.
Rectangle {
    id: root

    required property VideoFeed feed
    property bool mirrored: false

    color: Theme.curtain
    clip: true

    VideoOutput {
        id: output

        anchors.fill: parent
        visible: root.feed.seen
        fillMode: VideoOutput.PreserveAspectCrop
        transform: Scale {
            origin.x: output.width / 2
            xScale: root.mirrored ? -1 : 1
        }
        Component.onCompleted: root.feed.attach(output.videoSink)
        Component.onDestruction: root.feed.detach(output.videoSink)
    }
}
