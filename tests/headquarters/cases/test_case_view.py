"""What is stored beside an application, and the page of one that cannot be opened."""

from datetime import timedelta
from typing import get_args, get_type_hints

from sqlalchemy import Connection

from kiosk.applications.signature import BadSignature
from kiosk.headquarters.cases import case_list, case_view
from kiosk.headquarters.cases.case_view import Kept
from kiosk.headquarters.cases.views import CannotOpen
from kiosk.headquarters.staff.views import Role, StaffMember
from kiosk.headquarters.storage import audit
from kiosk.headquarters.storage.rows import add
from kiosk.headquarters.storage.store import Store
from kiosk.headquarters.storage.tables import CaseEventRow
from kiosk.protocol.identifiers import new_id
from tests.headquarters.cases.test_case_list import AT, add_case, id_of

SATO = StaffMember(
    staff_id=new_id(), account="a", name="佐藤", section="市民課", role=Role.CLERK, counter="shimin", skills=()
)


def stored(connection: Connection) -> Kept:
    add_case(connection, 1)
    for number, (act, note) in enumerate((("in_hand", ""), ("sent_on", "葛"))):
        at = AT + timedelta(hours=1 + number)
        add(connection, CaseEventRow(event_id=f"e{number}", case_id=id_of(1), at=at, who="佐藤", act=act, note=note))
    for act in ("case_looked_at", "document_looked_at", "case_changed"):
        audit.append(connection, AT, SATO.actor, act, f"case:{id_of(1)}")
    audit.append(connection, AT, SATO.actor, "case_looked_at", f"case:{id_of(2)}")
    found = case_list.case(connection, id_of(1))
    assert found is not None
    return case_view.kept(connection, *found)


async def test_the_history_begins_with_the_receipt_and_marks_what_this_version_does_not_know(
    either_store: Store,
) -> None:
    kept = await either_store.write(stored)
    assert [(one.who, one.words, one.note) for one in kept.history] == [
        ("本庁サーバー", "受付（2026-000001）", ""),
        ("佐藤", "対応中", ""),
        ("佐藤", "別の版での変更", "葛"),
    ]


async def test_looks_are_those_at_this_case_newest_first(either_store: Store) -> None:
    kept = await either_store.write(stored)
    assert [(one.who, one.section, one.what) for one in kept.looks] == [
        ("佐藤", "市民課", "document"),
        ("佐藤", "市民課", "case"),
    ]


async def test_the_page_of_a_case_nobody_can_open_says_why_and_keeps_what_is_known(either_store: Store) -> None:
    kept = await either_store.write(stored)
    line = case_list.line(kept.row, kept.taken_by)
    shown = case_view.view(kept, line, CannotOpen(words="鍵がありません"), None, ())
    assert (shown.opened, shown.signature_words, shown.answers, shown.attachments) == (False, "鍵がありません", (), ())
    assert (shown.line.receipt_number, shown.title, len(shown.history)) == ("2026-000001", "住民票の写し", 3)


def test_every_reason_of_a_bad_signature_has_its_words() -> None:
    reasons = get_args(get_type_hints(BadSignature)["reason"])
    assert set(case_view._DETAILS) == set(reasons)
