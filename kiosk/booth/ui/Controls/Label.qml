pragma ComponentBehavior: Bound

import QtQuick
import Booth

// A text of the booth. Where the language has readings (やさしい日本語) it is drawn with ruby.
// Its implicit size is that of the text at full size; `fit` lets it shrink to its height, never below the least size.
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
    readonly property bool ruby: Theme.ruby
    readonly property Item drawn: ruby ? readings.item as Item : plain

    // Japanese breaks at the spaces between phrases, not inside a word: U+2060 forbids the other places.
    function phrased(text: string): string {
        return text.replace(/([\u3041-\u30fa\u30fc-\u30ff\u4e00-\u9fff])(?=[\u3041-\u30ff\u4e00-\u9fff])/g, "$1\u2060");
    }

    implicitWidth: ruby ? (readings.item as RubyText)?.fullWidth ?? 0 : fit ? measure.implicitWidth : plain.implicitWidth
    implicitHeight: ruby ? (readings.item as RubyText)?.fullHeight ?? 0 : fit ? measure.implicitHeight : plain.implicitHeight
    Accessible.role: Accessible.StaticText
    Accessible.name: text

    component Plain: Text {
        text: root.ruby ? "" : root.wrap ? root.phrased(root.text) : root.text
        color: root.color
        font.family: Theme.family
        font.pixelSize: root.size
        font.bold: root.bold
        wrapMode: root.wrap ? Text.Wrap : Text.NoWrap
        horizontalAlignment: root.align
        verticalAlignment: Text.AlignVCenter
        lineHeight: root.lineHeight
        textFormat: Text.PlainText
    }

    Plain {
        id: measure

        visible: false
        width: root.width
        text: root.fit && !root.ruby ? plain.text : ""
    }

    Plain {
        id: plain

        visible: !root.ruby
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        height: root.fit ? Math.ceil(root.height / root.lineHeight) + 1 : implicitHeight // Fit counts lines at height 1
        fontSizeMode: root.fit ? Text.Fit : Text.FixedSize
        minimumPixelSize: Theme.least
    }

    Loader {
        id: readings

        active: root.ruby
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        sourceComponent: RubyText {
            text: root.text
            color: root.color
            family: Theme.family
            pixelSize: root.size
            leastSize: root.fit ? Theme.least : root.size
            bold: root.bold
            alignment: root.align
            maxWidth: root.wrap ? root.width : 0
            maxHeight: root.fit ? root.height : 0
        }
    }
}
