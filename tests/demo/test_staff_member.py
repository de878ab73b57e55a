"""The scripted staff member at the real console of a real headquarters, without a booth."""

from pathlib import Path

import pytest

from kiosk.demo.counter import Account, Counter
from kiosk.demo.programs import ProgramFailed
from kiosk.demo.staff_face import write_film
from kiosk.demo.staff_member import StaffMember


async def test_a_clerk_signs_in_with_a_face_looks_at_cases_and_comes_back(tmp_path: Path) -> None:
    counter = Counter(tmp_path / "counter")
    try:
        await counter.start_headquarters()
        await counter.add_staff()
        assert counter.account is not None
        face = write_film(tmp_path / "staff.y4m")
        async with StaffMember(counter.staff_url, counter.account, face=face) as staff:
            await staff.sign_in()
            assert await staff.cases() == []
            await staff.calls()
            await staff.picture(tmp_path / "console.png")
            with pytest.raises(ProgramFailed, match="does not see or hear"):
                await staff.until_hearing(frames=1, seconds=0.0)
            size = await staff.page.evaluate(
                """async () => { const stream = await navigator.mediaDevices.getUserMedia({video: true});
                const {width, height} = stream.getVideoTracks()[0].getSettings(); return [width, height]; }"""
            )
        assert size[0] * 9 == size[1] * 16, "the film is the camera, not Chromium's own test picture of 4:3"
        assert (tmp_path / "console.png").read_bytes().startswith(b"\x89PNG")
    finally:
        await counter.close()


async def test_a_browser_that_does_not_start_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kiosk.rehearsal.chromium.found", lambda: "/nowhere/chromium")
    with pytest.raises(ProgramFailed, match="Chromium did not start"):
        async with StaffMember("http://127.0.0.1:1", Account("nobody", "")):
            raise AssertionError("there is no such browser")
