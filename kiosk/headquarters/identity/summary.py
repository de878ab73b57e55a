"""The identity sheet of a case: every finding in words, and how far they reach. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from itertools import groupby
from typing import Final

from kiosk.applications.application import Application, IdentityEvent
from kiosk.headquarters.identity import assurance, views, wording
from kiosk.headquarters.identity.assurance import Standing
from kiosk.headquarters.identity.holder_match import HOLDER, Beside
from kiosk.headquarters.view import Unreadable
from kiosk.procedures.procedure import Procedure
from kiosk.protocol.identity import Evidence, Method, Outcome

_HEADQUARTERS_ONLY: Final = (Method.TAP, Method.PAPER_SEEN, Method.CARD_KEY, Method.FACE_COMPARED)
_NOT_OURS: Final = "本庁の記録にありません。端末がそう伝えているだけなので、本人確認に使わないでください。"
_UNSIGNED: Final = "端末の署名が確認できないため、端末が伝えた本人確認は使えません。"
_NOT_THE_HOLDER: Final = (
    "署名した方が申請者であることを確認できません。だれのカードで署名したか、本人に確かめてください。"
)
_COMPARE: Final = (
    "署名した方が申請者か、自動では確かめきれませんでした。"
    "下の「証明書」と「申請」を見くらべてください。枠の字は、証明書に入らない字の代わりです。"
)
_BY_CHOICE: Final = "カードでは署名していません。手書きの署名か、署名なしで出されています。"
_LONG_AGO: Final = datetime.min.replace(tzinfo=UTC)
_NOT_SURE: Final = "本人確認が足りているか、わかりません"
_UNREADABLE: Final = "表示できない記録があります。下の番号をそえて管理者に連絡し、わかるまで完了にしないでください。"
_NO_NEED_KNOWN: Final = "必要な本人確認の段階がわかりません"


def events(
    application: Application, found: Sequence[Evidence | Unreadable], papers: Mapping[str, str], *, signed: bool
) -> tuple[views.IdentityEvent | Unreadable, ...]:
    """Headquarters' own findings and what the booth says, in the order they happened; then what cannot be shown.

    `papers` names what staff were shown, by finding; `signed`: whether the booth's signature is good.
    """
    marked = [one for one in found if isinstance(one, Unreadable)]
    known = _readable(found)
    ours = {one.evidence_id for one in known} | {one.unreadable for one in marked}
    by_card = any(one.method is Method.CARD_SIGNATURE for one in known)
    said = [
        one
        for one in application.identity_events
        if one.evidence not in ours and not (by_card and one.method is Method.CARD_SIGNATURE)
    ]
    shown = [_found(one, papers.get(one.evidence_id, "")) for one in known]
    shown += [_said(one, signed=signed) for one in said]
    return (*sorted(shown, key=lambda one: one.at or _LONG_AGO), *marked)


def with_visit(
    application: Application, own: Sequence[Evidence | Unreadable], of_visit: Sequence[Evidence | Unreadable]
) -> tuple[Evidence | Unreadable, ...]:
    """A case's own findings, and those that another case of its visit took in and this application names, too.

    With them comes what was refused in that visit, named or not.

    Example:
        A family moves in: the card is proved once, and three applications are handed in, all of which name the proof.
        The first one took it in; the others rest on it as much.
    """
    named = {one.evidence for one in application.identity_events}
    shared = [one for one in of_visit if (one.evidence_id if isinstance(one, Evidence) else one.unreadable) in named]
    if not shared:
        return tuple(own)
    refused = [one for one in _readable(of_visit) if one.outcome is Outcome.NOT_CONFIRMED and one not in shared]
    return (*own, *shared, *refused)


def _readable(found: Sequence[Evidence | Unreadable]) -> list[Evidence]:
    return [one for one in found if isinstance(one, Evidence)]


def summary(
    application: Application, procedure: Procedure | None, found: Sequence[Evidence | Unreadable], *, signed: bool
) -> views.IdentitySummary:
    """How far the applicant is identified, against what the procedure needs.

    A finding that cannot be read may be the one that outweighs all others, so with it nothing is enough.

    Example:
        Staff could not confirm the face, the row is damaged since, and paper and card are good: A3 by what is left,
        but staff read that a record is missing and do not take it for done.
    """
    said: Iterable[IdentityEvent] = assurance.believed(application.identity_events) if signed else ()
    known = _readable(found)
    reached = _summary(assurance.standing(assurance.needed_for(procedure, application), known, tuple(said)))
    if len(known) == len(found) or reached.needed == "A0":
        return reached
    return reached.model_copy(update={"words": _NOT_SURE, "missing": (_UNREADABLE, *reached.missing)})


def _summary(standing: Standing) -> views.IdentitySummary:
    if standing.needed is None:
        return views.IdentitySummary(
            needed=None, reached=standing.reached, words=_NO_NEED_KNOWN, missing=standing.missing
        )
    return wording.summary(standing.needed, standing.reached, standing.missing)


def _found(one: Evidence, paper: str) -> views.IdentityEvent:
    shown = wording.event(one)
    if paper:
        shown = shown.model_copy(update={"words": f"{shown.words}（{paper}）"})
    if one.method is not Method.CARD_SIGNATURE:
        return shown
    return shown.model_copy(update={"sentence": shown.sentence + _of_holder(one)})


def _of_holder(one: Evidence) -> str:
    """What staff do about whose signature it is, besides what the code asks; empty where the holder is known."""
    holder = next((step.verdict for step in one.steps if step.step == HOLDER), "good")
    if holder == "good":
        return ""
    return _COMPARE if _can_be_compared(one) else _NOT_THE_HOLDER


def _can_be_compared(one: Evidence) -> bool:
    """Whether nothing of the holder failed and something of it was read."""
    of_holder = [step for step in one.steps if step.step in wording.OF_HOLDER]
    return bool(of_holder) and all(step.verdict != "bad" for step in of_holder)


def beside(found: Sequence[Beside]) -> tuple[views.HolderBeside, ...]:
    """What of a signing certificate staff compare with the application, in words."""
    return tuple(
        views.HolderBeside(words=wording.OF_HOLDER[one.step], certified=_pieces(one), written=one.written)
        for one in found
    )


def _pieces(one: Beside) -> tuple[tuple[str, bool], ...]:
    """Neighbours of one kind together."""
    marked = ((letter, at in one.stand_ins) for at, letter in enumerate(one.certified))
    runs = groupby(marked, key=lambda piece: piece[1])
    return tuple(("".join(letter for letter, _ in run), stand_in) for stand_in, run in runs)


def _said(one: IdentityEvent, *, signed: bool) -> views.IdentityEvent:
    believed = signed and one.evidence is None and one.method not in _HEADQUARTERS_ONLY
    if one.method is Method.CARD_SIGNATURE:  # a booth can say that there is none, never that there is one
        believed = believed and one.outcome is Outcome.NOT_CONFIRMED
    sentence = wording.sentence(one.code)
    if one.method is Method.CARD_SIGNATURE and one.code is None:
        sentence = _BY_CHOICE
    if not believed:
        sentence = _NOT_OURS if signed else _UNSIGNED
    return views.IdentityEvent(
        method=one.method,
        words=wording.METHODS[one.method],
        at=one.at,
        outcome=one.outcome if believed or one.outcome is Outcome.NOT_CONFIRMED else Outcome.NOT_CHECKED,
        code=one.code,
        sentence=sentence,
    )
