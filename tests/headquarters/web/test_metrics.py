"""Health and figures over HTTP."""

from pathlib import Path

import pytest

from kiosk.headquarters.alarms import Alarm
from tests.headquarters.headquarters_world import World, read_figures, running


async def test_health_says_whether_work_is_possible(world: World) -> None:
    http = await world.session()
    async with http.get(f"{world.ready.staff_url}/health") as answer:
        assert await answer.json() == {"ok": True, "protocol_version": 1, "booths": 0}


async def test_figures_follow_what_happens(world: World) -> None:
    booth = await world.booth()
    link = await booth.arrive()
    key, body = booth.submission()
    await booth.submit(key, body)
    await booth.submit(key, body)
    http = await world.session()
    async with http.get(f"{world.ready.staff_url}/metrics") as answer:
        assert answer.content_type == "text/plain"
        figures = read_figures(await answer.text())
    assert (figures["kiosk_booths_connected"], link.socket.closed) == (1, False)
    assert figures["kiosk_submissions_received_total"] == 1
    assert figures["kiosk_submissions_replayed_total"] == 1


async def test_a_fault_rings_and_no_label_comes_from_outside(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    async def stumble() -> None:
        raise RuntimeError("葛西さんの住所")

    monkeypatch.setattr(world.headquarters.desk.insights, "today", stumble)
    sato = await world.staff()
    async with sato.http.get(f"{sato.url}/api/today") as answer:
        assert answer.status == 500
    async with sato.http.get(f"{sato.url}/metrics") as answer:
        figures = read_figures(await answer.text())
    labels = {name.partition("{")[2].rstrip("}") for name in figures if "{" in name}
    assert labels == {f'code="{one.value}"' for one in Alarm} | {'door="staff"', 'door="booth"'}
    rung = {name: value for name, value in figures.items() if "{code=" in name}
    assert rung == {f'kiosk_alarms_total{{code="{one.value}"}}': float(one is Alarm.FAULT) for one in Alarm}


async def test_two_headquarters_in_one_process_count_apart(tmp_path: Path) -> None:
    async with running(tmp_path / "one") as one, running(tmp_path / "other") as other:
        link = await (await one.booth()).arrive()
        found = []
        for world in (one, other):
            async with (await world.session()).get(f"{world.ready.staff_url}/metrics") as answer:
                found.append(read_figures(await answer.text())["kiosk_booths_connected"])
    assert (found, link.socket.closed) == ([1, 0], False)
