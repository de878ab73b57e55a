"""The paper (A4) of an application: the same answers as the record, in the boxes of the town's form (様式)."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any, Final

from kiosk.applications.application import Answered, Application, IdentityEvent
from kiosk.applications.attachment import OF_SIGNATURE, SIGNATURE, Attachment
from kiosk.applications.glyphs import Span
from kiosk.applications.papers import general
from kiosk.applications.papers.boxes import Boxes
from kiosk.applications.papers.filling import Answers
from kiosk.applications.typesetting import (
    FOR_READERS,
    FOR_THE_RECORD,
    PdfDocument,
    Typesetter,
    TypesettingFailed,
    qr_svg,
)
from kiosk.pictures.apart import redrawn_apart
from kiosk.procedures.japanese.calendar import JAPAN, day_in_japan
from kiosk.procedures.japanese.eras import written_day
from kiosk.procedures.papers.layout import Layout
from kiosk.procedures.procedure import Procedure
from kiosk.protocol.faults import Code
from kiosk.protocol.forms import Doubt, Source
from kiosk.protocol.identity import Method, Outcome
from kiosk.values import dataclass

TEMPLATE: Final = "form"
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
_LETTERS: Final = "字形を職員が確認します"
_NOT_USABLE: Final = "使えませんでした"
_LOOKS: Final = {
    Code.UNREADABLE_TEXT: "カードから読み取れない文字があります。券面と見比べて職員が確認します",
    Code.ODD_BIRTH_DATE: "カードの日付が不詳または暦にない日付です。券面と見比べて職員が確認します",
    Code.TOO_LONG: "カードの文字数が多いため、券面と見比べて職員が確認します",
}
"""What is told of a doubt; a stand-in for a character is a matter of its shape."""


class Copy(StrEnum):
    """For whom a paper is: the town files it, or the resident takes it home."""

    TOWN = "town"
    RESIDENT = "resident"


@dataclass(frozen=True)
class Form:
    """What headquarters has of the form an application was made with; without a layout the general one is taken."""

    procedure: Procedure | None = None
    layout: Layout | None = None

    def of(self, application: Application) -> Layout:
        """The layout for this application, with a place for everything it answers."""
        layout = self.layout or (general.of_procedure(self.procedure) if self.procedure else None)
        if layout is not None:
            values = {answer.field: answer.value for answer in application.answers}
            layout = layout.filled_with(values, day_in_japan(application.created_at))
        return general.with_the_rest(layout, application) if layout else general.of_application(application)


def render(
    application: Application,
    attachments: Sequence[Attachment],
    typesetter: Typesetter,
    form: Form | None = None,
    *,
    copy: Copy = Copy.TOWN,
    receipt_number: str | None = None,
) -> PdfDocument:
    """Set the paper of `application`; a character no font can draw stands as 〓 and its field is named.

    The town's paper is PDF/A-2b, the resident's own PDF/A-2a and PDF/UA-1. `receipt_number` (受付番号) is shown where
    headquarters has given one. A signature picture that cannot be read is replaced by a sentence, never a reason to
    fail. Raise `TypesettingFailed` when the template itself is wrong.
    """
    paper = _Paper(application, form or Form(), copy, typesetter)
    standards = FOR_READERS if copy is Copy.RESIDENT else FOR_THE_RECORD
    content = paper.content(_signature_picture(application, attachments), receipt_number)
    try:
        pdf = typesetter.set_pdf(TEMPLATE, content, application.created_at, standards)
    except TypesettingFailed:
        if content["signature"]["picture"] is None:
            raise
        pdf = typesetter.set_pdf(TEMPLATE, paper.content(None, receipt_number), application.created_at, standards)
    return PdfDocument(pdf)


class _Paper:
    """What the template is given for one application."""

    def __init__(self, application: Application, form: Form, copy: Copy, typesetter: Typesetter) -> None:
        self._application = application
        self._form = form
        self._copy = copy
        self._mincho = typesetter.mincho
        self._gothic = typesetter.gothic
        drawn_otherwise = {one.field for one in application.answers if self._mincho.write(one.text).uncertain}
        self._unsure = drawn_otherwise.union(application.glyph_uncertain)

    def content(self, picture: bytes | None, receipt_number: str | None) -> dict[str, Any]:
        """All texts of the paper as spans, in the shape the template reads."""
        application, procedure, layout = self._application, self._form.procedure, self._form.of(self._application)
        made = application.created_at.astimezone(JAPAN)
        marked = self._copy is Copy.TOWN
        answers = Answers(self._doubted(), day_in_japan(application.created_at), marked=marked)
        return {
            "copy": self._copy.value,
            "title": self._mincho.write(layout.title).spans,
            "plain-title": layout.title,
            "plain-spans": self._plain(layout.title),
            "number": None if layout.number is None else self._plain(layout.number),
            "day": [made.year, made.month, made.day],
            "date": written_day(made),
            "time": f"{written_day(made)} {made:%H:%M}",
            "addressee": self._mincho.write(layout.to or application.addressee).spans,
            "place": self._plain(application.place),
            "reference": application.reference,
            "receipt-number": receipt_number,
            "qr": qr_svg(application.reference),
            "blocks": Boxes(procedure, answers, self._mincho, self._gothic).blocks(layout),
            "doubts": [doubt for answer in application.answers for doubt in self._doubts(answer)],
            "legend": marked and any(answer.source is not Source.RESIDENT for answer in application.answers),
            "signature": {
                "kind": application.signature.kind,
                "picture": None if picture is None else list(picture),
            },
            "identity": [self._checked(event) for event in application.identity_events if _was_tried(event)],
            "papers": self._papers(),
            "fee": f"{application.fee:,}" if application.fee else None,
            "rehearsal": application.rehearsal,
            "version": f"{application.form.version}（照合 {int(application.form.sha256[:8], 16):010}）",
            "law": self._plain("、".join(procedure.law if procedure else ())),
        }

    def _doubted(self) -> list[Answered]:
        """The answers, those no font here draws as written among the doubted ones."""
        return [
            answer.model_copy(update={"doubts": (Doubt(code=Code.SUBSTITUTED),)})
            if answer.field in self._unsure and not answer.doubts
            else answer
            for answer in self._application.answers
        ]

    def _doubts(self, answer: Answered) -> list[dict[str, Any]]:
        """What staff still have to look at in one answer."""
        codes = {doubt.code for doubt in answer.doubts}
        found = [_LETTERS] if Code.SUBSTITUTED in codes or answer.field in self._unsure else []
        found += [_LOOKS[code] for code in sorted(codes & _LOOKS.keys())]
        return [{"label": self._plain(answer.label), "said": self._plain(said)} for said in found]

    def _papers(self) -> list[Sequence[Span]]:
        """The papers handed in by the names the procedure gives them; others are counted."""
        documents = self._form.procedure.documents if self._form.procedure else ()
        known = {one.id: one.label.in_("ja") for one in documents}
        names = [note.name for note in self._application.attachments if note.name != SIGNATURE]
        found = [known[name] for name in names if name in known]
        others = len(names) - len(found)
        return [self._plain(words) for words in [*found, *([f"画像 {others}点"] if others else [])]]

    def _checked(self, event: IdentityEvent) -> dict[str, Any]:
        at = event.at.astimezone(JAPAN)
        return {
            "method": self._plain(_METHODS[event.method]),
            "at": f"{written_day(at)} {at:%H:%M}",
            "outcome": _outcome(event),
        }

    def _plain(self, text: str) -> Sequence[Span]:
        return self._gothic.write(text).spans


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


def _signature_picture(application: Application, attachments: Sequence[Attachment]) -> bytes | None:
    """The picture the application vouches for, drawn anew apart, if it is there and can be."""
    wanted = application.signature.png_sha256
    for attachment in attachments:
        if wanted is not None and attachment.note().sha256 == wanted:
            drawn = redrawn_apart(attachment.content, OF_SIGNATURE)
            return drawn if isinstance(drawn, bytes) else None
    return None
