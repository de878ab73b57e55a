import pytest

from kiosk.procedures.files.conditions import conditions, no_field
from kiosk.procedures.procedure import Fee, Notice, Procedure, Stop, Text
from tests.procedures.group_procedure import group_procedure
from tests.procedures.several_procedure import several_procedure

WORDS = Text({"ja": "語"})


def told(procedure: Procedure, when: str) -> list[tuple[str, str]]:
    """Kind and word of what is wrong with a notice's condition."""
    notice = Notice(id="one", when=when, say=WORDS)
    found = conditions(procedure.model_copy(update={"notices": (notice,)}))
    return [(one.mistake.kind, one.at) for one in found]


@pytest.mark.parametrize(
    ("when", "found"),
    [
        ("who == 'agnet'", [("near_option", "agnet")]),
        ("who == 'xyzzy'", [("no_option", "xyzzy")]),
        ("scope in ['all', 'prt']", [("near_option", "prt")]),
        ("who == agent", [("answer_without_quotes", "agent")]),
        ("whoo == 'agent'", [("near_field", "whoo")]),
        ("xyzzy == 'agent'", [("no_field", "xyzzy")]),
        ("who == 'agent' and show_mynumber", [("word_for_sign", "and")]),
        ("who ==", [("condition_unreadable", "")]),
        ("size(ap_name) > 3", [("size_of_text", "size")]),
        ("upper(ap_name) == 'X'", [("forbidden_function", "upper")]),
        ("who > 3", [("condition_nonsense", "")]),
        ("copies", [("no_condition", "")]),
        ("copies == '2'", [("compared_with_text", "copies")]),
        ("show_mynumber == 'true'", [("compared_with_text", "show_mynumber")]),
        ("ap_birth == '2020-01-01'", [("compared_with_text", "ap_birth")]),
        ("who == 'self' && who == 'agent'", [("never_true", "")]),
        ("ap_name == 'agent'", []),
        ("who == 'agent' && show_mynumber", []),
    ],
)
def test_what_is_wrong_with_a_condition(juminhyo: Procedure, when: str, found: list[tuple[str, str]]) -> None:
    assert told(juminhyo, when) == found


@pytest.mark.parametrize(
    ("when", "example"),
    [
        ("wishes == 'new'", "'new' in wishes"),
        ("'new' != wishes", "'new' in wishes"),
        ("paper == 'いいえ'", "paper == false"),
        ("paper == 'yes'", "paper == true"),
    ],
)
def test_what_was_probably_meant_is_shown(when: str, example: str) -> None:
    notice = Notice(id="one", when=when, say=WORDS)
    (found,) = conditions(several_procedure().model_copy(update={"notices": (notice,)}))
    assert (found.mistake.kind, dict(found.mistake.facts)["example"]) == ("compared_with_text", example)


@pytest.mark.parametrize(("number", "example"), [("2", "copies == 2"), ("二", "copies == 1")])
def test_a_number_stands_without_quotes(juminhyo: Procedure, number: str, example: str) -> None:
    notice = Notice(id="one", when=f"copies == '{number}'", say=WORDS)
    (found,) = conditions(juminhyo.model_copy(update={"notices": (notice,)}))
    assert dict(found.mistake.facts)["example"] == example


def test_a_question_about_each_of_a_group_is_told_with_its_group() -> None:
    procedure = group_procedure()
    group = next(one for one in procedure.fields if one.fields)
    found = no_field(procedure, (), group.fields[0].id)
    assert (found.mistake.kind, dict(found.mistake.facts)["group"]) == ("field_inside_group", group.id)


def test_an_answer_of_several_that_is_not_there_is_found() -> None:
    assert told(several_procedure(), "'nwe' in wishes") == [("near_option", "nwe")]


def test_of_a_stop_that_cannot_be_read_nothing_more_is_told(juminhyo: Procedure) -> None:
    stop = Stop(id="x", when="who == 'nobody'", say=WORDS)
    found = list(conditions(juminhyo.model_copy(update={"stops": (stop,)})))
    assert [one.mistake.kind for one in found] == ["no_option"]


def test_a_procedure_without_fee_has_no_formula_to_look_at(juminhyo: Procedure) -> None:
    assert list(conditions(juminhyo.model_copy(update={"fee": None}))) == []
    free = juminhyo.model_copy(update={"fee": Fee(formula="copies and 3")})
    assert [one.mistake.kind for one in conditions(free)] == ["word_for_sign"]


def test_a_field_like_the_one_that_is_named_is_offered(juminhyo: Procedure) -> None:
    assert dict(no_field(juminhyo, (), "ap_nmae").mistake.facts)["near"] == "ap_name"


@pytest.mark.parametrize(
    ("when", "found"),
    [
        ("movers.m_relation == 'x'", [("field_inside_group", "movers.m_relation")]),
        ("sum(movers.m_relation) > 3", [("field_inside_group", "movers.m_relation")]),
        ("movers.exists(m, m.m_name == 'movers.m_relation')", []),
    ],
)
def test_a_group_is_not_looked_into_as_if_it_were_one(when: str, found: list[tuple[str, str]]) -> None:
    assert told(group_procedure(), when) == found
