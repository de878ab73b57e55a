pragma ComponentBehavior: Bound

import QtQuick
import Booth
import Controls

// The card is being read, counts its tries or signs, or headquarters is asked; each ends by itself.
Page {
    id: root

    bar.back: false

    Waiting {
        anchors.fill: parent
        icon: "contactless"
        heading: root.booth.card.waitingTitle
        text: root.booth.card.waitingText
    }
}
