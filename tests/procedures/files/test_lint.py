from collections.abc import Iterable
from typing import Any

import pytest

from kiosk.procedures.files import lint as rules
from kiosk.procedures.files.lint import lint
from kiosk.procedures.procedure import Document, FormField, Option, Procedure, Text
from kiosk.protocol.forms import FormShown
from tests.procedures.account_procedure import account_procedure
from tests.procedures.several_procedure import several_procedure
from tests.procedures.visit_procedure import visit_procedure


def broken(juminhyo: Procedure, *path: str | int, value: Any) -> list[str]:
    """What lint says after one place of the real procedure was changed."""
    changed = juminhyo.model_dump(mode="json", by_alias=True)
    place: Any = changed
    for part in path[:-1]:
        place = place[part]
    place[path[-1]] = value
    return [
        f"{'.'.join(map(str, finding.place))}: {finding.mistake.reason()}"
        for finding in lint(Procedure.model_validate(changed))
    ]


def at(juminhyo: Procedure, field_id: str) -> tuple[str | int, ...]:
    for number, page in enumerate(juminhyo.pages):
        for place, field in enumerate(page.fields):
            if field.id == field_id:
                return ("pages", number, "fields", place)
    raise KeyError(field_id)


def test_the_real_procedure_breaks_no_rule(juminhyo: Procedure) -> None:
    assert lint(juminhyo) == ()


@pytest.mark.parametrize(
    ("path", "value", "reason"),
    [
        (("stops", 0, "when"), "whoo == 'third'", "'whoo' is no field"),
        (("stops", 0, "when"), "who ==", "cannot be read"),
        (("stops", 0, "when"), "who == 'self' && who == 'third'", "no answer leads to the stop 'third'"),
        (("stops", 0, "when"), "copies > 0", "holds before anything is answered"),
        (("stops", 0, "when"), "today() > '2000'", "looks at no answer"),
        (("stops", 0, "when"), "copies", "must be true or false"),
        (("notices", 0, "when"), "size(ap_name) > 3", "use chars()"),
        (("notices", 0, "when"), "who > 3", "makes no sense"),
        (("notices", 1, "id"), "mynumber_by_post", "is there twice"),
        (("fee", "formula"), "copies * -300", "0 or more"),
        (("fee", "formula"), "copies * 1.5", "makes no sense"),
        (("fee", "formula"), "who", "whole number of yen"),
        (("fee", "formula"), "sheets * 300", "'sheets' is no field"),
        (("fee", "shown_with"), "sheets", "'sheets' is no field"),
        (("identity",), {"self": "A3", "whoever": "A2"}, "nobody is the 'whoever' of identity"),
        (("title",), {"ja": "住民票", "easy": "住民票(じゅうみんひょう)"}, "title: the text in 'en' is missing"),
        (("title",), {"ja": "住民票", "easy": "住民票", "en": "x"}, "'住民票' has no reading"),
        (("title",), {"ja": "証明", "easy": "あ", "en": "x", "fr": "y"}, "'fr' is not among"),
        (("languages",), ["ja", "easy", "en", "fr"], "the text in 'fr' is missing"),
        (("languages",), ["ja", "easy"], "'en' must be one of the languages"),
        (("tests", 0, "given"), {"wo": "self"}, "'wo' is no field"),
        (("tests", 0, "given"), {"who": 3}, "is no option of 'who'"),
        (("pages", 0, "show_if"), "scope == 'all'", "is asked later"),
    ],
)  # fmt: skip
def test_each_rule(juminhyo: Procedure, path: tuple[str | int, ...], value: Any, reason: str) -> None:
    assert any(reason in found for found in broken(juminhyo, *path, value=value))


@pytest.mark.parametrize(
    ("field", "key", "value", "reason"),
    [
        ("copies", "default", "one", "does not fit 'copies'"),
        ("ap_tel", "default", " ", "is blank"),
        ("copies", "show_if", "ap_tel == 'none'", "is asked later"),
        ("target_name", "follows", {"field": "nobody", "when": "who == 'self'"}, "'nobody' is no field"),
        ("target_name", "follows", {"field": "ap_birth", "when": "who == 'self'"}, "has another type"),
        ("scope", "follows", {"field": "purpose", "when": "who == 'self'"}, "'purpose' is asked later"),
        ("target_name", "fill", "name", "has an answer already"),
        ("ap_tel", "fill", "name", "must be a name"),
        ("copies", "id", "who", "field 'who' is there twice"),
        (
            "copies",
            "check",
            [{"rule": "copis > 1", "error": {"ja": "x", "easy": "x", "en": "x"}}],
            "'copis' is no field",
        ),
    ],
)
def test_each_rule_of_fields(juminhyo: Procedure, field: str, key: str, value: Any, reason: str) -> None:
    assert any(reason in found for found in broken(juminhyo, *at(juminhyo, field), key, value=value))


def test_what_is_never_asked_because_of_another_mistake_is_not_told(juminhyo: Procedure) -> None:
    number = next(n for n, page in enumerate(juminhyo.pages) if page.id == "members")
    field = (*at(juminhyo, "member_names"), "show_if")
    both = "scope == 'part' && scope == 'all'"
    assert broken(juminhyo, "pages", number, "show_if", value=both) == [
        f"pages.{number}.show_if: no answer makes this condition true"
    ], "the field asked only then is not told, too"
    assert broken(juminhyo, "pages", number, "show_if", value="scope == 'prt'") == [
        f"pages.{number}.show_if: 'prt' is no option of 'scope'"
    ]
    assert broken(juminhyo, *field, value="members == 'one' && members == 'some'") != []


def test_a_form_that_could_never_begin_is_found(juminhyo: Procedure) -> None:
    changed = juminhyo.model_dump(mode="json", by_alias=True)
    for page in changed["pages"]:
        page["show_if"] = page["show_if"] or "who == 'self'"
    found = lint(Procedure.model_validate(changed))
    assert any("nothing could ever be asked" in finding.mistake.reason() for finding in found)


def test_a_page_written_twice_is_found(juminhyo: Procedure) -> None:
    assert any("page 'who' is there twice" in found for found in broken(juminhyo, "pages", 1, "id", value="who"))


def test_an_option_written_twice_is_found(juminhyo: Procedure) -> None:
    option = {"id": "all", "label": {"ja": "x", "easy": "x", "en": "x"}}
    assert any(
        "an option twice: 'all'" in found
        for found in broken(juminhyo, *at(juminhyo, "scope"), "options", value=[option] * 2)
    )


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"minimum": 3, "maximum": 2}, "above its maximum"),
        ({"minimum": 5}, "fewer options than must be chosen"),
        ({"minimum": 0}, "fewer options than must be chosen"),
        ({"maximum": 0}, "nothing of 'wishes' could be chosen"),
        ({"default": ["new", "unsure"]}, "does not fit"),
        ({"default": ["new", "nwe"]}, "'nwe' is no option of"),
        ({"default": []}, "is blank"),
    ],
)
def test_several_that_nobody_could_answer_are_found(changes: dict[str, Any], reason: str) -> None:
    procedure = several_procedure()
    field = procedure.pages[0].fields[0].model_copy(update=changes)
    page = procedure.pages[0].model_copy(update={"fields": (field,)})
    found = lint(procedure.model_copy(update={"pages": (page, *procedure.pages[1:])}))
    assert any(reason in finding.mistake.reason() for finding in found)


def test_a_stop_only_together_chosen_options_lead_to_is_reachable() -> None:
    procedure = several_procedure()
    for when, reachable in (
        ("'new' in wishes && 'died' in wishes", True),
        ("'new' in wishes && 'unsure' in wishes", False),
    ):
        stop = procedure.stops[0].model_copy(update={"when": when})
        found = lint(procedure.model_copy(update={"stops": (stop,)}))
        assert (found == ()) is reachable, found


@pytest.mark.parametrize("payee", ["ap_name", "refund_to"])
def test_the_payee_of_an_account_is_a_reading_asked_before(payee: str) -> None:
    procedure = account_procedure()
    assert lint(procedure) == ()
    found = broken(procedure, *at(procedure, "paid_to"), "holder", value=payee)
    assert found == [f"pages.1.fields.0.holder: '{payee}' is no kana field asked before 'paid_to'"]


def test_a_key_that_nothing_reads_is_told_with_the_kinds_that_do(juminhyo: Procedure) -> None:
    said = broken(juminhyo, *at(juminhyo, "who"), "max_chars", value=30)
    assert [one.partition(": ")[2] for one in said] == [
        "'who': 'max_chars' does not belong to choice, only to text, name, kana, address"
    ]
    changed = {"self": "A3"}
    assert broken(juminhyo, "identity", value=changed) == [], "one for everybody needs no question"


def test_inside_a_group_too() -> None:
    from tests.procedures.group_procedure import group_procedure

    found = group_procedure().model_dump(mode="json", by_alias=True)
    number, page = next((n, page) for n, page in enumerate(found["pages"]) if page["fields"][0]["type"] == "group")
    page["fields"][0]["fields"][0]["future"] = True
    wrong = lint(Procedure.model_validate(found))
    assert [one.place for one in wrong] == [("pages", number, "fields", 0, "fields", 0, "future")]


def test_an_application_asks_for_one_time_and_never_for_one_of_each_person() -> None:
    asked = visit_procedure()
    assert lint(asked) == ()
    page = next(one for one in asked.pages if any(field.type == "slot" for field in one.fields))
    again = page.model_copy(
        update={"id": "again", "fields": tuple(one.model_copy(update={"id": f"{one.id}_2"}) for one in page.fields)}
    )
    kinds = {one.mistake.kind for one in lint(asked.model_copy(update={"pages": (*asked.pages, again)}))}
    assert kinds == {"slot_twice"}
    slot = {"id": "when", "type": "slot", "label": {"ja": "日時"}}
    with pytest.raises(ValueError, match="group_inside"):
        FormField.model_validate(
            {
                "id": "people", "type": "group", "label": {"ja": "人"}, "item": {"ja": "人"}, "add": {"ja": "足す"},
                "maximum": 3, "fields": [slot],
            }
        )  # fmt: skip


LONG = Text({"ja": "長" * (rules.LONGEST_LABEL + 1)})


def kinds(procedure: Procedure) -> list[str]:
    """What is too long or too many."""
    told = (one.mistake.kind for one in lint(procedure))
    return [kind for kind in told if kind in ("label_too_long", "options_too_long", "too_many")]


def test_every_text_that_is_kept_or_printed_has_room(juminhyo: Procedure) -> None:
    assert kinds(juminhyo) == []
    assert kinds(juminhyo.model_copy(update={"title": LONG})) == ["label_too_long"]
    paper = Document(id="x", when="true", label=LONG)
    assert kinds(juminhyo.model_copy(update={"documents": (paper,)})) == ["label_too_long"]
    field = juminhyo.pages[0].fields[0]
    option = field.options[0].model_copy(update={"label": LONG})
    for more in ({"label": LONG}, {"options": (option,)}):
        page = juminhyo.pages[0].model_copy(update={"fields": (field.model_copy(update=more),)})
        found = tuple(lint(juminhyo.model_copy(update={"pages": (page, *juminhyo.pages[1:])})))
        assert "label_too_long" in [one.mistake.kind for one in found]


def test_a_question_leaves_room_for_its_answer(juminhyo: Procedure) -> None:
    fits, long = (Text({"ja": "長" * (rules.LONGEST_QUESTION + more)}) for more in (0, 1))
    page = juminhyo.pages[0]
    asked = page.fields[0]
    for changed, place in (
        ({"title": long}, ("pages", 0, "title", "ja")),
        ({"fields": (asked.model_copy(update={"question": long}),)}, ("pages", 0, "fields", 0, "question", "ja")),
        ({"title": fits, "fields": (asked.model_copy(update={"question": fits}),)}, None),
    ):
        pages = (page.model_copy(update=changed), *juminhyo.pages[1:])
        found = lint(juminhyo.model_copy(update={"pages": pages}))
        assert [one.place for one in found if one.mistake.kind == "question_too_long"] == ([place] if place else [])


def options(count: int, length: int) -> tuple[Option, ...]:
    return tuple(Option(id=f"o{n}", label=Text({"ja": "字" * length})) for n in range(count))


def several(asked: Iterable[Option]) -> Procedure:
    made = several_procedure()
    pages: list[Any] = []
    for page in made.pages:
        fields = tuple(
            one.model_copy(update={"options": tuple(asked)}) if one.type == "several" else one for one in page.fields
        )
        pages.append(page.model_copy(update={"fields": fields}))
    return made.model_copy(update={"pages": tuple(pages)})


def test_whoever_chooses_everything_can_hand_in() -> None:
    assert set(kinds(several(options(20, 49)))) == set()
    assert set(kinds(several(options(20, 50)))) == {"options_too_long"}
    assert set(kinds(several(options(61, 1)))) == {"too_many"}


def test_no_form_has_more_questions_than_staff_can_be_shown(juminhyo: Procedure) -> None:
    page = juminhyo.pages[0]
    assert kinds(juminhyo.model_copy(update={"pages": (page,) * (rules.MOST_FIELDS + 1)})) == ["too_many"]
    assert FormShown.model_json_schema()["properties"]["fields"]["maxItems"] >= rules.MOST_FIELDS
