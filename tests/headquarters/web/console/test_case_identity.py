"""本人確認 on the page of a case: how far it reaches, what is missing, and what must not be overlooked."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from kiosk.headquarters.identity import wording
from kiosk.headquarters.identity.views import HolderBeside
from kiosk.headquarters.web.desk import COOKIE
from kiosk.protocol.identity import Method, Outcome, StepFound, Verdict
from tests.chromium import needs_chromium
from tests.headquarters.web.console.paper_desk import CASE_ID, TOKEN, PaperDesk, evidence, steps

pytestmark = [
    needs_chromium,
    pytest.mark.asyncio(loop_scope="session"),
]


@pytest_asyncio.fixture(loop_scope="session")
async def case(browser: Browser, address: str) -> AsyncIterator[Page]:
    context = await browser.new_context(viewport={"width": 1366, "height": 768})
    await context.add_cookies([{"name": COOKIE, "value": TOKEN, "url": address}])
    page = await context.new_page()
    await page.goto(f"{address}/cases")
    yield page
    await context.close()


async def opened(page: Page) -> None:
    await page.goto(page.url.replace("/cases", f"/cases/{CASE_ID}"))


async def test_enough_is_said_in_one_line_with_what_it_rests_on(case: Page) -> None:
    await opened(case)
    card = case.locator(".identity-card")
    await expect(card.locator(".standing")).to_contain_text("済んでいます")
    await expect(card.locator(".levels")).to_have_text("必要：カードを読み取り、写真と顔を見くらべる")
    await expect(card.locator("[data-method=face_compared]")).to_contain_text("田中 恵子")
    await expect(card.locator("[data-method=face_compared]")).to_contain_text("2026年11月21日 14:42")
    await expect(card.locator("[data-method=declared]")).to_contain_text("確かめていない")
    await expect(card.locator(".forged")).to_have_count(0)
    checks = card.locator("[data-method=card_key] .steps")
    await expect(checks).to_be_hidden()
    await card.locator("[data-method=card_key] summary").click()
    await expect(checks.locator(".good")).to_have_count(12)
    await expect(checks.locator(".good").first).to_contain_text("確認した")


async def test_what_is_missing_is_said_calmly_and_unchecked_is_not_good(case: Page, desk: PaperDesk) -> None:
    unknown = StepFound(step="revocation", verdict=Verdict.NOT_CHECKED, code="C-21")
    desk.events = (evidence(Method.CARD_KEY, Outcome.NOT_CHECKED, code="C-21", steps=steps(revocation=unknown)),)
    desk.identity = wording.summary("A3", "A1", ("カードの写真と顔を見くらべてください。",))
    await opened(case)
    card = case.locator(".identity-card")
    await expect(card.locator(".standing")).to_contain_text("まだ足りません")
    await expect(card.locator(".missing")).to_contain_text("見くらべてください")
    await expect(card.locator("[data-method=card_key] strong").first).to_have_text("確かめていない")
    await expect(card.locator("[data-method=card_key]")).to_contain_text("有効とは扱いません")
    await card.locator("summary").click()
    await expect(card.locator(".steps .not_checked")).to_contain_text("確かめていない")
    await expect(card.locator(".alarm")).to_have_count(0)


@pytest.mark.parametrize(
    ("code", "step", "words"),
    [
        ("C-22", "issuer", "本物のカードと確認できません"),
        ("C-23", "possession", "複製カードの疑い"),
    ],
)
async def test_a_forged_card_is_unmistakable(case: Page, desk: PaperDesk, code: str, step: str, words: str) -> None:
    bad = {step: StepFound(step=step, verdict=Verdict.BAD, code=code)}
    desk.events = (evidence(Method.CARD_KEY, Outcome.NOT_CONFIRMED, code=code, steps=steps(**bad)),)
    desk.identity = wording.summary("A3", None)
    await opened(case)
    card = case.locator(".identity-card.forged")
    await expect(card.locator("> .alarm")).to_contain_text(words)
    await expect(card.locator("> .alarm")).to_contain_text("責任者へ連絡")
    await card.locator("summary").click()
    await expect(card.locator(".steps .bad strong")).to_have_text("だめ")
    await expect(card.locator(".steps .bad")).to_contain_text(code)


async def test_a_case_that_cannot_be_opened_says_that_nothing_can_be_seen(case: Page, desk: PaperDesk) -> None:
    desk.events, desk.identity, desk.opened = (), None, False
    await opened(case)
    await expect(case.locator(".identity-card")).to_contain_text("開封できないため")


async def test_a_case_without_any_record_says_so(case: Page, desk: PaperDesk) -> None:
    desk.events, desk.identity = (), wording.summary("A2", None)
    await opened(case)
    await expect(case.locator(".identity-card")).to_contain_text("いままで：なし")
    await expect(case.locator(".identity-card")).to_contain_text("本人確認の記録はありません")


async def test_a_certificate_that_writes_otherwise_stands_beside_the_application(case: Page, desk: PaperDesk) -> None:
    desk.events = (evidence(Method.CARD_SIGNATURE, Outcome.NOT_CHECKED, "A4"),)
    desk.holder = (
        HolderBeside(words="氏名", certified=(("ジョウ", True), ("藤　一", False)), written="\U0002000b藤　一"),
    )
    await opened(case)
    beside = case.locator("[data-method=card_signature] .beside")
    await expect(beside.locator("tbody th")).to_have_text("氏名")
    await expect(beside.locator("mark")).to_have_text("ジョウ")
    await expect(beside.locator("tbody td").nth(0)).to_have_text("ジョウ藤　一")
    await expect(beside.locator("tbody td").nth(1)).to_have_text("\U0002000b藤　一")
