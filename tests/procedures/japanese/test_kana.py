import pytest

from kiosk.procedures.japanese import kana


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("やまだ　はなこ", "ヤマダ　ハナコ"),
        ("ﾔﾏﾀﾞ ﾊﾅｺ", "ヤマダ ハナコ"),
        ("ジョー", "ジョー"),
        ("ﾏﾘｱ･ｻﾝﾄｽ", "マリア・サントス"),
    ],
)
def test_readings_become_full_width_katakana(typed: str, kept: str) -> None:
    assert kana.katakana(typed) == kept
    assert kana.is_kana(kept)


@pytest.mark.parametrize("text", ["", "　", "やまだ", "ﾔﾏﾀﾞ", "山田", "YAMADA", "ヤマダ1", "ー・"])
def test_what_is_no_reading(text: str) -> None:
    assert not kana.is_kana(text)


def test_dashes_are_never_made_into_long_marks() -> None:
    assert kana.narrow_digits("０７９－２２１〜００００") == "079-221〜0000"
