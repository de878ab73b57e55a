"""The page of the audit: who saw or did what and when, newest first, and whether nobody changed a line."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Query
from fastapi.responses import Response

from kiosk.headquarters.staff.views import NotAllowed
from kiosk.headquarters.storage.audit import AuditEntry
from kiosk.headquarters.web.console.page_parts import Pages, Visitor

ACTS: Final = {
    "booth_enrolled": "端末を登録した",
    "booth_renewed": "端末の証明書を更新した",
    "booth_revoked": "端末を失効させた",
    "case_changed": "案件の状態を変えた",
    "case_erased": "保存期間を過ぎた案件を消した",
    "case_filed": "案件を受け付けた",
    "case_looked_at": "案件の内容を見た",
    "document_looked_at": "申請書や添付を見た",
    "enrolment_code_made": "登録コードを作った",
    "identity_looked_at": "本人確認を記録した",
    "place_taken": "窓口とことばを選んだ",
    "proof_judged": "カードによる確認を判定した",
    "proof_refused": "カードによる確認を断った",
    "revocation_asked": "証明書の失効をたずねた",
    "sign_in_failed": "サインインできなかった",
    "signature_judged": "カードの電子署名を判定した",
    "signed_in": "サインインした",
    "signed_out": "サインアウトした",
    "signed_out_everywhere": "すべての画面からサインアウトした",
    "staff_added": "職員のアカウントを作った",
    "staff_closed": "職員のアカウントを閉じた",
    "staff_reopened": "職員のアカウントをもう一度使えるようにした",
    "tap_judged": "かざしたカードを判定した",
}
"""What each act is called; one that a newer version wrote is shown by its own name."""
_SUBJECTS: Final = {"booth": "端末", "case": "案件", "evidence": "本人確認", "staff": "職員"}


def add_audit(router: APIRouter, pages: Pages, reading: Any) -> None:
    """``/audit``: all lines, or those about one thing."""

    @router.get("/audit")
    async def audit(visiting: Visitor = reading, about: Annotated[str, Query(max_length=80)] = "") -> Response:
        found = await pages.desk.audit_lines(visiting.staff, about.strip())
        if isinstance(found, NotAllowed):
            return pages.refusal(found, visiting)
        return pages.page("audit.html", visitor=visiting, found=found, about=about, acts=ACTS, told=subject_words)


def subject_words(entry: AuditEntry) -> str:
    """What a line is about, as staff read it: 端末 himeji-ieshima-1."""
    kind, _, name = entry.subject.partition(":")
    return f"{_SUBJECTS[kind]} {name}" if name and kind in _SUBJECTS else entry.subject
