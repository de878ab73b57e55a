import json
from datetime import datetime
from typing import Any

import pytest

from kiosk.rehearsal.card.card_desk import CardDesk, menu
from kiosk.rehearsal.card.pcscd import RunningPcscd
from kiosk.rehearsal.card.vpcd import VirtualSlot


def answers(desk: CardDesk, *lines: str) -> list[dict[str, Any]]:
    told: list[str] = []
    desk.serve([*lines, "quit"], told.append)
    return [json.loads(one) for one in told]


def test_every_line_is_answered_by_one_object(now: datetime) -> None:
    desk = CardDesk(VirtualSlot(1), lambda: now)
    told = answers(desk, "eject", "", "# only a remark", "dance", "insert nobody", "eject-at", "log", "insert kasai")
    assert [one["ok"] for one in told] == [True, False, False, False, False, False, True]
    assert "unknown word" in str(told[1]["error"])
    assert "no virtual reader" in str(told[5]["error"])


def test_faults_can_be_set_for_the_next_card(now: datetime) -> None:
    desk = CardDesk(VirtualSlot(1), lambda: now)
    told = answers(desk, "eject-at 3 within", "silent-at 4", "status-at 5 6F00", "delay 20 130", "list")
    assert [one["ok"] for one in told] == [True] * 6
    assert (told[3]["delay_ms"], told[3]["byte_us"]) == (20, 130)
    assert (told[0]["moment"], told[2]["status"]) == ("within", "6F00")
    assert len(told[4]["profiles"]) == len(menu(now))


@pytest.mark.pcsc
def test_a_card_keeps_its_counters_and_its_log(service: RunningPcscd, now: datetime) -> None:
    slot = service.slot()
    told = answers(CardDesk(slot, lambda: now), "insert kasai", "eject", "insert kasai", "log")
    assert told[3]["present"]
    assert told[3]["number_selections"] == 0
    assert slot.card is None
