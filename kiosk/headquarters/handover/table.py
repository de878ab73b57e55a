"""Cases as rows for a spreadsheet: one case a row, one question a column, shared questions in one column."""

from collections.abc import Sequence
from typing import Final

from kiosk.applications.cells import table
from kiosk.headquarters.handover.handed import Handed
from kiosk.procedures.japanese.calendar import JAPAN

_OF_CASE: Final = (
    "受付番号", "控え番号", "受付日時", "受付場所", "手続き", "様式の版",
    "状態", "担当", "端末の署名", "手数料（円）", "職員の未記入",
)  # fmt: skip


def rows(cases: Sequence[Handed]) -> str:
    """The table with its heads; a case that cannot be opened has the columns of its line alone."""
    labels: dict[tuple[str, str], str] = {}
    for one in cases:
        for key, label, _ in _answers(one):
            labels.setdefault(key, label)
    found: list[tuple[str, ...]] = [(*_OF_CASE, *labels.values())]
    for one in cases:
        said = {key: text for key, _, text in _answers(one)}
        found.append((*_of_case(one), *(said.get(key, "") for key in labels)))
    return table(found)


def _of_case(one: Handed) -> tuple[str, ...]:
    line, application = one.line, one.application
    fee = application.fee if application else None
    return (
        line.receipt_number,
        line.reference,
        f"{line.received_at.astimezone(JAPAN):%Y-%m-%d %H:%M}",
        line.place,
        application.form.title if application else line.procedure_title,
        application.form.version if application else "",
        line.state.words,
        line.taken_by or "",
        line.signature.words,
        "" if fee is None else str(fee),
        str(one.owed),
    )


def _answers(one: Handed) -> list[tuple[tuple[str, str], str, str]]:
    """Key, head and words of each answer; one field under two names is two columns."""
    answers = one.application.answers if one.application else ()
    return [((answer.field, answer.label), answer.label, answer.text) for answer in answers]
