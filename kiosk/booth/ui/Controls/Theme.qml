pragma Singleton
pragma ComponentBehavior: Bound

import QtQuick

// Every size in millimetres, every colour by its meaning. Main.qml sets what is not readonly from the booth.
// `low`: what is touched stands in the lower half, for people who sit, and is drawn smaller there (`lowered`); what is
// only read stands above at full size.
QtObject {
    id: root

    property real mm: 4.034
    property int textSize: 0
    property int mode: 0
    property bool low: false
    property bool ruby: false
    property bool readings: false

    readonly property real lowered: low ? 0.57 : 1

    // -- fonts: `family` draws the language chosen, `japanese` what is Japanese in every language --
    property string family: japanese
    readonly property string japanese: "BIZ UDPGothic"
    readonly property string devanagari: "Noto Sans Devanagari" // no other joins its letters

    function familyOf(text: string, usual: string): string {
        return /[\u0900-\u097f]/.test(text) ? devanagari : usual;
    }

    // -- text, in pixels --
    readonly property real title: Math.round(mm * 13.4 * [1, 1.05, 1.1, 1.15][textSize])
    readonly property real choice: Math.round(mm * 10 * [1, 1.1, 1.2, 1.3][textSize])
    readonly property real strong: Math.round(mm * 8.6 * [1, 1.12, 1.24, 1.36][textSize])
    readonly property real body: Math.round(mm * 7.4 * [1, 1.2, 1.4, 1.6][textSize])
    readonly property real small: Math.round(mm * 6.5 * [1, 1.15, 1.3, 1.45][textSize])
    readonly property real least: Math.round(mm * 6)
    readonly property real number: Math.round(mm * 23)
    readonly property real key: Math.round(mm * 14)

    // -- places, in pixels --
    readonly property real margin: Math.round(mm * 17.8)
    readonly property real gap: Math.round(mm * 4.5)
    readonly property real wideGap: Math.round(mm * 7)
    readonly property real inset: Math.round(mm * 8)
    readonly property real target: Math.ceil(mm * 16)
    readonly property real mainTarget: Math.ceil(mm * 25)
    readonly property real topBar: Math.round(mm * (low ? 17.5 : 23.5))
    readonly property real bottomBar: Math.round(mm * (low ? 27 : 37))
    readonly property real buttonRadius: Math.round(mm * 5)
    readonly property real cardRadius: Math.round(mm * 7)
    readonly property real line1: Math.max(1, Math.round(mm * 0.5))
    readonly property real line2: Math.max(2, Math.round(mm * 0.75))
    readonly property real line3: Math.max(3, Math.round(mm * 1.3))

    // -- colours: usual, strong black on white, white on black, calm --
    readonly property color ground: ["#f4f6fb", "#ffffff", "#000000", "#e6e1d5"][mode]
    readonly property color surface: ["#ffffff", "#ffffff", "#141414", "#f5f1e8"][mode]
    readonly property color edge: ["#d5dcee", "#000000", "#8c8c8c", "#c3baa6"][mode]
    readonly property color border: ["#7681a6", "#000000", "#ffffff", "#7a6f5a"][mode]
    readonly property color ink: ["#1a1a1c", "#000000", "#ffffff", "#2b2419"][mode]
    readonly property color inkSoft: ["#3d3f46", "#000000", "#ffffff", "#453c2e"][mode]
    readonly property color inkFaint: ["#4d4d4d", "#000000", "#e6e6e6", "#4a4032"][mode]
    readonly property color action: ["#0017c1", "#00118f", "#ffd43d", "#1d3566"][mode]
    readonly property color actionInk: ["#ffffff", "#ffffff", "#000000", "#ffffff"][mode]
    readonly property color actionSoft: ["#e4eafe", "#ffffff", "#333000", "#dcdccf"][mode]
    readonly property color chosen: ["#f0f4ff", "#eef0ff", "#2b2800", "#e9eaea"][mode]
    readonly property color staff: ["#0f6b42", "#00522f", "#8dffc4", "#14553a"][mode]
    readonly property color staffInk: ["#ffffff", "#ffffff", "#000000", "#ffffff"][mode]
    readonly property color staffSoft: ["#e1f3e8", "#ffffff", "#00301b", "#dde5d3"][mode]
    readonly property color warn: ["#fff4d6", "#ffffff", "#2b2000", "#efe0b4"][mode]
    readonly property color warnInk: ["#5a3d00", "#000000", "#ffe08a", "#4a3200"][mode]
    readonly property color warnIcon: ["#8a5a00", "#000000", "#ffd43d", "#6b4600"][mode]
    readonly property color end: ["#b3001b", "#a00018", "#ff9d9d", "#8f1a24"][mode]
    readonly property color endInk: ["#ffffff", "#ffffff", "#000000", "#ffffff"][mode]
    readonly property color curtain: ["#16213f", "#000000", "#1c2a52", "#2a2a33"][mode]
    readonly property color curtainInk: "#ffffff"
    readonly property color curtainGlow: "#ffd43d"
    readonly property color proposal: ["#ffb400", "#a05a00", "#ffb400", "#b07800"][mode]
    readonly property color proposalGround: ["#fffaf0", "#ffffff", "#201800", "#f3e9cf"][mode]
    readonly property color track: ["#c9d2ea", "#b0b0b0", "#666666", "#c3baa6"][mode]
    readonly property color neutral: ["#ecedf2", "#ffffff", "#2b2b2b", "#dfd8c8"][mode]
    readonly property color focus: ["#1a1a1c", "#000000", "#ffffff", "#2b2419"][mode]
    readonly property color focusRing: "#ffd43d"
    readonly property color veil: "#b3101a33"
}
