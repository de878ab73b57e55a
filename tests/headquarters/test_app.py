"""Headquarters as a program of its own: started, asked, stopped, started again."""

import asyncio
import json
import signal
import sys
from asyncio.subprocess import PIPE
from pathlib import Path

import aiohttp
import pytest

from kiosk.headquarters.app import CONFIG, Ready, open_headquarters
from kiosk.headquarters.cli import main
from kiosk.headquarters.settings import HeadquartersSettings
from kiosk.settings import SettingsError
from tests.headquarters.headquarters_world import PASSWORD, Clock, World, settings

RUN = "import sys; from kiosk.headquarters.cli import main; sys.exit(main(sys.argv[1:]))"


async def run(*arguments: str, typed: str = "") -> tuple[int, str, str]:
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-c", RUN, *arguments, stdin=PIPE, stdout=PIPE, stderr=PIPE
    )
    out, error = await child.communicate(typed.encode())
    return child.returncode or 0, out.decode(), error.decode()


async def command(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """One that ends by itself, beside the running program and without the second that a start takes."""
    status = await asyncio.to_thread(main, list(arguments))
    return status, *capsys.readouterr()


async def test_it_says_when_it_is_ready_and_stops_when_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = tmp_path / "headquarters.toml"
    config.write_text("[staff_door]\nport = 0\ntls = false\n[booth_door]\nport = 0\n")
    data = str(tmp_path / "data")
    added = await run(
        "staff-add",
        "--data",
        data,
        "--name",
        "佐藤花子",
        "--section",
        "市民課",
        "--role",
        "clerk",
        "--json",
        typed=PASSWORD + "\n",
    )
    assert (added[0], json.loads(added[1])["account"]) == (0, "佐藤花子")
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-c", RUN, "--data", data, "--config", str(config), stdout=PIPE, stderr=PIPE
    )
    assert child.stdout is not None
    ready = Ready.model_validate_json(await child.stdout.readline())
    place = ("--booth", "himeji-ieshima-1", "--place", "家島支所")
    code = await command(capsys, "enrol-code", "--data", data, *place, "--json")
    assert json.loads(code[1])["booth_id"] == "himeji-ieshima-1"
    body = {"name": "佐藤花子", "password": PASSWORD}
    async with aiohttp.ClientSession() as http, http.post(f"{ready.staff_url}/api/sign-in", json=body) as answer:
        assert answer.status == 200
    assert (await command(capsys, "staff-close", "--data", data, "--account", "佐藤花子"))[0] == 0
    async with aiohttp.ClientSession() as http, http.post(f"{ready.staff_url}/api/sign-in", json=body) as answer:
        assert answer.status == 401
    assert (await command(capsys, "staff-reopen", "--data", data, "--account", "佐藤花子"))[0] == 0
    assert (await command(capsys, "staff-sign-out", "--data", data, "--account", "佐藤花子"))[0] == 0
    async with aiohttp.ClientSession() as http, http.post(f"{ready.staff_url}/api/sign-in", json=body) as answer:
        assert answer.status == 200
    status, _, said = await command(capsys, "staff-close", "--data", data, "--account", "nobody")
    assert (status, said.strip()) == (1, "kiosk headquarters: there is no account nobody")
    authority = await asyncio.to_thread(Path(ready.authority).read_text)
    assert ("BEGIN CERTIFICATE" in authority, "PRIVATE" in authority) == (True, False)
    child.send_signal(signal.SIGTERM)
    assert await child.wait() == 0
    await child.communicate()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[staff_dor]\nport = 1", "did you mean 'staff_door'?"),
        ('[staff_door]\nhost = "192.0.2.1"\ntls = false', "loopback"),
        ('database = "postgresql+psycopg://nobody@127.0.0.1:1/none"', "connection"),
    ],
)
async def test_a_mistake_in_the_settings_is_explained(tmp_path: Path, text: str, reason: str) -> None:
    config = tmp_path / "headquarters.toml"
    config.write_text(text)
    status, _, error = await run("--data", str(tmp_path / "data"), "--config", str(config))
    assert (status, reason in error) == (1, True), error
    assert "Traceback" not in error


async def test_a_failed_start_closes_the_store(tmp_path: Path, clock: Clock) -> None:
    broken = tmp_path / "counters.toml"
    broken.write_text("[[counter]]\nid = 'BAD ID'\nname = 'x'\n")
    with pytest.raises(SettingsError):
        open_headquarters(tmp_path, settings(counters=broken), clock)
    open_headquarters(tmp_path, settings(), clock).store.close()


async def test_doors_say_where_they_are(world: World) -> None:
    assert world.ready.staff_url.startswith("http://127.0.0.1:")
    assert world.ready.booth_url.startswith("https://127.0.0.1:")
    assert isinstance(world.headquarters.settings, HeadquartersSettings)
    assert (CONFIG / "counters.toml").is_file()
