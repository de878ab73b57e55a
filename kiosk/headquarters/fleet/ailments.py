"""What is the matter with the parts of a booth, by what it told of their last trial, in words for staff. Pure."""

from enum import StrEnum
from typing import Final

from kiosk.printing.outcome import ProblemKind
from kiosk.protocol.presence import BoothHealth
from kiosk.protocol.trials import RouteTrial, Trial


class Ailment(StrEnum):
    """One thing somebody should see to, in the order of the list."""

    READER_AWAY = "reader-away"
    CAMERA_DEAD = "camera-dead"
    CAMERA_DARK = "camera-dark"
    MICROPHONE_DEAD = "microphone-dead"
    MICROPHONE_SILENT = "microphone-silent"
    SPEAKER_DEAD = "speaker-dead"
    SPEAKER_UNHEARD = "speaker-unheard"
    RELAY_REFUSES = "relay-refuses"
    RELAY_UNTRUSTED = "relay-untrusted"
    RELAY_AWAY = "relay-away"
    RELAY_NARROW = "relay-narrow"
    NO_SLIPS = "no-slips"

    @property
    def words(self) -> str:
        """What is wrong and what to do, in Japanese; empty where the printer's own sentence says it."""
        return _WORDS.get(self, "")

    @property
    def rings(self) -> bool:
        """Whether a resident would find out: what may be so on purpose or passes by itself is only listed."""
        return self not in (Ailment.CAMERA_DARK, Ailment.SPEAKER_UNHEARD, Ailment.RELAY_NARROW)


_WORDS: Final = {
    Ailment.READER_AWAY: "カードリーダーが働きません。USBの接続を確かめてもらってください。",
    Ailment.CAMERA_DEAD: "カメラが働きません。声だけの通話になります。抜き差ししてもらってください。",
    Ailment.CAMERA_DARK: "カメラの映像が真っ暗です。レンズのふたと明かりを確かめてもらってください。",
    Ailment.MICROPHONE_DEAD: "マイクが働きません。通話を休止中と表示しています。接続を確かめてもらってください。",
    Ailment.MICROPHONE_SILENT: (
        "マイクが完全に無音です。消音になっているか、壊れています。通話を休止中と表示しています。"
        "消音を切れば、10分以内に自動で戻ります。"
    ),
    Ailment.SPEAKER_DEAD: "スピーカーが見つかりません。通話を休止中と表示しています。接続を確かめてもらってください。",
    Ailment.SPEAKER_UNHEARD: "スピーカーの音がマイクに届きません。音量と電源を確かめてもらってください。",
    Ailment.RELAY_REFUSES: (
        "中継サーバーが本庁のパスワードを受け付けません。turn.secret_file と coturn の設定、時計を確かめてください。"
    ),
    Ailment.RELAY_UNTRUSTED: "中継サーバーの証明書を端末が信用しません。coturn の証明書を確かめてください。",
    Ailment.RELAY_AWAY: "中継サーバーに届きません。coturn と防火壁を確かめてください。",
    Ailment.RELAY_NARROW: "中継サーバーに届かない道があります。ほかの道で通話できます。",
}
_DEAD: Final = frozenset({Trial.ABSENT, Trial.LOST, Trial.STILL})


def ailments(health: BoothHealth) -> tuple[Ailment, ...]:
    """What follows from what the booth told; a word of a later program says nothing."""
    found = _of_trial(health)
    if not health.card_reader:
        found.add(Ailment.READER_AWAY)
    if health.printer_problem in set(ProblemKind):
        found.add(Ailment.NO_SLIPS)
    return tuple(one for one in Ailment if one in found)


def _of_trial(health: BoothHealth) -> set[Ailment]:
    tried = health.tried
    if tried is None:
        return set()
    relay = {route.outcome for route in tried.relay}
    away = bool(relay) and RouteTrial.WORKS not in relay
    said = {
        Ailment.CAMERA_DEAD: tried.camera in _DEAD,
        Ailment.CAMERA_DARK: tried.camera == Trial.DARK,
        Ailment.MICROPHONE_DEAD: tried.microphone in _DEAD,
        Ailment.MICROPHONE_SILENT: tried.microphone == Trial.SILENT,
        Ailment.SPEAKER_DEAD: tried.speaker in _DEAD,
        Ailment.SPEAKER_UNHEARD: tried.speaker == Trial.UNHEARD,
        Ailment.RELAY_REFUSES: RouteTrial.REFUSED in relay,
        Ailment.RELAY_UNTRUSTED: away and RouteTrial.UNTRUSTED in relay,
        Ailment.RELAY_AWAY: away and not relay & {RouteTrial.REFUSED, RouteTrial.UNTRUSTED},
        Ailment.RELAY_NARROW: not away and RouteTrial.REFUSED not in relay and len(relay) > 1,
    }
    return {one for one, true in said.items() if true}
