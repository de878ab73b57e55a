"""Words in Qt's own form, as Qt reads them."""

from PySide6.QtCore import QTranslator

from kiosk.booth.views.qt_words import compiled


def read(texts: dict[str, str], key: str) -> str | None:
    content = compiled(texts)  # Qt reads it where it is
    translator = QTranslator()
    assert translator.load(content)
    return translator.translate("", key)


def test_qt_finds_each_text_by_its_key() -> None:
    texts = {f"key-{number}": f"{number} 番 🏠" for number in range(500)}
    content = compiled(texts)
    translator = QTranslator()
    assert translator.load(content)
    assert {key: translator.translate("", key) for key in texts} == texts


def test_a_key_nobody_wrote_has_no_text() -> None:
    assert not read({"back": "もどる"}, "forward")


def test_keys_with_one_hash_keep_their_own_texts() -> None:
    texts = {"az": "一", "bj": "二"}  # 16 * "a" + "z" is 16 * "b" + "j"
    assert [read(texts, key) for key in texts] == ["一", "二"]


def test_a_long_key_is_found() -> None:
    key = "not-handed-in-because-the-disk-is-full-" * 3
    assert read({key: "満杯"}, key) == "満杯"
