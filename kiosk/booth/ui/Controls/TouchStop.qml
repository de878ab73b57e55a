pragma ComponentBehavior: Bound

import QtQuick

// Ground that nothing beneath may be touched through. It takes every finger apart from the others: a MouseArea knows
// only the first one on the glass, so that a palm lying here would take the button from all later ones.
MultiPointTouchArea {
    id: root

    signal lifted()

    mouseEnabled: true
    maximumTouchPoints: 20
    onReleased: root.lifted()
}
