"""Carrying answers from one form of a visit to the next, so that nothing is asked twice.

What carries over are the fields of the shared blocks: who somebody is, where they live, who has died. They mean the
same in every form; 通数 or 使いみち do not, whatever they are called.
"""

from collections.abc import Iterable
from dataclasses import replace

from kiosk.procedures.answers import Answer
from kiosk.procedures.shared_form import SharedForm
from kiosk.procedures.standing import standing
from kiosk.protocol.forms import FieldEdited


def carried(form: SharedForm, earlier: Iterable[SharedForm]) -> SharedForm:
    """The form with what earlier forms of the visit say for it; the latest word counts, its own before theirs.

    Fields filled that way are not walked through again (`SharedForm.known`), but stand in the review and can be changed
    there.
    """
    said: dict[str, Answer] = {}
    for other in earlier:
        answers = standing(other).answers
        said |= {name: answers.by_field[name] for name in answers if name in other.procedure.shared}
    known = set(form.known)
    for item in form.procedure.fields:
        answer, before = said.get(item.id), form.answers.get(item.id)
        if item.id not in form.procedure.shared or answer is None or before is not None:
            continue
        edited = form.apply(FieldEdited(field=item.id, value=answer.value, source=answer.source, at=answer.at))
        assert isinstance(edited, SharedForm)  # the same block took it before
        form = edited
        known.add(item.id)
    return replace(form, known=frozenset(known))


def given(form: SharedForm, answers: Iterable[FieldEdited]) -> SharedForm:
    """The form with what an event knows for it; not asked again either."""
    known = set(form.known)
    for edit in answers:
        edited = form.apply(edit)
        assert isinstance(edited, SharedForm)  # the lint lets no other answers into service
        form = edited
        known.add(edit.field)
    return replace(form, known=frozenset(known))
