"""Countersigning (pure): what the law keeps at a staffed desk is checked there by staff in person, and written down.

A procedure of level B asks for it. It stands among what staff write, as a paper that is only ever seen as an original:
so it is owed, sealed, versioned, audited and on the official paper like every other, and a case without it is not done.
"""

from typing import Final

from kiosk.applications.application import Application
from kiosk.headquarters.identity.assurance import needed_for
from kiosk.procedures.fields import Text
from kiosk.procedures.procedure import Document, Procedure
from kiosk.procedures.shared_form import SharedForm
from kiosk.procedures.standing import standing

COUNTERSIGNED: Final = "countersigned"
IN_PERSON: Final = "original"
"""The only proof that counts: the resident and their papers themselves."""
_TICK: Final = Document(
    id=COUNTERSIGNED, when="true", icon="verified_user", label=Text({"ja": "窓口での本人確認（対面）と受付"})
)


def at_a_desk(procedure: Procedure, application: Application) -> Procedure:
    """The procedure as staff work on this application: with the countersignature where its applicant needs one."""
    if needed_for(procedure, application) != "B" or procedure.field(COUNTERSIGNED):
        return procedure
    return procedure.model_copy(update={"documents": (*procedure.documents, _TICK)})


def owes_countersignature(form: SharedForm) -> bool:
    """Whether nobody has countersigned what needs it."""
    return any(item.id == COUNTERSIGNED for item in standing(form).owed)
