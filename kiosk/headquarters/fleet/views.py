"""What staff are shown about the booths."""

from datetime import datetime
from enum import StrEnum
from typing import Final

from pydantic import AwareDatetime, Field

from kiosk.headquarters.fleet.ailments import ailments
from kiosk.headquarters.view import View
from kiosk.printing.outcome import ProblemKind
from kiosk.protocol.identifiers import BoothId
from kiosk.protocol.presence import BoothHealth
from kiosk.protocol.trials import RouteTrial, Trial


class BoothState(StrEnum):
    """How a booth stands, seen from headquarters."""

    CONNECTED = "connected"
    SILENT = "silent"
    NEVER_SEEN = "never_seen"
    REVOKED = "revoked"

    @property
    def words(self) -> str:
        """The state in Japanese."""
        return {"connected": "接続中", "silent": "応答なし", "never_seen": "未接続", "revoked": "失効"}[self.value]


_NO_SLIPS: Final = {
    ProblemKind.NO_PAPER: "紙がありません。紙を入れてもらってください。",
    ProblemKind.JAMMED: "紙がつまっています。取りのぞいてもらってください。",
    ProblemKind.OPEN: "ふたが開いています。閉めてもらってください。",
    ProblemKind.OFFLINE: "プリンターが応答しません。電源と接続を確かめてもらってください。",
    ProblemKind.ABSENT: "プリンターが見つかりません。保守に連絡してください。",
    ProblemKind.TIMEOUT: "プリンターの答えが返りません。保守に連絡してください。",
    ProblemKind.DISK_FULL: "端末のディスクに空きがありません。保守に連絡してください。",
    ProblemKind.OLDER_JOB: "古い印刷が残っています。保守に連絡してください。",
}


_TWICE: Final = (
    "同じ端末が二台あります。先の端末はそのまま使えます。複製した端末を止め、新しい登録コードで登録し直してください。"
)
_STUCK: Final = "申請 {count}件を本庁が受け取れませんでした（{code}）。保守に連絡してください。"
_PARKED: Final = "受け取らなかった申請{count}件を、端末が保管しています。保守に連絡してください。"
_REFUSED: Final = "手続きの第{number}版が使えないため、前の版で動いています。{why}"
_REFUSALS: Final = {
    "damaged": "受け取ったものが壊れています。もう一度公開してください。",
    "too_large": "大きすぎます。使わない手続きを外して、もう一度公開してください。",
    "wrong_signature": "本庁の署名が確認できません。管理者に連絡してください。",
    "not_newer": "番号が新しくありません。大きい番号で、もう一度公開してください。",
    "disk": "端末のディスクに書けません。保守に連絡してください。",
    "nothing_offered": "住民が使える手続きが一つもありません。直して、もう一度公開してください。",
}
_OVER: Final = "証明書の期限が切れています。端末の電源と回線を確かめてもらってください。つながれば自動で更新します。"
_ROUTES: Final = {
    RouteTrial.WORKS: "良し",
    RouteTrial.REFUSED: "拒否",
    RouteTrial.FULL: "満員",
    RouteTrial.UNTRUSTED: "証明書",
    RouteTrial.UNREACHABLE: "不通",
    RouteTrial.UNUSABLE: "アドレス",
}


class Part(View):
    """One part of a booth as the list shows it."""

    words: str
    works: bool


class BoothLine(View):
    """One booth of the fleet and its health; nothing personal."""

    booth_id: BoothId
    place: str
    state: BoothState
    certificate_expires_at: AwareDatetime
    certificate_over: bool = False
    last_seen_at: AwareDatetime | None = None
    in_call: bool = False
    twice: bool = False
    """Another machine came with its identity a short while ago."""
    health: BoothHealth | None = None
    submissions_today: int = 0
    quota_percent: int = 0
    """How much of what it may send in a day was sent."""

    def behind(self, published: int) -> bool:
        """Whether it works by older procedures than the newest of this number."""
        return self.health is not None and self.health.procedures < published

    @property
    def near_quota(self) -> bool:
        """Whether somebody should look why it sends so much."""
        return self.quota_percent >= 80

    @property
    def parts(self) -> tuple[Part, ...]:
        """Its parts, each with whether it works; those the booth does not tell of are left out."""
        if self.health is None:
            return ()
        health, tried = self.health, self.health.tried
        found = [
            Part(words="カード", works=health.card_reader),
            Part(words="カメラ", works=health.camera),
            Part(words="マイク", works=health.microphone),
        ]
        if tried and tried.speaker != Trial.NOT_TRIED:
            found.append(Part(words="スピーカー", works=tried.speaker == Trial.WORKS))
        found.append(Part(words="印刷", works=health.printer))
        if tried and tried.relay:
            found.append(Part(words="中継", works=any(one.outcome == RouteTrial.WORKS for one in tried.relay)))
        return tuple(found)

    @property
    def sentences(self) -> tuple[str, ...]:
        """What is the matter and what to do, a sentence or two each, in Japanese."""
        health = self.health
        found = [one.words for one in ailments(health) if one.words] if health else []
        if self.no_slips:
            found.append(self.no_slips)
        if self.twice:
            found.append(_TWICE)
        if health and health.outbox_stuck:
            found.append(_STUCK.format(count=health.outbox_stuck, code=health.outbox_stuck_code))
        if health and health.outbox_parked:
            found.append(_PARKED.format(count=health.outbox_parked))
        if health and health.procedures_refused:
            code, why = health.procedures_refused_code, health.procedures_refused_why
            found.append(_REFUSED.format(number=health.procedures_refused, why=_REFUSALS.get(code) or why or code))
        if self.certificate_over:
            found.append(_OVER)
        return tuple(found)

    @property
    def measured(self) -> str:
        """What the last trial measured, for whoever sets up a booth; empty where it measured nothing."""
        tried = self.health.tried if self.health else None
        if tried is None:
            return ""
        said = [f"部屋の音 {tried.microphone_dbfs}dB"] if tried.microphone_dbfs is not None else []
        said += [f"音が戻るまで {tried.echo_delay_ms}ms"] if tried.echo_delay_ms is not None else []
        said += [
            f"中継 {one.over.upper()} {_ROUTES[RouteTrial(one.outcome)]}"
            for one in tried.relay
            if one.outcome in set(RouteTrial)
        ]
        return "、".join(said)

    @property
    def tried_at(self) -> datetime | None:
        """When it was tried last."""
        return self.health.tried.at if self.health and self.health.tried else None

    @property
    def no_slips(self) -> str:
        """Why no slip comes out and what to do, in Japanese; empty while the printer is well or told nothing."""
        problem = self.health.printer_problem if self.health else ""
        return _NO_SLIPS[ProblemKind(problem)] if problem in set(ProblemKind) else ""


class NewEnrolmentCode(View):
    """A one-time code, shown once."""

    code: str = Field(repr=False)
    booth_id: BoothId
    place: str
    expires_at: AwareDatetime
