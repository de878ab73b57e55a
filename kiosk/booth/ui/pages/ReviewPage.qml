pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Booth
import Controls

// Everything on one page, each line with where it came from and なおす.
Page {
    id: root

    readonly property ReviewView review: root.booth.review

    kicker: review.kicker
    title: qsTrId("review-title")
    bodyTop: Theme.gap
    bar.forwardText: review.hasDown ? qsTrId("review-more") : qsTrId("review-forward")
    bar.forwardIcon: review.hasDown ? "keyboard_arrow_down" : "draw"
    bar.onForwardActivated: review.forward()

    Surface {
        id: paper

        anchors.left: parent.left
        anchors.right: arrows.visible ? arrows.left : parent.right
        anchors.rightMargin: arrows.visible ? Theme.gap : 0
        anchors.top: parent.top
        anchors.bottom: foot.top
        anchors.bottomMargin: Theme.gap

        Column {
            anchors.fill: parent
            anchors.leftMargin: Theme.inset
            anchors.rightMargin: Theme.inset
            anchors.topMargin: Theme.mm * 2
            anchors.bottomMargin: Theme.mm * 2

            Repeater {
                model: root.review.rows

                ReviewRow {
                    id: row

                    required property int index

                    width: parent?.width ?? 0
                    height: (paper.height - Theme.mm * 4) / root.review.most
                    lined: row.index < root.review.most - 1
                    onFixed: root.review.fix(row.field)
                }
            }
        }
    }

    ColumnLayout {
        id: arrows

        anchors.right: parent.right
        anchors.top: paper.top
        anchors.bottom: paper.bottom
        visible: root.review.screens > 1
        spacing: Theme.gap

        Key {
            Layout.fillHeight: true
            implicitWidth: Theme.mm * 24
            opacity: root.review.hasUp ? 1 : 0
            objectName: "reviewUp"
            icon: "keyboard_arrow_up"
            spoken: "▲"
            onActivated: root.review.up()
        }

        Label {
            Layout.alignment: Qt.AlignHCenter
            text: qsTrId("review-part").replace("{screen}", String(root.review.screen)).replace("{screens}", String(root.review.screens))
            size: Theme.least
            wrap: false
        }

        Key {
            Layout.fillHeight: true
            implicitWidth: Theme.mm * 24
            opacity: root.review.hasDown ? 1 : 0
            objectName: "reviewDown"
            icon: "keyboard_arrow_down"
            spoken: "▼"
            onActivated: root.review.down()
        }
    }

    Item {
        id: foot

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        height: problem.visible ? problem.implicitHeight : line.implicitHeight

        Notice {
            id: problem

            anchors.left: parent.left
            anchors.right: parent.right
            visible: root.review.problem !== ""
            objectName: "problem"
            icon: "error"
            size: Theme.small
            text: root.review.problem
        }

        RowLayout {
            id: line

            anchors.left: parent.left
            anchors.right: parent.right
            visible: !problem.visible
            spacing: Theme.gap

            Icon {
                beside: note
                name: root.review.notice === "" ? "lock" : "info"
                fill: true
                size: Theme.mm * 9
                color: root.review.notice === "" ? Theme.staff : Theme.action
            }

            Label {
                id: note

                Layout.fillWidth: true
                text: root.review.notice === "" ? qsTrId("review-not-sent") : root.review.notice
                size: Theme.small
                color: Theme.inkSoft
            }
        }
    }
}
