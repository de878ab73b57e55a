"""The cards of the rehearsal by name: every resident, every twist of a My Number Card, and cards that are none."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from kiosk.card import profile
from kiosk.card.files.tlv import encode
from kiosk.rehearsal.card.virtual_card import VirtualCard
from kiosk.rehearsal.card.virtual_card_files import REVOKED_SERIAL, Signing, Twist, make_card, printed_code_of
from kiosk.rehearsal.card.virtual_card_parts import Habits, VirtualApplication
from kiosk.rehearsal.residents import residents
from kiosk.values import dataclass

ATR_FELICA: Final = bytes.fromhex("3B8F8001804F0CA00000030611003B0000000042")
ATR_CONTACT: Final = bytes.fromhex("3BE000FF8131FE4514")
ATR_GARBAGE: Final = bytes.fromhex("00FF12")
DEFAULT: Final = "kasai"

_DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class Entries:
    """What opens a card made at the same time; its holder does not exist, so anybody may know it.

    Attributes:
        printed_code: 照合番号B, which staff copy from the face.
    """

    pin: str
    password: str
    printed_code: str


@dataclass(frozen=True)
class Profile:
    """One card to lay on the reader: a name for commands, a line for the menu, and how it is made.

    Attributes:
        entries: what may be typed for it; None for a card that takes nothing.
    """

    name: str
    about: str
    make: Callable[[datetime], VirtualCard]
    entries: Callable[[datetime], Entries | None]


_TWISTS: Final = {
    "adult": ("ふつうのカード", Twist()),
    "child": ("署名用証明書のない子どものカード", Twist(signing=Signing.ABSENT)),
    "child_filler": ("署名用証明書の場所が空のカード", Twist(signing=Signing.FILLER)),
    "face": ("顔認証マイナンバーカード", Twist(signing=Signing.ABSENT, auth_left=0, face_left=0)),
    "blocked": ("暗証番号がロックされたカード", Twist(face_left=0)),
    "blocked_iso": ("ロックを別の形で答えるカード", Twist(face_left=0, habits=Habits(locked_counter_status=0x6984))),
    "last_try": ("暗証番号の残りが１回のカード", Twist(face_left=1)),
    "expired": ("電子証明書の期限が切れたカード", Twist(begins=-2000 * _DAY)),
    "not_yet_valid": ("電子証明書がまだ有効でないカード", Twist(begins=30 * _DAY)),
    "revoked": ("失効した電子証明書のカード", Twist(serial=REVOKED_SERIAL)),
    "unknown_ca": ("知らない認証局のカード", Twist(generation="9")),
    "jpki_test": ("試験用認証局のカード", Twist(organisation="JPKI-TEST")),
    "copied": ("複製されたカード（鍵が違う）", Twist(other_key=True)),
    "auth_blocked": ("利用者証明用の暗証番号がロックされたカード", Twist(auth_left=0)),
    "auth_last_try": ("利用者証明用の暗証番号の残りが１回のカード", Twist(auth_left=1)),
    "sign_blocked": ("署名用の暗証番号がロックされたカード", Twist(sign_left=0)),
    "sign_last_try": ("署名用の暗証番号の残りが１回のカード", Twist(sign_left=1)),
    "sign_renewed": ("署名用の証明書だけ更新したカード", Twist(sign_renewals=1, begins=-_DAY)),
    "renewed": ("電子証明書を更新したカード", Twist(renewals=1, begins=-_DAY)),
    "expiring": ("有効期限が近いカード", Twist(expiry_days=60)),
    "old_juki": ("住民基本台帳カード", Twist(label=profile.LABEL_OLD_JUKI)),
    "phone": ("スマートフォン", Twist(label=profile.LABELS_PHONE[0], phone=True)),
    "iphone": ("iPhone", Twist(label=profile.LABELS_PHONE[1], phone=True)),
    "no_short_ids": ("短縮IDを知らないカード", Twist(habits=Habits(short_ids=False))),
    "truncated": ("証明書が途中で切れたカード", Twist(certificate_bytes=700)),
    "truncated_identity": ("基本4情報が途中で切れたカード", Twist(identity=bytes.fromhex("FF208205DC") + bytes(300))),
    "retouched": ("発行後に書き換えられたカード", Twist(retouched=True)),
    "broken_photograph": ("顔写真が壊れたカード", Twist(photograph=b"\0" * 12)),
    "garbled": ("基本4情報の形がおかしいカード", Twist(identity=encode(0xFF20, bytes.fromhex("DF2280")))),
    "control_characters": (
        "氏名に制御文字のあるカード",
        Twist(
            identity=encode(
                0xFF20,
                encode(0xDF22, "山\u202e田\0".encode()) + encode(0xDF23, b"\xff\xfe") + encode(0xDF24, b"19600230")
                + encode(0xDF25, b"3"),
            )
        ),
    ),
}  # fmt: skip


def profiles(now: datetime) -> dict[str, Profile]:
    """Every card, by name; certificates are made when the card is."""
    people = residents(now.date())
    found = {one.key: _of(one.key, one.about, one.key, Twist()) for one in people.values()}
    found |= {name: _of(name, about, DEFAULT, twist) for name, (about, twist) in _TWISTS.items()}
    found |= {
        "licence": _strange("licence", "運転免許証", lambda: _other(profile.Application.LICENCE)),
        "residence": _strange("residence", "在留カード", lambda: _other(profile.Application.RESIDENCE)),
        "felica": _strange("felica", "交通系ICカード", lambda: _felica(ATR_FELICA)),
        "felica_plain": _strange("felica_plain", "種類を言わない交通系ICカード", lambda: _felica(ATR_CONTACT)),
        "bank": _strange("bank", "銀行のカード", lambda: VirtualCard([])),
        "mute": _strange("mute", "ICチップが答えないカード", lambda: VirtualCard([], atr=ATR_GARBAGE)),
    }
    return found


def _of(name: str, about: str, resident: str, twist: Twist) -> Profile:
    """A card of `resident`."""

    def entries(now: datetime) -> Entries:
        person = residents(now.date())[resident]
        return Entries(person.pin, person.password, printed_code_of(person, twist, now))

    return Profile(name, about, lambda now: make_card(residents(now.date())[resident], twist, now), entries)


def _strange(name: str, about: str, make: Callable[[], VirtualCard]) -> Profile:
    """A card that is none of ours."""
    return Profile(name, about, lambda _: make(), lambda _: None)


def _other(application: profile.Application) -> VirtualCard:
    return VirtualCard([VirtualApplication(application.value)])


def _felica(atr: bytes) -> VirtualCard:
    return VirtualCard([], atr=atr, habits=Habits(unknown_application_status=0x6A81))
