pragma ComponentBehavior: Bound

import QtQuick
import Booth

// A text of the booth. Where the language has readings (やさしい日本語) it is drawn with ruby; so is such a text where
// another language has not got its own (a procedure not translated). What is Japanese is drawn in the Japanese family.
// Its implicit size is that of the text at full size; `fit` lets it shrink to its height, never below the least size.
// Smaller letters may need fewer lines: `drawnHeight` says what is left of the height then.
Item {
    id: root

    property string text: ""
    property color color: Theme.ink
    property real size: Theme.body
    property bool bold: false
    property int align: Text.AlignLeft
    property bool wrap: true
    property bool fit: false
    property real lineHeight: 1.25
    readonly property string defaultFamily: japanese ? Theme.japanese : Theme.familyOf(text, Theme.family)
    property string family: defaultFamily
    readonly property bool foreign: Theme.family !== Theme.japanese
    readonly property bool japanese: foreign && Theme.family !== Theme.devanagari && /[\u3041-\u30ff]/.test(text)
    readonly property bool ruby: !Theme.readings ? Theme.ruby : /[\u3005\u3007\u4e00-\u9fff][(（][\u3041-\u30ff]+[)）]/.test(text)
    // More for the high accents of Vietnamese; the font of Devanagari has room above and below in itself.
    readonly property real leading: family === Theme.devanagari ? Math.max(1, lineHeight * 0.86) : lineHeight * (foreign && !japanese ? 1.1 : 1)
    readonly property RubyText readings: other.item as RubyText
    // how far the middle of the words lies below the middle of the item: what stands beside them comes down as far
    readonly property real lift: ruby ? readings?.lift ?? 0 : 0
    readonly property real drawnHeight: ruby ? readings?.implicitHeight ?? 0 : plain.contentHeight

    // Japanese and Korean break at spaces, not inside a word: U+2060 forbids the other places. Chinese has no spaces.
    // It makes lines higher in Noto, so short Korean labels, which stay on one line, go without.
    function phrased(text: string): string {
        if (root.foreign && !root.japanese)
            return text.length < 15 ? text : text.replace(/([\uac00-\ud7a3])(?=[\uac00-\ud7a3])/g, "$1\u2060");
        return text.replace(/([\u3041-\u30fa\u30fc-\u30ff\u4e00-\u9fff])(?=[\u3041-\u30ff\u4e00-\u9fff])/g, "$1\u2060");
    }

    implicitWidth: ruby ? readings?.fullWidth ?? 0 : fit ? (other.item as Text)?.implicitWidth ?? 0 : plain.implicitWidth
    implicitHeight: ruby ? readings?.fullHeight ?? 0 : fit ? (other.item as Text)?.implicitHeight ?? 0 : plain.implicitHeight
    Accessible.role: Accessible.StaticText
    Accessible.name: text

    component Plain: Text {
        text: root.ruby ? "" : root.wrap ? root.phrased(root.text) : root.text
        color: root.color
        font.family: root.family
        font.preferTypoLineMetrics: root.family !== Theme.japanese // Noto's lines are else half as high again
        font.pixelSize: root.size
        font.bold: root.bold
        // what shrinks need not break inside a word
        wrapMode: !root.wrap ? Text.NoWrap : root.fit ? Text.WordWrap : Text.Wrap
        horizontalAlignment: root.align
        verticalAlignment: Text.AlignVCenter
        lineHeight: root.leading
        textFormat: Text.PlainText
    }

    Plain {
        id: plain

        visible: !root.ruby
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        height: root.fit ? Math.ceil(root.height / root.leading) + 1 : implicitHeight // Fit counts lines at height 1
        fontSizeMode: root.fit ? Text.Fit : Text.FixedSize
        minimumPixelSize: Theme.least
    }

    // most texts are one item: what only some need, readings or the measure of a text that shrinks, is made for those
    Loader {
        id: other

        active: root.ruby || root.fit
        visible: root.ruby
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        sourceComponent: root.ruby ? aboveWords : measure
    }

    Component {
        id: measure

        Plain {
            text: plain.text
        }
    }

    Component {
        id: aboveWords

        RubyText {
            text: root.text
            color: root.color
            family: Theme.japanese
            pixelSize: root.size
            leastSize: root.fit ? Theme.least : root.size
            bold: root.bold
            alignment: root.align
            maxWidth: root.wrap ? root.width : 0
            maxHeight: root.fit ? root.height : 0
        }
    }
}
