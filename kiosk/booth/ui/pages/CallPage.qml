pragma ComponentBehavior: Bound

import QtQuick
import Booth
import Controls

// The call in front of everything: it rings, staff's face is there, or it is over.
Rectangle {
    id: root

    required property CallView call
    required property WelcomeView welcome

    color: Theme.ground

    TouchStop {
        anchors.fill: parent
    }

    Loader {
        anchors.fill: parent
        active: root.call.stage === "ringing"
        sourceComponent: CallRinging {
            call: root.call
        }
    }

    Loader {
        anchors.fill: parent
        active: root.call.stage === "talking"
        sourceComponent: CallTalking {
            call: root.call
        }
    }

    Loader {
        anchors.fill: parent
        anchors.topMargin: Theme.low ? Math.round(root.height / 2) : 0
        active: root.call.stage === "over"
        sourceComponent: CallOver {
            call: root.call
            welcome: root.welcome
        }
    }
}
