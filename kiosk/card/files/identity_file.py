"""The identity file of the card-face application: parsed by tag, kept raw where unclear, nothing invented."""

import unicodedata
from typing import Final, Literal

from kiosk.card.card import Note
from kiosk.card.files import tlv
from kiosk.procedures.identity import BirthDate, Identity, Sex
from kiosk.procedures.japanese import eras, names
from kiosk.protocol.faults import CardFault, Code

_OUTER: Final = 0xFF20
_OFFSETS: Final = 0xDF21
_NAME: Final = 0xDF22
_ADDRESS: Final = 0xDF23
_BIRTH_DATE: Final = 0xDF24
_SEX: Final = 0xDF25

_LONGEST_NAME: Final = 100
_LONGEST_ADDRESS: Final = 200  # where the signing certificate stops
_UNSEEN: Final = "□"
_STAND_INS: Final = "●〓□\ufffd"
_SEXES: Final = {"1": Sex.MALE, "2": Sex.FEMALE, "0": Sex.UNKNOWN, "9": Sex.NOT_APPLICABLE}


def parse_identity(raw: bytes) -> tuple[Identity, tuple[Note, ...]]:
    """Identity and what is odd about it, from the whole file; raise `CardFault` when it is no identity file."""
    try:
        header = tlv.read_header(raw)
        if header.tag != _OUTER or header.total > len(raw):
            raise CardFault(Code.GARBLED)
        objects = tlv.parse(raw[header.size : header.total])
    except tlv.TlvError as error:
        raise CardFault(Code.GARBLED) from error
    fields = {one.tag: one.value for one in objects}
    if _NAME not in fields or _BIRTH_DATE not in fields:
        raise CardFault(Code.GARBLED)
    notes = _check_offsets(fields.get(_OFFSETS), [header.size + one.offset for one in objects[1:]])
    name, name_notes = _text(fields[_NAME], "name", _LONGEST_NAME)
    address, address_notes = _text(fields.get(_ADDRESS, b""), "address", _LONGEST_ADDRESS)
    birth_date = parse_birth_date(fields[_BIRTH_DATE])
    if birth_date.known() is None or birth_date.year not in eras.YEARS:
        notes.append(Note(code=Code.ODD_BIRTH_DATE, field="birth_date"))
    sex_raw = _clean(fields.get(_SEX, b"").decode("latin-1"))[0]
    if sex_raw not in _SEXES:
        notes.append(Note(code=Code.UNREADABLE_TEXT, field="sex"))
    identity = Identity(name, address, birth_date, _SEXES.get(sex_raw, Sex.UNKNOWN), sex_raw)
    return identity, (*notes, *name_notes, *address_notes)


def parse_birth_date(raw: bytes) -> BirthDate:
    """YYYYMMDD; zeros mean unknown, and what is not eight digits stays as written."""
    text, _ = _clean(raw.decode("latin-1"))
    if len(raw) != 8 or not raw.isdigit():
        return BirthDate(text)
    return BirthDate(text, int(raw[:4]) or None, int(raw[4:6]) or None, int(raw[6:]) or None)


def _check_offsets(table: bytes | None, real: list[int]) -> list[Note]:
    """The offset table is only compared: fields are found by tag."""
    if table is None:
        return []
    said = [int.from_bytes(table[at : at + 2], "big") for at in range(0, len(table), 2)]
    return [] if said == real[: len(said)] else [Note(code=Code.GARBLED, field="file")]


def _text(raw: bytes, field: Literal["name", "address"], longest: int) -> tuple[str, list[Note]]:
    try:
        text, unseen = _clean(raw.decode("utf-8"))
    except UnicodeDecodeError:
        return "", [Note(code=Code.UNREADABLE_TEXT, field=field)]
    notes = []
    pictures = {at for at, one in enumerate(text) if unicodedata.category(one) == "So" and one not in _STAND_INS}
    strange = tuple(sorted(unseen | pictures))
    if strange or not text:
        notes.append(Note(code=Code.UNREADABLE_TEXT, field=field, positions=strange))
    stand_ins = tuple(at for at, one in enumerate(text) if at not in unseen and _stands_in(one))
    if stand_ins:
        notes.append(Note(code=Code.SUBSTITUTED, field=field, positions=stand_ins))
    if len(text) > longest:
        notes.append(Note(code=Code.TOO_LONG, field=field))
    return text, notes


def _stands_in(character: str) -> bool:
    return character in _STAND_INS or unicodedata.category(character) == "Co"


def _clean(text: str) -> tuple[str, set[int]]:
    """`text` with what cannot be seen and could deceive (controls, direction overrides) as □, and where that was."""
    unseen = {at for at, one in enumerate(text) if names.is_unseen(one)}
    return "".join(_UNSEEN if at in unseen else one for at, one in enumerate(text)), unseen
