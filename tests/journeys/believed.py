"""What each side of a call holds for true, compared: the booth, the console, and what either shows."""

import sqlite3
from typing import Any

from kiosk.demo.counter import Counter
from tests.journeys.causes import Place


def recorded(counter: Counter) -> tuple[list[str], tuple[str, str]]:
    """What headquarters' record tells of the newest call: each break in its order, and the end with its outcome."""
    store = sqlite3.connect(f"file:{counter.folder / 'headquarters' / 'headquarters.sqlite3'}?mode=ro", uri=True)
    try:
        newest = "SELECT call_id, end_reason, outcome FROM call_record ORDER BY requested_at DESC LIMIT 1"
        call_id, *end = store.execute(newest).fetchone()
        breaks = store.execute("SELECT what FROM call_break WHERE call_id = ? ORDER BY ended_at", (call_id,))
        return [what for (what,) in breaks], (end[0], end[1])
    finally:
        store.close()


async def differences(place: Place) -> list[str]:
    """What the two ends do not agree about; empty where there is nothing."""
    booth = (await place.counter.booth.ask({"do": "call"}))["now"]
    state = await place.counter.state()
    staff = await place.staff.page.evaluate("() => window.counter?.call() ?? null")
    if booth is None or staff is None:
        return [f"one is in no call: booth {booth is None}, staff {staff is None}"]
    shown = booth["form"] == "shown"
    page = place.staff.page
    said: list[tuple[str, Any, Any]] = [
        ("call", booth["call_id"], staff["call_id"]),
        ("epoch", booth["epoch"], staff["epoch"]),
        ("connection answered", booth["attempt"], staff["answered"]),
        ("connection seen by both", (booth["attempt"],) * 2, (booth["seen"], staff["seen"])),
        ("connected", state["connected"], True),
        ("revision of the form", booth["form_number"] if shown else 0, staff["form_number"]),
        ("questions for the form", booth["asks_heard"], staff["form_asks"]),
        ("proposals", sorted(state["proposals"]), sorted(one["proposal_id"] for one in staff["proposals"])),
        ("fields on the page", shown, await page.locator("[data-field]").count() > 0),
        ("curtain on the page", booth["curtain"], await page.locator("#stage.curtain").count() > 0),
        ("picture on the page", await page.locator("#stage").get_attribute("data-phase"), "connected"),
        ("picture at the booth", state["picture"], True),
        ("broken", staff["broken"], False),
    ]
    return [f"{what}: {one} and {other}" for what, one, other in said if one != other]
