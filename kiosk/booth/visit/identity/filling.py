"""What a card says, written into the form: of one card only, and never over what a person corrected."""

from dataclasses import replace

from kiosk.booth.visit.state import Visit
from kiosk.procedures.doubts import doubted
from kiosk.procedures.identity import Identity
from kiosk.procedures.prefill import item_of, prefill
from kiosk.procedures.procedure import FormField
from kiosk.procedures.shared_form import SharedForm
from kiosk.protocol.forms import FieldEdited, Source


def filled(visit: Visit, identity: Identity) -> Visit:
    """The visit about this identity, with its form filled in.

    Example:
        Typed without a card, then the card is read: the card's spelling counts. The address on the card was old and
        written anew, then staff have the same card read by code: what was written stays. Another card, which does not
        say a birth date: the birth date of the card before it is gone, one that a person wrote stays.
    """
    form, before = visit.form, visit.identity
    visit = replace(visit, identity=identity)
    if form is None:
        return visit
    for edit in prefill(form.procedure, identity, visit.at):
        item = form.procedure.field(edit.field)
        assert item is not None
        if not _corrected(form, item, before, identity):
            form = _with(form, edit)
    for item in form.procedure.fields:
        if item.fill is not None and item_of(identity, item.fill) is None and _by_card(form, item):
            form = _with(form, FieldEdited(field=item.id, value=None, source=Source.CARD, at=visit.at))
    return replace(visit, form=replace(form, doubted=doubted(form.procedure, identity)))


def _corrected(form: SharedForm, item: FormField, before: Identity | None, now: Identity) -> bool:
    """Whether a person saw what this card says and wrote something else."""
    if before is None or item.fill is None or item_of(before, item.fill) != item_of(now, item.fill):
        return False
    return item.id in form.answers and not _by_card(form, item)


def _by_card(form: SharedForm, item: FormField) -> bool:
    answer = form.answers.get(item.id)
    return answer is not None and answer.source is Source.CARD


def _with(form: SharedForm, edit: FieldEdited) -> SharedForm:
    after = form.apply(edit)
    assert isinstance(after, SharedForm), "prefill gives what its fields take"
    return after
