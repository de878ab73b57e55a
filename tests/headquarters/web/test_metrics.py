"""Health and figures over HTTP."""

from tests.headquarters.headquarters_world import World


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
        lines = dict(line.split() for line in (await answer.text()).splitlines() if not line.startswith("#"))
    assert (lines["kiosk_booths_connected"], link.socket.closed) == ("1", False)
    assert lines["kiosk_submissions_received_total"] == "1"
    assert lines["kiosk_submissions_replayed_total"] == "1"
