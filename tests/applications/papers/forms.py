"""The procedures that come with the program, their layouts, and applications made with them."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from pydantic import JsonValue

from kiosk.applications.application import Application, IdentityEvent
from kiosk.applications.attachment import Attachment
from kiosk.applications.document import Form
from kiosk.applications.from_form import Given, TakenIn, application_of
from kiosk.procedures.files.catalog import Catalog
from kiosk.procedures.papers import shelf
from kiosk.procedures.shared_form import SharedForm
from kiosk.protocol.forms import FieldEdited, Source
from kiosk.protocol.identity import Method, Outcome
from tests.applications.application_samples import BOOTH, DRAWN, MADE, NAME, SUBMISSION

PROCEDURES = Path(__file__).parents[3] / "config" / "procedures"
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


@cache
def catalog() -> Catalog:
    return Catalog(PROCEDURES).load()


def form_of(procedure_id: str) -> Form:
    """A procedure and the town's own layout of it."""
    procedure = catalog().procedure(procedure_id)
    layout = shelf.read(PROCEDURES, catalog().procedures).layout(procedure)
    assert layout is not None
    return Form(procedure, layout)


def hand_in(
    procedure_id: str, name: str = NAME, address: str = ADDRESS, attachments: Sequence[Attachment] = (DRAWN,)
) -> Application:
    """What a resident with these on the card would hand in."""
    procedure = catalog().procedure(procedure_id)
    assert procedure is not None
    form = SharedForm.begin(procedure, MADE.date(), MADE)
    born: dict[str, JsonValue] = {"year": 1959, "month": 5, "day": 6, "as_written": "昭和34年5月6日"}
    card: dict[str, JsonValue] = {"ap_name": name, "ap_addr": address, "ap_birth": born}
    for field, value in {**card, **ANSWERS[procedure_id]}.items():
        source = Source.CARD if field in card else Source.RESIDENT
        changed = form.apply(FieldEdited(field=field, value=value, source=source, at=MADE))
        assert isinstance(changed, SharedForm), (field, changed)
        form = changed
    seen = (IdentityEvent(level="A3", method=Method.CARD_PIN, at=MADE, outcome=Outcome.CONFIRMED),)
    taken = TakenIn(SUBMISSION, "IE-4731-08K", BOOTH, "家島支所", "姫路市長", MADE, rehearsal=False)
    return application_of(form, Given("ja", seen, attachments), taken, lambda _: ())
