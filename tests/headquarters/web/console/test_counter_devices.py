"""Camera and microphone of a desk in a real Chromium: apart from each other, and stopped when nobody should be seen."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from kiosk.protocol import call_state, calls, duty
from kiosk.protocol.presence import Refused
from tests.chromium import needs_chromium
from tests.headquarters.web.console.console_visit import answered, available
from tests.headquarters.web.console.paper_headquarters import PaperHeadquarters

pytestmark = [
    needs_chromium,
    pytest.mark.asyncio(loop_scope="session"),
]

DESK = """() => {
    const devices = navigator.mediaDevices, ask = devices.getUserMedia.bind(devices);
    window.desk = {
        made: [], absent: new Set(), open: null, asked: 0,
        live: (kind) => desk.made.filter((one) => one.readyState === "live" && (!kind || one.kind === kind)).length,
        hold: () => { desk.held = new Promise((resolve) => { desk.release = resolve; }); },
        pull: (kind) => {
            desk.absent.add(kind);
            for (const one of desk.made.filter((one) => one.kind === kind && one.readyState === "live")) {
                one.stop();
                one.dispatchEvent(new Event("ended"));
            }
            devices.dispatchEvent(new Event("devicechange"));
        },
        wear: () => {
            const audio = new AudioContext(), voice = new OscillatorNode(audio);
            const ear = new MediaStreamAudioDestinationNode(audio);
            desk.headset = { stream: ear.stream, mute: (on) => on ? voice.disconnect() : voice.connect(ear) };
            desk.headset.mute(false);
            voice.start();
        },
        plug: (kind) => {
            desk.absent.delete(kind);
            devices.dispatchEvent(new Event("devicechange"));
        },
    };
    devices.getUserMedia = async (what) => {
        desk.asked += 1;
        await desk.held;
        if ([...desk.absent].some((kind) => what[kind])) throw new DOMException("", "NotFoundError");
        const stream = await ask(what);
        if (desk.headset && what.audio) {
            stream.getAudioTracks().forEach((one) => { stream.removeTrack(one); one.stop(); });
            stream.addTrack(desk.headset.stream.getAudioTracks()[0]);
        }
        desk.made.push(...stream.getTracks());
        return stream;
    };
}"""
"""A desk whose devices are pulled out and plugged in, and whose browser may leave its question standing."""


@pytest_asyncio.fixture(loop_scope="session")
async def desk(page: Page) -> AsyncIterator[Page]:
    await page.evaluate(DESK)
    yield page


async def test_a_headset_pulled_out_leaves_the_camera_and_comes_back(
    desk: Page, headquarters: PaperHeadquarters
) -> None:
    await answered(desk, headquarters)
    await desk.evaluate("desk.pull('audio')")
    await expect(desk.locator("#trouble")).to_contain_text("マイクが見つかりません")
    await expect(desk.locator("video#own")).to_be_visible()
    assert await desk.evaluate("[desk.live('video'), desk.live('audio')]") == [1, 0]
    await desk.evaluate("desk.plug('audio')")
    await expect(desk.locator("#trouble")).to_be_hidden()
    assert await desk.evaluate("[desk.live('video'), desk.live('audio')]") == [1, 1]
    assert await desk.evaluate("desk.made.filter((one) => one.kind === 'video').length") == 1
    assert list(headquarters.attempts) == [0]


async def test_a_headset_switched_off_at_itself_is_said_at_both_ends_until_it_is_heard_again(
    desk: Page, headquarters: PaperHeadquarters
) -> None:
    await desk.evaluate("desk.wear()")
    await answered(desk, headquarters)
    await desk.evaluate("desk.headset.mute(true)")
    await expect(desk.locator("#trouble")).to_contain_text("ヘッドセットのミュート", timeout=30_000)
    await headquarters.until(lambda: told(headquarters).without == ("voice",))
    await desk.evaluate("desk.headset.mute(false)")
    await expect(desk.locator("#trouble")).to_be_hidden()
    await desk.click("[data-verb=microphone]")
    await headquarters.until(lambda: (told(headquarters).held, told(headquarters).without) == (("microphone",), ()))


def told(headquarters: PaperHeadquarters) -> call_state.StaffNow:
    """What the page told last of its call."""
    return [one for one in headquarters.heard if isinstance(one, call_state.StaffNow)][-1]


async def test_a_camera_pulled_out_leaves_the_voice(desk: Page, headquarters: PaperHeadquarters) -> None:
    await answered(desk, headquarters)
    await desk.evaluate("desk.pull('video')")
    await expect(desk.locator("#trouble")).to_contain_text("声だけでつながります")
    assert await desk.evaluate("[desk.live('video'), desk.live('audio')]") == [0, 1]
    headquarters.attempts[0].frames.clear()
    await desk.evaluate("desk.plug('video')")
    await expect(desk.locator("video#own")).to_be_visible()
    await headquarters.attempts[0].frames.wait()


async def test_a_question_of_the_browser_left_open_holds_no_answer_back(
    desk: Page, headquarters: PaperHeadquarters
) -> None:
    await desk.evaluate("desk.hold()")
    await headquarters.say(headquarters.now())
    await headquarters.ring()
    await desk.click("[data-verb=answer]")
    await headquarters.until_heard(duty.RingAnswered)
    await headquarters.give()
    await headquarters.until_heard(calls.MediaConnected)
    await expect(desk.locator("#trouble")).to_contain_text("許可を待っています")
    assert not headquarters.attempts[0].frames.is_set()
    await desk.evaluate("desk.release()")
    await headquarters.attempts[0].frames.wait()
    await expect(desk.locator("#trouble")).to_be_hidden()


async def test_what_opens_after_a_break_began_is_stopped_at_once(desk: Page, headquarters: PaperHeadquarters) -> None:
    await desk.evaluate("desk.hold()")
    await headquarters.say(headquarters.now())
    await desk.wait_for_function("() => desk.asked === 1")
    await desk.click("[data-status=break]")
    await desk.evaluate("desk.release()")
    await desk.wait_for_function("() => desk.made.length === 2 && desk.live() === 0")
    assert await desk.evaluate("document.getElementById('own').srcObject") is None


async def test_a_break_between_two_openings_keeps_only_the_newest(desk: Page, headquarters: PaperHeadquarters) -> None:
    await desk.evaluate("desk.hold()")
    await headquarters.say(headquarters.now())
    await desk.wait_for_function("() => desk.asked === 1")
    await desk.click("[data-status=break]")
    await headquarters.say(headquarters.now(status="break"))
    await desk.click("[data-status=available]")
    await desk.wait_for_function("() => desk.asked === 2")
    await desk.evaluate("desk.release()")
    await desk.wait_for_function("() => desk.made.length === 4 && desk.live() === 2")
    await expect(desk.locator("video#own")).to_be_visible()


async def test_break_stops_both_tracks(desk: Page, headquarters: PaperHeadquarters) -> None:
    await available(desk, headquarters)
    assert await desk.evaluate("desk.live()") == 2
    await desk.click("[data-status=break]")
    await desk.wait_for_function("() => desk.live() === 0")


async def test_a_page_taken_over_in_a_call_lets_go_of_everything(desk: Page, headquarters: PaperHeadquarters) -> None:
    await answered(desk, headquarters)
    assert headquarters.socket is not None
    await headquarters.say(Refused(code="not_allowed", detail="別の画面で開かれました"))
    await headquarters.socket.close(1008)
    await expect(desk.locator("#trouble")).to_contain_text("別の画面で開かれました")
    await desk.wait_for_function("() => desk.live() === 0")
    assert await desk.evaluate("document.getElementById('remote').srcObject") is None
    await expect(desk.locator("[data-verb=hang-up]")).to_have_count(0)
    await expect(desk.locator("#stage-empty")).to_contain_text("この画面は閉じました")


async def test_a_booth_heard_and_not_seen_is_a_whole_call_until_its_picture_comes(
    desk: Page, headquarters: PaperHeadquarters
) -> None:
    await available(desk, headquarters)
    await headquarters.ring()
    await desk.click("[data-verb=answer]")
    await headquarters.until_heard(duty.RingAnswered)
    await headquarters.give(pictures=False)
    await headquarters.until_heard(calls.MediaConnected)
    await expect(desk.locator("#stage-notice")).to_have_text("声だけでつながっています")
    headquarters.attempts[0].picture.moving.set()
    await expect(desk.locator("#stage")).to_have_attribute("data-phase", "connected")


async def test_before_duty_staff_see_themselves_and_hear_their_microphone(
    desk: Page, headquarters: PaperHeadquarters
) -> None:
    await headquarters.say(headquarters.now(status="off"))
    await desk.click("[data-verb=check]")
    await expect(desk.locator("video#own")).to_be_visible()
    await expect(desk.locator("[data-check=camera]")).to_have_attribute("data-good", "true")
    await expect(desk.locator("[data-check=microphone]")).to_have_attribute("data-good", "true")
    await headquarters.say(headquarters.now(status="off"))  # a count that changes does not end it
    assert await desk.evaluate("desk.live()") == 2
    await desk.click("[data-verb=check-tone]")
    await desk.click("[data-verb=check-close]")
    await desk.wait_for_function("() => desk.live() === 0")
    await expect(desk.locator("video#own")).to_be_hidden()


async def test_before_duty_a_missing_camera_is_said(desk: Page, headquarters: PaperHeadquarters) -> None:
    await desk.evaluate("desk.absent.add('video')")
    await headquarters.say(headquarters.now(status="off"))
    await desk.click("[data-verb=check]")
    await expect(desk.locator("[data-check=camera]")).to_contain_text("カメラが見つかりません")
