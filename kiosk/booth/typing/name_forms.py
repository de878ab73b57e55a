"""Names that Mozc has not: of those who type たかはし some are 髙橋, and children called ひまり are often 陽葵."""

import itertools
from collections.abc import Iterable
from typing import Final

from kiosk.procedures.japanese import names

MOST: Final = 12
"""Forms of one word, itself among them: 渡辺 has three, 浜崎 twelve, of which 濵﨑, one of the last, is a usual one."""


def _groups(text: str) -> Iterable[list[str]]:
    return ([piece.text for piece in names.clusters(group)] for group in text.split())


_FORMS: Final = {
    plain: others
    for plain, *others in _groups(
        "亀龜 亘亙 万萬 並竝 乗乘 来來 児兒 内內 円圓 冨富 富冨 剣劍 勲勳 厳嚴 吉𠮷 喜㐂 国國圀 土圡 場塲 "
        "塚\ufa10 増增 壮壯 売賣 姫姬 学學 実實 宝寶 宮宫 将將 寿壽 尚尙 尭堯 島嶋嶌 峰峯 崎﨑嵜碕 巌巖 巻卷 "
        "広廣 弥彌 彦彥 徳德 応應 恒恆 恵惠 悦悅 慎愼 戸戶 教敎 斉齊 斎齋 昇曻 晋晉 暁曉 曽曾 曾曽 条條 松枩 "
        "柳栁 栄榮 桑桒 桜櫻 梅楳\ufa44 桧檜 檜桧 槙槇 槇槙 楽樂 横橫 橋𣘺 気氣 沢澤 浅淺 浜濱濵 浄淨 清淸 "
        "済濟 渕淵 淵渕 温溫 滝瀧 瀬瀨 瑶瑤 畑畠 真眞 研硏 礼禮 秋穐 稲稻 穂穗 経經 緑綠 総總 聡聰 舎舍 船舩 "
        "芦蘆 荘莊 蔵藏 薫薰 薮藪籔 衛衞 豊豐 頼賴 賢贒 辺邊邉 遥遙 郎郞 郷鄕 鉄鐵 関關 隣鄰 青靑 静靜 顔顏 "
        "顕顯 館舘\ufa2c 高髙 鶴靏靍 麦麥 黄黃 黒黑 竜龍 龍竜 野埜 勉\ufa33 敏\ufa41 晴\ufa12 朗\uf929 "
        "海\ufa45 渚\ufa46 猪\ufa16 琢\ufa4a 益\ufa17 祐\ufa4f 祥\ufa1a 神\ufa19 禎\ufa53 福\ufa1b 節\ufa56 "
        "羽\ufa1e 諸\ufa22 逸\ufa25 都\ufa26 隆\uf9dc 靖\ufa1c 飯\ufa2a 辻辻\U000e0102 葛葛\U000e0102 "
        "祇祇\U000e0102 榊榊\U000e0102 樋樋\U000e0102 与與 亜亞 会會 塩鹽 奥奧 岳嶽 当當 柏栢 渋澁 満滿 絵繪 誉譽"
    )
}
"""Most are the old forms beside 常用漢字 and 人名用漢字; the others are those of frequent surnames.

A form that is a variant of the same code point is given by its selector of the collection Moji_Joho, as cards have it.
"""

NEWER: Final = {
    "ひまり": ("陽葵",),
    "ひなた": ("陽葵",),
    "ひより": ("陽葵", "陽依"),
    "ひなの": ("陽菜乃",),
    "はると": ("大翔", "悠斗", "悠翔"),
    "みなと": ("湊斗",),
    "ふうが": ("楓雅",),
    "ゆあ": ("結愛",),
    "ゆい": ("結愛",),
    "ゆいな": ("結菜", "結奈"),
    "ゆうと": ("結翔",),
    "ゆづき": ("柚月",),
    "かいと": ("海翔",),
    "こはる": ("心春",),
    "ここな": ("心菜", "心愛"),
    "えま": ("咲茉", "依茉", "笑茉"),
    "さくと": ("咲斗", "朔斗"),
    "のあ": ("希愛",),
    "るか": ("琉花", "流加"),
    "せいま": ("聖真",),
    "せな": ("星那",),
    "いと": ("絃",),
}
"""Frequent names of today's children that the dictionary of Debian 12 does not have under their reading."""


def with_forms(word: str) -> tuple[str, ...]:
    """The word itself, then with the usual forms of its characters; none is ever put in the place of another."""
    choices = ([piece.text, *_FORMS.get(piece.text, ())] for piece in names.clusters(word))
    return tuple("".join(form) for form in itertools.islice(itertools.product(*choices), MOST))
