"""The official paper (A4) of an application: the same data as the record, set so that staff can file it."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from kiosk.applications.application import Answered, Application, IdentityEvent, Part
from kiosk.applications.attachment import SIGNATURE, Attachment
from kiosk.applications.glyphs import Span
from kiosk.applications.typesetting import PdfDocument, Typesetter, TypesettingFailed, qr_svg
from kiosk.pictures.apart import redrawn_apart
from kiosk.procedures.japanese.calendar import JAPAN, day_in_japan
from kiosk.procedures.japanese.eras import WrittenDate, japanese
from kiosk.protocol.faults import Code
from kiosk.protocol.forms import Source
from kiosk.protocol.identity import Method, Outcome

GENERAL: Final = "application"
"""The template for procedures that have none of their own."""

_SOURCES: Final = {Source.CARD: "card", Source.RESIDENT: "resident", Source.STAFF: "staff", Source.PRESET: "preset"}
_UNBROKEN: Final = re.compile(r"([!-~À-ɏḀ-ỿ]{24,})")
_PIECE: Final = 12
_SHORT: Final = 4
_METHODS: Final[dict[Method, str]] = {
    Method.DECLARED: "本人の申し出",
    Method.TAP: "マイナンバーカードのかざし（暗証番号なし）",
    Method.PAPER_SEEN: "本人確認書類を職員が確認",
    Method.CARD_CODE: "マイナンバーカードの読み取り（照合番号）",
    Method.CARD_PIN: "マイナンバーカードの読み取り（暗証番号）",
    Method.CARD_KEY: "マイナンバーカードと暗証番号で確認",
    Method.FACE_COMPARED: "カードの写真と本人の顔の見くらべ",
    Method.CARD_SIGNATURE: "マイナンバーカードの電子署名",
}
_OUTCOMES: Final[dict[Outcome, str]] = {
    Outcome.CONFIRMED: "確認しました",
    Outcome.NOT_CONFIRMED: "確認できませんでした",
    Outcome.NOT_CHECKED: "未確認",
}
_NOT_USABLE: Final = "使えませんでした"
_LOOKS: Final = {
    Code.UNREADABLE_TEXT: "カードから読み取れない文字があります。券面と見比べて職員が確認します",
    Code.ODD_BIRTH_DATE: "カードの日付が不詳または暦にない日付です。券面と見比べて職員が確認します",
    Code.TOO_LONG: "カードの文字数が多いため、券面と見比べて職員が確認します",
}
"""What is told of a doubt; a stand-in for a character is a matter of its shape."""


def render(
    application: Application,
    attachments: Sequence[Attachment],
    typesetter: Typesetter,
    *,
    template: str | None = None,
    receipt_number: str | None = None,
    law: Sequence[str] = (),
) -> PdfDocument:
    """Set the paper of `application` as PDF/A-2b; a character no font can draw stands as 〓 and its field is named.

    `template` is a name in the template folder; without it the procedure's own, else the general one, is taken.
    `receipt_number` (受付番号) is shown where headquarters has given one, `law` where it knows the procedure. A
    signature picture that cannot be read is replaced by a sentence, never a reason to fail. Raise `TypesettingFailed`
    when the template itself is wrong.
    """
    own = template or application.form.procedure
    name = own if typesetter.has_template(own) else GENERAL
    paper = _Paper(application, typesetter)
    content = paper.content(_signature_picture(application, attachments), receipt_number, law)
    try:
        pdf = typesetter.set_pdf(name, content, application.created_at)
    except TypesettingFailed:
        if content["signature"]["picture"] is None:
            raise
        pdf = typesetter.set_pdf(name, paper.content(None, receipt_number, law), application.created_at)
    return PdfDocument(pdf)


class _Paper:
    """What the template is given for one application."""

    def __init__(self, application: Application, typesetter: Typesetter) -> None:
        self._application = application
        self._mincho = typesetter.mincho
        self._gothic = typesetter.gothic

    def content(self, picture: bytes | None, receipt_number: str | None, law: Sequence[str]) -> dict[str, Any]:
        """All texts of the paper as spans, in the shape the templates read."""
        application = self._application
        made = application.created_at.astimezone(JAPAN)
        return {
            "title": self._mincho.write(application.form.title).spans,
            "plain_title": application.form.title,
            "day": [made.year, made.month, made.day],
            "date": written_day(made),
            "time": f"{made:%H:%M}",
            "addressee": self._mincho.write(application.addressee).spans,
            "place": self._plain(application.place),
            "reference": application.reference,
            "receipt_number": receipt_number,
            "qr": qr_svg(application.reference),
            "applicant": [self._row(answer) for answer in application.answers_in(Part.APPLICANT)],
            "agent": [self._row(answer) for answer in application.answers_in(Part.AGENT)],
            "request": [self._row(answer) for answer in application.answers_in(Part.REQUEST)],
            "signature": {
                "kind": application.signature.kind,
                "picture": None if picture is None else list(picture),
            },
            "identity": [self._checked(event) for event in application.identity_events if _was_tried(event)],
            "papers": [self._plain(note.name) for note in application.attachments if note.name != SIGNATURE],
            "fee": None if application.fee is None else f"{application.fee:,}",
            "rehearsal": application.rehearsal,
            "footer": f"{application.form.procedure} {application.form.version} · {application.form.sha256[:12]}",
            "law": self._plain("、".join(law)),
            "submission": application.submission_id,
            "booth": application.booth_id,
        }

    def _row(self, answer: Answered) -> dict[str, Any]:
        text, chosen = self._mincho.write(answer.text), answer.chosen or (answer.text,)
        unsure = self._application.glyph_uncertain
        return {
            "field": answer.field,
            "label": self._plain(answer.label),
            "text": _breakable(text.spans),
            "choices": [{"text": self._plain(words), "on": words in chosen} for words in answer.choices],
            "name": answer.is_name,
            "short": _is_short(answer),
            "source": _SOURCES[answer.source],
            "look": _look(answer, drawn_surely=not text.uncertain and answer.field not in unsure),
        }

    def _checked(self, event: IdentityEvent) -> dict[str, Any]:
        at = event.at.astimezone(JAPAN)
        return {
            "method": self._plain(_METHODS[event.method]),
            "at": f"{written_day(at)} {at:%H:%M}",
            "outcome": _outcome(event),
        }

    def _plain(self, text: str) -> Sequence[Span]:
        return self._gothic.write(text).spans


def _look(answer: Answered, *, drawn_surely: bool) -> list[str]:
    """What staff still have to look at in one answer, as sentences under it."""
    codes = {doubt.code for doubt in answer.doubts}
    found = [] if drawn_surely and Code.SUBSTITUTED not in codes else ["字形を職員が確認します"]
    return found + [_LOOKS[code] for code in sorted(codes & _LOOKS.keys())]


def _breakable(spans: Sequence[Span]) -> list[dict[str, Any]]:
    """Spans in which long runs without a space (`b`: may break after) cannot leave the page."""
    pieces: list[dict[str, Any]] = []
    for span in spans:
        for part in _UNBROKEN.split(span["t"]):
            step = _PIECE if _UNBROKEN.fullmatch(part) else len(part) or 1
            cut = [part[at : at + step] for at in range(0, len(part), step)]
            pieces += [{"t": piece, "f": span["f"], "b": len(cut) > 1} for piece in cut]
    return pieces


def _is_short(answer: Answered) -> bool:
    """A yes-or-no answer that needs only half a line."""
    fits = len(answer.choices) == 2 and all(len(words) <= _SHORT for words in answer.choices)
    return fits and answer.text in answer.choices and len(answer.label) <= 2 * _SHORT


def _was_tried(event: IdentityEvent) -> bool:
    """False for a signature by card that the resident chose not to make: nobody tried it, so nothing failed."""
    by_choice = event.outcome is Outcome.NOT_CONFIRMED and event.code is None
    return event.method is not Method.CARD_SIGNATURE or not by_choice


def _outcome(event: IdentityEvent) -> str:
    """How an act ended. Nobody checks a person's own word; a signature that a booth says failed was never made."""
    if event.method is Method.DECLARED:
        return ""
    if event.method is Method.CARD_SIGNATURE and event.outcome is Outcome.NOT_CONFIRMED:
        return _NOT_USABLE
    return _OUTCOMES[event.outcome]


def written_day(moment: datetime) -> str:
    """The day in Japan as papers write it: 令和8年11月21日."""
    day = day_in_japan(moment)
    return japanese(WrittenDate(day.year, day.month, day.day))


def _signature_picture(application: Application, attachments: Sequence[Attachment]) -> bytes | None:
    """The picture the application vouches for, drawn anew apart, if it is there and can be."""
    wanted = application.signature.png_sha256
    for attachment in attachments:
        if wanted is not None and attachment.note().sha256 == wanted:
            drawn = redrawn_apart(attachment.content)
            return drawn if isinstance(drawn, bytes) else None
    return None
