import pytest

from kiosk.procedures.files.cel_slips import compared, equalled, slip


@pytest.mark.parametrize(
    ("expression", "kind", "at", "mend"),
    [
        ("who == 'a' and copies > 1", "word_for_sign", "and", "Write &&"),
        ("who == 'a' または who == 'b'", "word_for_sign", "または", "Write ||"),
        ("not paid", "word_for_sign", "not", "Write !"),
        ("copies ≧ 2", "word_for_sign", "≧", "Write >="),
        ("who == 'a' & paid", "word_for_sign", "&", "Write &&"),
        ("who == 'a' | paid", "word_for_sign", "|", "Write ||"),
        ("who = 'a'", "single_equals", "= 'a'", "who == 'a'"),
        ("who == “a”", "curly_quotes", "“", "Use '"),
        ("who == 「a」", "curly_quotes", "「", "Use '"),
        ("“who == 'a'”", "curly_quotes_around", "“", 'a plain "'),
        ("「who == 'a'」", "curly_quotes_around", "「", 'a plain "'),
        ("copies × 300", "word_for_sign", "×", "Write *"),
        ("copies * 300円", "words_in_expression", "円", "copies * 300"),
        ("人数 > 2", "words_in_expression", "人数", "ids of fields"),
        ("copies > ３", "full_width_letters", "３", "half-width"),
        ("（who == 'a'）", "full_width_letters", "（", "half-width"),
    ],
)
def test_a_slip_of_somebody_who_never_programmed_is_seen(expression: str, kind: str, at: str, mend: str) -> None:
    found = slip(expression)
    assert found is not None
    assert (found.mistake.kind, found.at) == (kind, at)
    assert mend in found.mistake.mend()


@pytest.mark.parametrize(
    "expression",
    [
        "who == 'a' && copies >= 1 || !paid", "ap_name.matches('^[A-Za-zＡ-Ｚａ-ｚ]')", "land == 'x' || order != 'y'",
        "text == 'と = and 「か」'", "copies <= 3 && scope in ['all', 'part']", 'who == "a"',
        "age_on(birth, today()) < 65",
    ],
)  # fmt: skip
def test_what_is_right_is_let_alone(expression: str) -> None:
    assert slip(expression) is None


@pytest.mark.parametrize(
    ("expression", "pairs"),
    [
        ("who == 'a'", [("who", "a")]),
        ("'a' != who", [("who", "a")]),
        ("'new' in wishes", [("wishes", "new")]),
        ("scope in ['all', \"part\"]", [("scope", "all"), ("scope", "part")]),
        ("copies == 1", []),
        ("chars(ap_name) > 3", []),
    ],
)
def test_what_is_compared_with_a_text_is_found(expression: str, pairs: list[tuple[str, str]]) -> None:
    assert list(compared(expression)) == pairs


def test_what_is_said_of_each_of_a_group_is_not_said_of_a_field() -> None:
    assert list(equalled("people.exists(p, p.kind == 'child') && kind != 'x' && 'y' in wishes")) == [("kind", "x")]
