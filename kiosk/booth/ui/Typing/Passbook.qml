pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Booth
import Controls

// The page of a passbook, drawn, with the place marked where the number asked for stands. It reads as passbooks do, in
// every language; its digits are an example.
Surface {
    id: root

    required property string part
    readonly property bool post: part === "symbol" || part === "figures"
    readonly property list<var> places: post ? [["symbol", "記号", "1 4 0 3 0"], ["", "", "－"], ["figures", "番号", "1 2 3 4 5 6 7 1"]] : [["branch", "店番", "0 0 1"], ["kind", "科目", "普通"], ["number", "口座番号", "1 2 3 4 5 6 7"]]

    implicitHeight: Theme.mm * 62
    Accessible.role: Accessible.Graphic
    Accessible.name: qsTrId("account-passbook")

    Rectangle {
        x: Theme.mm * 5
        y: Theme.mm * 4
        width: Theme.mm * 4
        height: parent.height - Theme.mm * 8
        radius: Theme.mm * 2
        color: Theme.track
    }

    ColumnLayout {
        anchors.fill: parent
        anchors.leftMargin: Theme.mm * 14
        anchors.rightMargin: Theme.mm * 6
        anchors.topMargin: Theme.mm * 4
        anchors.bottomMargin: Theme.mm * 4
        spacing: Theme.mm * 2

        Label {
            Layout.fillWidth: true
            text: qsTrId("account-passbook")
            size: Theme.least
            color: Theme.inkFaint
        }

        RowLayout {
            Layout.fillWidth: true
            Layout.fillHeight: true
            spacing: Theme.mm * 3

            Repeater {
                model: root.places

                Rectangle {
                    id: place

                    required property var modelData
                    readonly property bool asked: modelData[0] === root.part

                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    Layout.preferredWidth: String(modelData[2]).length + 4
                    radius: Theme.mm * 2
                    color: asked ? Theme.chosen : "transparent"
                    border.width: asked ? Theme.line3 : modelData[1] === "" ? 0 : Theme.line1 * 0.5
                    border.color: asked ? Theme.action : Theme.edge

                    Column {
                        anchors.centerIn: parent
                        width: parent.width - Theme.mm * 2
                        spacing: Theme.mm * 2

                        Text {
                            width: parent.width
                            text: place.modelData[1]
                            horizontalAlignment: Text.AlignHCenter
                            font.family: Theme.japanese
                            font.pixelSize: Theme.least
                            color: place.asked ? Theme.action : Theme.inkFaint
                        }

                        Text {
                            width: parent.width
                            text: place.modelData[2]
                            horizontalAlignment: Text.AlignHCenter
                            fontSizeMode: Text.HorizontalFit
                            minimumPixelSize: Theme.least
                            font.family: Theme.japanese
                            font.pixelSize: Theme.mm * 9
                            font.bold: place.asked
                            color: place.asked ? Theme.action : Theme.inkSoft
                        }
                    }
                }
            }
        }
    }
}
