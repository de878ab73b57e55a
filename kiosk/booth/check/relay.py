"""What `kiosk check` asks of the relay: a place on each of its addresses, with a password headquarters made now."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from kiosk.booth.check.findings import Finding, Mark, Subject, Words, good
from kiosk.booth.uplink.device_identity import NotEnrolled, load
from kiosk.booth.uplink.http import Unreachable
from kiosk.booth.uplink.relay_client import relay_given
from kiosk.media.messages import RouteTried
from kiosk.media.probe import ProbeFailed, probe_relay
from kiosk.protocol.trials import RouteTrial

DEADLINE_S: Final = 20.0
_PROBE_S: Final = 8.0
_SAID: Final = {
    RouteTrial.WORKS: Words("使えます", "works"),
    RouteTrial.REFUSED: Words("パスワードを受け付けません", "refuses the password"),
    RouteTrial.UNTRUSTED: Words("証明書を信用できません", "shows a certificate nobody trusts"),
    RouteTrial.UNUSABLE: Words("アドレスが読めません", "an address nobody can use"),
    RouteTrial.FULL: Words("空きがありません", "is full"),
    RouteTrial.UNREACHABLE: Words("届きません", "cannot be reached"),
}
_FOR: Final = {
    RouteTrial.REFUSED: Words(
        "本庁の設定 [turn] secret_file と coturn の static-auth-secret を同じにし、両方の時計を合わせてください。",
        "Make [turn] secret_file at headquarters and coturn's static-auth-secret the same, and both clocks right.",
    ),
    RouteTrial.UNTRUSTED: Words(
        "coturn の証明書と、この端末が信用する認証局を確かめてください。",
        "See coturn's certificate and which authorities this machine trusts.",
    ),
    RouteTrial.UNUSABLE: Words(
        "本庁の設定 [turn] urls を直してください（例 turn:turn.example:3478?transport=udp）。",
        "Mend [turn] urls at headquarters (as turn:turn.example:3478?transport=udp).",
    ),
    RouteTrial.FULL: Words(
        "coturn の total-quota と user-quota を確かめてください。", "See coturn's total-quota and user-quota."
    ),
    RouteTrial.UNREACHABLE: Words(
        "coturn が動いているか、途中の防火壁がこの通信を通すか確かめてください。",
        "See whether coturn runs and whether a firewall lets this through.",
    ),
}
"""What to do, gravest first: a wrong secret ends every call that needs the relay."""


def relay(identity: Path) -> list[Finding]:
    """Whether calls get through where booth and staff do not reach each other; nothing before enrolment."""
    try:
        device = load(identity)
    except NotEnrolled:
        return []
    given = asyncio.run(relay_given(device))
    if isinstance(given, Unreachable):
        found = Words("本庁に聞けないため分かりません", "unknown without headquarters")
        advice = Words("本庁との接続を直してから、もう一度確かめてください。", "Mend the connection, then check again.")
        return [Finding(Subject.RELAY, Mark.WARN, found, advice)]
    try:
        return told(probe_relay(given, _PROBE_S).routes)
    except ProbeFailed:
        found = Words("確かめられませんでした", "could not be tried")
        advice = Words("端末を起動し直して、もう一度確かめてください。", "Restart the machine and check again.")
        return [Finding(Subject.RELAY, Mark.MISSING, found, advice)]


def told(routes: Sequence[RouteTried]) -> list[Finding]:
    """What came of each way, in one finding. Pure."""
    if not routes:
        return good(Subject.RELAY, "使いません（本庁の設定）", "not used (headquarters' settings)")
    found = Words(
        "、".join(f"{_way(one)} {_SAID[one.outcome].ja}" for one in routes),
        ", ".join(f"{_way(one)} {_SAID[one.outcome].en}" for one in routes),
    )
    outcomes = {one.outcome for one in routes}
    worst = next((outcome for outcome in _FOR if outcome in outcomes), None)
    if worst is None:
        return [Finding(Subject.RELAY, Mark.OK, found)]
    some = RouteTrial.WORKS in outcomes and worst is not RouteTrial.REFUSED
    return [Finding(Subject.RELAY, Mark.WARN if some else Mark.MISSING, found, _FOR[worst])]


def _way(route: RouteTried) -> str:
    return route.over.upper() or route.url
