"""The desk with a real disk: from the code to the list, by card, by number, over a cut of power, to the end."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding

from kiosk.applications.typesetting import Typesetter
from kiosk.booth.settings import BoothSettings
from kiosk.booth.shelter import events as ev
from kiosk.booth.shelter import exchange
from kiosk.booth.shelter.desk import Asking, AtDesk, Desk, EnteringCode, Found, Home, Moved, Phase
from kiosk.booth.shelter.kept import prepared
from kiosk.booth.shelter.ports import Edges
from kiosk.booth.shelter.register_file import RegisterFile
from kiosk.booth.shelter.runner import ShelterRunner
from kiosk.booth.storage.store import Store
from kiosk.booth.uplink import device_identity as devices
from kiosk.booth.uplink.device_identity import Device
from kiosk.booth.visit.commands import HandIn
from kiosk.booth.visit.pin_buffer import PinPad
from kiosk.card.card import CardKind, CardPresent, CertificateRead, SlotEmpty
from kiosk.printing.outcome import Printed, PrinterProblem, ProblemKind
from kiosk.protocol.identifiers import new_id
from kiosk.rehearsal.card.virtual_certificates import Authority as CardAuthority
from kiosk.rehearsal.card.virtual_certificates import made_key
from kiosk.shelter.handover import Contents, Offer
from kiosk.shelter.people import Family
from tests.booth.conftest import Authority
from tests.booth.shelter.conftest import CODE, NOW
from tests.booth.shelter.test_intake import form, hinan
from tests.shelter.shelter_samples import REFERENCES, A, B, Booth
from tests.until import until

__all__ = ["hinan"]


class Place:
    """A booth's desk; what surrounds it is as simple as it can be."""

    def __init__(self, store: Store, device: Device, tmp_path: Path) -> None:
        self.store, self.device = store, device
        self.der = b""
        self.arrivals = 0
        self.printed: list[bytes] = []
        self.paper: Printed | PrinterProblem = Printed("1")
        self.free = True
        self.pad = PinPad()
        self.pad.expect(password=True)
        self.file = RegisterFile(store, lambda: device.booth_id, lambda: NOW)
        settings = BoothSettings.model_validate({
            "place": "家島支所", "reference_prefix": "IE", "state": tmp_path, "procedures": tmp_path,
            "headquarters": {"url": "https://localhost:1"}, "shelter": {"exchange": tmp_path / "media"},
        })  # fmt: skip
        self.edges = Edges(
            file=self.file,
            card=self,
            pad=self.pad,
            device=lambda: device,
            typesetter=Typesetter(),
            printer=self,
            begin_arrival=self._begin,
            now=lambda: NOW,
            settings=settings,
        )
        self.runner = self.begun()

    def begun(self) -> ShelterRunner:
        return ShelterRunner(self.edges, lambda: self.free, lambda _desk: None)

    @property
    def desk(self) -> Desk:
        return self.runner.desk

    def _begin(self) -> None:
        self.arrivals += 1
        self.free = False  # the form is on the screen

    async def read_certificate(self, insertion: int | None = None) -> Any:
        return CertificateRead(der=self.der.hex()) if self.der else SimpleNamespace(insertion=insertion)

    async def print_pdf(self, pdf: bytes, label: str) -> Any:
        self.printed.append(pdf)
        return self.paper

    async def take_back(self) -> None: ...

    async def state(self) -> Any: ...

    async def at(self, stage: type) -> None:
        await until(lambda: isinstance(self.desk.stage, stage))

    def type_code(self, code: bytes = CODE) -> None:
        for digit in code.decode():
            self.pad.press(int(digit))

    async def opens(self) -> None:
        self.runner.post(ev.BackPressed())
        self.runner.post(ev.HostCame())
        self.type_code()
        self.runner.post(ev.CodeEntered())
        await self.at(AtDesk)

    async def arrives(self, hinan: Any, number: int, **answers: Any) -> None:
        command = HandIn(form(hinan, told="silent", **answers), None, (), "ja")
        work = self.runner.beside("hinan")(command, new_id(), REFERENCES[number])
        assert work is not None
        await self.store.run(work)
        self.runner.stored()
        self.free = True


@pytest.fixture
async def place(store: Store, device: Device, tmp_path: Path) -> AsyncIterator[Place]:
    place = Place(store, device, tmp_path)
    await place.file.prepare(prepared("家島小学校", CODE, device))
    await place.runner.start()
    yield place
    await place.runner.stop()


async def test_from_the_envelope_to_the_list(place: Place, hinan: Any) -> None:
    assert (place.desk.phase, place.runner.told) == (Phase.READY, None)
    await place.opens()
    place.runner.post(ev.BackPressed())
    await place.arrives(hinan, 1, adult=2, baby=1, hn_name="かさい")
    await until(lambda: place.runner.told is not None and place.runner.told.bands.people == 3)
    assert place.runner.told is not None
    assert not place.runner.told.locked
    place.runner.post(ev.MoveChosen())
    for digit in "000100":
        place.runner.post(ev.DigitPressed(int(digit)))
    assert isinstance(place.desk.stage, Found)
    place.runner.post(ev.WhereChosen("out", place.desk.stage.families[0].household))
    await place.at(Moved)
    await until(lambda: place.runner.told is not None and place.runner.told.out == 1)
    await place.opens()
    for what in ("desk", "told", "counts"):
        place.runner.post(ev.PrintChosen(what))
        await until(lambda: place.desk.stage == AtDesk("printed"))
    assert len(place.printed) == 3
    place.paper = PrinterProblem(ProblemKind.NO_PAPER)
    place.runner.post(ev.PrintChosen("desk"))
    await until(lambda: place.desk.stage == AtDesk("not-printed"))


async def test_after_a_cut_of_power_families_come_and_go_before_anybody_gives_the_code(
    place: Place, hinan: Any
) -> None:
    await place.opens()
    place.runner.post(ev.BackPressed())
    card = CardAuthority(NOW, "JPKI-EMU").issue_auth(made_key("auth"), 4711, NOW, NOW + timedelta(days=1))
    place.der = card.public_bytes(Encoding.DER)
    place.runner.card_event(CardPresent(kind=CardKind.MY_NUMBER, insertion=1))
    await until(lambda: place.arrivals == 1)  # nobody knows this card: they come in, and are known by it
    await place.arrives(hinan, 2, aged=1)
    place.runner.card_event(SlotEmpty(reader="r"))
    await place.runner.stop()
    place.runner = place.begun()
    await place.runner.start()
    assert (place.desk.phase, place.desk.locked) == (Phase.OPEN, True)
    assert place.runner.told is not None
    place.runner.card_event(CardPresent(kind=CardKind.MY_NUMBER, insertion=2))
    await place.at(Found)
    place.runner.post(ev.WhereChosen("out"))
    await place.at(Moved)
    await place.arrives(hinan, 3, adult=4)
    await until(lambda: place.runner.told is not None and place.runner.told.families == 2)
    await place.opens()
    assert place.desk.register is not None
    there = {one.family.bands.people: one.present for one in place.desk.register.households}
    assert there == {1: False, 4: True}
    await until(lambda: place.runner.told is not None and place.runner.told.out == 1)


async def test_a_wrong_code_opens_nothing(place: Place) -> None:
    place.runner.post(ev.HostCame())
    place.type_code(b"1111111111")
    place.runner.post(ev.CodeEntered())
    await until(lambda: place.desk.stage == EnteringCode(opens=True, wrong=True))
    assert (place.desk.phase, place.pad.count) == (Phase.READY, 0)


async def test_a_card_that_is_not_read_and_a_card_in_the_middle_of_a_form(place: Place) -> None:
    await place.opens()
    place.runner.post(ev.BackPressed())
    place.free = False
    place.runner.card_event(CardPresent(kind=CardKind.MY_NUMBER, insertion=1))
    assert place.desk.stage == Home()
    place.free = True
    place.runner.card_event(CardPresent(kind=CardKind.MY_NUMBER, insertion=2))
    await until(lambda: place.desk.stage == Asking(trouble="card"))


async def test_without_a_stick_and_with_one(place: Place, tmp_path: Path) -> None:
    await place.opens()
    place.runner.post(ev.ExchangeChosen())
    await until(lambda: place.desk.stage == AtDesk("no-stick"))
    stick = tmp_path / "media" / "STICK"
    stick.mkdir(parents=True)
    place.runner.post(ev.ExchangeChosen())
    await until(lambda: place.desk.stage == AtDesk("offered"))
    assert [path.name for path in stick.iterdir()] == [f"shelter-key-{place.device.booth_id}.json"]


async def test_what_was_taken_stands_when_the_stick_is_pulled_or_full_before_anything_is_given(
    place: Place, hinan: Any, tmp_path: Path, authority: Authority
) -> None:
    await place.opens()
    await place.arrives(hinan, 1, adult=1)
    key = ec.generate_private_key(ec.SECP256R1())
    enrolled = place.device.enrolled.model_copy(
        update={"booth_id": B, "certificate": authority.issue(B, key.public_key())}
    )
    other = devices.keep(tmp_path / "other", key, enrolled)
    stick = tmp_path / "media" / "STICK"
    stick.mkdir(parents=True)
    kept = await place.file.load()
    assert kept is not None
    booth = Booth(B, 500)
    booth.arrives(2)
    offer = Offer(booth_id=A, key=kept.key, certificate=place.device.enrolled.certificate)
    (stick / f"shelter-key-{A}.json").write_text(offer.model_dump_json())
    exchange.given(stick, Contents(keys=(), records=tuple(booth.register)), kept.key, other, NOW)
    (stick / f"shelter-key-{A}.json").unlink()
    in_the_way = stick / f"shelter-key-{A}.json.new"
    in_the_way.mkdir()  # nothing can be written any more
    place.runner.post(ev.ExchangeChosen())
    await until(lambda: place.desk.stage == AtDesk("stick-failed", 1))
    assert place.desk.register is not None
    assert len(place.desk.register.households) == 2
    in_the_way.rmdir()
    place.runner.post(ev.ExchangeChosen())
    await until(lambda: place.desk.stage == AtDesk("offered"))


async def test_a_shelter_that_ended_and_opened_again_between_two_looks_shows_nobody_of_the_one_before(
    place: Place, hinan: Any
) -> None:
    await place.opens()
    await place.arrives(hinan, 1, adult=1)
    assert place.desk.register is not None
    await place.file.forget()  # kiosk shelter forget, prepare, open
    await place.file.prepare(prepared("白浜小学校", CODE, place.device))
    await place.file.open(NOW)
    await place.runner.look()
    assert (place.desk.register, place.desk.name) == (None, "白浜小学校")
    assert place.runner.told is not None
    assert (place.runner.told.families, place.runner.told.locked) == (0, True)


async def test_the_code_of_the_day_opens_what_the_disk_holds_now(place: Place) -> None:
    """An installer prepared the booth anew a moment ago: the envelope before is worth nothing at once."""
    await place.file.prepare(prepared("家島小学校", b"9999999999", place.device))
    place.runner.post(ev.HostCame())
    place.type_code()
    place.runner.post(ev.CodeEntered())
    await until(lambda: place.desk.stage == EnteringCode(opens=True, wrong=True))
    kept = await place.file.load()
    assert kept is not None
    assert kept.phase == "ready"


async def test_the_end_destroys_the_register_and_the_code_stays_good(place: Place, hinan: Any) -> None:
    await place.opens()
    await place.arrives(hinan, 1, adult=1)
    place.runner.post(ev.EndChosen())
    place.type_code()
    place.runner.post(ev.EndChosen())
    await until(lambda: place.desk.phase is Phase.READY)
    assert place.runner.told is None
    await place.opens()
    assert place.desk.register is not None
    assert len(place.desk.register) == 0


async def test_a_form_that_names_nobody_is_handed_in_without_the_register(place: Place, hinan: Any) -> None:
    written = place.runner.beside("hinan")
    command = HandIn(form(hinan, told="silent", adult=1), None, (), "ja")
    assert written(command, new_id(), REFERENCES[1]) is None  # no shelter is open
    await place.opens()
    assert written(HandIn(form(hinan, told="silent"), None, (), "ja"), new_id(), REFERENCES[1]) is None
    assert place.runner.beside("other")(command, new_id(), REFERENCES[1]) is None
    place.runner.stored()
    assert isinstance(Family.model_fields, dict)
    await asyncio.sleep(0)
