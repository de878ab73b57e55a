"""The papers of a procedure as they come out: the application on the town's own form, and the slip."""

from pathlib import Path
from typing import Final

from kiosk.applications.document import Form, render
from kiosk.applications.from_form import Given, TakenIn, application_of
from kiosk.applications.settings import SlipSettings
from kiosk.applications.slip import Slip, render_slip
from kiosk.applications.typesetting import Typesetter
from kiosk.authoring.at_booth import DAY
from kiosk.authoring.preview.shots import RECEIPT, REFERENCE
from kiosk.booth.submissions.slips import line
from kiosk.booth.visit.stages import Handed
from kiosk.procedures.papers import shelf
from kiosk.procedures.procedure import Procedure
from kiosk.procedures.shared_form import SharedForm

PLACE: Final = "家島支所"
TOWN: Final = "姫路市"
_BOOTH: Final = "himeji-ieshima-1"
_SUBMISSION: Final = "0199aaaa-0000-7000-8000-000000000003"


def application(form: SharedForm, folder: Path, locale: str, typesetter: Typesetter) -> bytes:
    """The application as PDF, on the layout that lies beside the procedure; marked as a rehearsal."""
    taken = TakenIn(_SUBMISSION, REFERENCE, _BOOTH, PLACE, f"{TOWN}長", DAY, rehearsal=True)
    made = application_of(form, Given(locale, ()), taken, lambda _answers: ())
    layout = shelf.read(folder, (form.procedure,)).layout(form.procedure)
    return render(made, (), typesetter, Form(form.procedure, layout), receipt_number=RECEIPT).content


def slip(handed: Handed, procedure: Procedure, locale: str, typesetter: Typesetter) -> bytes:
    """The slip as PDF; marked as a rehearsal."""
    made = Slip(
        reference=handed.reference,
        lines=(line(handed, procedure, handed.receipt_number, locale),),
        handed_in_at=DAY,
        place=PLACE,
        municipality=TOWN,
        second_locale=locale,
        rehearsal=True,
    )
    return render_slip(made, typesetter, SlipSettings()).content
