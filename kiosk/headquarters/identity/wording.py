"""Identification in words for staff: methods, outcomes, checks, and what to do about each code of the card.

Written for a staff member with ten minutes of training; the call page and the page of a case say the same.
"""

from collections.abc import Mapping
from typing import Any, Final, Literal

from kiosk.card.faults import staff_sentence
from kiosk.headquarters.identity import views
from kiosk.procedures import procedure
from kiosk.protocol.faults import Code
from kiosk.protocol.forms import Doubt
from kiosk.protocol.identity import Evidence, Level, Method, Outcome, StepFound

Remedy = Literal["again", "paper", "report"]

METHODS: Final[dict[Method, str]] = {
    Method.DECLARED: "本人の申し出",
    Method.TAP: "カードをかざした（暗証番号なし）",
    Method.PAPER_SEEN: "書類を職員が見て確認",
    Method.CARD_CODE: "カードの読み取り（照合番号）",
    Method.CARD_PIN: "カードの読み取り（暗証番号）",
    Method.CARD_KEY: "カードと暗証番号で確認",
    Method.FACE_COMPARED: "カードの写真と顔の見くらべ",
    Method.CARD_SIGNATURE: "カードの電子署名",
}
OUTCOMES: Final[dict[Outcome, str]] = {
    Outcome.CONFIRMED: "確認した",
    Outcome.NOT_CONFIRMED: "確認できなかった",
    Outcome.NOT_CHECKED: "確かめていない",
}
VERDICTS: Final = {"good": "確認した", "bad": "だめ", "not_checked": "確かめていない"}
LEVELS: Final[dict[procedure.Level, str]] = {
    "A0": "本人確認はいりません",
    "A1": "本人の申し出",
    "A2": "本人確認書類を職員が見る",
    "A3": "カードを読み取り、写真と顔を見くらべる",
    "A4": "カードの電子署名",
    "B": "支所の職員が対面で確認する",
}
STEPS: Final = {
    "readable": "証明書が読める",
    "issuer": "正しい発行者の証明書",
    "clock": "時計が合っている",
    "begun": "有効期間が始まっている",
    "not_over": "有効期限が切れていない",
    "usage": "使いみちが合っている",
    "policy": "決められた種類の証明書",
    "key": "鍵の強さが足りている",
    "leaf": "個人に発行された証明書",
    "extensions": "知らない条件がついていない",
    "possession": "複製でない本物のカード",
    "revocation": "失効していない",
    "nonce": "本庁が出した番号への返事",
    "registered": "かざしの登録がある",
    "integrity": "写真が発行者の署名どおりである",
    "signature": "この申請の内容への署名",
    "holder": "署名した方が申請者",
    "name": "氏名が申請と同じ",
    "address": "住所が申請と同じ",
    "birth_date": "生年月日が申請と同じ",
}
OF_HOLDER: Final = {"name": "氏名", "birth_date": "生年月日", "address": "住所"}
"""The checks of a certificate's holder that staff can make by looking."""
FORGED: Final = {
    Code.UNKNOWN_ISSUER: "本物のカードと確認できません",
    Code.COPIED: "複製カードの疑いがあります",
}
"""Headlines of what must not be overlooked."""

_NUMBER_WRONG: Final = (
    "入れた3つの番号がカードと合いません。"
    "券面をもう一度映してもらい、入れなおしてください。10回まちがえるとロックされます。"
)
FACE_SENTENCES: Final = {
    Code.WRONG_PIN: _NUMBER_WRONG,
    Code.LAST_TRY: "照合番号はあと1回まちがえるとロックされます。入れなおさず、書類で確かめてください。",
    Code.LOCKED: "照合番号がロックされています。住所地の市区町村で解除が必要です。書類で確かめてください。",
    Code.BAD_FORM: "3つの番号の形が正しくありません。券面をもう一度映してもらい、入れなおしてください。",
}
"""Codes that mean the PIN elsewhere and 照合番号B here, where staff typed it."""

_AGAIN: Final = (
    Code.PULLED_OUT,
    Code.FELICA,
    Code.OTHER_CARD,
    Code.MUTE,
    Code.WRONG_PIN,
    Code.BAD_FORM,
    Code.TRUNCATED,
    Code.SEVERAL_CARDS,
    Code.SWAPPED,
    Code.SILENT,
    Code.BUSY,
    Code.NOT_REGISTERED,
)
REMEDIES: Final[dict[Code, Remedy]] = {
    **dict.fromkeys(Code, "paper"),
    **dict.fromkeys(_AGAIN, "again"),
    **dict.fromkeys(FORGED, "report"),
}
"""The one thing to do next: once more, another way, or tell the person in charge."""


def sentence(code: str | None) -> str:
    """What staff do about a code of the card; empty without one."""
    return staff_sentence(Code(code)).replace("（残り?回）", "") if code in set(Code) else ""


def doubt(found: Doubt) -> str:
    """One doubt about the card's own text, with the characters it is about counted from 1."""
    at = f"{'・'.join(str(position + 1) for position in found.positions)}文字目：" if found.positions else ""
    return f"{at}{sentence(found.code)}（{found.code}）"


def step_words(step: str) -> str:
    """One check in words; one that is new to this list has none of its own."""
    return STEPS.get(step, "そのほかの確認")


def level_words(level: procedure.Level | None) -> str:
    """A step of the ladder in words."""
    return LEVELS[level] if level else "なし"


def event(found: Evidence) -> views.IdentityEvent:
    """What headquarters found out itself, as the page of a case shows it."""
    return views.IdentityEvent(
        method=found.method,
        words=METHODS[found.method],
        at=found.at,
        outcome=found.outcome,
        code=found.code,
        sentence=sentence(found.code),
        steps=tuple(_step(one) for one in found.steps),
        by=found.by,
    )


def _step(found: StepFound) -> views.IdentityStep:
    return views.IdentityStep(words=step_words(found.step), verdict=found.verdict, code=found.code)


def summary(
    needed: procedure.Level | None, reached: Level | None, missing: tuple[str, ...] = ()
) -> views.IdentitySummary:
    """How far somebody is identified, in one line; without `missing` the needed level itself is what is missing."""
    if needed is None or needed == "A0":
        return views.IdentitySummary(needed=needed, reached=reached, words=LEVELS["A0"])
    if reached is not None and needed != "B" and reached >= needed:
        return views.IdentitySummary(needed=needed, reached=reached, words="必要な本人確認は済んでいます")
    left = missing or (LEVELS[needed],)
    return views.IdentitySummary(needed=needed, reached=reached, words="本人確認がまだ足りません", missing=left)


def is_forged(found: views.IdentityEvent) -> bool:
    """Whether what was found must not be overlooked: a check of the card that failed, not one that was not made."""
    return found.outcome is Outcome.NOT_CONFIRMED and found.code in FORGED


def shown_outcome(found: views.IdentityEvent) -> Outcome:
    """How an act ended, as staff see it: what nobody looked at or tried was not refused."""
    untried = found.method is Method.DECLARED or (found.method is Method.CARD_SIGNATURE and not _was_tried(found))
    return Outcome.NOT_CHECKED if untried and found.outcome is Outcome.NOT_CONFIRMED else found.outcome


def _was_tried(signature: views.IdentityEvent) -> bool:
    """Whether there was a signature to check, or a card that could not make one: else the resident chose a finger."""
    return bool(signature.steps or signature.code)


def forged_words(found: views.IdentityEvent) -> str:
    """The headline of what must not be overlooked; empty for anything else."""
    return FORGED[Code(found.code)] if found.code and is_forged(found) else ""


def for_the_call_page() -> dict[str, dict[str, str]]:
    """All words the scripts of the call page need, so that they are written only here."""
    return {
        "methods": _plain(METHODS),
        "outcomes": _plain(OUTCOMES),
        "verdicts": _plain(VERDICTS),
        "steps": _plain(STEPS),
        "forged": _plain(FORGED),
        "remedies": _plain(REMEDIES),
        "sentences": {code.value: sentence(code) for code in Code},
        "face_sentences": _plain(FACE_SENTENCES),
    }


def _plain(words: Mapping[Any, str]) -> dict[str, str]:
    return {str(key): text for key, text in words.items()}
