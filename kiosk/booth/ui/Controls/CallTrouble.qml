pragma ComponentBehavior: Bound

import QtQuick
import Booth

// What cannot be heard or seen now, at either end, and what to do about it.
Notice {
    id: root

    required property CallView call

    objectName: "deviceTrouble"
    icon: "warning"
    size: Theme.small
    text: ({
        "sound": qsTrId("call-no-sound"),
        "microphone": qsTrId("call-no-microphone"),
        "speaker": qsTrId("call-no-speaker"),
        "voice": qsTrId("call-voice-off"),
        "camera": qsTrId("call-no-camera"),
        "staff-microphone": qsTrId("call-staff-no-microphone"),
        "staff-voice": qsTrId("call-staff-voice-off"),
        "staff-camera": qsTrId("call-staff-no-camera"),
        "staff-holds-microphone": qsTrId("call-staff-holds-voice"),
        "staff-holds-camera": qsTrId("call-staff-holds-picture")
    })[root.call.deviceTrouble] ?? ""
}
