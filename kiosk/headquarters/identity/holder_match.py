"""Holder: whose signing certificate it is, compared with the applicant. Pure; nothing of it is ever kept.

A certificate holds JIS characters only, so a name may be written otherwise there than on the card: positions flagged as
substituted say nothing, and variation selectors are passed over. One character may be replaced by its sound in several
(ジョウ for 𠀋): then the rest can agree, and staff compare. Cards write Latin letters large and without marks
(MUELLER), people as they like (Müller). What cannot be compared is "not checked", never good, and never bad.
"""

import unicodedata
from collections.abc import Callable
from datetime import date
from typing import Final

from asn1crypto.core import UTF8String
from cryptography import x509
from pydantic import JsonValue
from typing_extensions import override

from kiosk.applications.application import Answered, Application
from kiosk.headquarters.identity.evidence import step
from kiosk.jpki.certificates import load_certificate
from kiosk.procedures.japanese import addresses, eras
from kiosk.procedures.japanese.names import clusters, plain
from kiosk.protocol.faults import CardFault
from kiosk.protocol.identity import StepFound, Verdict
from kiosk.values import dataclass

_PERSON: Final = "1.2.392.200149.8.5.5."  # the six values of a signing certificate, found by number and never by order
_NAME, _NAME_FLAGS, _BIRTH, _ADDRESS, _ADDRESS_FLAGS = "1", "2", "4", "5", "6"
_SUBSTITUTED: Final = "1"
_SIGNS: Final = frozenset("'’,.-・")
"""Between the parts of a name, as people like."""
HOLDER: Final = "holder"
_FIELDS: Final = {"name": "ap_name", "birth_date": "ap_birth", "address": "ap_addr"}
_ODD: Final = (x509.DuplicateExtension, x509.UnsupportedGeneralNameType)


@dataclass(frozen=True, repr=False)
class Holder:
    """What a signing certificate says of its holder; `birth` is an era's digit and YYYYMMDD."""

    name: str
    birth: str
    address: str
    name_flags: str = ""
    address_flags: str = ""

    @override
    def __repr__(self) -> str:
        return "Holder(...)"


def read_holder(der: bytes) -> Holder | None:
    """The holder of a signing certificate; None when it does not say."""
    try:
        names = load_certificate(der).extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        said = {
            one.type_id.dotted_string.removeprefix(_PERSON): str(UTF8String.load(one.value, strict=True).native)
            for one in names
            if isinstance(one, x509.OtherName) and one.type_id.dotted_string.startswith(_PERSON)
        }
    except (CardFault, ValueError, TypeError, x509.ExtensionNotFound, *_ODD):
        return None
    if _NAME not in said:
        return None
    birth, address = said.get(_BIRTH, ""), said.get(_ADDRESS, "")
    return Holder(said[_NAME], birth, address, said.get(_NAME_FLAGS, ""), said.get(_ADDRESS_FLAGS, ""))


def compare(holder: Holder | None, application: Application) -> tuple[StepFound, ...]:
    """Whether the holder is the applicant: name, birth date, address, and what these add up to.

    Name and birth date decide. An address that is written otherwise is for staff to look at: people write theirs in
    many ways, and a form that does not ask for one cannot be compared.
    """
    if holder is None:
        return (step(HOLDER, Verdict.NOT_CHECKED),)
    answers = {answer.field: answer for answer in application.answers}
    name = _text(answers.get("ap_name"), lambda text: same_text(holder.name, holder.name_flags, text))
    if name is Verdict.BAD and may_be_same(holder.name, holder.name_flags, str(answers["ap_name"].value)):
        name = Verdict.NOT_CHECKED
    birth = _born(holder.birth, answers["ap_birth"].value) if "ap_birth" in answers else None
    address = _text(answers.get("ap_addr"), lambda text: _same_address(holder, text))
    if address is Verdict.BAD:
        address = Verdict.NOT_CHECKED
    asked = (("name", name), ("birth_date", birth), ("address", address))
    found = [step(what, verdict) for what, verdict in asked if verdict is not None]
    return (*found, step(HOLDER, _decided(name, birth, address)))


def same_text(certified: str, flags: str, written: str) -> bool:
    """Whether two writings agree wherever the certificate holds the real character; spaces do not count.

    Flags that do not count the certificate's characters are taken for none. Where every character is a stand-in nothing
    agrees: the writings are only equally long.
    """
    theirs, ours = _marked(certified, flags), _letters(written)
    if len(theirs) != len(ours):
        return False
    real = [(letter, mine) for (letter, mark), mine in zip(theirs, ours, strict=True) if mark != _SUBSTITUTED]
    return bool(real) and all(mine == letter for letter, mine in real)


def may_be_same(certified: str, flags: str, written: str) -> bool:
    """Whether two writings agree when substituted characters may stand for any number of written ones.

    A Latin letter with a mark may be one or two plain ones in the certificate (Ü: U, UE). Signs between the parts of a
    name and the width of letters do not count: NGUYEN THI may be Nguyễn Thị, SMITH JOHN-PAUL Smith, John Paul.
    """
    ours = [letter for letter in map(_narrow, _letters(written)) if letter not in _SIGNS]
    reached = {0}  # how much of ours can be used up by what was compared so far
    halves: set[int] = set()  # marked letters of which one plain letter was compared, and another may follow
    for letter, mark in ((_narrow(letter), mark) for letter, mark in _marked(certified, flags)):
        if letter in _SIGNS:
            continue
        if mark == _SUBSTITUTED:
            reached, halves = set(range(min(reached), len(ours) + 1)) if reached else set(), set()
            continue
        here = [at for at in reached if at < len(ours)]
        seconds = {at + 1 for at in halves}
        halves = {at for at in here if _is_marked(ours[at])}
        reached = {at + 1 for at in here if ours[at] == letter or at in halves} | seconds
    return len(ours) in reached


@dataclass(frozen=True, repr=False)
class Beside:
    """One thing of the holder that was not found to agree, beside what the application says, for staff to compare.

    Attributes:
        step: the check it belongs to.
        stand_ins: which characters of `certified`, counted from 0, are not the ones the holder writes.
    """

    step: str
    certified: str
    written: str
    stand_ins: tuple[int, ...] = ()

    @override
    def __repr__(self) -> str:
        return f"Beside({self.step!r}, ...)"


def to_compare(holder: Holder | None, application: Application) -> tuple[Beside, ...]:
    """What staff compare because the program could not say that it agrees; for one look, never kept."""
    if holder is None:
        return ()
    certified = {
        "name": (holder.name, holder.name_flags),
        "birth_date": (_written_birth(holder.birth), ""),
        "address": (holder.address, holder.address_flags),
    }
    answers = {answer.field: answer.text for answer in application.answers}
    return tuple(
        Beside(one.step, text, answers[_FIELDS[one.step]], _stand_ins(text, flags))
        for one in compare(holder, application)
        if one.verdict != "good" and one.step in certified
        for text, flags in (certified[one.step],)
    )


def _written_birth(certified: str) -> str:
    """As the application writes it; what is no date stays as the certificate has it."""
    day = born(certified)
    return certified if day is None else eras.japanese(eras.WrittenDate(day.year, day.month, day.day), western=True)


def _stand_ins(certified: str, flags: str) -> tuple[int, ...]:
    counted = len(flags) == len(certified)
    return tuple(at for at, flag in enumerate(flags) if counted and flag == _SUBSTITUTED)


def _marked(certified: str, flags: str) -> list[tuple[str, str]]:
    marks = flags if len(flags) == len(certified) else "0" * len(certified)
    return [(_one_case(letter), mark) for letter, mark in zip(certified, marks, strict=True) if not letter.isspace()]


def _letters(written: str) -> list[str]:
    return [_one_case(plain(cluster.text)) for cluster in clusters(written) if not cluster.text.isspace()]


def _one_case(letter: str) -> str:
    return letter.upper() if letter.isascii() else letter


def _narrow(letter: str) -> str:
    """Latin letters and signs of full width as narrow ones, all else as it is."""
    narrow = unicodedata.normalize("NFKC", letter)
    return _one_case(narrow) if narrow.isascii() else letter


def _is_marked(letter: str) -> bool:
    return not letter.isascii() and unicodedata.name(unicodedata.normalize("NFC", letter)[0], "").startswith("LATIN ")


def born(certified: str) -> date | None:
    """The birth date of a certificate, when it is one."""
    try:
        return date(int(certified[1:5]), int(certified[5:7]), int(certified[7:9])) if len(certified) == 9 else None
    except ValueError:
        return None


def _text(answer: Answered | None, same: Callable[[str], bool]) -> Verdict | None:
    """None for a question that was not asked."""
    if answer is None:
        return None
    written = answer.value
    if not isinstance(written, str) or not written.strip():
        return Verdict.NOT_CHECKED
    return Verdict.GOOD if same(written) else Verdict.BAD


def _born(certified: str, value: JsonValue) -> Verdict:
    written = eras.from_json(value)
    ours, theirs = written.known() if written else None, born(certified)
    if ours is None or theirs is None:
        return Verdict.NOT_CHECKED
    return Verdict.GOOD if ours == theirs else Verdict.BAD


def _same_address(holder: Holder, written: str) -> bool:
    return same_text(holder.address, holder.address_flags, written) or addresses.same_place(holder.address, written)


def _decided(name: Verdict | None, birth: Verdict | None, address: Verdict | None) -> Verdict:
    if Verdict.BAD in (name, birth):
        return Verdict.BAD
    good = name is Verdict.GOOD and birth is Verdict.GOOD and address in (Verdict.GOOD, None)
    return Verdict.GOOD if good else Verdict.NOT_CHECKED
