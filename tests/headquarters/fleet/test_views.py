"""How a booth stands, in words for staff; a code of enrolment stays out of logs."""

from datetime import UTC, datetime
from typing import Any

import pytest

from kiosk.headquarters.fleet.views import BoothLine, BoothState, NewEnrolmentCode
from kiosk.printing.outcome import ProblemKind
from kiosk.protocol.presence import BoothHealth
from kiosk.protocol.trials import PartsTried, RouteTold, Trial


def test_every_state_of_a_booth_has_words_of_its_own() -> None:
    assert len({state.words for state in BoothState}) == len(BoothState)


def test_a_code_is_not_in_its_words() -> None:
    code = NewEnrolmentCode(
        code="ABCD-EFGH", booth_id="himeji-ieshima-1", place="家島", expires_at=datetime(2026, 1, 1, tzinfo=UTC)
    )
    assert "ABCD" not in repr(code)


def _line(problem: str) -> BoothLine:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    health = BoothHealth(software="1", card_reader=True, printer_problem=problem)
    return BoothLine(
        booth_id="himeji-ieshima-1",
        place="家島",
        state=BoothState.CONNECTED,
        certificate_expires_at=at,
        health=health,
    )


@pytest.mark.parametrize("problem", list(ProblemKind))
def test_staff_read_what_to_do_about_each_fault_of_a_printer(problem: ProblemKind) -> None:
    assert _line(problem).no_slips.endswith("ください。")


def test_a_printer_that_is_well_or_told_something_new_has_no_sentence() -> None:
    assert (_line("").no_slips, _line("on_fire").no_slips) == ("", "")


def tried(**parts: Any) -> BoothLine:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    line = _line("no_paper")
    assert line.health is not None
    return line.model_copy(
        update={"health": line.health.model_copy(update={"tried": PartsTried(at=at, **parts)}), "booth_id": "b"}
    )


def test_parts_are_listed_as_far_as_the_booth_tells_of_them() -> None:
    assert [part.words for part in _line("").parts] == ["カード", "カメラ", "マイク", "印刷"]
    told = tried(speaker=Trial.UNHEARD, relay=(RouteTold(over="udp", outcome="works"),))
    assert [(part.words, part.works) for part in told.parts[3:]] == [
        ("スピーカー", False),
        ("印刷", False),
        ("中継", True),
    ]


def test_what_was_measured_and_what_is_wrong_is_told_in_words() -> None:
    relay = (RouteTold(over="udp", outcome="unreachable"), RouteTold(over="tls", outcome="works"))
    told = tried(microphone=Trial.SILENT, microphone_dbfs=-52, echo_delay_ms=84, relay=relay)
    assert told.measured == "部屋の音 -52dB、音が戻るまで 84ms、中継 UDP 不通、中継 TLS 良し"
    assert [words.split("。")[0] for words in told.sentences] == [
        "マイクが完全に無音です",
        "中継サーバーに届かない道があります",
        "紙がありません",
    ]
    assert (_line("").measured, _line("").sentences, _line("").tried_at) == ("", (), None)
    later = tried(relay=(RouteTold(over="quic", outcome="teleports"),))
    assert later.measured == ""


def test_what_is_wrong_with_identity_and_submissions_is_told_with_what_to_do() -> None:
    line = _line("")
    assert line.health is not None
    stuck = line.health.model_copy(update={"outbox_stuck": 2, "outbox_stuck_code": "http_409"})
    all_of_it = line.model_copy(update={"health": stuck, "twice": True, "certificate_over": True})
    first, second, third = all_of_it.sentences
    assert first.startswith("同じ端末が二台あります")
    assert "2件を本庁が受け取れませんでした（http_409）" in second
    assert third.startswith("証明書の期限が切れています")
    never_seen = line.model_copy(update={"health": None, "certificate_over": True})
    assert (len(never_seen.sentences), never_seen.parts) == (1, ())
