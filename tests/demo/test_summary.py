"""The summary is only good when everything happened, and names what did not."""

import json
from pathlib import Path
from typing import Any

import pytest

from kiosk.demo.summary import Summary

WHOLE = {
    "visit": {"procedure": "juminhyo", "reference": "IE-1", "receipt": "2026-000001", "seconds": 15.0, "answers": 17},
    "card": {"reader": "Rehearsal Reader", "label": "JPKIAPICCTOKEN2", "apdus": 11, "verifies": 1},
    "call": {
        "booth_frames": 60, "console_frames": 60, "booth_audio_rms": 0.1, "console_audio_rms": 0.1,
        "answer_to_first_frame_ms": 700.0, "proposals_accepted": 1,
    },
    "identity": {"words": "必要な本人確認は済んでいます", "missing": [], "acts": {"face_compared": "確認した"}},
    "offline": {"queued": 1, "delivered": 1, "duplicates": 0},
}  # fmt: skip


def judged(**changes: Any) -> Summary:
    """The whole summary with some figures changed: `call__booth_frames=0`."""
    found = json.loads(json.dumps(WHOLE))
    for place, value in changes.items():
        part, name = place.split("__")
        found[part][name] = value
    summary = Summary.model_validate(found)
    summary.judge()
    return summary


def test_when_all_of_it_happened_it_is_ok() -> None:
    assert judged().ok
    assert judged().missing == []


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"visit__reference": ""}, "a reference"),
        ({"visit__receipt": ""}, "a receipt"),
        ({"visit__answers": 0}, "answers at headquarters"),
        ({"card__apdus": 0}, "commands to the card"),
        ({"card__verifies": 2}, "one PIN shown"),
        ({"card__number_selections": 1}, "the 個人番号 file untouched"),
        ({"call__booth_frames": 0}, "pictures at the booth"),
        ({"call__console_frames": 0}, "pictures at the console"),
        ({"call__booth_audio_rms": 0.0}, "sound at the booth"),
        ({"call__console_audio_rms": 0.0}, "sound at the console"),
        ({"call__answer_to_first_frame_ms": 0.0}, "the time from answer to picture"),
        ({"call__proposals_accepted": 0}, "a proposal accepted"),
        ({"identity__acts": {}}, "the face compared by staff"),
        ({"identity__missing": ["顔の見くらべ"]}, "the face compared by staff"),
        ({"offline__queued": 0}, "a submission that waited"),
        ({"offline__delivered": 0}, "its delivery"),
        ({"offline__duplicates": 1}, "nothing twice"),
    ],
)
def test_what_did_not_happen_is_named(changes: dict[str, Any], missing: str) -> None:
    summary = judged(**changes)
    assert not summary.ok
    assert summary.missing == [missing]


def test_nothing_measured_is_not_ok() -> None:
    summary = Summary()
    summary.judge()
    assert not summary.ok


def test_it_is_written_as_json(tmp_path: Path) -> None:
    judged().write(tmp_path)
    found = json.loads((tmp_path / "summary.json").read_text())
    assert found["ok"] is True
    assert found["call"]["booth_frames"] == 60
