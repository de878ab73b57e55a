"""The ladder (本人確認の段階): how surely it is known who applied, and what is still missing. Pure.

A1 is the person's own word, A2 a paper (or a card nobody checked) that staff compared with the face, A3 a real card
whose photograph staff compared with the face, A4 the card's signature, B staff of the branch in the room. What a
booth says is believed for what only it can know; everything else counts when headquarters wrote it down itself. Staff
who could not confirm the face outweigh every card.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from kiosk.applications.application import Application, IdentityEvent
from kiosk.headquarters.identity.evidence import is_real_card
from kiosk.procedures.procedure import FieldType, Procedure
from kiosk.procedures.procedure import Level as Needed
from kiosk.protocol.identity import Evidence, Level, Method, Outcome
from kiosk.values import dataclass

_SAID_BY_BOOTH: Final = (Method.DECLARED, Method.CARD_CODE, Method.CARD_PIN)
_READ_CARD: Final = (Method.CARD_CODE, Method.CARD_PIN)
_NO_PROCEDURE: Final = "この手続きの定義が本庁にありません。必要な本人確認を手引きで確かめてください。"
_NAME: Final = "氏名を本人に聞いて確かめてください。"
_PAPER: Final = "通話で本人確認書類を見せてもらい、顔と見くらべて記録してください。"
_FACE: Final = "通話でカードの写真を表示し、本人の顔と見くらべて記録してください。"
_REAL: Final = "カードが本物であることが確かめられていません。通話で「暗証番号で確かめてもらう」を押してください。"
_SIGNED: Final = "カードの電子署名がありません。署名用の暗証番号で署名した申請を出しなおしてもらってください。"
_SIGNATURE_BAD: Final = "カードの電子署名を確認できませんでした。下の記録を見て、本人に連絡してください。"
_SIGNATURE_OPEN: Final = "カードの電子署名の確認が終わっていません。下の記録の「確かめていない」を確かめてください。"
_IN_PERSON: Final = "支所の職員が対面で確認してください。画面ごしの確認では足りません。"
_NOT_THEM: Final = "職員が「本人と確認できない」と記録しています。責任者に相談してください。"


@dataclass(frozen=True)
class Standing:
    """How far somebody is identified.

    Attributes:
        reached: None where nobody was identified at all.
        needed: None where the procedure is not known here; then `missing` says so.
        missing: what has to be done yet, in sentences for staff; empty when it is enough.
    """

    reached: Level | None
    needed: Needed | None
    missing: tuple[str, ...] = ()


def standing(needed: Needed | None, found: Sequence[Evidence], said: Sequence[IdentityEvent]) -> Standing:
    """Add up headquarters' own findings and what the booth says (`said`: empty where its signature is bad)."""
    latest = {one.method: one for one in sorted(found, key=lambda one: one.at)}
    reached = _reached(latest, found, said)
    if needed is None:
        return Standing(reached, None, (_NO_PROCEDURE,))
    if _is_enough(needed, reached):
        return Standing(reached, needed)
    return Standing(reached, needed, _missing(needed, latest, _is_real(latest, said)))


def needed_for(procedure: Procedure | None, application: Application) -> Needed | None:
    """The level a procedure asks of the kind of applicant its form names; the strictest while it names none.

    A kind is named by the first field whose answer is one of its options and of the procedure's kinds: ``who: self``.
    Where several were chosen, the strictest of them counts.
    """
    if procedure is None:
        return None
    answers = {answer.field: answer.value for answer in application.answers}
    for field in procedure.fields:
        value = answers.get(field.id)
        chosen = field.chosen(value) if field.type is FieldType.SEVERAL else (field.option(value),)
        if levels := [procedure.identity[one.id] for one in chosen if one and one.id in procedure.identity]:
            return max(levels)
    return max(procedure.identity.values())


def _is_enough(needed: Needed, reached: Level | None) -> bool:
    return needed == "A0" or (needed != "B" and reached is not None and reached >= needed)


def _reached(
    latest: Mapping[Method, Evidence], found: Sequence[Evidence], said: Sequence[IdentityEvent]
) -> Level | None:
    reached: Level | None = "A1" if _is_named(found, said) else None
    if _is_not_them(latest):
        return reached
    face = _is_good(latest, Method.FACE_COMPARED)
    if face or _is_good(latest, Method.PAPER_SEEN):
        reached = "A2"
    if face and _is_real(latest, said):
        reached = "A3"
    if _is_good(latest, Method.CARD_SIGNATURE):
        reached = "A4"
    return reached


def _is_named(found: Sequence[Evidence], said: Sequence[IdentityEvent]) -> bool:
    """Whether there is anything at all: a person's own word needs nobody to confirm it."""
    declared = any(one.method is Method.DECLARED for one in said)
    read = any(one.method in _READ_CARD and one.outcome is not Outcome.NOT_CONFIRMED for one in said)
    return declared or read or any(one.outcome is not Outcome.NOT_CONFIRMED for one in found)


def _is_real(latest: Mapping[Method, Evidence], said: Sequence[IdentityEvent]) -> bool:
    """Whether anything shows that the card is a real one; a card whose key or certificate failed is not."""
    proof = latest.get(Method.CARD_KEY)
    if proof is not None and proof.outcome is Outcome.NOT_CONFIRMED:
        return False
    read = any(one.method in _READ_CARD and one.outcome is Outcome.CONFIRMED for one in said)
    return read or any(is_real_card(one) for one in latest.values())


def _is_good(latest: Mapping[Method, Evidence], method: Method) -> bool:
    one = latest.get(method)
    return one is not None and one.outcome is Outcome.CONFIRMED


def _is_not_them(latest: Mapping[Method, Evidence]) -> bool:
    face = latest.get(Method.FACE_COMPARED)
    return face is not None and face.outcome is Outcome.NOT_CONFIRMED


def _missing(needed: Needed, latest: Mapping[Method, Evidence], real: bool) -> tuple[str, ...]:
    if needed == "B":
        return (_IN_PERSON,)
    if _is_not_them(latest):
        return (_NOT_THEM,)
    if needed == "A4":
        return (_signature(latest.get(Method.CARD_SIGNATURE)),)
    if needed == "A3":
        face = () if _is_good(latest, Method.FACE_COMPARED) else (_FACE,)
        return face if real else (*face, _REAL)
    return (_PAPER,) if needed == "A2" else (_NAME,)


def _signature(found: Evidence | None) -> str:
    if found is None:
        return _SIGNED
    return _SIGNATURE_BAD if found.outcome is Outcome.NOT_CONFIRMED else _SIGNATURE_OPEN


def believed(events: Sequence[IdentityEvent]) -> tuple[IdentityEvent, ...]:
    """What only the booth can know; all else must be headquarters' own finding."""
    return tuple(one for one in events if one.method in _SAID_BY_BOOTH)
