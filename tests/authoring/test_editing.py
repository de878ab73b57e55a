import pytest
import yaml

from kiosk.authoring.editing import Document, NotThere, scalar

TEXT = """\
# 頭の説明
title: {ja: 粗大ごみ, easy: 大(おお)きな ごみ, en: "Bulky: waste"}   # 名前
pages:
  - id: a     # 最初
    title:
      ja: どれですか？
      easy: 'どれですか？'
      en: >-
        Which one
        is it?

    options: [x, y]
  - id: b
groups:
  - id: one
    procedures:
      - x
  - id: two
    icon: home
"""


def test_one_value_changes_and_all_else_stays() -> None:
    document = Document(TEXT)
    document.replace(("title", "ja"), "大きなごみ")
    document.replace(("pages", 0, "title", "en"), "Which?")
    document.replace(("pages", 0, "title", "easy"), "どちら: ですか？")
    changed = document.text()
    expected = (
        TEXT.replace("粗大ごみ", "大きなごみ")
        .replace(">-\n        Which one\n        is it?", '"Which?"')
        .replace("'どれですか？'", '"どちら: ですか？"')
    )
    assert changed == expected
    assert yaml.safe_load(changed)["pages"][0]["title"]["en"] == "Which?"


def test_keys_and_whole_values_can_be_written() -> None:
    document = Document('"あ": "x"\nい: y\n')
    document.replace_key(("あ",), "う")
    document.raw(("い",), '{text: "y", reviewed_by: "z"}')
    document.end(['"え": "w"'])
    assert document.text() == '"う": "x"\nい: {text: "y", reviewed_by: "z"}\n"え": "w"\n'


@pytest.mark.parametrize(
    ("place", "key", "line"),
    [
        (("pages", 0), "options", "    options: [x, y, new]"),
        (("groups", 0), "procedures", "      - x\n      - new"),
        (("groups", 1), "procedures", "    icon: home\n    procedures: [new]"),
    ],
)
def test_an_item_is_added_to_a_list_however_it_is_written(place: tuple[str | int, ...], key: str, line: str) -> None:
    document = Document(TEXT)
    document.append(place, key, "new")
    assert line in document.text()
    assert len(document.text().splitlines()) == len(TEXT.splitlines()) + line.count("\n")


def test_an_empty_list_gets_its_first_item() -> None:
    document = Document("a: {procedures: []}\n")
    document.append(("a",), "procedures", "new")
    assert document.text() == "a: {procedures: [new]}\n"


@pytest.mark.parametrize("place", [("nobody",), ("pages", 9), ("title", "ja", "deeper"), ("pages", "id")])
def test_what_is_not_written_cannot_be_changed(place: tuple[str | int, ...]) -> None:
    with pytest.raises(NotThere):
        Document(TEXT).replace(place, "x")
    with pytest.raises(NotThere):
        Document(TEXT).replace_key(place, "x")


def test_lines_are_added_also_where_the_last_one_has_no_end() -> None:
    document = Document("a: b")
    document.end([])
    document.end(["c: d"])
    assert document.text() == "a: b\nc: d\n"


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        ("家族 全員", True), ("Yes, please", False), ("時間: 9時", False), ("true", False), ("3", False),
        ("- x", False),
        ("#1", False), ("x ", False), ("a\nb", False), ('"x"', False), ("証明書が\u200bほしい", True), ("~", False),
        ("@x", False), ("1枚(まい)", False), ("‘x’", True), ("", False), ("null", False),
    ],
)  # fmt: skip
def test_every_text_comes_back_as_it_was(value: str, plain: bool) -> None:
    written = scalar(value, plain=True)
    assert (written == value) is plain
    for around in (f"a: {written}\n", f"a: {{b: {written}, c: d}}\n", f"{written}: a\n"):
        read = yaml.safe_load(around)
        assert value in (
            read.get("a"),
            (read.get("a") or {}).get("b") if isinstance(read.get("a"), dict) else None,
            *read,
        )


def test_an_invisible_space_is_written_so_that_it_is_seen() -> None:
    assert scalar("証明書が\u200bほしい") == '"証明書が\\u200Bほしい"'
