"""Every screen of a booth that is the desk of an evacuation shelter, by name: what lies before the welcome screen."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from kiosk.booth.shelter.desk import (
    Asking,
    AtDesk,
    Desk,
    Ending,
    EnteringCode,
    Failed,
    Found,
    Home,
    Looking,
    Moved,
    Phase,
    Reading,
    Stage,
    Working,
    shown,
)
from kiosk.protocol.shelter import Bands, Need, Needs, ShelterNow
from kiosk.shelter.people import Family, Pet
from kiosk.shelter.register import Register
from tests.shelter.shelter_samples import AT, Booth

NAME = "家島小学校 体育館"


def _register() -> Register:
    booth = Booth("himeji-ieshima-1", 0)
    people: tuple[tuple[str, str, dict[str, Any]], ...] = (
        ("葛󠄂西　辻󠄂子", "カサイ ツジコ", {"aged": 2}),
        ("加古川　美由紀", "カコガワ ミユキ", {"adult": 2, "pupil": 1, "baby": 1}),
        ("NGUYEN THI THUY DUNG MARIA CONCEPCION", "", {"adult": 4}),
        ("𠮷田　太郎", "ヨシダ タロウ", {"adult": 1}),
        ("", "", {"adult": 1}),
        ("木村　花", "キムラ ハナ", {"senior": 1}),
        ("久保　正", "クボ タダシ", {"adult": 1, "infant": 2}),
        ("小西　久", "コニシ ヒサシ", {"adult": 3}),
    )
    for number, (name, kana, bands) in enumerate(people):
        booth.arrives(number, Family(bands=Bands(**bands), name=name, kana=kana, needs=(Need.CARE,), pet=Pet.NONE))
    first = booth.register.households[0]
    booth.writes(household=first.id, reference=first.reference, moved="out")
    return booth.register


REGISTER = _register()
TOLD = ShelterNow(
    name=NAME, number=36, at=AT, locked=False,
    bands=Bands(baby=3, infant=4, pupil=11, adult=42, senior=13, aged=11), families=36, out=2,
    needs=Needs(care=3, ill=5, dialysis=1, birth=2, allergy=6, senses=2, language=4), pets=3, elsewhere=5,
)  # fmt: skip
OPEN = Desk(phase=Phase.OPEN, name=NAME, register=REGISTER, told=TOLD, prefix="IE")
LOCKED = replace(OPEN, register=None)
TWO = tuple(shown(one) for one in REGISTER.households[:2])


def _at(stage: Stage, desk: Desk = OPEN) -> Callable[[], Desk]:
    return lambda: replace(desk, stage=stage)


SHELTER: dict[str, Callable[[], Desk]] = {
    "shelter-prepared": _at(Home(), Desk(phase=Phase.READY, name=NAME)),
    "shelter-home": _at(Home()),
    "shelter-ask": _at(Asking("012")),
    "shelter-ask-unknown": _at(Asking("012345", "unknown_card")),
    "shelter-reading": _at(Reading(from_home=True)),
    "shelter-found": _at(Found(TWO, arrivable=True)),
    "shelter-found-blind": _at(Found(blind=True, number="012345", arrivable=True), LOCKED),
    "shelter-moved": _at(Moved("out", 99.0)),
    "shelter-working": _at(Working(Home())),
    "shelter-failed": _at(Failed()),
    "shelter-code": _at(EnteringCode(opens=False, wrong=True), LOCKED),
    "shelter-ending": _at(Ending()),
    "shelter-desk": _at(AtDesk()),
    "shelter-desk-said": _at(AtDesk("exchanged", 12)),
    "shelter-look": _at(Looking("カ")),
}
"""The desk at each of its stages."""
