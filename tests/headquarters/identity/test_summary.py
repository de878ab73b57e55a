"""The identity sheet: headquarters' own findings stand, and what a booth only says reads as that."""

from collections.abc import Mapping, Sequence

from kiosk.applications.application import Application, IdentityEvent
from kiosk.headquarters.identity import summary, views
from kiosk.headquarters.identity.holder_match import Beside
from kiosk.headquarters.view import Unreadable
from kiosk.protocol.identifiers import new_id
from kiosk.protocol.identity import Evidence, Method, Outcome
from tests.headquarters.headquarters_world import application
from tests.headquarters.identity.test_assurance import AT, FACE, PROOF, found, said
from tests.town import DELIVERED, read_once

PROCEDURE = read_once(DELIVERED).procedure("juminhyo")


def events(
    application: Application, found: Sequence[Evidence], papers: Mapping[str, str], *, signed: bool
) -> list[views.IdentityEvent]:
    """What is shown of readable findings."""
    shown = summary.events(application, found, papers, signed=signed)
    assert not any(isinstance(one, Unreadable) for one in shown)
    return [one for one in shown if isinstance(one, views.IdentityEvent)]


def content(*events: IdentityEvent) -> Application:
    return application(new_id()).model_copy(update={"identity_events": events})


def test_a_finding_stands_once_with_headquarters_words() -> None:
    named = said(Method.CARD_KEY).model_copy(update={"evidence": PROOF.evidence_id})
    (shown,) = events(content(named), [PROOF], {}, signed=True)
    assert (shown.method, shown.outcome, shown.sentence) == ("card_key", "confirmed", "")


def test_a_finding_the_booth_made_up_is_not_checked_and_said() -> None:
    made_up = said(Method.FACE_COMPARED).model_copy(update={"evidence": new_id()})
    for event in (made_up, said(Method.FACE_COMPARED), said(Method.CARD_PIN).model_copy(update={"evidence": new_id()})):
        (shown,) = events(content(event), [], {}, signed=True)
        assert shown.outcome == "not_checked"
        assert "本庁の記録にありません" in shown.sentence


def test_what_the_booth_itself_saw_stands_as_it_says() -> None:
    seen = events(content(said(Method.CARD_PIN)), [], {}, signed=True)
    assert [(one.method, one.outcome, one.sentence) for one in seen] == [("card_pin", "confirmed", "")]


def test_an_unsigned_application_says_nothing_of_identity() -> None:
    event = said(Method.CARD_PIN)
    (shown,) = events(content(event), [], {}, signed=False)
    assert shown.outcome == "not_checked"
    assert "端末の署名" in shown.sentence
    told = summary.summary(content(event), PROCEDURE, [FACE], signed=False)
    assert (told.reached, told.needed) == ("A2", "A3")


def test_the_signature_is_shown_as_headquarters_found_it() -> None:
    claimed = said(Method.CARD_SIGNATURE, Outcome.NOT_CHECKED)
    judged = found(Method.CARD_SIGNATURE, Outcome.NOT_CONFIRMED, holder="bad")
    (shown,) = events(content(claimed), [judged], {}, signed=True)
    assert (shown.outcome, shown.code) == ("not_confirmed", None)
    assert "だれのカード" in shown.sentence
    assert [step.verdict for step in shown.steps] == ["bad"]


def test_a_signature_only_the_booth_speaks_of_is_none() -> None:
    claimed = said(Method.CARD_SIGNATURE).model_copy(update={"level": "A4"})
    (shown,) = events(content(claimed), [], {}, signed=True)
    assert shown.outcome == "not_checked"
    assert "本庁の記録にありません" in shown.sentence
    (missing,) = events(content(said(Method.CARD_SIGNATURE, Outcome.NOT_CONFIRMED)), [], {}, signed=True)
    assert (missing.outcome, missing.code) == ("not_confirmed", None)
    assert "カードでは署名していません" in missing.sentence


def test_the_paper_staff_were_shown_is_named() -> None:
    looked = found(Method.PAPER_SEEN)
    papers = {looked.evidence_id: "運転免許証", new_id(): "旅券"}
    (shown,) = events(content(), [looked], papers, signed=True)
    assert "運転免許証" in shown.words


def test_findings_stand_in_the_order_they_happened() -> None:
    later = found(Method.PAPER_SEEN, seconds=60)
    shown = events(content(said(Method.DECLARED)), [later, PROOF], {}, signed=True)
    assert [one.at for one in shown] == sorted(one.at for one in shown if one.at)
    assert shown[-1].method == "paper_seen"
    assert shown[0].at == AT


def test_the_summary_says_what_is_missing_and_when_it_is_enough() -> None:
    short = summary.summary(content(said(Method.DECLARED)), PROCEDURE, [], signed=True)
    assert (short.needed, short.reached, len(short.missing)) == ("A3", "A1", 2)
    enough = summary.summary(content(said(Method.DECLARED)), PROCEDURE, [FACE, PROOF], signed=True)
    assert (enough.reached, enough.missing) == ("A3", ())
    assert short.words != enough.words


def test_an_unknown_procedure_is_not_taken_for_one_that_needs_nothing() -> None:
    told = summary.summary(content(), None, [], signed=True)
    assert (told.needed, told.reached) == (None, None)
    assert told.missing


def test_staff_compare_what_of_the_holder_could_be_read_and_nothing_failed() -> None:
    judged = found(Method.CARD_SIGNATURE, Outcome.NOT_CHECKED, holder="not_checked", name="not_checked")
    (shown,) = events(content(), [judged], {}, signed=True)
    assert "見くらべて" in shown.sentence
    known = found(Method.CARD_SIGNATURE, holder="good", name="good")
    assert events(content(), [known], {}, signed=True)[0].sentence == ""
    failed = found(Method.CARD_SIGNATURE, Outcome.NOT_CONFIRMED, holder="bad", name="not_checked", address="bad")
    (shown,) = events(content(), [failed], {}, signed=True)
    assert "見くらべて" not in shown.sentence
    assert "だれのカード" in shown.sentence


def test_what_to_compare_marks_the_letters_that_stand_for_others() -> None:
    (shown,) = summary.beside([Beside("name", "ツジ西　辻子", "葛西　辻子", stand_ins=(0, 1))])
    assert (shown.words, shown.written) == ("氏名", "葛西　辻子")
    assert shown.certified == (("ツジ", True), ("西　辻子", False))


def test_without_a_known_procedure_no_need_is_claimed() -> None:
    told = summary.summary(content(), None, [FACE], signed=True)
    assert (told.needed, told.reached) == (None, "A2")
    assert "わかりません" in told.words


def test_with_a_finding_that_cannot_be_read_nothing_is_enough() -> None:
    odd = Unreadable(unreadable=new_id())
    told = summary.summary(content(said(Method.DECLARED)), PROCEDURE, [FACE, PROOF, odd], signed=True)
    assert told.words == "本人確認が足りているか、わかりません"
    assert "表示できない記録があります" in told.missing[0]


def test_what_another_application_of_the_visit_took_in_counts_where_this_one_names_it() -> None:
    refused = found(Method.FACE_COMPARED, Outcome.NOT_CONFIRMED)
    unnamed, odd = found(Method.PAPER_SEEN), Unreadable(unreadable=new_id())
    named = [said(Method.CARD_KEY).model_copy(update={"evidence": one}) for one in (PROOF.evidence_id, odd.unreadable)]
    of_visit: list[Evidence | Unreadable] = [PROOF, unnamed, odd, refused]
    assert summary.with_visit(content(*named), [FACE], of_visit) == (FACE, PROOF, odd, refused)
    assert summary.with_visit(content(said(Method.CARD_PIN)), [FACE], of_visit) == (FACE,), "who names none has none"
