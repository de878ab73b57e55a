"""The page of the audit: who saw or did what and when, newest first, and whether nobody changed a line."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Query
from fastapi.responses import Response

from kiosk.headquarters.cases.views import CaseState, SignatureState
from kiosk.headquarters.identity.wording import METHODS, OUTCOMES
from kiosk.headquarters.staff.views import NotAllowed, Role
from kiosk.headquarters.storage.audit import AuditEntry
from kiosk.headquarters.web.console.page_parts import Pages, Visitor
from kiosk.procedures.japanese.languages import LANGUAGES

ACTS: Final = {
    "booth_enrolled": "端末を登録した",
    "booth_renewed": "端末の証明書を更新した",
    "booth_revoked": "端末を失効させた",
    "booking_booked": "申請の時間を予約した",
    "booking_preferred": "申請に希望の時間がある",
    "booking_confirmed": "希望に時間を決めた",
    "booking_moved": "予約を移した",
    "booking_cancelled": "予約を取り消した",
    "case_field_written": "案件の職員欄に書いた",
    "case_changed": "案件の状態を変えた",
    "case_erased": "保存期間を過ぎた案件を消した",
    "case_filed": "案件を受け付けた",
    "case_handed_over": "案件を引き渡し用に書き出した",
    "case_looked_at": "案件の内容を見た",
    "document_looked_at": "申請書や添付を見た",
    "enrolment_code_made": "登録コードを作った",
    "identity_looked_at": "本人確認を記録した",
    "place_taken": "窓口とことばを選んだ",
    "procedures_published": "手続きを公開した",
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
_SUBJECTS: Final = {
    "booth": "端末",
    "case": "案件",
    "evidence": "本人確認",
    "procedures": "手続き 第",
    "staff": "職員",
}
_UNKNOWN: Final = "unknown"
"""The key of an account that does not exist, at which somebody tried to sign in."""
_FINDING: Final = {
    **{one.value: words for one, words in METHODS.items()},
    **{one.value: w for one, w in OUTCOMES.items()},
}
_DETAILS: Final[dict[str, dict[str, str]]] = {
    "case_changed": {state.value: state.words for state in CaseState},
    "case_erased": {"retention": "保存期間が過ぎた"},
    "case_filed": {state.value: state.words for state in SignatureState},
    "place_taken": LANGUAGES,
    "staff_added": {role.value: role.words for role in Role},
}


def add_audit(router: APIRouter, pages: Pages, reading: Any) -> None:
    """``/audit``: all lines, or those about one thing."""

    @router.get("/audit")
    async def audit(
        visiting: Visitor = reading,
        about: Annotated[str, Query(max_length=80)] = "",
        before: Annotated[int | None, Query(ge=1, lt=2**31)] = None,
    ) -> Response:
        found = await pages.desk.audit_lines(visiting.staff, about.strip(), before)
        if isinstance(found, NotAllowed):
            return pages.refusal(found, visiting)
        return pages.page(
            "audit.html",
            visitor=visiting, found=found, about=about, before=before,
            acts=ACTS, told=subject_words, detail=detail_words,
        )  # fmt: skip


def subject_words(entry: AuditEntry) -> str:
    """What a line is about, as staff read it: 端末 家島支所; by its id where it has no name, or has none any more."""
    kind, _, key = entry.subject.partition(":")
    if key == _UNKNOWN:
        return "知らない名前"
    return f"{_SUBJECTS[kind]} {entry.called or key}" if key and kind in _SUBJECTS else entry.subject


def detail_words(entry: AuditEntry) -> str:
    """The detail of a line in words; a word that is new to this list stays as it is."""
    words = _DETAILS.get(entry.act, _FINDING)
    return " ".join(words.get(part, part) for part in entry.detail.split())
