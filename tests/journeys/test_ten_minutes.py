"""A clerk and a resident talk while one thing after another befalls the call; each time it comes back by itself.

How many seconds each took is told and never judged: it is a measurement of this machine in this hour. What is judged is
that picture and sound flow again at both ends, that both sides then believe the same, and that the record tells of it.
"""

import json
import time
from pathlib import Path
from typing import Final

import pytest

from tests.bad_lines import missing
from tests.journeys.causes import far_counter
from tests.journeys.flowing import Flowing
from tests.journeys.trouble import Talk

pytestmark = [
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.skipif(bool(missing()), reason=missing() or "-"),
]
MEDIA: Final = ("booth_media", "console_media")
TEN_MINUTES_S: Final = 600.0


async def test_a_cable_out_a_tab_loaded_again_and_a_microphone_pulled_out_end_no_call(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with (
        far_counter(tmp_path, monkeypatch) as place,
        Flowing(place.counter, place.staff, place.sound) as flowing,
    ):
        talk = Talk(place, flowing)
        await talk.begin()
        await talk.befalls(
            "the cable is out for 7 s, and the form is hidden meanwhile",
            lambda: place.cable_out(7, meanwhile=lambda: place.resident.touch("hideForm")),
            *MEDIA,
        )
        assert not (await place.counter.state())["form_shown"]
        await talk.befalls("the tab is loaded again", place.tab_reloaded, "console_line")
        await talk.befalls(
            "the booth's microphone is out",
            lambda: place.sound_pulled("microphone", meanwhile=talk.only_the_microphone_is_out),
            "booth_microphone",
        )
        await talk.end()


@pytest.mark.soak
async def test_ten_minutes_of_trouble(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with (
        far_counter(tmp_path, monkeypatch) as place,
        Flowing(place.counter, place.staff, place.sound) as flowing,
    ):
        talk, resident, staff = Talk(place, flowing), place.resident, place.staff
        began_s = time.monotonic()
        await talk.begin()
        await talk.befalls("the cable is out for 2 s", lambda: place.cable_out(2))
        await talk.befalls(
            "the cable is out for 8 s, the form is hidden meanwhile",
            lambda: place.cable_out(8, meanwhile=lambda: resident.touch("hideForm")),
            *MEDIA,
        )
        assert not (await place.counter.state())["form_shown"]
        await talk.befalls(
            "the cable is out for 20 s, the form is asked for meanwhile",
            lambda: place.cable_out(20, meanwhile=staff.ask_form),
            "booth_line",
        )
        await resident.until(form_asked=True)
        await resident.touch("showForm")
        await talk.befalls(
            "the cable is out for 45 s, a number is proposed meanwhile",
            lambda: place.cable_out(45, meanwhile=lambda: staff.propose_number("copies", 3)),
            "booth_line",
        )
        await resident.until_proposed()
        await resident.touch("accept")
        await talk.befalls("headquarters is killed and started anew", place.headquarters_anew, "headquarters")
        await talk.befalls("nothing comes from the booth for 20 s", lambda: place.cable_out(20, "up"), "booth_line")
        await talk.befalls("nothing comes to the booth for 12 s", lambda: place.cable_out(12, "down"), "booth_line")
        await talk.befalls("the media child is killed", place.media_child_killed, *MEDIA)
        await talk.befalls(
            "the headset is out for 8 s",
            lambda: place.headset_pulled(8, talk.nothing_is_heard_of_staff),
            "console_microphone",
        )
        await talk.befalls("the booth's camera is out for 8 s", lambda: place.camera_pulled(8), "booth_camera")
        await talk.befalls("the booth's speaker is out", lambda: place.sound_pulled("speaker"), "booth_speaker")
        await talk.befalls(
            "the booth's whole headset is out",
            lambda: place.sound_pulled("microphone", "speaker"),
            "booth_speaker",
        )
        await talk.befalls("the tab is loaded again", place.tab_reloaded, "console_line", *MEDIA)
        await talk.befalls("the laptop sleeps for 60 s", lambda: place.laptop_asleep(60), "console_line")
        await talk.befalls("the booth stands still for 30 s", lambda: place.booth_asleep(30), "booth_line", *MEDIA)
        left_s = TEN_MINUTES_S - (time.monotonic() - began_s)
        if left_s > 0:
            await talk.befalls("nothing for the rest of ten minutes", lambda: place.nothing(left_s))
        await talk.end()
        (tmp_path / "ten-minutes.json").write_text(json.dumps(talk.found, indent=1), encoding="utf-8")
