"""Intake over the real booth door, on SQLite and on a real PostgreSQL."""

import asyncio
import hashlib
import io
import struct
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, select
from sqlmodel import col
from typing_extensions import override

from kiosk.headquarters.alarms import Alarm, Alarms
from kiosk.headquarters.cases import case_list
from kiosk.headquarters.cases.envelopes import NotReceived
from kiosk.headquarters.cases.intake import Intake
from kiosk.headquarters.cases.opening import Findings, Opener
from kiosk.headquarters.cases.views import CaseFilter, SignatureState
from kiosk.headquarters.fleet.booths import KnownBooth
from kiosk.headquarters.fleet.views import BoothLine
from kiosk.headquarters.settings import DailyQuota
from kiosk.headquarters.storage.store import Store
from kiosk.headquarters.storage.tables import CaseFile, Submission
from kiosk.protocol.submissions import LARGEST_SUBMISSION_BYTES, MAGIC, MEDIA_TYPE, Receipt, unpack
from tests.headquarters.headquarters_world import BOOTH, PLACE, Clock, World, repacked, running


async def test_a_submission_becomes_a_receipt_and_a_case(either_world: World) -> None:
    booth = await either_world.booth()
    key, body = booth.submission()
    status, receipt = await booth.submit(key, body)
    assert (status, receipt["submission_id"], receipt["replayed"]) == (201, key, False)
    await either_world.headquarters.intake.filed()
    case = await either_world.headquarters.store.read(lambda c: c.execute(select(CaseFile)).one())
    assert (case.case_id, case.receipt_number) == (receipt["case_id"], receipt["receipt_number"])
    assert (case.signature, case.procedure_title) == ("good", "住民票の写し等の請求")


async def test_what_is_handed_in_in_one_visit_is_found_together(either_world: World) -> None:
    booth, other = await either_world.booth(), await either_world.booth("himeji-ieshima-2")
    store, first = either_world.headquarters.store, "IE-4731-08K"
    sent = [booth.submission(reference=first)]
    sent += [
        booth.submission(reference=one, of_visit=first, protocol_minor=3) for one in ("IE-4731-16A", "IE-4731-24B")
    ]
    cases = [(await booth.submit(key, body))[1]["case_id"] for key, body in sent]
    await other.submit(*other.submission(reference=first))  # another booth counts for itself

    def others(connection: Connection) -> list[str]:
        found = case_list.case(connection, cases[1])
        assert found is not None
        return [one.case_id for one, _ in case_list.of_visit(connection, found[0])]

    assert await store.read(others) == [cases[0], cases[2]]
    found = await store.read(lambda c: case_list.page(c, CaseFilter(number=first), 1))
    assert found.total == 4


async def test_the_same_bytes_again_get_the_same_receipt(either_world: World) -> None:
    booth = await either_world.booth()
    key, body = booth.submission()
    _, first = await booth.submit(key, body)
    status, second = await booth.submit(key, body)
    assert status == 200
    assert second == first | {"replayed": True}
    async with booth.http.get(f"{booth.url}/submissions/{key}/receipt") as answer:
        assert await answer.json() == second
    rows = await either_world.headquarters.store.read(lambda c: c.execute(select(col(Submission.submission_id))).all())
    assert len(rows) == 1


async def test_the_same_key_with_other_bytes_changes_nothing(either_world: World) -> None:
    booth = await either_world.booth()
    key, body = booth.submission()
    _, first = await booth.submit(key, body)
    _, other = booth.submission(key)
    status, problem = await booth.submit(key, other)
    assert (status, problem["type"]) == (422, "urn:kiosk:problem:key-reused")
    assert (await booth.submit(key, body))[1]["receipt_number"] == first["receipt_number"]


async def test_twenty_twins_at_once_are_one_submission(either_store: Store, clock: Clock, world: World) -> None:
    """Twins on two headquarters processes meet in the database alone: no twin may be told 422."""
    booth = await world.booth()
    key, body = booth.submission()
    opener = Opener(world.headquarters.sealing_keys.pairs, world.headquarters.authority.pem)
    intakes = [Intake(either_store, opener, clock) for _ in range(20)]
    answers = await asyncio.gather(*(one.accept(KnownBooth(BOOTH, PLACE), key, body) for one in intakes))
    receipts = [answer for answer in answers if isinstance(answer, Receipt)]
    assert len(receipts) == 20
    assert len({receipt.receipt_number for receipt in receipts}) == 1
    assert sum(not receipt.replayed for receipt in receipts) == 1


async def test_a_twin_in_progress_is_told_to_wait(store: Store, clock: Clock, world: World) -> None:
    booth = await world.booth()
    key, body = booth.submission()
    intake = Intake(store, Opener([], world.headquarters.authority.pem), clock)
    first, second = await asyncio.gather(*(intake.accept(KnownBooth(BOOTH, PLACE), key, body) for _ in range(2)))
    assert isinstance(first, Receipt)
    assert isinstance(second, NotReceived)
    assert (second.status, second.problem) == (409, "in-progress")


async def test_a_missing_key_is_refused(world: World) -> None:
    booth = await world.booth()
    _, body = booth.submission()
    status, problem = await booth.submit(None, body)
    assert (status, problem["type"]) == (400, "urn:kiosk:problem:key-missing")


async def test_a_key_that_is_not_the_submissions_is_refused(world: World) -> None:
    booth = await world.booth()
    _, body = booth.submission()
    other, _ = booth.submission()
    assert (await booth.submit(other, body))[1]["type"] == "urn:kiosk:problem:key-wrong"


async def test_altered_bytes_are_refused_and_nothing_is_kept(world: World) -> None:
    booth = await world.booth()
    key, body = booth.submission()
    status, problem = await booth.submit(key, body[:-1] + bytes([body[-1] ^ 1]))
    assert (status, problem["type"]) == (400, "urn:kiosk:problem:malformed-submission")
    assert (await booth.submit(key, body))[0] == 201


@pytest.mark.parametrize("body", [b"", b"hello", MAGIC, MAGIC + b"\xff\xff\xff\xff{}", MAGIC + b"\0\0\0\2[]" * 3])
async def test_what_is_no_submission_is_refused(world: World, body: bytes) -> None:
    booth = await world.booth()
    assert (await booth.submit("019c0000-0000-7000-8000-000000000001", body))[0] == 400


async def test_an_oversized_submission_is_refused_before_it_is_read(world: World) -> None:
    booth = await world.booth()
    status, problem = await booth.submit("any", bytes(LARGEST_SUBMISSION_BYTES + 1))
    assert (status, problem["type"]) == (413, "urn:kiosk:problem:too-large")
    assert (await booth.submit("any", b"", kind="text/plain"))[0] == 415


@pytest.mark.parametrize(
    ("version", "expected", "name", "advice"),
    [
        (0, 426, "version-too-old", "update the booth"),
        (99, 503, "version-too-new", "update headquarters"),  # the booth keeps it and tries again
    ],
)
async def test_another_protocol_version_is_told_what_to_do(
    world: World, version: int, expected: int, name: str, advice: str
) -> None:
    booth = await world.booth()
    header = b'{"protocol_version":%d,"submission":"of another shape"}' % version
    body = MAGIC + struct.pack("!I", len(header)) + header + struct.pack("!H", 0)
    status, problem = await booth.submit("any", body)
    assert (status, problem["type"]) == (expected, f"urn:kiosk:problem:{name}")
    assert advice in problem["detail"]


@pytest.mark.parametrize("changes", [{"protocol_version": 0}, {"protocol_minor": 0}, {"protocol_minor": 7}])
async def test_what_was_sealed_by_another_program_is_taken_while_it_can_be_read(
    world: World, changes: dict[str, Any]
) -> None:
    booth = await world.booth()
    assert (await booth.submit(*booth.submission(**changes)))[0] == 201
    await world.headquarters.intake.filed()
    state = select(col(CaseFile.signature))
    assert await world.headquarters.store.read(lambda c: c.execute(state).scalar_one()) == "good"


async def test_another_booths_submission_is_refused(world: World) -> None:
    booth, other = await world.booth(), await world.booth("himeji-hojo-1", "北条支所")
    key, body = other.submission()
    status, problem = await booth.submit(key, body)
    assert (status, problem["type"]) == (403, "urn:kiosk:problem:wrong-booth")


async def test_a_bad_signature_is_a_state_of_the_case(world: World) -> None:
    booth = await world.booth()
    stranger = await world.booth("himeji-hojo-1", "北条支所")
    booth.key = stranger.key
    key, body = booth.submission()
    assert (await booth.submit(key, body))[0] == 201
    await world.headquarters.intake.filed()
    case = await world.headquarters.store.read(lambda c: c.execute(select(CaseFile)).one())
    assert (case.signature, case.signature_detail) == ("bad", "signature_wrong")


async def test_a_submission_nobody_can_open_is_kept(world: World) -> None:
    booth = await world.booth()
    key, body = booth.submission(procedure_version="9.9.9")
    assert (await booth.submit(key, body))[0] == 201
    await world.headquarters.intake.filed()
    case = await world.headquarters.store.read(lambda c: c.execute(select(CaseFile)).one())
    assert case.signature == "cannot_open"


async def test_what_was_not_opened_before_a_crash_is_opened_at_the_next_start(
    store: Store, clock: Clock, world: World
) -> None:
    booth = await world.booth()
    opener = Opener(world.headquarters.sealing_keys.pairs, world.headquarters.authority.pem)
    for _ in range(3):
        key, body = booth.submission()
        await Intake(store, opener, clock).accept(KnownBooth(BOOTH, PLACE), key, body)
    restarted = Intake(store, opener, clock)
    await restarted.start()
    await restarted.filed()
    await restarted.stop()
    cases = await store.read(lambda c: c.execute(select(col(CaseFile.signature))).scalars().all())
    assert cases == ["good"] * 3


async def test_one_case_that_cannot_be_filed_does_not_stop_the_next(store: Store, clock: Clock, world: World) -> None:
    class Stumbling(Opener):
        @override
        def examine(self, body: bytes, received_at: object) -> Findings:
            if not self.stumbled:
                self.stumbled = True
                raise RuntimeError("a fault of ours")
            return Findings(SignatureState.GOOD, "", "title")

        stumbled = False

    booth = await world.booth()
    intake = Intake(store, Stumbling([], ""), clock)
    await intake.start()
    for _ in range(2):
        key, body = booth.submission()
        await intake.accept(KnownBooth(BOOTH, PLACE), key, body)
    await intake.filed()
    await intake.stop()
    states = await store.read(
        lambda c: c.execute(select(col(CaseFile.signature)).order_by(col(CaseFile.case_id))).scalars().all()
    )
    assert states == ["waiting", "good"]


async def test_a_booth_that_sends_too_much_is_told_to_wait_and_nothing_is_lost(tmp_path: Path, database: str) -> None:
    async with running(tmp_path, database=database, quota=DailyQuota(submissions=2)) as world:
        booth, other = await world.booth(), await world.booth("himeji-hojo-1", "北条支所")
        sent = [booth.submission() for _ in range(3)]
        assert [(await booth.submit(*one))[0] for one in sent] == [201, 201, 429]
        headers = {"Content-Type": MEDIA_TYPE, "Idempotency-Key": sent[2][0]}
        async with booth.http.post(f"{booth.url}/submissions", data=io.BytesIO(sent[2][1]), headers=headers) as answer:
            problem = await answer.json(content_type=None)
            assert (answer.status, problem["type"]) == (429, "urn:kiosk:problem:over-quota")
            wait_s = int(answer.headers["Retry-After"])
        assert 0 < wait_s <= 24 * 3600
        assert (await booth.submit(*sent[0]))[0] == 200  # what was taken has its receipt at any time
        assert (await other.submit(*other.submission()))[0] == 201
        mine, theirs = await world.headquarters.desk.fleet()
        assert [one.near_quota for one in (mine, theirs) if isinstance(one, BoothLine)] == [False, True]
        world.clock.push(seconds=wait_s)
        assert (await booth.submit(*sent[2]))[0] == 201


async def test_the_bytes_of_a_day_are_bounded_too(store: Store, clock: Clock, world: World) -> None:
    """Twenty applications of 20 MB from one booth were kept."""
    booth = await world.booth()
    opener = Opener(world.headquarters.sealing_keys.pairs, world.headquarters.authority.pem)
    alarms = Alarms(clock)
    intake = Intake(store, opener, clock, rules=DailyQuota(megabytes=60), alarms=alarms)
    sealed = bytes(20 * 2**20)
    answers = []
    for _ in range(3):
        key, body = booth.submission()
        whole = unpack(body)
        header = whole.header.model_copy(update={"sha256": hashlib.sha256(sealed).hexdigest()})
        large = repacked(body, header, whole.signature, sealed)
        answers.append(await intake.accept(KnownBooth(BOOTH, PLACE), key, large))
    assert [isinstance(answer, Receipt) for answer in answers] == [True, True, False]
    assert isinstance(answers[2], NotReceived)
    assert (answers[2].problem, alarms.counts()[Alarm.OVER_QUOTA], intake.postponed) == ("over-quota", 1, 1)
