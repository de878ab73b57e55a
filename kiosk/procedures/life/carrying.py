"""Carrying answers from one form of a visit to the next, so that nothing is asked twice.

What carries over are the fields of the shared blocks: who somebody is, where they live, who has died. They mean the
same in every form; 通数 or 使いみち do not, whatever they are called.
"""

from collections.abc import Iterable
from dataclasses import replace

from kiosk.procedures.answers import Answer
from kiosk.procedures.shared_form import SharedForm
from kiosk.procedures.standing import standing
from kiosk.protocol.forms import FieldEdited, Source


def carried(form: SharedForm, earlier: Iterable[SharedForm]) -> SharedForm:
    """The form with what other forms of the visit say for it: the latest word, but what was written in it stays.

    Fields filled that way are not walked through again (`SharedForm.known`), but stand in the review and can be changed
    there.
    """
    said: dict[str, Answer] = {}
    for other in earlier:
        answers = standing(other).answers
        for name in answers:
            answer, before = answers.by_field[name], said.get(name)
            if name in other.procedure.shared and (before is None or before.at <= answer.at):
                said[name] = answer
    known = set(form.known)
    for item in form.procedure.fields:
        found, own = said.get(item.id), form.answers.get(item.id)
        if item.id not in form.procedure.shared or found is None:
            continue
        if own is not None and not (item.id in known and _is_put_right(own, found)):
            continue
        edited = form.apply(FieldEdited(field=item.id, value=found.value, source=found.source, at=found.at))
        assert isinstance(edited, SharedForm)  # the same block took it before
        form = edited
        known.add(item.id)
    return replace(form, known=frozenset(known))


def _is_put_right(own: Answer, found: Answer) -> bool:
    """Whether what was carried over was put right since, where it came from; nobody is surer than the card."""
    return own.at < found.at and own.source is not Source.CARD


def given(form: SharedForm, answers: Iterable[FieldEdited]) -> SharedForm:
    """The form with what an event knows for it; not asked again either."""
    known = set(form.known)
    for edit in answers:
        edited = form.apply(edit)
        assert isinstance(edited, SharedForm)  # the lint lets no other answers into service
        form = edited
        known.add(edit.field)
    return replace(form, known=frozenset(known))
