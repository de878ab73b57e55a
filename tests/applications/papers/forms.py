"""The procedures that come with the program, their layouts, and applications made with them."""

from collections.abc import Sequence
from functools import cache

from pydantic import JsonValue

from kiosk.applications.application import Application, IdentityEvent
from kiosk.applications.attachment import Attachment
from kiosk.applications.document import Form
from kiosk.applications.from_form import Given, TakenIn, application_of
from kiosk.procedures.field_types import FieldType
from kiosk.procedures.fields import CardItem
from kiosk.procedures.kinds.table import kind_of
from kiosk.procedures.papers import shelf
from kiosk.procedures.procedure import Procedure
from kiosk.procedures.shared_form import SharedForm
from kiosk.protocol.forms import FieldEdited, Source
from kiosk.protocol.identity import Method, Outcome
from tests.applications.application_samples import BOOTH, DRAWN, MADE, NAME, SUBMISSION
from tests.town import DELIVERED, read_once

ADDRESS = "兵庫県姫路市安田四丁目1番地 山田マンション第2棟305号"
ANSWERS: dict[str, dict[str, JsonValue]] = {
    "juminhyo": {
        "who": "self",
        "scope": "all",
        "purpose": "pension",
        "copies": 2,
        "receive": "here",
        "ap_tel": "079-221-0000",
    }
}


def procedure_of(procedure_id: str) -> Procedure:
    """The newest of this id, drafts too."""
    return next(one for one in read_once(DELIVERED).procedures if one.id == procedure_id)


@cache
def form_of(procedure_id: str) -> Form:
    """A procedure and the town's own layout of it."""
    procedure = procedure_of(procedure_id)
    layout = shelf.read(DELIVERED, read_once(DELIVERED).procedures).layout(procedure)
    assert layout is not None
    return Form(procedure, layout)


def hand_in(
    procedure_id: str, name: str = NAME, address: str = ADDRESS, attachments: Sequence[Attachment] = (DRAWN,)
) -> Application:
    """What a resident with these on the card would hand in, who says what is usual where nothing else is known."""
    form = SharedForm.begin(procedure_of(procedure_id), MADE.date(), MADE)
    born: dict[str, JsonValue] = {"year": 1959, "month": 5, "day": 6, "as_written": "昭和34年5月6日"}
    says: dict[CardItem | None, JsonValue] = {CardItem.NAME: name, CardItem.ADDRESS: address, CardItem.BIRTH_DATE: born}
    card = {field.id: says[field.fill] for field in form.procedure.fields if field.fill in says}
    known = {**card, **ANSWERS.get(procedure_id, {})}
    for field in form.procedure.fields:
        if field.default is None and not field.by_staff and field.type is not FieldType.COMPUTED:
            source = Source.CARD if field.id in card else Source.RESIDENT
            value = known.get(field.id, kind_of(field).sample(field))
            changed = form.apply(FieldEdited(field=field.id, value=value, source=source, at=MADE))
            assert isinstance(changed, SharedForm), (field.id, changed)
            form = changed
    for field_id in known.keys() - card.keys():
        changed = form.apply(FieldEdited(field=field_id, value=known[field_id], source=Source.RESIDENT, at=MADE))
        assert isinstance(changed, SharedForm)
        form = changed
    seen = (IdentityEvent(level="A3", method=Method.CARD_PIN, at=MADE, outcome=Outcome.CONFIRMED),)
    taken = TakenIn(SUBMISSION, "IE-4731-08K", BOOTH, "家島支所", "姫路市長", MADE, rehearsal=False)
    return application_of(form, Given("ja", seen, attachments), taken, lambda _: ())
