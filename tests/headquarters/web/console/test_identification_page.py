"""本人確認 in a call, in a real Chromium: the card's face, a proof, papers, and what was found."""

import base64
import io
from typing import Any

import pytest
import pytest_asyncio
from PIL import Image
from playwright.async_api import Page, expect

from kiosk.protocol import calls
from kiosk.protocol.identifiers import new_id
from kiosk.protocol.identity import (
    CardAsked,
    CardFace,
    CardTold,
    Evidence,
    EvidenceFound,
    EvidenceGiven,
    Method,
    Outcome,
    StepFound,
    Verdict,
)
from tests.chromium import needs_chromium
from tests.headquarters.web.console.console_visit import answered
from tests.headquarters.web.console.paper_headquarters import PaperHeadquarters, now

pytestmark = [
    needs_chromium,
    pytest.mark.asyncio(loop_scope="session"),
]
CODE = "34050620351234"
FIRST_DOT = "document.querySelector(`[data-picture=${name}]`)?.getContext('2d').getImageData(5, 5, 1, 1).data[0]"


def picture(width: int, height: int, shade: int) -> str:
    written = io.BytesIO()
    Image.new("L", (width, height), shade).save(written, "PNG")
    return base64.b64encode(written.getvalue()).decode()


def face(**values: Any) -> CardFace:
    given: dict[str, Any] = {
        "name": picture(320, 40, 250),
        "address": picture(640, 40, 250),
        "photograph": picture(240, 300, 77),
        "birth_date": "19590506",
        "sex": "2",
        "expiry": "20350506",
    }
    return CardFace(**(given | values))


class Resident:
    """What the booth and headquarters say in the call of a test."""

    def __init__(self, headquarters: PaperHeadquarters) -> None:
        self._headquarters = headquarters
        self._asks = 0

    @property
    def _call_id(self) -> str:
        assert self._headquarters.call is not None
        return self._headquarters.call.call_id

    async def asked(self) -> CardAsked:
        self._asks += 1
        asked: CardAsked = await self._headquarters.until_heard(CardAsked, self._asks)
        return asked

    async def tells(self, asked: CardAsked, *states: str, **more: Any) -> None:
        for state in states:
            last = more if state == states[-1] else {}
            values = {"epoch": self._headquarters.epoch, "ask_id": asked.ask_id, "state": state, **last}
            await self._headquarters.say(CardTold.model_validate({"call_id": self._call_id, **values}))

    async def found(self, method: Method, outcome: Outcome, **more: Any) -> None:
        evidence = Evidence(evidence_id=new_id(), level="A3", method=method, outcome=outcome, at=now(), **more)
        await self._headquarters.say(
            EvidenceFound(call_id=self._call_id, epoch=self._headquarters.epoch, evidence=evidence)
        )


@pytest_asyncio.fixture(loop_scope="session")
async def resident(page: Page, headquarters: PaperHeadquarters) -> Resident:
    await answered(page, headquarters)
    return Resident(headquarters)


async def type_code(page: Page) -> None:
    await page.click("[data-way=face]")
    await expect(page.locator("#code-birth")).to_be_focused()
    await page.keyboard.type(CODE)
    await page.keyboard.press("Enter")


async def shade(page: Page, name: str) -> int:
    """The first dot of a picture as it was painted (0 while it is not)."""
    dot: int = await page.evaluate(f"name => {FIRST_DOT}", name)
    return dot


async def test_a_face_is_asked_for_by_keyboard_compared_and_gone(
    page: Page, headquarters: PaperHeadquarters, resident: Resident
) -> None:
    await type_code(page)
    asked = await resident.asked()
    assert (asked.want, asked.code) == ("face", CODE)
    await expect(page.locator(".progress .now")).to_contain_text("たずねる")
    assert CODE[:6] not in await page.content()
    await expect(page.locator("#code-birth")).to_have_count(0)
    await resident.tells(asked, "agreed", "reading")
    await expect(page.locator(".progress .now")).to_contain_text("文字を読む")
    await resident.tells(asked, "done", face=face())
    await page.wait_for_function(f"name => {FIRST_DOT} === 77", arg="photograph")
    await expect(page.locator("video#remote")).to_be_visible()
    await expect(page.locator("#printed")).to_contain_text("昭和34年5月6日（1959年）")
    await expect(page.locator("#printed")).to_contain_text("確かめていません")
    await expect(page.locator("#printed-title")).to_be_focused()
    await page.keyboard.press("Tab")
    await expect(page.locator("[data-verb=same]")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.locator("canvas")).to_have_count(0)
    await expect(page.locator("#who-title")).to_be_focused()
    await expect(page.locator("#printed")).to_be_hidden()
    given = await headquarters.until_heard(EvidenceGiven)
    assert (given.method, given.outcome) == ("face_compared", "confirmed")
    await expect(page.locator(".way")).to_contain_text("記録しています")
    await resident.found(Method.FACE_COMPARED, Outcome.CONFIRMED, by="田中 恵子")
    await expect(page.locator(".evidence.confirmed")).to_contain_text("田中 恵子")
    await expect(page.locator(".identity.known")).to_contain_text("写真と顔の見くらべ")


async def test_name_and_address_are_compared_in_letters_of_one_size(page: Page, resident: Resident) -> None:
    await type_code(page)
    asked = await resident.asked()
    await resident.tells(asked, "agreed", "reading")
    await resident.tells(asked, "done", face=face(name=picture(480, 40, 250), address=picture(640, 40, 250)))
    name, address = page.locator("[data-picture=name]"), page.locator("[data-picture=address]")
    await expect(address).to_be_visible()
    sizes = [await one.evaluate("one => one.clientHeight / one.height") for one in (name, address)]
    assert sizes[0] == sizes[1]


async def test_a_picture_stays_painted_while_the_page_is_drawn_again(page: Page, resident: Resident) -> None:
    await type_code(page)
    await resident.tells(await resident.asked(), "done", face=face())
    await resident.found(Method.TAP, Outcome.CONFIRMED)  # a drawing of everything
    await expect(page.locator(".evidence")).to_have_count(1)
    await page.wait_for_function(f"name => {FIRST_DOT} === 250", arg="name")
    await page.wait_for_function(f"name => {FIRST_DOT} === 77", arg="photograph")
    await resident.found(Method.DECLARED, Outcome.NOT_CHECKED)
    await expect(page.locator(".evidence")).to_have_count(2)
    assert await shade(page, "photograph") == 77


async def test_a_wrong_form_goes_nowhere_and_says_which_group(
    page: Page, headquarters: PaperHeadquarters, resident: Resident
) -> None:
    await page.click("[data-way=face]")
    await expect(page.locator("#code-birth")).to_be_focused()
    await page.keyboard.type("34133220351234")
    await page.keyboard.press("Enter")
    await expect(page.locator("#code-wrong")).to_contain_text("昭和34年5月6日")
    await expect(page.locator("#code-birth")).to_be_focused()
    await expect(page.locator("#code-birth")).to_have_attribute("aria-invalid", "true")
    assert not any(isinstance(one, CardAsked) for one in headquarters.heard)
    await page.fill("#code-birth", "340506")
    await page.keyboard.press("Enter")
    assert (await resident.asked()).code == CODE


async def test_full_width_digits_and_going_back_between_groups(page: Page, resident: Resident) -> None:
    await page.click("[data-way=face]")
    await page.locator("#code-birth").press_sequentially("３４０５０６")
    await expect(page.locator("#code-expiry")).to_be_focused()
    await page.keyboard.press("Backspace")
    await expect(page.locator("#code-birth")).to_be_focused()
    await expect(page.locator("#code-birth")).to_have_value("34050")


@pytest.mark.parametrize("leaving", ["resident", "clerk", "page"])
async def test_no_picture_stays_after_the_call_or_the_page(
    page: Page, headquarters: PaperHeadquarters, resident: Resident, leaving: str
) -> None:
    await type_code(page)
    await resident.tells(await resident.asked(), "done", face=face())
    await expect(page.locator("canvas")).to_have_count(3)
    match leaving:
        case "resident":
            await headquarters.end(calls.EndReason.BOOTH_HUNG_UP)
        case "clerk":
            await page.click("[data-verb=hang-up]")
        case _:
            await page.evaluate("window.dispatchEvent(new PageTransitionEvent('pagehide'))")
    await expect(page.locator("canvas")).to_have_count(0)
    await expect(page.locator("#printed")).to_be_hidden()
    kept = await page.evaluate("JSON.stringify([...Object.values(sessionStorage), ...Object.values(localStorage)])")
    assert "19590506" not in kept + await page.content()


async def test_a_card_that_may_be_forged_cannot_be_confirmed(
    page: Page, headquarters: PaperHeadquarters, resident: Resident
) -> None:
    await type_code(page)
    await resident.tells(await resident.asked(), "done", face=face(integrity="bad", cautions=("C-15",)))
    await expect(page.locator(".integrity.bad")).to_contain_text("改ざんの疑い")
    await expect(page.locator(".identity.forged")).to_contain_text("責任者へ連絡")
    await expect(page.locator(".cautions")).to_contain_text("C-15")
    await expect(page.locator("[data-verb=same]")).to_have_count(0)
    await page.click("[data-verb=not-same]")
    assert (await headquarters.until_heard(EvidenceGiven)).outcome == "not_confirmed"


@pytest.mark.parametrize("photograph", ["", "bm8gcGljdHVyZQ==", picture(240, 300, 77)[:120]])
async def test_a_photograph_that_cannot_be_shown_confirms_nobody(
    page: Page, resident: Resident, photograph: str
) -> None:
    await type_code(page)
    await resident.tells(await resident.asked(), "done", face=face(photograph=photograph))
    await expect(page.locator("#photograph")).to_contain_text("表示できません")
    await expect(page.locator("[data-verb=same]")).to_have_count(0)
    await page.click("#printed [data-way=paper]")
    await expect(page.locator("#paper")).to_be_visible()


@pytest.mark.parametrize(
    ("code", "words", "action"),
    [
        ("C-05", "ICチップが応答しません", "もう一度ためす"),
        ("C-06", "3つの番号がカードと合いません", "もう一度ためす"),
        ("C-04", "スマートフォン", "書類で確かめる"),
        ("C-22", "本人確認に使わないでください", "閉じる"),
    ],
)
async def test_a_failure_says_what_to_do_next(
    page: Page, resident: Resident, code: str, words: str, action: str
) -> None:
    await type_code(page)
    await resident.tells(await resident.asked(), "failed", code=code)
    await expect(page.locator(".way")).to_contain_text(words)
    await expect(page.locator(".way")).to_contain_text(code)
    await expect(page.locator(".way button").first).to_have_text(action)


async def test_the_resident_says_no_and_papers_are_seen_instead(
    page: Page, headquarters: PaperHeadquarters, resident: Resident
) -> None:
    await type_code(page)
    await resident.tells(await resident.asked(), "declined")
    await expect(page.locator(".way")).to_contain_text("いやです")
    await page.click(".way [data-way=paper]")
    await page.click("[data-verb=paper-good]")
    assert await page.evaluate("document.querySelector('#paper :invalid') !== null")
    await page.check("#paper [value=その他]")
    await page.click("[data-verb=paper-good]")
    other = page.locator("#paper [name=other]")
    await expect(other).to_be_focused()
    await other.fill("障害者手帳")
    await page.keyboard.press("Enter")
    assert not any(isinstance(one, EvidenceGiven) for one in headquarters.heard)
    await page.click("[data-verb=paper-good]")
    given = await headquarters.until_heard(EvidenceGiven)
    assert (given.method, given.outcome, given.paper) == ("paper_seen", "confirmed", "障害者手帳")


async def test_a_proof_with_its_checks_unfolded(page: Page, resident: Resident) -> None:
    await page.click("[data-way=proof]")
    await expect(page.locator(".never")).to_contain_text("番号をたずねたり")
    await page.click("[data-verb=ask-proof]")
    asked = await resident.asked()
    assert (asked.want, asked.code) == ("proof", None)
    await resident.tells(asked, "agreed", "reading")
    steps = (
        StepFound(step="issuer", verdict=Verdict.GOOD),
        StepFound(step="not_over", verdict=Verdict.BAD, code="C-18"),
        StepFound(step="revocation", verdict=Verdict.NOT_CHECKED, code="C-21"),
    )
    await resident.found(Method.CARD_KEY, Outcome.NOT_CONFIRMED, code="C-18", steps=steps)
    evidence = page.locator(".evidence[data-method=card_key]")
    await expect(evidence).to_contain_text("期限切れ")
    await evidence.locator("summary").click()
    for verdict, words in (("good", "確認した"), ("bad", "だめ"), ("not_checked", "確かめていない")):
        await expect(evidence.locator(f".steps .{verdict}")).to_contain_text(words)
    await resident.found(Method.TAP, Outcome.CONFIRMED)
    await expect(page.locator(".evidence")).to_have_count(2)
    await expect(evidence.locator("details")).to_have_attribute("open", "")  # another drawing folds nothing up


async def test_a_copied_card_is_not_overlooked(page: Page, resident: Resident) -> None:
    await resident.found(Method.CARD_KEY, Outcome.NOT_CONFIRMED, code="C-23")
    await expect(page.locator(".identity.forged[role=alert]")).to_contain_text("複製カードの疑い")
    await expect(page.locator(".evidence.forged")).to_contain_text("C-23")
