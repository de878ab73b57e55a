"""The pages: who may see what, what a form must carry, and what keeps foreign pages out."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import ClientResponse, ClientSession, CookieJar

from kiosk.headquarters.cases.views import CaseState
from kiosk.headquarters.settings import HeadquartersSettings
from kiosk.headquarters.staff.views import Role
from kiosk.headquarters.web.desk import COOKIE
from tests.headquarters.web.console.console_serving import pages_over, serving
from tests.headquarters.web.console.paper_desk import CASE_ID, CSRF, NAME, PDF, TOKEN, PaperDesk

pytestmark = pytest.mark.asyncio(loop_scope="session")


class Visiting:
    """A browser without a screen: every answer is read to its end."""

    def __init__(self, session: ClientSession) -> None:
        self._session = session

    async def get(self, path: str) -> ClientResponse:
        return await self._ask("GET", path)

    async def post(self, path: str, **how: Any) -> ClientResponse:
        return await self._ask("POST", path, **how)

    async def follow(self, path: str) -> ClientResponse:
        return await self._ask("GET", path, allow_redirects=True)

    async def _ask(self, method: str, path: str, allow_redirects: bool = False, **how: Any) -> ClientResponse:
        async with self._session.request(method, path, allow_redirects=allow_redirects, **how) as answer:
            await answer.read()
            return answer


@pytest_asyncio.fixture(loop_scope="session")
async def stranger(address: str) -> AsyncIterator[Visiting]:
    async with ClientSession(address, cookie_jar=CookieJar(unsafe=True)) as session:
        yield Visiting(session)


@pytest_asyncio.fixture(loop_scope="session")
async def clerk(address: str) -> AsyncIterator[Visiting]:
    async with ClientSession(address, cookies={COOKIE: TOKEN}, cookie_jar=CookieJar(unsafe=True)) as session:
        yield Visiting(session)


@pytest.mark.parametrize("path", ["/", "/cases", f"/cases/{CASE_ID}", f"/cases/{CASE_ID}/document.pdf", "/fleet"])
async def test_a_stranger_is_led_to_the_sign_in(stranger: Visiting, path: str) -> None:
    answer = await stranger.get(path)
    assert (answer.status, answer.headers["Location"]) == (303, "/sign-in")


async def test_sign_in_sets_a_cookie_no_script_can_read(stranger: Visiting) -> None:
    form = {"name": "tanaka", "password": "ひみつ"}
    answer = await stranger.post("/sign-in", data=form)
    assert (answer.status, answer.headers["Location"]) == (303, "/")
    cookie = answer.headers["Set-Cookie"]
    assert f"{COOKIE}={TOKEN}" in cookie
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    home = await stranger.get("/")
    assert "田中 恵子" in await home.text()


async def test_a_wrong_password_is_said_and_the_name_kept(stranger: Visiting) -> None:
    answer = await stranger.post("/sign-in", data={"name": 'tana"ka', "password": "x"})
    text = await answer.text()
    assert answer.status == 401
    assert "職員名またはパスワードが違います" in text
    assert "tana&#34;ka" in text
    assert "Set-Cookie" not in answer.headers


async def test_a_form_of_another_site_cannot_sign_in(stranger: Visiting) -> None:
    form = {"name": "tanaka", "password": "ひみつ"}
    answer = await stranger.post("/sign-in", data=form, headers={"Origin": "https://evil.example"})
    assert answer.status == 403


async def test_sign_out_needs_the_value_of_the_page(clerk: Visiting, desk: PaperDesk) -> None:
    await clerk.post("/sign-out", data={"csrf": "guessed"})
    assert desk.signed_out == []
    await clerk.post("/sign-out", data={"csrf": CSRF})
    assert desk.signed_out == [TOKEN]


async def test_what_is_the_matter_with_a_printer_is_said(clerk: Visiting) -> None:
    assert "紙がありません。紙を入れてもらってください。" in await (await clerk.get("/fleet")).text()


@pytest.mark.parametrize(
    "words",
    [
        "2件 止まっています",
        "1件 保管中",
        "受け取らなかった申請1件を、端末が保管しています",
        "本庁が受け取れませんでした（http_409）",
        "同じ端末が二台あります",
        "新しい登録コードで登録し直してください",
        "カメラが働きません。声だけの通話になります。",
        "マイクが完全に無音です。消音になっているか、壊れています。",
        "スピーカーの音がマイクに届きません。",
        "中継サーバーが本庁のパスワードを受け付けません。",
        "中継 UDP 拒否、中継 TCP 不通",
        "部屋の音 -52dB、音が戻るまで 84ms、中継 UDP 良し、中継 TLS 良し",
        "期限切れ",
        "つながれば自動で更新します",
    ],
)
async def test_what_is_the_matter_with_a_booth_is_said_with_what_to_do(clerk: Visiting, words: str) -> None:
    assert words in await (await clerk.get("/fleet")).text()


@pytest.mark.parametrize("path", ["/sign-in", "/", "/cases", "/fleet", "/static/main.js", f"/cases/{CASE_ID}"])
async def test_every_page_is_closed_to_foreign_scripts_and_frames(clerk: Visiting, path: str) -> None:
    answer = await clerk.get(path)
    assert answer.status == 200
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("path", ["/sign-in", "/", "/cases", "/fleet", f"/cases/{CASE_ID}"])
async def test_no_page_has_inline_script_or_style(clerk: Visiting, path: str) -> None:
    text = await (await clerk.get(path)).text()
    assert "<style" not in text
    assert " style=" not in text
    assert " onclick" not in text
    assert text.count("<script") == text.count('<script type="module" src="/static/')


async def test_personal_pages_are_not_kept_by_the_browser(clerk: Visiting) -> None:
    for path in (f"/cases/{CASE_ID}", f"/cases/{CASE_ID}/document.pdf"):
        assert (await clerk.get(path)).headers["Cache-Control"] == "no-store"


async def test_the_list_filters_by_state_and_number(clerk: Visiting) -> None:
    text = await (await clerk.get("/cases?state=returned")).text()
    assert "R8-001039" in text
    assert "R8-001042" not in text
    assert "R8-001042" in await (await clerk.get("/cases?number=1042")).text()
    assert "あてはまる案件はありません" in await (await clerk.get("/cases?number=9999")).text()


async def test_a_state_that_does_not_exist_shows_all(clerk: Visiting) -> None:
    answer = await clerk.get("/cases?state=nonsense")
    assert answer.status == 200
    assert "R8-001042" in await answer.text()


async def test_a_case_shows_answers_sources_identity_signature_calls_and_who_looked(clerk: Visiting) -> None:
    text = await (await clerk.get(f"/cases/{CASE_ID}")).text()
    assert NAME in text  # with its variation selector, unchanged
    for words in (
        "マイナンバーカード",
        "職員の提案を本人が承諾",
        "カードと暗証番号で確認",
        "端末の署名を確認済み",
        "内容を表示",
        "電話する",
        "端末のマイクが使えませんでした（41秒）",
        "途中で切れたものはありません",
        "同じ来訪で出された申請（ほかに 2 件）",
        "戸籍の証明</bdi></a>",
        "この行は表示できません。",
    ):
        assert words in text


async def test_the_document_is_a_pdf_only_our_own_page_may_frame(clerk: Visiting) -> None:
    answer = await clerk.get(f"/cases/{CASE_ID}/document.pdf")
    assert await answer.text() == PDF.decode()
    assert answer.content_type == "application/pdf"
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"


async def test_a_case_is_changed_with_a_note(clerk: Visiting, desk: PaperDesk) -> None:
    form = {"csrf": CSRF, "state": "in_hand", "note": " 確認中 "}
    answer = await clerk.post(f"/cases/{CASE_ID}", data=form)
    assert (answer.status, answer.headers["Location"]) == (303, f"/cases/{CASE_ID}")
    assert desk.changes == [(CaseState.IN_HAND, "確認中")]


async def test_a_change_without_the_value_of_the_page_is_refused(clerk: Visiting, desk: PaperDesk) -> None:
    answer = await clerk.post(f"/cases/{CASE_ID}", data={"state": "in_hand"})
    assert answer.status == 403
    assert desk.changes == []


async def test_a_change_somebody_else_made_first_is_said(clerk: Visiting, desk: PaperDesk) -> None:
    desk.state = CaseState.DONE
    answer = await clerk.post(f"/cases/{CASE_ID}", data={"csrf": CSRF, "state": "returned"})
    assert answer.status == 409
    assert "先に「完了」に変えました" in await answer.text()


async def test_a_case_that_is_not_there_or_cannot_be_opened_is_said_kindly(clerk: Visiting) -> None:
    missing = await clerk.get("/cases/0190c8f0-0000-7000-8000-0000000000ff")
    assert (missing.status, "その案件はありません" in await missing.text()) == (404, True)
    closed = await clerk.get("/cases/0190c8f0-0000-7000-8000-0000000000ff/document.pdf")
    assert (closed.status, "開封できません" in await closed.text()) == (409, True)


async def test_an_administrator_registers_booths_but_sees_no_case(clerk: Visiting, desk: PaperDesk) -> None:
    desk.role = Role.ADMIN
    assert (await clerk.follow("/")).url.path == "/fleet"
    assert (await clerk.get("/cases")).status == 403
    form = {"csrf": CSRF, "booth_id": "himeji-ieshima-2", "place": "家島支所"}
    assert "K7MQ-42TX" in await (await clerk.post("/fleet", data=form)).text()
    answer = await clerk.post("/fleet", data=form | {"booth_id": "Ieshima 2"})
    assert (answer.status, "英小文字" in await answer.text()) == (422, True)


async def test_a_clerk_cannot_make_an_enrolment_code(clerk: Visiting) -> None:
    page = await (await clerk.get("/fleet")).text()
    assert "登録コードを作る" not in page
    answer = await clerk.post("/fleet", data={"csrf": CSRF, "booth_id": "himeji-x-1", "place": "x"})
    assert answer.status == 403


async def test_only_the_files_of_the_console_are_served(clerk: Visiting) -> None:
    assert (await clerk.get("/static/mark.svg")).content_type == "image/svg+xml"
    for name in ("package.json", "messages.d.ts", "..%2Fpages.py", "nothing.js"):
        assert (await clerk.get(f"/static/{name}")).status == 404


@pytest.mark.parametrize(("mode", "words"), [("production", None), ("test", "試験用"), ("rehearsal", "予行")])
async def test_every_page_says_where_real_cards_are_not_believed(mode: str, words: str | None) -> None:
    desk = PaperDesk(settings=HeadquartersSettings.model_validate({"cards": {"mode": mode}}))
    async with serving(pages_over(desk)) as address, ClientSession(address, cookies={COOKIE: TOKEN}) as session:
        for path in ("/", "/cases", f"/cases/{CASE_ID}", "/fleet", "/sign-in"):
            async with session.get(path) as answer:
                text = await answer.text()
            assert ('class="trial"' in text) == (words is not None)
            assert words is None or f">{words}（本物のカードは使えません）<" in text
