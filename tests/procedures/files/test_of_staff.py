"""Nothing that concerns the resident waits for what staff write."""

from typing import Any

import pytest

from kiosk.procedures.files.lint import lint
from kiosk.procedures.procedure import Procedure
from tests.procedures.care_procedure import care_procedure
from tests.procedures.several_procedure import several_procedure

WORDS = {"ja": "x", "easy": "x", "en": "x"}
KNOWN = "insured_no == '1'"
LAST: tuple[str | int, ...] = ("pages", 2, "fields", 0)


def test_a_file_with_and_without_such_fields_is_clean() -> None:
    assert lint(care_procedure()) == ()
    assert lint(several_procedure()) == ()


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("pages", 2, "show_if"), KNOWN),
        ((*LAST, "show_if"), KNOWN),
        ((*LAST, "check"), [{"rule": KNOWN, "error": WORDS}]),
        ((*LAST, "follows"), {"field": "kind", "when": KNOWN}),
        ((*LAST, "follows"), {"field": "insured_no", "when": "kind == 'new'"}),
        (("stops",), [{"id": "one", "when": KNOWN, "say": WORDS}]),
        (("notices",), [{"id": "one", "when": KNOWN, "say": WORDS}]),
        (("documents",), [{"id": "one", "when": KNOWN, "label": WORDS}]),
        (("fee",), {"formula": f"{KNOWN} ? 1 : 2"}),
    ],
)
def test_whatever_depends_on_it_is_found(path: tuple[str | int, ...], value: Any) -> None:
    changed = care_procedure().model_dump(mode="json", by_alias=True)
    inner: Any = changed
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    found = [finding.mistake.reason() for finding in lint(Procedure.model_validate(changed))]
    assert any("written by staff" in reason for reason in found), found


def test_a_paper_is_not_named_like_a_field() -> None:
    changed = care_procedure().model_dump(mode="json", by_alias=True)
    changed["documents"][0]["id"] = "kind"
    assert [finding.place for finding in lint(Procedure.model_validate(changed))] == [("documents", 0, "id")]


def test_a_field_of_staff_may_look_at_another_and_at_the_answers() -> None:
    changed = care_procedure().model_dump(mode="json", by_alias=True)
    changed["pages"][1]["show_if"] = "kind == 'new'"
    changed["pages"][1]["fields"][2]["show_if"] = KNOWN
    assert lint(Procedure.model_validate(changed)) == ()
