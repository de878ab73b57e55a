"""The door, the reader's process, the real card service, the virtual card: every story from end to end."""

import asyncio
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kiosk import log
from kiosk.card import card
from kiosk.card.card import CardKind, CardPresent, CardSeen, ReaderAbsent, ReaderWhy, SlotEmpty
from kiosk.protocol.faults import Code
from kiosk.protocol.identity import Integrity
from kiosk.rehearsal.card.faults import Faults, FaultyCard, Moment
from kiosk.rehearsal.card.pcscd import RunningPcscd
from kiosk.rehearsal.card.virtual_card import VirtualCard
from tests.card.conftest import Bench
from tests.until import until

Cards = Callable[[str], VirtualCard]
pytestmark = pytest.mark.pcsc
RECOGNISING = 9
IDENTITY = 2


def pin(text: str = "1234") -> bytearray:
    return bytearray(text.encode())


async def closed(virtual: VirtualCard) -> None:
    """Wait until the card has lost its power: the driver says so to the card and waits for no answer."""
    pins = [one for application in virtual.applications for one in application.pins.values()]
    await until(lambda: not any(one.opened for one in pins))


async def test_a_card_is_recognised_and_its_identity_read(bench: Bench, cards: Cards) -> None:
    reader = await bench.started()
    virtual = cards("kasai")
    present = await bench.present(virtual)
    assert (present.kind, present.code, present.insertion) == (CardKind.MY_NUMBER, None, 1)
    assert present.tries == card.Tries(card_face=3, auth=3, sign=5)
    entry = pin()
    outcome = await reader.read_identity(entry, present.insertion)
    assert isinstance(outcome, card.IdentityRead)
    assert outcome.identity.name == "葛\U000e0102西　辻\U000e0102子"
    assert not any(entry)
    assert outcome.apdus == len(virtual.log) == RECOGNISING + IDENTITY
    await bench.eject()
    await bench.until(SlotEmpty)
    assert reader.present is None
    assert virtual.number_selections == 0


async def test_the_card_forgets_the_pin_after_each_flow(bench: Bench, cards: Cards) -> None:
    reader = await bench.started()
    virtual = cards("adult")
    await bench.present(virtual)
    assert isinstance(await reader.read_identity(pin()), card.IdentityRead)
    await closed(virtual)


async def test_wrong_pins_lead_to_locked_and_each_entry_shows_one_pin(bench: Bench, cards: Cards) -> None:
    reader = await bench.started()
    virtual = cards("adult")
    await bench.present(virtual)
    outcomes = [await reader.read_identity(pin("9999")) for _ in range(4)]
    assert outcomes == [card.WrongPin(left=2), card.WrongPin(left=1), card.Locked(), card.Locked()]
    assert virtual.verifies == 3
    await bench.eject()
    again = await bench.present(virtual)
    assert (again.code, again.tries.card_face) == (Code.LOCKED, 0)


async def test_an_entry_of_the_wrong_form_never_reaches_the_card(bench: Bench, cards: Cards) -> None:
    reader = await bench.started()
    virtual = cards("adult")
    await bench.present(virtual)
    before = len(virtual.log)
    for text in ("123", "12345", "12a4", ""):
        assert await reader.read_identity(pin(text)) == card.BadForm()
    assert len(virtual.log) == before


async def test_counters_certificate_and_challenge_go_through_the_door(bench: Bench, cards: Cards) -> None:
    reader = await bench.started()
    await bench.present(cards("last_try"))
    assert await reader.tries_left() == card.TriesRead(tries=card.Tries(card_face=1, auth=3, sign=5))
    assert isinstance(await reader.read_certificate(), card.CertificateRead)
    assert isinstance(await reader.sign_challenge(bytes(32), pin()), card.ChallengeSigned)
    await reader.forget()
    assert await reader.tries_left() == card.TriesRead(tries=card.Tries(card_face=1, auth=3, sign=5))


CODE = "34050620352285"


async def test_a_clerk_reads_identity_and_face_with_the_printed_code(bench: Bench, cards: Cards) -> None:
    reader = await bench.started()
    virtual = cards("blocked")
    present = await bench.present(virtual)
    assert present.code is Code.LOCKED
    entry = pin("３４０５０６２０３５２２８５")
    assert isinstance(await reader.read_identity_by_code(entry, present.insertion), card.IdentityRead)
    face = await reader.read_face(pin(CODE), present.insertion)
    assert isinstance(face, card.FaceRead)
    assert bytes.fromhex(face.photograph).startswith(b"\x89PNG")
    assert not any(entry)
    assert (virtual.verifies, virtual.number_selections) == (2, 0)
    await closed(virtual)


async def test_a_printed_code_of_the_wrong_form_never_reaches_the_card(bench: Bench, cards: Cards) -> None:
    reader = await bench.started()
    virtual = cards("adult")
    await bench.present(virtual)
    before = len(virtual.log)
    for text in ("1234", "1959050620352285", "34130620352285", "3405062035228x"):
        assert await reader.read_identity_by_code(pin(text)) == card.BadForm()
        assert await reader.read_face(pin(text)) == card.BadForm()
    assert len(virtual.log) == before


async def test_with_roots_a_card_changed_after_issue_is_refused(
    bench: Bench, cards: Cards, integrity_folder: Path
) -> None:
    reader = await bench.started(trust=integrity_folder)
    await bench.present(cards("adult"))
    good = await reader.read_identity(pin())
    assert isinstance(good, card.IdentityRead)
    assert good.integrity is Integrity.GOOD
    await bench.present(cards("retouched"))
    assert await reader.read_identity(pin()) == card.Damaged(code=Code.COPIED)
    await bench.present(cards("adult"))
    assert isinstance(await reader.read_identity(pin()), card.IdentityRead)


async def test_a_document_is_signed_with_the_signing_password(bench: Bench, cards: Cards) -> None:
    reader = await bench.started()
    virtual = cards("adult")
    await bench.present(virtual)
    for text in ("KIOSK", "123456", "ABCDEF", "KIOSK-26", "A1" * 9):
        assert await reader.sign_document(bytes(32), pin(text)) == card.BadForm()
    assert virtual.verifies == 0
    password = pin("kiosk2026")
    assert isinstance(await reader.sign_document(bytes(32), password), card.DocumentSigned)
    assert not any(password)


@pytest.mark.parametrize("moment", list(Moment))
async def test_a_card_may_be_pulled_at_every_command(bench: Bench, cards: Cards, moment: Moment) -> None:
    reader = await bench.started()
    virtual = cards("adult")
    entries = 0
    for at in range(1, RECOGNISING + IDENTITY + 1):
        await bench.insert(virtual, Faults(eject_at=at, eject_moment=moment))
        if at >= RECOGNISING + (moment is not Moment.AFTER):
            present = await bench.until(CardPresent)
            outcome = await reader.read_identity(pin(), present.insertion)
            entries += 1
            if at == RECOGNISING + IDENTITY and moment is Moment.AFTER:
                assert isinstance(outcome, card.IdentityRead)
            else:
                assert isinstance(outcome, card.Removed)
        await bench.until(SlotEmpty)
        assert virtual.verifies <= entries
    good = await bench.present(virtual)
    assert isinstance(await reader.read_identity(pin(), good.insertion), card.IdentityRead)
    assert virtual.number_selections == 0


@pytest.fixture(scope="module")
def patient(service: RunningPcscd) -> Iterator[RunningPcscd]:
    """A service that looks every 0.4 s, as it does elsewhere, and may miss what a hand does in between."""
    del service  # it knows whether there can be one
    with RunningPcscd() as running:
        yield running


@pytest.mark.parametrize("at", [RECOGNISING - 1, RECOGNISING + 1], ids=["recognised", "read"])
async def test_a_card_that_is_back_before_the_service_looked_is_recognised_again(
    patient: RunningPcscd, cards: Cards, at: int
) -> None:
    """It waits behind the first on the reader and lies there the moment that one is gone."""
    bench, back, virtual = Bench(patient), patient.slot(), cards("adult")
    reader = await bench.started()
    try:
        await bench.insert(virtual, Faults(eject_at=at, eject_moment=Moment.AFTER, delay_s=0.05))
        laid = asyncio.ensure_future(asyncio.to_thread(back.insert, FaultyCard(virtual)))  # noqa: TID251 -- a test's own
        present = await bench.until(CardPresent)
        if at > RECOGNISING:
            assert await reader.read_identity(pin(), present.insertion) == card.Removed()
            before, present = present, await bench.until(CardPresent)
            assert await reader.read_identity(pin(), before.insertion) == card.Swapped()
        assert (present.kind, present.code) == (CardKind.MY_NUMBER, None)
        assert isinstance(await reader.read_identity(pin(), present.insertion), card.IdentityRead)
        await laid
    finally:
        await asyncio.to_thread(back.eject)
        await bench.end()


async def test_after_a_pulled_pin_the_counter_comes_with_the_next_card(bench: Bench, cards: Cards) -> None:
    reader = await bench.started()
    virtual = cards("adult")
    await bench.present(virtual, Faults(eject_at=RECOGNISING + 1, eject_moment=Moment.WITHIN))
    assert await reader.read_identity(pin("9999")) == card.Removed(pin_uncertain=True)
    again = await bench.present(virtual)
    assert again.tries.card_face == 2


@pytest.mark.parametrize(
    ("profile", "kind", "code"),
    [
        ("licence", CardKind.LICENCE, Code.OTHER_CARD),
        ("felica", CardKind.FELICA, Code.FELICA),
        ("phone", CardKind.PHONE, Code.PHONE),
        ("old_juki", CardKind.OLD_JUKI, Code.OTHER_CARD),
        ("bank", CardKind.OTHER, Code.OTHER_CARD),
        ("mute", CardKind.MUTE, Code.MUTE),
    ],
)
async def test_another_card_is_named_and_gets_no_pin(
    bench: Bench, cards: Cards, profile: str, kind: CardKind, code: Code
) -> None:
    reader = await bench.started()
    virtual = cards(profile)
    present = await bench.present(virtual)
    assert (present.kind, present.code) == (kind, code)
    assert not isinstance(await reader.read_identity(pin()), card.IdentityRead)
    assert virtual.verifies == 0
    await bench.eject()
    assert (await bench.present(cards("adult"))).code is None


async def test_a_silent_card_is_survived_by_ending_the_reader_process(bench: Bench, cards: Cards) -> None:
    reader = await bench.started(apdu_s=1.5)
    await bench.present(cards("adult"), Faults(silent_at=RECOGNISING + 1))
    first = reader.pid
    assert await reader.read_identity(pin()) == card.Silent(pin_uncertain=True)
    told = await bench.until(CardPresent)
    assert (told.kind, told.code) == (CardKind.MUTE, Code.SILENT)
    await bench.eject()
    await bench.until(SlotEmpty)
    present = await bench.present(cards("adult"))
    assert reader.pid != first
    assert isinstance(await reader.read_identity(pin(), present.insertion), card.IdentityRead)


async def test_a_card_that_falls_silent_while_it_is_recognised_is_survived(bench: Bench, cards: Cards) -> None:
    reader = await bench.started(apdu_s=1.5)
    told = await bench.present(cards("adult"), Faults(silent_at=4))
    assert (told.kind, told.code) == (CardKind.MUTE, Code.SILENT)
    await bench.eject()
    await bench.until(SlotEmpty)
    assert (await bench.present(cards("adult"))).code is None
    assert reader.present is not None


async def test_a_card_swapped_for_another_gets_no_pin_of_the_first(bench: Bench, cards: Cards) -> None:
    reader = await bench.started()
    parent = await bench.present(cards("kasai"))
    child = cards("minami_a")
    await bench.insert(child)
    seen = await bench.until(CardPresent)
    assert seen.insertion == parent.insertion + 1
    assert await reader.read_identity(pin(), parent.insertion) == card.Swapped()
    assert child.verifies == 0


async def test_without_a_card_there_is_nothing_to_read(bench: Bench) -> None:
    reader = await bench.started()
    assert await reader.read_identity(pin()) == card.Removed()


async def test_a_real_counter_refuses_a_virtual_reader(bench: Bench) -> None:
    reader = bench.reader(allow_virtual=False)
    await reader.start()
    assert (await bench.absent()).why is ReaderWhy.VIRTUAL_REFUSED


async def test_a_reader_of_another_name_is_not_used(bench: Bench) -> None:
    reader = bench.reader(reader="Some Other Reader")
    await reader.start()
    assert (await bench.absent()).why is ReaderWhy.NO_READER


async def test_two_cards_are_refused_until_one_is_taken_away(bench: Bench, cards: Cards) -> None:
    await bench.started(reader="Rehearsal Reader")
    second = bench.service.slot(1)
    await bench.present(cards("adult"))
    await asyncio.to_thread(second.insert, FaultyCard(cards("child")))
    assert (await bench.until(CardPresent)).code is Code.SEVERAL_CARDS
    await asyncio.to_thread(second.eject)
    assert (await bench.until(CardPresent)).code is None


async def test_another_program_that_holds_the_card_is_waited_for(bench: Bench, cards: Cards) -> None:
    await bench.started(reader="Rehearsal Reader 00 01")
    virtual = cards("adult")
    holder = await bench.hold(virtual)
    reader = bench.reader()
    await reader.start()
    told = await bench.until(CardPresent)
    assert told.code is Code.BUSY
    assert await reader.read_identity(pin()) == card.Busy()
    await holder.communicate(b"")
    assert (await bench.until(CardPresent)).code is None
    assert virtual.verifies == 0


@pytest.mark.parametrize("kill", [False, True], ids=["stopped", "killed"])
@pytest.mark.parametrize("lying", [False, True], ids=["empty", "with-a-card"])
async def test_the_same_reader_process_survives_the_service_being_started_again(
    bench: Bench, cards: Cards, kill: bool, lying: bool
) -> None:
    reader = await bench.started()
    before = reader.pid
    await bench.present(cards("adult"))
    if not lying:
        await bench.eject()
        await bench.until(SlotEmpty)
    await asyncio.to_thread(bench.service.stop, kill=kill)
    assert (await bench.absent()).why is ReaderWhy.NO_SERVICE
    assert isinstance(await reader.read_identity(pin()), card.Removed)
    await bench.eject()
    await asyncio.to_thread(bench.service.start)
    await bench.until(SlotEmpty)
    present = await bench.present(cards("adult"))
    assert isinstance(await reader.read_identity(pin(), present.insertion), card.IdentityRead)
    assert reader.pid == before


async def test_the_service_ending_within_a_flow_is_survived(bench: Bench, cards: Cards) -> None:
    reader = await bench.started()
    before = reader.pid
    virtual = cards("adult")
    faulty = await bench.insert(virtual, Faults(delay_s=0.05))
    present = await bench.until(CardPresent)
    flow = asyncio.ensure_future(reader.sign_challenge(bytes(32), pin()))  # noqa: TID251 -- a test's own task
    await until(lambda: faulty.commands >= RECOGNISING + 4)
    await asyncio.to_thread(bench.service.stop, kill=True)
    assert isinstance(await flow, card.ReaderLost)
    await bench.absent()
    await bench.eject()
    await asyncio.to_thread(bench.service.start)
    await bench.until(SlotEmpty)
    again = await bench.present(virtual)
    assert again.insertion > present.insertion
    assert isinstance(await reader.sign_challenge(bytes(32), pin()), card.ChallengeSigned)
    assert reader.pid == before
    assert virtual.verifies == 2


async def test_a_reader_that_comes_and_goes_is_told_and_used_again(bench: Bench, cards: Cards) -> None:
    """vpcd cannot unplug a reader: the service is started again without it, and with it."""
    reader = await bench.started()
    before = reader.pid
    configuration = bench.service.configuration
    plugged = configuration.read_text()
    for text, event in (("", ReaderAbsent), (plugged, SlotEmpty)):
        configuration.write_text(text)
        await asyncio.to_thread(bench.service.stop)
        assert (await bench.absent()).why is ReaderWhy.NO_SERVICE
        await asyncio.to_thread(bench.service.start)
        told = await bench.until(event)
        assert not isinstance(told, ReaderAbsent) or told.why is ReaderWhy.NO_READER
    await bench.present(cards("adult"))
    assert isinstance(await reader.read_identity(pin()), card.IdentityRead)
    assert reader.pid == before


async def test_the_pin_is_in_no_log_and_no_event(
    bench: Bench, cards: Cards, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    written = tmp_path / "log"
    with written.open("w", encoding="utf-8") as stream:
        log.to_stream(stream)
        try:
            reader = await bench.started()
            virtual = cards("ni_ni_win")
            seen = [await bench.present(virtual)]
            await reader.read_identity(pin("8642"))
            await reader.read_identity(pin("2468"))
        finally:
            log.to_stream(None)
    output = capfd.readouterr()
    everything = written.read_text() + output.out + output.err + repr(seen) + repr(virtual.log)
    assert [json.loads(line)["event"] for line in written.read_text().splitlines()].count("card_flow_ended") == 2
    assert not [one for one in ("8642", "2468", "NI NI", "姫路") if one in everything]


async def test_recognising_is_announced_before_its_result(bench: Bench, cards: Cards) -> None:
    await bench.started()
    await bench.insert(cards("adult"))
    seen = await bench.until(CardSeen)
    assert (await bench.until(CardPresent)).insertion == seen.insertion
