"""What was meant where a file is no YAML; each case is what somebody types who never heard of YAML."""

import pytest

from kiosk.procedures.files.mistakes import Spot
from kiosk.procedures.files.yaml_lines import BadYaml, read
from kiosk.procedures.files.yaml_mistakes import Complaint, judged


@pytest.mark.parametrize(
    ("text", "at", "kind"),
    [
        ("a: 1\npages:\n  - id: x\n     title: y\n", (4, 6), "wrong_indent"),
        ("pages:\n  - id: x\n    title: y\n   fields: z\n", (4, 4), "wrong_indent"),
        ("a: 1\n b: 2\n", (2, 2), "wrong_indent"),
        ("a: 1\npages:\n\t- id: x\n", (3, 1), "tab"),
        ("pages:\n  - id: x\n\ttitle: y\n", (3, 1), "tab"),
        ("procedure: a\nstatus：draft\nversion: 1.0.0\n", (2, 7), "full_width_colon"),
        ("status：draft\nversion: 1.0.0\n", (1, 7), "full_width_colon"),
        ("pages:\n  - id: x\n    title:　y\n", (3, 11), "full_width_space"),
        ("pages:\n  - id: x\n　　fields:\n      - id: y\n", (3, 1), "full_width_space"),
        ("pages:\n  - id: x\n\u00a0\u00a0 fields:\n      - id: y\n", (3, 1), "odd_space"),
        ("pages:\n \u200b- id: x\n", (2, 2), "odd_space"),
        ('a: "x\nb: "y"\nc: 1\n', (1, 4), "quote_not_closed"),
        ('a: "x\n# b\nb: c\nd: "y"\nc: 1\n', (1, 4), "quote_not_closed"),
        ("a: {ja: x、easy: y, en: z}\n", (1, 10), "full_width_comma"),
        ("a: {ja: x，easy: y}\n", (1, 10), "full_width_comma"),
        ("a: ｛ja: x, easy: y｝\n", (1, 4), "full_width_bracket"),
        ("a: {ja: x, easy: y\nb: 1\n", (1, 4), "bracket_not_closed"),
        ("a: [x, y\nb: 1\n", (1, 4), "bracket_not_closed"),
        ("a: [x]\nid: [", (2, 5), "bracket_not_closed"),
        ("a: '['\nid: {b: {c: d}, e: ", (2, 5), "bracket_not_closed"),
        ("id: [x, [y], }\n", (1, 5), "bracket_not_closed"),
        ("id: ]\n", (1, 5), "bracket_not_opened"),
        ("id: [x]]\n", (1, 8), "bracket_not_opened"),
        ("あ: い\nわたし：Của tôi\nう: え\n", (2, 4), "full_width_colon"),
        ("a: b\n title x\nc: d\ntitle y\ne: f\n", (4, 1), "no_colon"),
        ("a: {b: c} d\n", (1, 11), "text_after_value"),
        ("a: - b\n", (1, 4), "dash_in_line"),
        ("a: |x\n  b\n", (1, 4), "character_needs_quotes"),
        ("a: &\n", (1, 4), "character_needs_quotes"),
        ("- a\nb: c\n", (2, 1), "wrong_indent"),
        ("a: 'who\nb: 1\nc: 2\n", (1, 4), "quote_not_closed"),
        ('a: {b: "x}\nc: "y"\nd: 1\n', (1, 8), "quote_not_closed"),
        ("a: 'who == 'x''\nb: 1\n", (1, 13), "quote_inside"),
        ('a: "who == "x""\nb: 1\n', (1, 13), "quote_inside"),
        ("title: 名前: 何\nb: 1\n", (1, 10), "text_needs_quotes"),
        ("a: {ja: 時: 分, easy: x}\n", (1, 10), "text_needs_quotes"),
        ("b: 2\na:1\n", (2, 2), "no_space_after_colon"),
        ("a: 1\nb:\n  - x: 1\n  -y: 2\n", (4, 3), "no_space_after_dash"),
        ("show_if: !x\nb: 1\n", (1, 10), "character_needs_quotes"),
        ("a: @x\n", (1, 4), "character_needs_quotes"),
        ("- @x\n", (1, 3), "character_needs_quotes"),
        ("a: *x\n", (1, 4), "character_needs_quotes"),
        ('a: "x\\d"\n', (1, 6), "backslash"),
    ],
)
def test_what_was_typed_is_found_and_named(text: str, at: tuple[int, int], kind: str) -> None:
    with pytest.raises(BadYaml) as caught:
        read(text)
    assert (caught.value.mistake.kind, caught.value.at) == (kind, at)


def test_an_odd_blank_within_a_text_is_let_alone() -> None:
    assert read("a: |\n  b\n  \u3000c\nd: \u00a0e\n").value["a"] == "b\n\u3000c\n"


def test_the_line_above_is_named_where_an_indent_is_wrong() -> None:
    with pytest.raises(BadYaml) as caught:
        read("a: 1\n\n b: 2\n")
    assert "The line above is: a: 1" in caught.value.mistake.mend()


def test_a_complaint_nobody_knows_is_told_as_it_is() -> None:
    complaint = Complaint("found something new", "", Spot(9, 1), Spot(9, 1))
    at, found = judged("a: 1\n", complaint)
    assert (at, found.kind) == (Spot(9, 1), "not_yaml")
    assert "found something new" in found.reason()
