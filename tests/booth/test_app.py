"""The booth put together, with its real children, a real file and a real door of headquarters; no screen."""

import io
import json
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web
from typing_extensions import override

from kiosk import log
from kiosk.applications.sealing import SealingKeyPair, sign_sealing_key
from kiosk.booth.app import Booth
from kiosk.booth.front import Front
from kiosk.booth.program import load_settings
from kiosk.booth.settings import BoothSettings, SpeechSettings
from kiosk.booth.shelter import events as desk
from kiosk.booth.shelter.desk import EnteringCode, Home, Phase
from kiosk.booth.speech.speech import Silent
from kiosk.booth.trouble import Trouble
from kiosk.booth.uplink import device_identity as devices
from kiosk.booth.visit import events as ev
from kiosk.booth.visit.stages import Answering, HandedIn, OutOfService, Welcoming
from kiosk.clocks import SleepWatch
from kiosk.procedures import navigation
from kiosk.protocol.identifiers import PROTOCOL_VERSION, new_id
from kiosk.protocol.message import decode, encode, from_booth
from kiosk.protocol.presence import Availability, BoothHello, SealingKey, Welcome
from kiosk.protocol.submissions import Receipt, unpack
from kiosk.settings import SettingsError
from tests.booth.conftest import FOLDER, SIGNATURE_PNG, Authority
from tests.booth.headquarters_doors import BOOTH, authority_of_today, booth_of, door
from tests.booth.transcripts import SELF_ANSWERS
from tests.until import until

BORN = {"year": 1959, "month": 5, "day": 6, "as_written": ""}


@pytest.fixture(autouse=True)
def written(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    monkeypatch.setenv("PCSCLITE_CSOCK_NAME", "/nonexistent/pcscd.comm")
    stream = io.StringIO()
    log.to_stream(stream)
    yield stream
    log.to_stream(None)


def alarms(written: io.StringIO) -> list[str]:
    lines = [json.loads(line) for line in written.getvalue().splitlines()]
    return [line["code"] for line in lines if line["event"] == "alarm"]


@pytest.fixture
def settings(tmp_path: Path) -> BoothSettings:
    path = tmp_path / "booth.toml"
    path.write_text(
        f'place = "家島支所"\nreference_prefix = "IE"\nstate = "state"\nprocedures = "{FOLDER}"\n'
        '[headquarters]\nurl = "https://localhost:1"\n[media]\ncamera = "none"\nmicrophone = "none"\nspeaker = "none"\n'
        "[outbox]\nleast_free_megabytes = 1\n",
        encoding="utf-8",
    )
    return load_settings(path)


@asynccontextmanager
async def opened(settings: BoothSettings) -> AsyncIterator[Booth]:
    booth = Booth(Front(settings))
    booth.front.look()
    await booth.open()
    try:
        yield booth
    finally:
        await booth.close()


class Headquarters:
    """Welcomes the booth and receives what it sends."""

    def __init__(self, keys: tuple[SealingKey, ...] = ()) -> None:
        self.keys = keys
        self.received: list[str] = []

    def routes(self) -> dict[str, Callable[[web.Request], Awaitable[web.StreamResponse]]]:
        return {"GET /link": self.link, "POST /submissions": self.submission}

    async def link(self, request: web.Request) -> web.StreamResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        async for message in socket:
            if message.type is aiohttp.WSMsgType.TEXT and isinstance(decode(message.data, from_booth), BoothHello):
                free = Availability(staff_free=1, staff_on_duty=1, waiting=0)
                now = datetime.now(UTC)  # noqa: TID251 -- headquarters' clock
                said = Welcome(
                    protocol_version=PROTOCOL_VERSION, server_time=now, sealing_keys=self.keys, availability=free
                )
                await socket.send_str(encode(said))
        return socket

    async def submission(self, request: web.Request) -> web.StreamResponse:
        header = unpack(await request.read()).header
        self.received.append(header.submission_id)
        now = datetime.now(UTC)  # noqa: TID251 -- headquarters' clock
        receipt = Receipt(
            submission_id=header.submission_id, sha256=header.sha256, receipt_number="R-0001", case_id=new_id(),
            received_at=now,
        )  # fmt: skip
        return web.Response(status=201, body=receipt.model_dump_json())


def hand_in(booth: Booth) -> None:
    """A visit without a card, from the welcome screen to handing in."""
    booth.visit.post(ev.GroupChosen("certificates"))
    booth.visit.post(ev.ProcedureChosen("juminhyo"))
    booth.visit.post(ev.ForwardPressed())
    booth.visit.post(ev.WithoutCardChosen())
    typed = {"ap_name": "葛西　辻子", "ap_addr": "兵庫県姫路市安田四丁目1番地", "ap_birth": BORN}
    for _ in range(40):
        visit = booth.visit.visit
        if not isinstance(visit.stage, Answering):
            break
        assert visit.form
        step = navigation.step_at(visit.form, visit.stage.field)
        assert step
        for item in step.fields:
            value = (SELF_ANSWERS | typed).get(item.id)
            if value is not None:
                booth.visit.post(ev.AnswerGiven(item.id, value))
        booth.visit.post(ev.ForwardPressed())
        problems = getattr(booth.visit.visit.stage, "problems", ())
        assert not problems, [(one.field, one.text) for one in problems]
    for event in (ev.ForwardPressed(), ev.SignatureChanged(SIGNATURE_PNG), ev.ForwardPressed()):
        booth.visit.post(event)


async def test_an_unenrolled_booth_is_out_of_service_and_says_why(
    settings: BoothSettings, written: io.StringIO
) -> None:
    async with opened(settings) as booth:
        assert booth.visit.visit.stage == OutOfService(Trouble("B-01"))
        assert not booth.link.online
        assert booth.place() == ("", "家島支所")
    assert alarms(written) == ["B-01"]


async def test_a_booth_without_procedures_is_out_of_service(
    settings: BoothSettings, tmp_path: Path, written: io.StringIO
) -> None:
    booth_of(authority_of_today(), settings.state)
    (tmp_path / "none").mkdir()
    async with opened(settings.model_copy(update={"procedures": tmp_path / "none"})) as booth:
        assert booth.visit.visit.stage == OutOfService(Trouble("B-04"))
    assert alarms(written) == ["B-04"]


async def test_a_booth_that_slept_overnight_shows_nobodys_visit(
    settings: BoothSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    slept = [0.0]
    monkeypatch.setattr(SleepWatch, "slept_s", lambda _watch: slept.pop() if len(slept) > 1 else slept[0])
    booth_of(authority_of_today(), settings.state)
    async with opened(settings) as booth:
        booth.visit.post(ev.GroupChosen("certificates"))
        assert booth.visit.visit.stage != Welcoming()
        slept.append(8 * 3600.0)
        await until(lambda: booth.visit.visit.stage == Welcoming())


async def test_a_shelters_desk_that_slept_overnight_is_left(
    settings: BoothSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    slept = [0.0]
    monkeypatch.setattr(SleepWatch, "slept_s", lambda _watch: slept.pop() if len(slept) > 1 else slept[0])
    booth_of(authority_of_today(), settings.state)
    async with opened(settings) as booth:
        booth.shelter.post(desk.KeptRead(Phase.OPEN, "家島小学校"))
        booth.shelter.post(desk.HostCame())
        assert isinstance(booth.shelter.desk.stage, EnteringCode)
        slept.append(8 * 3600.0)
        await until(lambda: booth.shelter.desk.stage == Home())
        assert booth.shelter.desk.phase is Phase.OPEN, "it is open as before"


async def test_a_booth_enrolled_while_it_runs_comes_into_service_by_itself(settings: BoothSettings) -> None:
    async with opened(settings) as booth:
        assert booth.visit.visit.stage == OutOfService(Trouble("B-01"))
        await booth.service.recover()
        assert booth.visit.visit.stage == OutOfService(Trouble("B-01"))
        booth_of(authority_of_today(), settings.state)
        await booth.service.recover()
        assert booth.visit.visit.stage == Welcoming()
        assert booth.place() == ("姫路市", "家島支所")


async def test_procedures_laid_down_while_it_runs_come_into_service(settings: BoothSettings, tmp_path: Path) -> None:
    booth_of(authority_of_today(), settings.state)
    folder = tmp_path / "none"
    folder.mkdir()
    async with opened(settings.model_copy(update={"procedures": folder})) as booth:
        assert booth.visit.visit.stage == OutOfService(Trouble("B-04"))
        shutil.copytree(settings.procedures, folder, dirs_exist_ok=True)
        await booth.service.recover()
        assert booth.visit.visit.stage == Welcoming()


async def test_a_damaged_store_is_moved_aside_and_the_next_resident_is_served(
    settings: BoothSettings, written: io.StringIO
) -> None:
    booth_of(authority_of_today(), settings.state)
    (settings.state / "booth.sqlite").write_text("rubbish " * 1000)
    async with opened(settings) as booth:
        assert booth.visit.visit.stage == Welcoming()
        hand_in(booth)
        await until(lambda: isinstance(booth.visit.visit.stage, HandedIn))
    assert "B-09" in alarms(written)


async def test_offline_the_visit_works_and_the_application_waits(settings: BoothSettings) -> None:
    booth_of(authority_of_today(), settings.state)
    async with opened(settings) as booth:
        hand_in(booth)
        await until(lambda: isinstance(booth.visit.visit.stage, HandedIn))
        stage = booth.visit.visit.stage
        assert isinstance(stage, HandedIn)
        assert stage.receipt_number is None
        assert (await booth.outbox.backlog()).waiting == 1
        booth.call.press(None, "ja")
        assert type(booth.call.call.stage).__name__ == "Over", "the call says at once that there is no line"


async def test_from_hand_in_to_receipt_number(settings: BoothSettings, tmp_path: Path) -> None:
    authority, headquarters = authority_of_today(), Headquarters()
    async with door(authority, tmp_path, headquarters.routes()) as url:
        booth_of(authority, settings.state, url)
        async with opened(settings) as booth:
            await until(lambda: booth.link.online)
            assert booth.availability == Availability(staff_free=1, staff_on_duty=1, waiting=0)
            assert booth.place() == ("姫路市", "家島支所")
            hand_in(booth)
            await until(lambda: getattr(booth.visit.visit.stage, "receipt_number", None) == "R-0001")
            assert len(headquarters.received) == 1
        assert not booth.link.online
        assert booth.availability is None


async def test_what_waited_is_carried_when_the_booth_starts_again(settings: BoothSettings, tmp_path: Path) -> None:
    authority, headquarters = authority_of_today(), Headquarters()
    async with door(authority, tmp_path, headquarters.routes()) as url:
        pass
    booth_of(authority, settings.state, url)
    async with opened(settings) as booth:
        hand_in(booth)
        await until(lambda: isinstance(booth.visit.visit.stage, HandedIn))
    port = int(url.rsplit(":", 1)[1])
    async with door(authority, tmp_path, headquarters.routes(), port=port), opened(settings):
        await until(lambda: len(headquarters.received) == 1)


@pytest.mark.parametrize("ours", [True, False], ids=["vouched_for", "of_somebody_else"])
async def test_new_sealing_keys_are_kept_only_when_the_authority_vouches(
    settings: BoothSettings, tmp_path: Path, ours: bool
) -> None:
    authority: Authority = authority_of_today()
    signer = authority if ours else authority_of_today()
    headquarters = Headquarters((sign_sealing_key(SealingKeyPair.generate("k2"), signer.key),))
    async with door(authority, tmp_path, headquarters.routes()) as url:
        booth_of(authority, settings.state, url)
        async with opened(settings) as booth:
            await until(lambda: booth.availability is not None)
            assert booth.own.device
            expected = "k2" if ours else "k1"
            assert booth.own.device.sealing_key.key_id == expected
            assert devices.load(settings.state / "identity").sealing_key.key_id == expected


async def test_health_knows_who_and_what(settings: BoothSettings) -> None:
    booth_of(authority_of_today(), settings.state)
    async with opened(settings) as booth:
        await until(lambda: booth.health.known.printer)
        assert booth.own.device
        assert booth.own.device.booth_id == BOOTH
        assert not booth.health.now().rehearsal


def test_settings_with_a_mistake_name_file_and_key(tmp_path: Path) -> None:
    (tmp_path / "booth.toml").write_text("plaec = 1\n")
    with pytest.raises(SettingsError, match="unknown key 'plaec'; did you mean 'place'"):
        load_settings(tmp_path / "booth.toml")


async def test_what_the_screen_asks_for_is_spoken_where_it_is_turned_on(settings: BoothSettings) -> None:
    heard: list[tuple[str, str]] = []

    class Recorder(Silent):
        @override
        def say(self, text: str, locale: str) -> None:
            heard.append((text, locale))

    booth = Booth(Front(settings.model_copy(update={"speech": SpeechSettings(enabled=True)})))
    booth.speech.voice = Recorder()
    booth.visit.post(ev.LanguageChosen("vi"))
    booth.visit.post(ev.GroupChosen("certificates"))
    booth.visit.post(ev.ProcedureChosen("juminhyo"))
    booth.visit.post(ev.ForwardPressed())
    await booth.visit.stop()
    assert heard[0] == ("Hãy chọn thủ tục.", "vi")
    assert all(locale == "vi" for _, locale in heard)
