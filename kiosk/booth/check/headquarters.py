"""What `kiosk check` asks of headquarters: who this booth is there, whether the line stands, whose door it is."""

import asyncio
import ssl
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Final

from kiosk.booth.check.findings import Finding, Mark, Subject, Words, good
from kiosk.booth.settings import HeadquartersSettings
from kiosk.booth.trouble import FOR_STAFF, Trouble
from kiosk.booth.uplink import http
from kiosk.booth.uplink.device_identity import Device, NoCertificate, NotEnrolled, load, trusting
from kiosk.procedures.japanese.calendar import JAPAN

DEADLINE_S: Final = 8.0
_SKEW: Final = timedelta(seconds=60)
_FAR: Final = timedelta(minutes=10)
_ENROL: Final = Words(
    "本庁で登録コードを発行し、kiosk enrol --config FILE CODE を実行してください。",
    "Make a code at headquarters and run `kiosk enrol --config FILE CODE`.",
)
_WRONG_DOOR: Final = Words(FOR_STAFF[Trouble.WRONG_CERTIFICATE], "Check the address and [headquarters] authority.")
_WITHDRAWN: Final = Words(FOR_STAFF[Trouble.NO_LONGER_ENROLLED], "See at headquarters whether it was withdrawn.")


def enrolment(folder: Path, now: datetime) -> list[Finding]:
    """Whether this booth has an identity, and how long it is good for."""
    try:
        device = load(folder)
    except NotEnrolled:
        return [Finding(Subject.ENROLMENT, Mark.MISSING, Words("登録されていません", "not enrolled"), _ENROL)]
    until = f"{device.enrolled.expires_at.astimezone(JAPAN):%Y-%m-%d}"
    who = f"{device.booth_id} {device.enrolled.place}"
    if device.expires_in(now) <= timedelta():
        found = Words(f"{who}、証明書は {until} で切れました", f"{who}, the certificate ended on {until}")
        return [Finding(Subject.ENROLMENT, Mark.MISSING, found, _ENROL)]
    if device.due_for_renewal(now):
        advice = Words(
            "本庁につながると自動で更新します。続くときは本庁の記録を確かめてください。",
            "It renews itself over the line; if not, look at headquarters' log.",
        )
        found = Words(f"{who}、証明書は {until} まで", f"{who}, certificate until {until}")
        return [Finding(Subject.ENROLMENT, Mark.WARN, found, advice)]
    return good(Subject.ENROLMENT, f"{who}、証明書は {until} まで", f"{who}, certificate until {until}")


def headquarters(settings: HeadquartersSettings, identity: Path, now: datetime) -> list[Finding]:
    """Whether headquarters answers over TLS with its own certificate; before enrolment its staff door is asked."""
    try:
        device: Device | None = load(identity)
    except NotEnrolled:
        device = None
    url = device.enrolled.booth_url if device else settings.url
    try:
        context = device.tls() if device else _before_enrolment(settings)
    except (OSError, NoCertificate):
        found = Words("本庁の認証局の証明書が読めません", "the certificate of headquarters' authority cannot be read")
        advice = Words(
            "本庁から authority.pem を受け取り、設定 [headquarters] authority の場所に置いてください。",
            "Get authority.pem from headquarters and put it where [headquarters] authority says.",
        )
        return [Finding(Subject.HEADQUARTERS, Mark.MISSING, found, advice)]
    return asyncio.run(_ask(url, context, now, enrolled=device is not None))


def _before_enrolment(settings: HeadquartersSettings) -> ssl.SSLContext:
    if settings.authority is None:
        raise NoCertificate("no authority")
    return trusting(settings.authority.read_text(encoding="utf-8"))


async def _ask(url: str, context: ssl.SSLContext, now: datetime, *, enrolled: bool) -> list[Finding]:
    answer = await http.ask(f"{url.rstrip('/')}/health", lambda: context, http.Limits(total_s=DEADLINE_S - 2))
    if isinstance(answer, http.Unreachable):
        if answer.code != http.WRONG_CERTIFICATE:
            return [_unreachable(url, enrolled=enrolled)]
        found = Words(f"{url} の証明書が本庁のものではありません", f"{url} shows a certificate of somebody else")
        return [Finding(Subject.HEADQUARTERS, Mark.MISSING, found, _WRONG_DOOR)]
    if answer.status in (401, 403):
        found = Words(f"{url} がこの端末を認めません", f"{url} does not accept this booth")
        return [Finding(Subject.HEADQUARTERS, Mark.MISSING, found, _WITHDRAWN)]
    return [*good(Subject.HEADQUARTERS, f"{url} が答えます", f"{url} answers"), *_skew(answer.date, now)]


def _unreachable(url: str, *, enrolled: bool) -> Finding:
    found = Words(f"{url} に届きません", f"{url} cannot be reached")
    if enrolled:
        advice = Words(
            "回線を確かめてください。申請は封をして保管し、つながると自動で送ります。通話は使えません。",
            "Check the line. Applications wait sealed and go out by themselves; calls do not work.",
        )
        return Finding(Subject.HEADQUARTERS, Mark.WARN, found, advice)
    advice = Words(
        "回線と、設定 [headquarters] url のアドレスを確かめてください。",
        "Check the line and the address in [headquarters] url.",
    )
    return Finding(Subject.HEADQUARTERS, Mark.MISSING, found, advice)


def _skew(date: str, now: datetime) -> list[Finding]:
    """A clock that differs from headquarters' is found here, because a time server may be wrong too."""
    try:
        apart = now - parsedate_to_datetime(date)
    except (ValueError, TypeError):
        return []
    if abs(apart) <= _SKEW:
        return []
    seconds = round(abs(apart).total_seconds())
    ja, en = ("進んで", "ahead of") if apart > timedelta() else ("遅れて", "behind")
    found = Words(f"本庁の時計より {seconds}秒 {ja}います", f"{seconds} seconds {en} headquarters")
    advice = Words("時刻サーバーの設定を確かめてください。", "Check the time server of both machines.")
    return [Finding(Subject.CLOCK, Mark.MISSING if abs(apart) > _FAR else Mark.WARN, found, advice)]
