import pytest

from kiosk.procedures.files.yaml_lines import BadYaml, read


def test_every_key_and_item_knows_its_line() -> None:
    document = read("a: 1\nb:\n  - c: x\n  - d: y\n")
    assert document.value == {"a": 1, "b": [{"c": "x"}, {"d": "y"}]}
    assert document.line(("a",)) == 1
    assert document.line(("b", 1, "d")) == 4
    assert document.line(("b", 1, "missing", "deeper")) == 4


def test_words_that_other_yaml_takes_for_booleans_or_dates_stay_words() -> None:
    assert read("on: yes\noff: no\nfrom: 2026-04-01\nsure: true\n").value == {
        "on": "yes", "off": "no", "from": "2026-04-01", "sure": True,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("a: 1\na: 2\n", 2, "written twice"),
        ("a: [1,\nb: }\n", 2, "expected"),
        ("a: &x [1]\nb: *x\n", 1, "alias"),
        ("a: 1\n? [b, c]\n: 2\n", 2, "plain word"),
        ("a: 1\n<<: {b: 2}\n", 2, "plain word"),
        ("", 1, "empty"),
        ("a: 1\n---\nb: 2\n", 2, "another document"),
        ("a: !!python/object:os.system x\n", 1, "constructor"),
    ],
)
def test_bad_yaml_tells_line_and_reason(text: str, line: int, reason: str) -> None:
    with pytest.raises(BadYaml) as caught:
        read(text)
    assert caught.value.line == line
    assert reason in caught.value.reason


@pytest.mark.parametrize("text", ["[" * 3_000, "[" * 1_000_000, "- " * 100_000, "{a: " * 100_000])
def test_yaml_nested_too_deeply_is_refused_not_fatal(text: str) -> None:
    with pytest.raises(BadYaml, match="nested too deeply"):
        read(text)
