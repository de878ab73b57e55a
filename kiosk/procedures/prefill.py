"""Prefill: what the card says, written into the fields that take it."""

from datetime import datetime

from pydantic import JsonValue

from kiosk.procedures.identity import Identity, Sex
from kiosk.procedures.japanese import eras
from kiosk.procedures.kinds.table import fits
from kiosk.procedures.procedure import CardItem, Procedure
from kiosk.protocol.forms import FieldEdited, Source


def prefill(procedure: Procedure, identity: Identity, at: datetime) -> tuple[FieldEdited, ...]:
    """The edits a read card makes, source card. What the card does not say is left out, never invented."""
    edits = []
    for field in procedure.fields:
        value = item_of(identity, field.fill) if field.fill else None
        if value is not None and fits(field, value):
            edits.append(FieldEdited(field=field.id, value=value, source=Source.CARD, at=at))
    return tuple(edits)


def item_of(identity: Identity, item: CardItem) -> JsonValue:
    """What the card says for one item, as a field takes it; None when it says nothing usable."""
    match item:
        case CardItem.NAME:
            return identity.name or None
        case CardItem.ADDRESS:
            return identity.address or None
        case CardItem.BIRTH_DATE:
            return _birth(identity)
        case CardItem.SEX:
            return str(identity.sex) if identity.sex in (Sex.MALE, Sex.FEMALE) else None


def _birth(identity: Identity) -> JsonValue:
    """The known parts, written as 和暦; nothing when the card has not even a year."""
    birth = identity.birth_date
    if birth.year is None or not eras.possible(birth.year, birth.month, birth.day):
        return None
    written = eras.WrittenDate(birth.year, birth.month, birth.day)
    return eras.WrittenDate(birth.year, birth.month, birth.day, eras.japanese(written)).to_json()
