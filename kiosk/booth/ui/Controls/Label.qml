pragma ComponentBehavior: Bound

import QtQuick
import Booth

// A text of the booth. Where the language has readings (やさしい日本語) it is drawn with ruby.
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
    readonly property real clippedBy: plain.visible ? Math.max(plain.contentHeight - height, plain.contentWidth - width, plain.truncated ? 1 : 0) : 0

    implicitWidth: ruby ? (readings.item as RubyText)?.implicitWidth ?? 0 : plain.implicitWidth
    implicitHeight: ruby ? (readings.item as RubyText)?.implicitHeight ?? 0 : plain.implicitHeight
    Accessible.role: Accessible.StaticText
    Accessible.name: text

    Text {
        id: plain

        visible: !root.ruby
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        height: root.fit ? root.height : implicitHeight
        text: root.ruby ? "" : root.text
        color: root.color
        font.family: Theme.family
        font.pixelSize: root.size
        font.bold: root.bold
        wrapMode: root.wrap ? Text.Wrap : Text.NoWrap
        horizontalAlignment: root.align
        verticalAlignment: Text.AlignVCenter
        lineHeight: root.lineHeight
        fontSizeMode: root.fit ? Text.Fit : Text.FixedSize
        minimumPixelSize: Theme.least
        textFormat: Text.PlainText
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
