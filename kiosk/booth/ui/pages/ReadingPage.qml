pragma ComponentBehavior: Bound

import QtQuick
import Booth
import Controls

// The card is being read.
Page {
    id: root

    bar.back: false

    Waiting {
        anchors.fill: parent
        icon: "contactless"
        heading: qsTrId("reading-title")
        text: qsTrId("reading-text")
    }
}
