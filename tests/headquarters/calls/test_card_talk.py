"""Cards in a call over real sockets: asked, told, looked at, found - and nothing kept that must not be."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from sqlmodel import col

from kiosk import log
from kiosk.headquarters.fleet.views import BoothLine, BoothState
from kiosk.headquarters.storage import audit
from kiosk.headquarters.storage.tables import EvidenceRow
from kiosk.protocol import calls, duty
from kiosk.protocol.identifiers import new_id
from kiosk.protocol.identity import CardAsked, CardFace, CardTold, EvidenceFound, EvidenceGiven
from kiosk.protocol.presence import Refused
from tests.headquarters.card_world import asked, auth_card, nonce_for, proved
from tests.headquarters.headquarters_world import FakeBooth, SignedIn, Wire, World, call_requested
from tests.until import until

CODE = "59050620302285"
PHOTOGRAPH = "iVBORw0KGgoPHOTOGRAPH"


class InCall:
    """A booth and a console in one answered call."""

    def __init__(self, booth: FakeBooth, staff: SignedIn, link: Wire, console: Wire, yours: duty.CallYours) -> None:
        self.booth, self.staff, self.link, self.console = booth, staff, link, console
        self.call_id, self.epoch = yours.call.call_id, yours.epoch

    def common(self, **more: Any) -> dict[str, Any]:
        return {"call_id": self.call_id, "epoch": self.epoch} | more

    async def ask(self, want: str = "face", **more: Any) -> CardAsked:
        code = {"code": CODE} if want == "face" else {}
        message = CardAsked.model_validate(self.common(ask_id=new_id(), want=want) | code | more)
        await self.console.send(message)
        return message

    async def tell(self, ask: CardAsked, state: str, **more: Any) -> None:
        await self.link.send(CardTold.model_validate(self.common(ask_id=ask.ask_id, state=state) | more))

    async def show_face(self, **more: Any) -> None:
        ask = await self.ask()
        await self.link.until(CardAsked)
        await self.tell(ask, "done", face=CardFace(photograph=PHOTOGRAPH, **more))
        await self.console.until(CardTold)

    async def look(self, method: str = "face_compared", outcome: str = "confirmed", **more: Any) -> None:
        await self.console.send(EvidenceGiven.model_validate(self.common(method=method, outcome=outcome) | more))


async def in_call(world: World) -> InCall:
    booth, staff = await world.booth(), await world.staff()
    console = await staff.on_duty()
    await console.until(duty.CallsNow, lambda now: now.status == "available")
    link = await booth.arrive()
    await link.send(call_requested())
    ringing = await console.until(duty.CallRings)
    await console.send(duty.RingAnswered(reservation_id=ringing.reservation_id))
    yours = await console.until(duty.CallYours)
    await link.until(calls.CallAnswered)
    return InCall(booth, staff, link, console, yours)


async def test_staff_see_the_face_they_asked_for(card_world: World) -> None:
    call = await in_call(card_world)
    ask = await call.ask()
    assert await call.link.until(CardAsked) == ask
    for state in ("agreed", "reading"):
        await call.tell(ask, state)
        assert (await call.console.until(CardTold)).state == state
    await call.tell(ask, "done", face=CardFace(photograph=PHOTOGRAPH, expiry="20300506"))
    told = await call.console.until(CardTold)
    assert told.face is not None
    assert told.face.photograph == PHOTOGRAPH
    await call.tell(ask, "done")  # an ask ends once
    assert (await call.link.until(Refused)).code == "not_allowed"


@pytest.mark.parametrize("state", ["declined", "failed"])
async def test_a_resident_may_say_no_and_a_card_may_fail(card_world: World, state: str) -> None:
    call = await in_call(card_world)
    ask = await call.ask("proof")
    await call.link.until(CardAsked)
    await call.tell(ask, state, code="C-06" if state == "failed" else None)
    assert (await call.console.until(CardTold)).state == state


@pytest.mark.parametrize(
    "more",
    [{"want": "face", "code": None}, {"want": "proof", "code": CODE}],
)
async def test_a_number_belongs_to_a_face_alone(card_world: World, more: dict[str, Any]) -> None:
    call = await in_call(card_world)
    await call.console.send(CardAsked.model_validate(call.common(ask_id=new_id()) | more))
    assert (await call.console.until(Refused)).code == "not_allowed"


async def test_an_old_epoch_and_another_call_do_not_pass(card_world: World) -> None:
    call = await in_call(card_world)
    await call.console.send(
        CardAsked(call_id=call.call_id, epoch=call.epoch - 1, ask_id=new_id(), want="face", code=CODE)
    )
    assert (await call.console.until(Refused)).code == "stale_epoch"
    await call.console.send(CardAsked(call_id=new_id(), epoch=call.epoch, ask_id=new_id(), want="proof"))
    assert (await call.console.until(Refused)).code == "unknown_call"
    ask = await call.ask()
    await call.link.until(CardAsked)
    await call.link.send(CardTold(call_id=call.call_id, epoch=call.epoch + 1, ask_id=ask.ask_id, state="agreed"))
    assert (await call.link.until(Refused)).code == "stale_epoch"
    await call.link.send(CardTold(call_id=new_id(), epoch=call.epoch, ask_id=ask.ask_id, state="agreed"))
    assert (await call.link.until(Refused)).code == "unknown_call"


async def test_a_face_nobody_asked_for_is_not_shown(card_world: World) -> None:
    call = await in_call(card_world)
    ask = await call.ask("proof")
    await call.link.until(CardAsked)
    await call.tell(ask, "done", face=CardFace(photograph=PHOTOGRAPH))
    assert (await call.link.until(Refused)).code == "not_allowed"
    assert not any(isinstance(message, CardTold) for message in call.console.seen)


async def test_what_a_clerk_saw_is_written_down_and_told_to_both(card_world: World) -> None:
    call = await in_call(card_world)
    await call.show_face()
    await call.look()
    at_booth, at_console = await call.link.until(EvidenceFound), await call.console.until(EvidenceFound)
    assert at_booth == at_console
    found = at_booth.evidence
    assert (found.method, found.level, found.outcome, found.by) == ("face_compared", "A3", "confirmed", "佐藤花子")
    assert [(step.step, step.verdict) for step in found.steps] == [("integrity", "not_checked")]
    await call.look("paper_seen", "not_confirmed", paper="運転免許証")
    assert (await call.console.until(EvidenceFound)).evidence.level == "A2"
    rows = await card_world.headquarters.store.read(lambda c: c.execute(select(EvidenceRow)).all())
    assert {(row.method, row.call_id, row.booth_id, row.paper) for row in rows} == {
        ("face_compared", call.call_id, call.booth.booth_id, ""),
        ("paper_seen", call.call_id, call.booth.booth_id, "運転免許証"),
    }
    page = await card_world.headquarters.store.read(lambda c: audit.page(c, f"evidence:{found.evidence_id}"))
    assert [(line.act, line.who, line.detail) for line in page.entries] == [
        ("identity_looked_at", "佐藤花子", "face_compared confirmed")
    ]


@pytest.mark.parametrize(
    ("integrity", "outcome", "code", "verdict"),
    [("good", "confirmed", None, "good"), ("bad", "not_confirmed", "C-23", "bad")],
)
async def test_a_photograph_its_issuer_did_not_sign_confirms_nobody(
    card_world: World, integrity: str, outcome: str, code: str | None, verdict: str
) -> None:
    call = await in_call(card_world)
    await call.show_face(integrity=integrity)
    await call.look()
    found = (await call.console.until(EvidenceFound)).evidence
    assert (found.outcome, found.code, found.steps[0].verdict) == (outcome, code, verdict)


async def test_a_face_cannot_be_compared_with_a_photograph_nobody_saw(card_world: World) -> None:
    call = await in_call(card_world)
    ask = await call.ask()
    await call.link.until(CardAsked)
    await call.tell(ask, "done", face=CardFace(name="iVBOR"))
    await call.console.until(CardTold)
    await call.look()
    assert (await call.console.until(Refused)).code == "not_allowed"
    rows = await card_world.headquarters.store.read(lambda c: c.execute(select(EvidenceRow)).all())
    assert rows == []


async def test_a_proof_in_the_call_is_told_to_both(card_world: World) -> None:
    call = await in_call(card_world)
    judged = await proved(call.booth, auth_card(), call_id=call.call_id)
    for end in (call.link, call.console):
        found = await end.until(EvidenceFound)
        assert found.evidence.evidence_id == judged["evidence"]["evidence_id"]


async def test_a_proof_of_another_booth_or_for_another_call_is_told_to_nobody(card_world: World) -> None:
    call = await in_call(card_world)
    other = await card_world.booth("himeji-hojo-1", "北条支所")
    for booth, call_id in ((other, call.call_id), (call.booth, new_id())):
        judged = await proved(booth, auth_card(), call_id=call_id)
        assert judged["evidence"]["outcome"] == "confirmed"
    await call.look("paper_seen")
    found = await call.console.until(EvidenceFound)
    assert found.evidence.method == "paper_seen"
    rows = await card_world.headquarters.store.read(
        lambda c: (
            c.execute(select(col(EvidenceRow.call_id)).where(col(EvidenceRow.method) == "card_key")).scalars().all()
        )
    )
    assert rows == [None, None]


async def test_a_proof_after_the_call_is_still_judged(card_world: World) -> None:
    call = await in_call(card_world)
    nonce = await nonce_for(call.booth)
    await call.link.send(calls.CallHungUp(call_id=call.call_id, epoch=call.epoch))
    await call.link.until(calls.CallEnded)
    status, judged = await asked(call.booth, "proofs", auth_card().proof(nonce, call_id=call.call_id))
    assert (status, judged["evidence"]["outcome"]) == (200, "confirmed")


async def test_ends_that_come_back_hear_what_was_found_but_see_no_face(card_world: World) -> None:
    call = await in_call(card_world)
    await call.show_face()
    await call.look()
    await call.console.until(EvidenceFound)
    await call.console.close()
    again = await call.staff.line()
    await again.send(duty.ConsoleHello(protocol_version=1))
    await again.until(EvidenceFound)
    assert not any(isinstance(message, CardTold) for message in again.seen)
    await call.link.close()
    link = await call.booth.arrive(call_id=call.call_id, epoch=call.epoch)
    await link.until(EvidenceFound)
    assert not any(isinstance(message, CardAsked) for message in link.seen)


async def test_a_booth_that_cannot_be_reached_is_said(card_world: World) -> None:
    call = await in_call(card_world)
    await call.link.close()

    async def is_silent() -> bool:
        (booth,) = await card_world.headquarters.desk.fleet()
        return isinstance(booth, BoothLine) and booth.state is BoothState.SILENT

    await until(is_silent)
    ask = await call.ask("proof")
    refused = await call.console.until(Refused)
    assert (refused.code, refused.call_id) == ("not_allowed", ask.call_id)


async def test_neither_number_nor_picture_is_logged_or_stored(
    card_world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    log.to_stream(None)
    call = await in_call(card_world)
    await call.show_face()
    await call.look()
    await call.console.until(EvidenceFound)
    written: Callable[[str], bool] = lambda text: CODE in text or "PHOTOGRAPH" in text  # noqa: E731 -- one word
    assert not written(capsys.readouterr().err)
    for path in card_world.headquarters.folder.rglob("*"):
        assert not path.is_file() or not written(path.read_bytes().decode("latin-1"))
