"""What is offered for kana: pure rules, and the usual forms of names with the real Mozc where this machine has it."""

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from kiosk.booth.typing import candidates, composer, mozc
from kiosk.booth.typing.composer import Kind, Typed
from kiosk.booth.typing.mozc import KanaKanji
from kiosk.procedures.japanese import letters

needs_mozc = pytest.mark.skipif(not os.access(mozc.PROGRAM, os.X_OK), reason="Mozc is not installed")
USUAL = {
    "けい": "圭 慧 蛍 恵 景 桂 敬 啓 慶 京 佳 螢 惠",
    "なつ": "夏 菜津 奈津 捺",
    "ゆう": "侑 優 悠 祐 佑 裕 夕 結",
    "こう": "煌 航 洸 昂 晃 幸",
    "お": "夫 男 雄 生 央",
    "ろう": "郎 朗 郞",
    "とく": "徳 德",
    "ひなた": "陽葵 日向",
    "ひまり": "陽葵",
    "あおい": "葵 蒼 碧",
    "れん": "蓮 漣 廉",
    "りく": "陸",
    "そうた": "颯太 奏太",
    "はると": "陽翔 悠斗",
    "みお": "美桜 澪",
    "さくら": "桜 櫻 咲良",
    "ひろし": "博 弘 宏 浩 寛 洋",
    "きよし": "清 淸 潔 喜代志",
    "まこと": "誠 真 眞 実 實",
    "すずこ": "鈴子 涼子",
    "すえ": "末 すゑ スヱ",
    "ふみえ": "文枝 文恵 ふみゑ フミヱ",
    "みすず": "美鈴 みすゞ",
    "えみこ": "恵美子 惠美子",
    "とよこ": "豊子 豐子",
    "ひろこ": "裕子 広子 廣子",
    "まつえ": "松枝 松江",
    "よしだ": "吉田 𠮷田",
    "たかはし": "高橋 髙橋",
    "はまだ": "浜田 濱田 濵田",
    "わたなべ": "渡辺 渡邉 渡邊 渡部",
    "さいとう": "斎藤 斉藤 齋藤 齊藤",
    "やまざき": "山崎 山﨑 山嵜",
    "たかさき": "高崎 髙崎 高﨑 髙﨑",
    "とくなが": "徳永 德永",
    "さわだ": "沢田 澤田",
    "しまだ": "島田 嶋田",
    "さくらい": "桜井 櫻井",
    "ひろせ": "広瀬 廣瀬",
    "たきざわ": "滝沢 瀧澤 滝澤",
    "とみた": "富田 冨田",
    "えとう": "江藤 衛藤 衞藤",
    "いのうえ": "井上 井之上",
    "せきぐち": "関口 關口",
    "あいざわ": "相沢 會澤",
    "あいかわ": "相川 會川",
    "おくむら": "奥村 奧村",
    "よさの": "与謝野 與謝野",
    "とうま": "当麻 當麻",
    "みつだ": "満田 滿田",
    "しおの": "塩野 鹽野",
    "しぶさわ": "渋沢 渋澤 澁澤 澁沢",
    "かしわぎ": "柏木 栢木",
    "はまさき": "浜崎 濱崎 濵崎 濱﨑 濵﨑",
    "しまざき": "島崎 嶋崎 島﨑 嶋﨑",
    "ほまれ": "誉 譽",
    "まりあ": "真理亜 眞理亞",
    "くろかわ": "黒川 黑川",
    "やなぎだ": "柳田 栁田",
    "つじ": "辻 辻\U000e0102",
    "かさい": "葛西 葛\U000e0102西 笠井",
    "ふくだ": "福田 \ufa1b田",
    "かみや": "神谷 \ufa19谷",
    "つかもと": "塚本 \ufa10本",
    "くにた": "国田 國田",
    "はしもと": "橋本 𣘺本",
    "ささき": "佐々木 佐佐木",
    "こだま": "児玉 兒玉",
    "ますだ": "増田 益田 增田",
    "ながい": "永井 長井",
    "あべ": "阿部 安部 安倍",
    "いとう": "伊藤 伊東",
    "みやざき": "宮崎 宮﨑",
    "ふじさわ": "藤沢 藤澤",
    "つるた": "鶴田 靏田",
    "かめい": "亀井 龜井",
    "わたぬき": "綿貫",
    "ののむら": "野々村",
}


def typed(reading: str, kind: Kind = Kind.NAME) -> Typed:
    state = composer.begin(kind, "", 100)
    for letter in reading:
        state = composer.press(state, letter)
    return state


@pytest.fixture
async def converter(tmp_path: Path) -> AsyncIterator[KanaKanji]:
    tmp_path.chmod(0o755)
    found = KanaKanji(deadline_s=10.0)
    yield found
    await found.forget()


async def offered(converter: KanaKanji, reading: str, kind: Kind = Kind.NAME) -> list[str]:
    state = typed(reading, kind)
    return candidates.offered(state, await converter.candidates(candidates.asked(state.reading)))


@needs_mozc
async def test_every_usual_form_of_a_name_is_offered(converter: KanaKanji) -> None:
    missing = {}
    for reading, usual in USUAL.items():
        found = await offered(converter, reading)
        if absent := set(usual.split()) - set(found):
            missing[reading] = absent
    assert not missing


@needs_mozc
async def test_nothing_that_is_no_name_is_offered_for_a_name(converter: KanaKanji) -> None:
    readings = [
        "え",
        "かい",
        "すず",
        "ゆうげんがいしゃ",
        "かぶ",
        "まる",
        "ほし",
        "はーと",
        "に",
        "さん",
        "みぎ",
        "でんわ",
        "ねこ",
        "い",
        "てん",
        "なか",
        "しろ",
        "せん",
        "つき",
        "はな",
        "ゆき",
        "おと",
        "いち",
        "じゅう",
        "おんぷ",
        "かっこ",
        "やじるし",
    ]
    for reading in readings:
        found = await offered(converter, reading)
        assert found, reading
        assert [word for word in found if letters.not_of_names(word)] == []


@needs_mozc
async def test_what_a_reading_with_old_kana_is_asked_with(converter: KanaKanji) -> None:
    assert {"すゑ子", "末子", "スヱコ"} <= set(await offered(converter, "すゑこ"))
    assert "上田" in await offered(converter, "うゑだ")
    assert "美鈴" in await offered(converter, "みすゞ")


@needs_mozc
async def test_a_picture_is_offered_for_no_text_but_signs_of_an_address_are(converter: KanaKanji) -> None:
    assert "㈱" in await offered(converter, "かぶ", Kind.TEXT)
    assert not [word for word in await offered(converter, "すず", Kind.TEXT) if "🔔" in word]


FOUND = ["χ", "鈴🔔", "高田", "鈴", "錫", "涼", "鐸", "すゞ", "篶", "🎐"]


def test_for_a_name_forms_follow_their_word_and_the_kana_stand_on_the_first_row() -> None:
    assert candidates.offered(typed("すず"), FOUND) == [
        "高田", "髙田", "鈴", "錫", "涼", "鐸", "すず", "スズ", "すゞ", "スヾ", "篶",
    ]  # fmt: skip


def test_for_a_text_words_stay_as_they_are_without_pictures() -> None:
    assert candidates.offered(typed("すず", Kind.TEXT), FOUND) == [
        "χ", "高田", "鈴", "錫", "涼", "鐸", "すず", "スズ", "すゞ", "スヾ", "篶",
    ]  # fmt: skip


def test_before_anything_is_found_the_kana_are_there() -> None:
    assert candidates.offered(typed("すゑ"), []) == ["すゑ", "スヱ"]
    assert candidates.offered(typed(""), []) == []


def test_names_of_today_are_offered_where_mozc_has_them_not() -> None:
    assert candidates.offered(typed("ひまり"), ["非まり"]) == ["非まり", "ひまり", "ヒマリ", "陽葵"]
    assert "陽葵" not in candidates.offered(typed("ひまり", Kind.TEXT), ["非まり"])


@pytest.mark.parametrize(
    ("reading", "asked"),
    [
        ("すゑ", "すえ"),
        ("ゐせき", "いせき"),
        ("みすゞ", "みすず"),
        ("なゝ", "なな"),
        ("がゝ", "がか"),
        ("ゝ", "ゝ"),
        ("あゞ", "ああ\u3099"),
    ],
)
def test_the_reading_mozc_is_asked(reading: str, asked: str) -> None:
    assert candidates.asked(reading) == asked


@pytest.mark.parametrize(
    ("reading", "found", "told"),
    [
        ("すゑこ", "すえ子", "すゑ子"),
        ("ゐせき", "いせ木", "ゐせ木"),
        ("すえこ", "すえ子", "すえ子"),
        ("ゑえこ", "ええ子", "ええ子"),
    ],
)
def test_own_old_kana_stay_in_a_word(reading: str, found: str, told: str) -> None:
    assert candidates.offered(typed(reading), [found])[0] == told
