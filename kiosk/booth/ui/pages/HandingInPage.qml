pragma ComponentBehavior: Bound

import QtQuick
import Booth
import Controls

// The application is being sealed and stored.
Page {
    id: root

    bar.back: false

    Waiting {
        anchors.fill: parent
        icon: "mail"
        heading: qsTrId("handing-in-title")
        text: qsTrId("handing-in-text")
    }
}
