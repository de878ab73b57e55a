"""The page of the audit: for whom it is there, what it says of each act, and that a changed line is not overlooked."""

import ast
import html
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection
from sqlmodel import col, update

from kiosk.headquarters.staff.views import Role
from kiosk.headquarters.storage import audit
from kiosk.headquarters.storage.tables import AuditLine
from kiosk.headquarters.web.console.audit_page import ACTS, detail_words, subject_words
from tests.headquarters.headquarters_world import SignedIn, World

AT = datetime(2026, 11, 21, tzinfo=UTC)
HEADQUARTERS = Path(__file__).parents[4] / "kiosk" / "headquarters"


async def page(staff: SignedIn, path: str = "/audit") -> tuple[int, str]:
    async with staff.http.get(staff.url + path) as answer:
        return answer.status, await answer.text()


async def test_an_auditor_begins_with_the_audit(world: World) -> None:
    auditor = await world.staff("kansa", Role.AUDITOR)
    status, text = await page(auditor, "/")
    assert (status, "<h1>監査記録" in text, "記録はすべてつながっています" in text) == (200, True, True)
    assert "職員のアカウントを作った" in text
    assert f"職員 {auditor.staff.name}" in text
    assert "<bdi>監査担当</bdi>" in text
    assert 'href="/audit"' in text


async def test_an_administrator_finds_it_and_a_clerk_is_told_whom_to_ask(world: World) -> None:
    admin, clerk = await world.staff("kanri", Role.ADMIN), await world.staff("sato")
    assert 'href="/audit"' in (await page(admin, "/fleet"))[1]
    assert 'href="/audit"' not in (await page(clerk, "/fleet"))[1]
    status, text = await page(clerk)
    assert (status, "管理者に連絡" in text, "サインインした" in text) == (403, True, False)


async def test_the_lines_about_one_thing_stand_alone(world: World) -> None:
    auditor = await world.staff("kansa", Role.AUDITOR)
    other = await world.staff("sato")
    _, text = await page(auditor, f"/audit?about=staff:{other.staff.staff_id}")
    assert other.staff.staff_id in text
    assert auditor.staff.staff_id not in text.split("<tbody>")[1]
    assert 'class="pages"' not in text
    assert 'href="/audit">すべての記録' in text


async def test_a_line_that_was_changed_is_said(world: World) -> None:
    auditor = await world.staff("kansa", Role.AUDITOR)
    store = world.headquarters.store
    changed = update(AuditLine).where(col(AuditLine.number) == 1).values(who="だれか")
    await store.write(lambda connection: connection.execute(changed))
    _, text = await page(auditor)
    assert "1番の記録から先がつながりません" in text
    assert "記録はすべてつながっています" not in text


async def test_older_lines_are_reached_by_pages(world: World) -> None:
    auditor = await world.staff("kansa", Role.AUDITOR)

    def looked(connection: Connection) -> None:
        for _ in range(audit.PAGE):
            audit.append(connection, AT, audit.SYSTEM, "case_looked_at", "case:gone")

    await world.headquarters.store.write(looked)
    _, newest = await page(auditor, "/audit?about=case:gone")
    assert 'class="pages"' not in newest
    _, newest = await page(auditor)
    assert "案件 gone" in newest, "what was erased keeps its id"
    older = re.search(r'href="(/audit\?[^"]*before=\d+)">前の記録', newest)
    assert older is not None
    _, oldest = await page(auditor, html.unescape(older[1]))
    assert "職員のアカウントを作った" in oldest.split("<tbody>")[1]
    assert "職員のアカウントを作った" not in newest.split("<tbody>")[1]
    assert ('">前の記録' in oldest, "いちばん新しい記録" in oldest) == (False, True)


def entry(act: str, subject: str, detail: str = "", called: str = "") -> audit.AuditEntry:
    return audit.AuditEntry(number=1, at=AT, who="", section="", act=act, subject=subject, called=called, detail=detail)


@pytest.mark.parametrize(
    ("line", "about", "detail"),
    [
        (entry("case_changed", "case:1", "in_hand", "受-1"), "案件 受-1", "対応中"),
        (entry("booth_revoked", "booth:ieshima", called="家島支所"), "端末 家島支所", ""),
        (entry("booth_revoked", "booth:ieshima"), "端末 ieshima", ""),
        (entry("identity_looked_at", "evidence:1", "paper_seen confirmed", "家島支所"), "本人確認 家島支所",
         "書類を職員が見て確認 確認した"),
        (entry("proof_judged", "evidence:1", "card_key not_confirmed C-20"), "本人確認 1",
         "カードと暗証番号で確認 確認できなかった C-20"),
        (entry("sign_in_failed", "staff:unknown"), "知らない名前", ""),
        (entry("place_taken", "staff:1", "general vi", "佐藤"), "職員 佐藤", "general ベトナム語"),
        (entry("thrown", "planet:1", "far"), "planet:1", "far"),
    ],
)  # fmt: skip
def test_a_line_is_told_in_words(line: audit.AuditEntry, about: str, detail: str) -> None:
    assert (subject_words(line), detail_words(line)) == (about, detail)


def acts() -> set[str]:
    """What headquarters writes: the fourth argument of `audit.append`, and of what hands it on."""
    found: set[str] = set()
    for path in HEADQUARTERS.rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and ast.unparse(call.func).split(".")[-1] in HANDED:
                found |= {
                    str(one.value) for one in call.args if isinstance(one, ast.Constant) and "_" in str(one.value)
                }
    return found


HANDED = {"append", "keep", "_record_look", "_change"}


@pytest.mark.parametrize("act", sorted(acts()))
def test_every_act_that_is_written_has_words(act: str) -> None:
    assert act in ACTS
