"""The part of a case's page where staff write what is theirs."""

import pytest
from aiohttp import ClientSession, CookieJar

from kiosk.headquarters.cases.views import CaseState, StaffLine
from kiosk.headquarters.web.desk import COOKIE
from kiosk.procedures.kinds.papers import PROOFS
from kiosk.protocol.forms import ShownOption
from tests.headquarters.web.console.console_serving import pages_over, serving
from tests.headquarters.web.console.paper_desk import CASE_ID, CSRF, NOW, TOKEN, PaperDesk

SEEN = tuple(ShownOption(value=one, text=one) for one in PROOFS)
LEVELS = (ShownOption(value="care1", text="要介護1"), ShownOption(value=True, text="はい"))
OF_STAFF = (
    StaffLine(field="insured_no", label="被保険者番号", entry="text", owed=True),
    StaffLine(field="level", label="前回", entry="options", options=LEVELS, text="はい", chosen=("true",), at=NOW),
    StaffLine(field="kinds", label="種類", entry="options", options=LEVELS, several=True, chosen=("care1",)),
    StaffLine(field="until", label="有効期限", entry="date"),
    StaffLine(
        field="card_of_care", label="被保険者証", entry="paper", options=SEEN, text="原本", chosen=("original",),
        entry_id="e-1", by="田中 恵子", at=NOW, image="card_of_care",
    ),
)  # fmt: skip


@pytest.fixture
def desk() -> PaperDesk:
    return PaperDesk(of_staff=OF_STAFF)


async def test_each_line_can_be_written_and_what_is_wrong_is_said_on_the_page(desk: PaperDesk) -> None:
    async with (
        serving(pages_over(desk)) as address,
        ClientSession(address, cookies={COOKIE: TOKEN}, cookie_jar=CookieJar(unsafe=True)) as session,
    ):
        async with session.get(f"/cases/{CASE_ID}") as answer:
            page = await answer.text()
        assert "あと 1 件" in page
        assert 'value="true" selected' in page
        assert 'value="care1" checked' in page
        assert 'value="original" class="small" aria-pressed="true"' in page
        assert f"/api/cases/{CASE_ID}/attachments/card_of_care" in page
        words = ""
        for field, data, status in (
            ("insured_no", [("value", " 0123456789 "), ("seen", "")], 303),
            ("kinds", [("value", "care1"), ("value", "true"), ("several", "true")], 303),
            ("card_of_care", [("value", "copy"), ("seen", "e-1")], 303),
            ("insured_no", [("value", "?")], 409),
        ):
            sent = [("csrf", CSRF), *data]
            async with session.post(f"/cases/{CASE_ID}/fields/{field}", data=sent, allow_redirects=False) as answer:
                assert answer.status == status
                words = await answer.text()
        assert "入れられない内容です" in words
        assert desk.written == [
            ("insured_no", "0123456789", ""), ("kinds", ["care1", "true"], ""), ("card_of_care", "copy", "e-1"),
            ("insured_no", "?", ""),
        ]  # fmt: skip
        async with session.post(f"/cases/{CASE_ID}/fields/level", data={"value": "care1", "csrf": "no"}) as answer:
            assert answer.status == 403
        async with session.post("/cases/gone/fields/level", data={"value": "care1", "csrf": CSRF}) as answer:
            assert answer.status == 404
        desk.state = CaseState.DONE
        async with session.post(f"/cases/{CASE_ID}/fields/level", data={"value": "care1", "csrf": CSRF}) as answer:
            assert answer.status == 409
            assert "書きこむ" not in await answer.text()
