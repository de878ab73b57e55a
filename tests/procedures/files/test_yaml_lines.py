import pytest

from kiosk.procedures.files.yaml_lines import BadYaml, read


def test_every_key_value_and_item_knows_its_place() -> None:
    document = read("a: 1\nb:\n  - c:   x\n  - d: y\n")
    assert document.value == {"a": 1, "b": [{"c": "x"}, {"d": "y"}]}
    assert (document.key(("a",)), document.spot(("a",))) == ((1, 1), (1, 4))
    assert document.spot(("b",)) == (2, 1), "a value below its key: the key is where to look"
    assert document.spot(("b", 0, "c")) == (3, 10)
    assert document.spot(("b", 1)) == (4, 5)
    assert document.key(("b", 1, "d")) == (4, 5)
    assert document.spot(("b", 1, "missing", "deeper")) == (4, 5)
    assert read("x").spot(("y",)) == (1, 1)


def test_columns_count_characters_not_bytes() -> None:
    assert read("{葛\U000e0102城: x, 二: y}").spot(("二",)) == (1, 13)


def test_words_that_other_yaml_takes_for_booleans_or_dates_stay_words() -> None:
    assert read("on: yes\noff: no\nfrom: 2026-04-01\nsure: true\n").value == {
        "on": "yes", "off": "no", "from": "2026-04-01", "sure": True,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "at", "kind"),
    [
        ("a: 1\na: 2\n", (2, 1), "key_twice"),
        ("a: &x [1]\nb: *x\n", (2, 1), "no_aliases"),
        ("a: 1\n? [b, c]\n: 2\n", (2, 3), "no_plain_key"),
        ("a: 1\n<<: {b: 2}\n", (2, 1), "no_plain_key"),
        ("", (1, 1), "empty_file"),
        ("a: 1\n---\nb: 2\n", (2, 1), "two_documents"),
        ("a: 1\nb: \x07c\n", (2, 4), "control_character"),
        ("a: 9999-99-99\nb: 0x_\n", (1, 1), "not_yaml"),
    ],
)
def test_bad_yaml_tells_place_and_kind(text: str, at: tuple[int, int], kind: str) -> None:
    with pytest.raises(BadYaml) as caught:
        read(text)
    assert (caught.value.at, caught.value.mistake.kind) == (at, kind)


@pytest.mark.parametrize("text", ["[" * 3_000, "[" * 1_000_000, "- " * 100_000, "{a: " * 100_000])
def test_yaml_nested_too_deeply_is_refused_not_fatal(text: str) -> None:
    with pytest.raises(BadYaml, match="nested too deeply"):
        read(text)


@pytest.mark.parametrize(
    "value",
    [
        "!!bool abc",
        "!!int ''",
        "!!float ''",
        "!!timestamp x",
        "!!binary あ",
        "!!set {a}",
        "!!str 1",
        "! 1",
        "!x {a: 1}",
    ],
)
def test_a_value_that_is_given_a_type_is_refused_where_it_stands(value: str) -> None:
    with pytest.raises(BadYaml) as caught:
        read(f"a: 1\nb: {value}\n")
    assert (caught.value.at, caught.value.mistake.kind) == ((2, 4), "character_needs_quotes")
