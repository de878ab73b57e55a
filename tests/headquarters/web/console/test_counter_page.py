"""The call page in a real Chromium, talking with a booth of aiortc through the real messages."""

from typing import Any

import pytest
from playwright.async_api import Page, expect

from kiosk.protocol import call_state, calls, duty, forms
from kiosk.protocol.faults import Code
from kiosk.protocol.presence import Refused
from tests.chromium import needs_chromium
from tests.headquarters.web.console.console_visit import answered, available
from tests.headquarters.web.console.paper_headquarters import PaperHeadquarters

pytestmark = [
    needs_chromium,
    pytest.mark.asyncio(loop_scope="session"),
]


async def test_a_whole_call_by_keyboard_with_pictures_both_ways(page: Page, headquarters: PaperHeadquarters) -> None:
    await answered(page, headquarters)
    await headquarters.attempts[0].frames.wait()
    stats = await page.evaluate("counter.stats()")
    assert stats["frames"] > 0
    assert (stats["width"], stats["height"]) == (640, 480)
    assert stats["answeredAt"] < stats["firstFrameAt"]
    await page.wait_for_function("counter.stats().audioRms > 0.01")
    (answer,) = [one for one in headquarters.heard if isinstance(one, calls.MediaAnswer)]
    told = await page.evaluate("counter.call()")
    assert (told["call_id"], told["epoch"], told["broken"]) == (answer.call_id, answer.epoch, False)
    ends = [one for one in headquarters.heard if isinstance(one, calls.MediaCandidate) and one.candidate == ""]
    assert len(ends) == 1
    await page.click("[data-verb=hang-up]")
    await headquarters.until_heard(calls.CallHungUp)
    await headquarters.say(headquarters.now(state="wrapping"))
    await page.focus("[data-outcome=solved]")
    await page.keyboard.press("Space")
    await page.fill("#wrap-up [name=note]", "窓口の時間を案内")
    await page.click("[data-verb=record-outcome]")
    recorded = await headquarters.until_heard(duty.WrapUp)
    assert (recorded.outcome, recorded.note) == (duty.Outcome.SOLVED, "窓口の時間を案内")


async def test_the_browser_is_given_the_offer_as_the_booth_made_it(page: Page, headquarters: PaperHeadquarters) -> None:
    await page.evaluate("""() => {
        const take = RTCPeerConnection.prototype.setRemoteDescription;
        RTCPeerConnection.prototype.setRemoteDescription = function (given) {
            window.given = given.sdp;
            return take.call(this, given);
        };
    }""")
    await answered(page, headquarters)
    assert await page.evaluate("given") == headquarters.attempts[0].connection.localDescription.sdp


async def test_a_camera_allowed_in_the_middle_of_a_call_is_seen_at_once(
    page: Page, headquarters: PaperHeadquarters
) -> None:
    await page.evaluate("""() => {
        const devices = navigator.mediaDevices, ask = devices.getUserMedia.bind(devices);
        const refusal = () => Promise.reject(new DOMException("", "NotAllowedError"));
        devices.getUserMedia = (what) => window.allowed ? ask(what) : refusal();
    }""")
    await headquarters.say(headquarters.now())
    await expect(page.locator("#trouble")).to_contain_text("カメラとマイクが使えません")
    await headquarters.ring()
    await page.click("[data-verb=answer]")
    await headquarters.until_heard(duty.RingAnswered)
    await headquarters.give()
    await headquarters.until_heard(calls.MediaConnected)
    assert not headquarters.attempts[0].frames.is_set()
    await page.evaluate("window.allowed = true")
    await headquarters.say(headquarters.now(state="in_call"))
    await page.click("[data-verb=retry-media]")
    await headquarters.attempts[0].frames.wait()
    await expect(page.locator("video#own")).to_be_visible()


async def test_staff_see_who_waits_and_the_title_counts(page: Page, headquarters: PaperHeadquarters) -> None:
    long, short = headquarters.waiting("香寺支所", seconds=200), headquarters.waiting("夢前支所", seconds=5, number=13)
    await headquarters.say(headquarters.now(waiting=(long, short)))
    await expect(page.locator("#waiting .call-card")).to_have_count(2)
    await expect(page.locator(".call-card[data-age=long]")).to_contain_text("香寺支所")
    await expect(page.locator(".call-card[data-age=fresh]")).to_contain_text("夢前支所")
    assert (await page.title()).startswith("（2）")


async def test_staff_see_that_they_do_not_speak_the_residents_language(
    page: Page, headquarters: PaperHeadquarters
) -> None:
    spoken = headquarters.waiting(language="ko")
    other = headquarters.waiting("夢前支所", language="vi", language_spoken=False)
    await headquarters.say(headquarters.now(waiting=(spoken, other)))
    await expect(page.locator("#waiting .call-card").first).to_contain_text("12番・韓国語")
    await expect(page.locator("#waiting .call-card").first).not_to_contain_text("日本語で話します")
    await expect(page.locator("#waiting .call-card").last).to_contain_text("ベトナム語（日本語で話します）")


HEBREW = "דוד כהן 12"
STANDING = """(name) => {
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
    while (walk.nextNode()) {
        const { data, parentElement } = walk.currentNode;
        if (!data.includes(name) || parentElement.closest("[role=alert].unseen")) continue;
        found.push(parentElement.tagName === "BDI" && data === name ? "alone" : data);
    }
    return found;
}"""
"""How each text with `name` in it stands on the page, but for what only a screen reader says."""


async def test_no_name_from_outside_turns_the_words_around_it(page: Page, headquarters: PaperHeadquarters) -> None:
    async def stands(times: int) -> None:
        await expect(page.locator("bdi", has_text=HEBREW)).to_have_count(times)
        assert await page.evaluate(STANDING, HEBREW) == ["alone"] * times

    await available(page, headquarters)
    shown = headquarters.waiting(HEBREW, topic=HEBREW)
    await headquarters.say(headquarters.now(waiting=(shown,)))
    await stands(2)
    await headquarters.say(headquarters.now())
    await headquarters.ring(shown)
    await stands(4)  # the card's two, above the stage, and on it
    await page.click("[data-verb=answer]")
    await headquarters.until_heard(duty.RingAnswered)
    await headquarters.give()
    await headquarters.until_heard(calls.MediaConnected)
    one = forms.ShownField(field="name", label=HEBREW, text=HEBREW, source=forms.Source.CARD, is_name=True)
    form = headquarters.form().model_copy(update={"title": HEBREW, "fields": (one,), "documents": (HEBREW, HEBREW)})
    await headquarters.say(form)
    await stands(3 + 2 + 1 + 1 + 2)  # the call, the field, the one read from the card, the title, the documents
    await headquarters.end(calls.EndReason.BOOTH_HUNG_UP)
    await stands(3)


async def test_who_is_entered_stands_in_rows_with_what_to_compare(page: Page, headquarters: PaperHeadquarters) -> None:
    await answered(page, headquarters)
    name = forms.ShownPart(
        field="m_name", label="氏名", text="●本　太郎", is_name=True, doubts=(forms.Doubt(code=Code.SUBSTITUTED),)
    )
    rows = tuple(
        forms.ShownRow(title=f"引っ越した人 {n}", parts=(name, forms.ShownPart(field="m_birth", label="生年月日")))
        for n in (1, 2)
    )
    group = forms.ShownField(field="movers", label="引っ越した人", text="1 …", source=forms.Source.RESIDENT, rows=rows)
    age = forms.ShownField(field="age", label="年齢", text="67歳", source=forms.Source.PRESET, computed=True)
    await headquarters.say(headquarters.form().model_copy(update={"fields": (group, age)}))
    told = page.locator("[data-field=movers] .entered")
    await expect(told).to_have_count(2)
    await expect(told.first.locator("[data-part=m_name]")).to_contain_text("●本　太郎")
    await expect(told.first.locator(".doubt")).to_have_count(1)
    await expect(told.last.locator("[data-part=m_birth] .blank")).to_be_visible()
    await expect(page.locator("[data-field=age] .origin")).to_have_text("計算")
    await expect(page.locator("[data-field=movers] [data-verb=propose]")).to_have_count(0)


async def test_nothing_is_recorded_without_an_outcome(page: Page, headquarters: PaperHeadquarters) -> None:
    await answered(page, headquarters)
    await headquarters.end(calls.EndReason.BOOTH_HUNG_UP)
    await page.click("[data-verb=record-outcome]")
    assert await page.evaluate("document.querySelector('#wrap-up :invalid') !== null")
    assert not any(isinstance(one, duty.WrapUp) for one in headquarters.heard)


async def test_the_media_child_died_and_the_picture_comes_back_in_the_same_call(
    page: Page, headquarters: PaperHeadquarters
) -> None:
    await answered(page, headquarters)
    first = await page.evaluate("document.getElementById('remote').srcObject.id")
    await headquarters.attempts[0].close()
    await headquarters.offer(1, headquarters.epoch)
    again = await headquarters.until_heard(calls.MediaConnected, 2)
    assert (again.attempt, again.epoch) == (1, headquarters.epoch)
    assert await page.evaluate("document.getElementById('remote').srcObject.id") != first
    await expect(page.locator("#stage")).to_have_attribute("data-phase", "connected")
    await headquarters.attempts[1].frames.wait()


async def test_a_picture_that_stands_still_is_told_until_it_moves(page: Page, headquarters: PaperHeadquarters) -> None:
    await answered(page, headquarters)
    headquarters.attempts[0].picture.moving.clear()
    await expect(page.locator("#stage")).to_have_attribute("data-phase", "voice", timeout=20_000)
    await expect(page.locator("#stage-notice")).to_have_text("声だけでつながっています")
    headquarters.attempts[0].picture.moving.set()
    await expect(page.locator("#stage")).to_have_attribute("data-phase", "connected", timeout=20_000)


async def test_staff_read_whose_picture_yields_on_a_thin_line_and_which_device_of_the_booth_is_out(
    page: Page, headquarters: PaperHeadquarters
) -> None:
    await answered(page, headquarters)
    notice = page.locator("#stage-notice")
    await expect(notice).to_be_empty()
    assert headquarters.call
    which: dict[str, Any] = {"call_id": headquarters.call.call_id, "epoch": headquarters.epoch}
    which["waited"] = call_state.Waited()
    await headquarters.say(call_state.BoothNow(number=1, voice_first=True, **which))
    await expect(notice).to_have_text("端末の回線が細いので、声を優先しています。映像は1秒に1枚です")
    await headquarters.say(call_state.BoothNow(number=2, without=("camera",), **which))
    await expect(notice).to_have_text("端末のカメラが動いていません。声だけで続けられます")
    await headquarters.say(call_state.BoothNow(number=3, voice_first=True, without=("microphone", "camera"), **which))
    await expect(notice).to_contain_text("住民の方の声は届きません")
    await headquarters.say(call_state.BoothNow(number=4, without=("speaker",), **which))
    await expect(notice).to_contain_text("こちらの声は聞こえません")
    await headquarters.say(call_state.BoothNow(number=5, without=("speaker", "microphone"), **which))
    await expect(notice).to_contain_text("声は通じません")
    await headquarters.say(call_state.BoothNow(number=6, without=("voice",), **which))
    await expect(notice).to_contain_text("ミュートのようです")
    await headquarters.say(call_state.BoothNow(number=7, held=("microphone",), **which))
    await expect(notice).to_contain_text("「声を止める」を押しています")
    await headquarters.say(call_state.BoothNow(number=8, **which))
    await expect(notice).to_be_empty()


async def test_behind_the_pin_curtain_nothing_is_shown(page: Page, headquarters: PaperHeadquarters) -> None:
    await answered(page, headquarters)
    await headquarters.curtain(drawn=True)
    await expect(page.locator("#stage-notice")).to_have_text("暗証番号の入力中は映りません")
    await expect(page.locator("video#remote")).to_be_hidden()
    await headquarters.curtain(drawn=False)
    await expect(page.locator("video#remote")).to_be_visible()


async def test_the_form_with_origins_a_proposal_and_its_answer(page: Page, headquarters: PaperHeadquarters) -> None:
    await answered(page, headquarters)
    await page.click("[data-verb=ask-form]")
    await headquarters.until_heard(forms.FormAsked)
    await headquarters.show_form()
    copies = page.locator("[data-field=copies]")
    await expect(page.locator("[data-field=name] .value")).to_have_text("葛\U000e0100城　辻\U000e0101子")
    await expect(page.locator("[data-field=name] .origin")).to_have_text("カード")
    await expect(page.locator(".field.asked")).to_have_attribute("data-field", "kind")
    await expect(page.locator(".field.asked .here")).to_have_text("いま記入中")
    await expect(page.locator("[data-field=birth_date] .doubt")).to_contain_text(
        "生年月日が「不詳」または暦にない日付です"
    )
    await copies.locator("[data-input]").fill("2")
    await copies.locator("[data-verb=propose]").click()
    proposed = await headquarters.until_heard(forms.Proposal)
    assert (proposed.field, proposed.value) == ("copies", 2)
    await expect(copies).to_contain_text("提案中…")
    assert headquarters.call is not None
    answer = forms.ProposalAnswered(
        call_id=headquarters.call.call_id, epoch=headquarters.epoch, proposal_id=proposed.proposal_id, accepted=True
    )
    await headquarters.say(answer)
    await headquarters.show_form(copies=2, source=forms.Source.STAFF)
    await expect(copies).to_contain_text("2通")
    await expect(copies.locator(".origin")).to_have_text("職員の提案")


@pytest.mark.parametrize(
    ("why", "words"),
    [
        (None, "このままを希望"),
        ("handing_in", "提出中のため 出せませんでした"),
        ("unfit", "この項目には 入れられません"),
    ],
)
async def test_a_proposal_that_was_not_taken_says_why_and_may_be_made_again(
    page: Page, headquarters: PaperHeadquarters, why: forms.NotOffered | None, words: str
) -> None:
    await answered(page, headquarters)
    await headquarters.show_form()
    copies = page.locator("[data-field=copies]")
    await copies.locator("[data-input]").fill("2")
    await copies.locator("[data-verb=propose]").click()
    proposed = await headquarters.until_heard(forms.Proposal)
    call = headquarters.call
    assert call is not None
    await headquarters.say(
        forms.ProposalAnswered(
            call_id=call.call_id, epoch=headquarters.epoch, proposal_id=proposed.proposal_id, accepted=False, why=why
        )
    )
    await expect(copies.locator(".origin")).to_have_text(words)
    await expect(copies.locator("[data-verb=propose]")).to_be_visible()


async def test_the_language_on_the_residents_screen_is_said_as_it_changes(
    page: Page, headquarters: PaperHeadquarters
) -> None:
    await answered(page, headquarters)
    await headquarters.show_form(locale="en")
    paper = page.locator(".paper")
    await expect(paper).to_contain_text("英語で表示中")
    await headquarters.show_form(locale="easy")
    await expect(paper).to_contain_text("やさしい日本語で表示中")
    await headquarters.show_form(locale="ja")
    await expect(paper).not_to_contain_text("で表示中")


async def test_a_choice_is_proposed_by_its_value(page: Page, headquarters: PaperHeadquarters) -> None:
    await answered(page, headquarters)
    await headquarters.show_form()
    kind = page.locator("[data-field=kind]")
    await kind.locator("[data-input]").select_option(label="本人のみ")
    await headquarters.show_form(copies=3)  # an edit of the resident must not undo what staff are choosing
    await expect(page.locator("[data-field=copies]")).to_contain_text("3通")
    await kind.locator("[data-verb=propose]").click()
    assert (await headquarters.until_heard(forms.Proposal)).value == "v1"


async def test_several_are_proposed_together(page: Page, headquarters: PaperHeadquarters) -> None:
    await answered(page, headquarters)
    await headquarters.show_form()
    items = page.locator("[data-field=items]")
    await expect(items.get_by_label("続柄")).to_be_checked()
    await items.get_by_label("続柄").uncheck()
    await items.locator("[data-verb=propose]").click()
    await expect(items.get_by_label("続柄")).to_be_focused()  # none of them is nothing to propose
    await items.get_by_label("在留資格").check()
    await items.get_by_label("本籍").check()
    await items.locator("[data-verb=propose]").click()
    assert (await headquarters.until_heard(forms.Proposal)).value == ["v1", "v2"]
    await expect(items).to_contain_text("本籍、在留資格")


async def test_the_line_breaks_and_comes_back_in_the_call(page: Page, headquarters: PaperHeadquarters) -> None:
    await answered(page, headquarters)
    assert headquarters.socket is not None
    await headquarters.socket.close(1012)
    await expect(page.locator("#trouble")).to_contain_text("つなぎなおしています")
    await headquarters.until_heard(duty.ConsoleHello, 2)
    await headquarters.say(headquarters.now(state="in_call"))
    await expect(page.locator("#trouble")).to_be_hidden()
    await expect(page.locator("[data-verb=hang-up]")).to_be_visible()


async def test_a_page_that_was_closed_on_purpose_does_not_come_back_by_itself(
    page: Page, headquarters: PaperHeadquarters
) -> None:
    assert headquarters.socket is not None
    await page.clock.install()
    await headquarters.say(Refused(code="not_allowed", detail="別の画面で開かれました"))
    await headquarters.socket.close(1008)
    await expect(page.locator("#trouble")).to_contain_text("別の画面で開かれました")
    await expect(page.locator("[data-verb=reload]")).to_be_visible()
    await page.clock.run_for("10:00")  # ten minutes, each of its timers in turn
    await page.reload()
    await headquarters.until_heard(duty.ConsoleHello, 2)
    assert sum(isinstance(one, duty.ConsoleHello) for one in headquarters.heard) == 2


async def test_break_lets_go_of_the_camera(page: Page, headquarters: PaperHeadquarters) -> None:
    await available(page, headquarters)
    await page.click("[data-status=break]")
    assert (await headquarters.until_heard(duty.StatusChosen)).status == "break"
    await headquarters.say(headquarters.now(status="break"))
    await expect(page.locator("[data-status=break]")).to_have_attribute("aria-pressed", "true")
    assert await page.evaluate("document.getElementById('own').srcObject") is None
