"""What a refusal is called in Japanese, for staff and for the booths' installers: one sentence for each kind.

The kind is the last part of a problem's URN. A kind without a sentence of its own is called by its HTTP status.
"""

from typing import Final

BY_KIND: Final = {
    "account-taken": "その職員名はすでに使われています",
    "bad-request": "証明書の要求を読み取れません",
    "code-expired": "登録コードの期限（24時間）が過ぎています",
    "code-used": "登録コードはもう使われています。新しいコードを作ってください",
    "code-wrong": "登録コードが違います。画面のコードともう一度くらべてください",
    "csrf": "画面を読み込みなおしてください",
    "fault": "本庁の内部で誤りが起きました",
    "forwarded-unreadable": "どこからの要求か分かりません",
    "invalid": "内容に誤りがあります",
    "media-type": "送信物の形式が違います",
    "no-room": "ただいま混み合っています。送信物は端末に残り、すぐあとで送られます",
    "no-such-account": "その職員は登録されていません",
    "no-such-nonce": "この確認番号はありません",
    "no-such-submission": "この番号の送信物は届いていません",
    "nonce-expired": "確認番号の期限（5分）が過ぎています",
    "not-enrolled": "この端末は登録されていないか、失効しています",
    "other-origin": "ほかのサイトからの操作は受け付けません",
    "own-account": "自分のアカウントは閉じられません。ほかの管理者に頼んでください",
    "store-unavailable": "ただいま保存できません。送信物は端末に残っています",
    "too-large": "送信物が大きすぎます",
}
BY_STATUS: Final = {
    400: "要求を読み取れません",
    401: "サインインしてください",
    403: "この操作は許可されていません",
    404: "見つかりません",
    405: "この操作はできません",
    409: "いまはできません",
    413: "大きすぎます",
}
_ANYTHING_ELSE: Final = "エラー"
SESSION_ENDED: Final = "サインインが終わりました。もう一度サインインしてください"
BOOTH_IS_NOT_NAMED_SO: Final = "端末の名前か設置場所が正しくありません"
ROLE_TAKES_NO_CALLS: Final = "この役割では通話を受けられません"


def title(kind: str, status: int) -> str:
    """What a problem of this kind and status is called."""
    return BY_KIND.get(kind) or BY_STATUS.get(status, _ANYTHING_ELSE)


def too_many(wait_s: int) -> str:
    """A rate limit was reached."""
    return f"続けて何度もためそうとしています。{wait_s}秒お待ちください"


def wrong_state(state: str) -> str:
    """Somebody else was faster: the case is in `state` (in Japanese) now."""
    return f"この案件は「{state}」です"
