"""The lines of the form beside the face, for QML's repeater."""

from collections.abc import Sequence

from typing_extensions import override

from kiosk.procedures import review
from kiosk.procedures.shared_form import SharedForm
from kiosk.values import dataclass


@dataclass(frozen=True)
class CallRow:
    """One line of the form beside the face.

    `proposed` is what staff propose for it, in words; `byStaff`: it is theirs to write.
    """

    field: str
    label: str
    text: str
    isName: bool
    proposalId: str = ""
    proposed: str = ""
    byStaff: bool = False

    @override
    def __repr__(self) -> str:
        return f"CallRow({self.field!r}, ...)"


def call_rows(form: SharedForm, locale: str) -> tuple[CallRow, ...]:
    """Every line that counts now, with the proposals that wait for a touch."""
    waiting = {proposal.field: proposal for proposal in form.proposals.values()}
    rows = []
    for row in review.lines(review.rows(form, locale)):
        proposal, item = waiting.get(row.line), form.procedure.field(row.field)
        words = review.value_text(item, proposal.value, locale) if proposal and item else ""
        proposal_id = proposal.proposal_id if proposal else ""
        rows.append(CallRow(row.line, row.label, row.text, row.is_name, proposal_id, words, row.by_staff))
    return tuple(rows)


def row_to_read(rows: Sequence[CallRow], wrote: str) -> int:
    """The first line with a proposal that waits for a touch, else the one of the field staff `wrote`; -1 for none."""
    asking = [number for number, row in enumerate(rows) if row.proposalId]
    written = [number for number, row in enumerate(rows) if wrote and row.field == wrote]
    return next(iter(asking + written), -1)
