"""Which screens a preview shows: one resident's way, and what the tests of the file lead to besides."""

from kiosk.authoring.preview.shots import shots
from kiosk.headquarters.bookings.calendars import Calendar, Calendars
from kiosk.procedures.kinds.slots import Kept
from kiosk.procedures.procedure import Procedure
from tests.authoring.small import KIND, NUMBER, TEXT, small
from tests.booth.signed_procedure import signed_procedure
from tests.procedures.group_procedure import group_procedure
from tests.procedures.visit_procedure import visit_procedure

STOP = f"stops:\n  - {{id: no_b, when: \"kind == 'b'\", say: {TEXT}}}\n"


def subjects(procedure: Procedure, **answers: str) -> list[str]:
    return [one.subject for one in shots(procedure, answers, "ja").shots]


def test_the_usual_resident_is_followed_from_the_papers_to_the_number(juminhyo: Procedure) -> None:
    taken = shots(juminhyo, {}, "ja")
    usual = [one.subject for one in taken.shots if not one.trial]
    assert usual[:3] == ["preparing", "card", "who"]
    assert usual[-3:] == ["review", "sign", "handed-in"]
    assert taken.form is not None
    assert taken.form.answers.values()["purpose"] == "pension", "the first option is the usual one"
    assert [one.name for one in taken.shots[:3]] == ["01-preparing", "02-card", "03-who"]


def test_tests_of_the_file_add_the_pages_and_stops_they_lead_to(juminhyo: Procedure) -> None:
    taken = shots(juminhyo, {}, "ja")
    added = {one.subject: one.trial for one in taken.shots if one.trial}
    assert added["stop-third"] == 4
    assert added["target_name"] == 2
    assert len(taken.shots) == len({one.subject for one in taken.shots})
    assert {"who", "target"} <= taken.pages
    assert {page.id for page in juminhyo.pages} - taken.pages == {"ap_alias", "members", "format"}


def test_answers_of_a_file_lead_elsewhere() -> None:
    procedure = small(KIND, STOP)
    assert subjects(procedure) == ["card", "kind", "review", "sign", "handed-in"]
    assert subjects(procedure, kind="b") == ["card", "kind", "stop-no_b"]
    assert shots(procedure, {"kind": "b"}, "ja").form is None


def test_a_time_is_chosen_from_those_that_are_free_and_taken_home() -> None:
    taken = shots(visit_procedure(), {}, "ja")
    (asked,) = (one for one in taken.shots if one.subject == "visit")
    assert asked.resident.visit.diary.slots
    assert taken.handed is not None
    assert isinstance(taken.handed.coming, Kept)
    assert taken.handed.place


def test_an_answer_that_does_not_fit_is_not_given() -> None:
    assert subjects(small(KIND, STOP), kind="nobody")[-1] == "handed-in"


def test_where_nobody_gets_further_the_sentence_of_the_screen_is_told() -> None:
    taken = shots(small(KIND + NUMBER), {"kind": "b"}, "en")
    assert (taken.shots[-1].subject, taken.shots[-1].said) == ("number", "Four digits please")
    assert taken.form is None


def test_a_procedure_signed_by_card_ends_where_the_card_is_wanted() -> None:
    taken = shots(signed_procedure(), {}, "ja")
    assert taken.shots[-1].subject == "review"
    assert taken.form is not None


def test_an_optional_question_may_stay_open() -> None:
    optional = NUMBER.replace("        type: text\n", "        type: text\n        required: false\n")
    taken = shots(small(KIND + optional), {"kind": "b"}, "ja")
    assert taken.shots[-1].subject == "handed-in"


def test_of_a_group_the_questions_about_one_person_follow() -> None:
    seen = subjects(group_procedure())
    at = seen.index("movers")
    assert seen[at : at + 5] == ["movers", "m_name", "m_birth", "m_relation", "m_same"]
    assert "m_relation_other" not in seen, "nobody in the tests of the file is asked it"


def test_times_and_their_place_are_those_of_the_town() -> None:
    waste = Calendar(
        id="shimin", name="粗大ごみ", place="ご自宅の前", opens="09:00-15:00", slot_minutes=180, lead_hours=72
    )
    taken = shots(visit_procedure(), {}, "ja", Calendars(calendar=(waste,)))
    (asked,) = (one for one in taken.shots if one.subject == "visit")
    assert {slot.strftime("%H:%M") for slot in asked.resident.visit.diary.slots or ()} == {"09:00", "12:00"}
    assert taken.handed is not None
    assert taken.handed.place == "ご自宅の前"


def test_where_the_town_offers_nothing_times_are_shown_all_the_same() -> None:
    closed = Calendar(id="shimin", name="市民課", opens="09:00-09:05", slot_minutes=30)
    taken = shots(visit_procedure(), {}, "ja", Calendars(calendar=(closed,)))
    assert taken.handed is not None
    assert isinstance(taken.handed.coming, Kept)
