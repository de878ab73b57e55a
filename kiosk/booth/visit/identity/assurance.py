"""How surely a procedure wants to know who applies, for the applicant who fills this form in."""

from kiosk.procedures.procedure import Level
from kiosk.procedures.shared_form import SharedForm
from kiosk.procedures.standing import standing

SIGNED_BY_CARD: Level = "A4"


def level_asked(form: SharedForm) -> Level:
    """The level of the kind the resident named (self, agent); the highest of all while no answer names one.

    A kind is named by the first field of the form that counts and whose answer is one of the procedure's kinds,
    ``who`` for one.
    """
    levels, answers = form.procedure.identity, standing(form).values
    for field in form.procedure.fields:
        kind = answers.get(field.id)
        if isinstance(kind, str) and any(option.id == kind for option in field.options) and kind in levels:
            return levels[kind]
    return max(levels.values())


def needs_card_signature(form: SharedForm) -> bool:
    """Whether this application is to be signed by card."""
    return level_asked(form) == SIGNED_BY_CARD
