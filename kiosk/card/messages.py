"""What crosses the door between the booth and the reader's process: commands one way, events and outcomes the other."""

from typing import Annotated, Final, Literal

from pydantic import Field, TypeAdapter

from kiosk.card.card import CardEvent, Crossing, Outcome


class FromReader(Crossing):
    """One message of the reader's process: something that happened, or the outcome of a command."""

    told: Annotated[CardEvent, Field(discriminator="event")] | Annotated[Outcome, Field(discriminator="outcome")]


class Watch(Crossing):
    """Begin to watch the reader; with `wait_for_empty` no card is touched before the reader was seen empty."""

    ask: Literal["watch"] = "watch"
    wait_for_empty: bool = False


class AskTries(Crossing):
    """Read the counters; spends no try."""

    ask: Literal["tries"] = "tries"
    insertion: int


class AskIdentity(Crossing):
    """Read identity with the PIN that travels beside this command as its secret."""

    ask: Literal["identity"] = "identity"
    insertion: int


class AskIdentityByCode(Crossing):
    """Read identity with the printed code (照合番号B) that travels beside this command as its secret."""

    ask: Literal["identity_by_code"] = "identity_by_code"
    insertion: int


class AskFace(Crossing):
    """Read the printed face with the printed code (照合番号B) that travels beside this command as its secret."""

    ask: Literal["face"] = "face"
    insertion: int


class AskCertificate(Crossing):
    """Read the authentication certificate; needs no PIN on a plastic card."""

    ask: Literal["certificate"] = "certificate"
    insertion: int


class AskChallenge(Crossing):
    """Sign `digest` (SHA-256 of a nonce made by headquarters, hex) with the authentication key; PIN as secret."""

    ask: Literal["challenge"] = "challenge"
    insertion: int
    digest: str


class AskSignature(Crossing):
    """Sign `digest` (SHA-256 of an application's canonical bytes, hex) with the signing key; password as secret."""

    ask: Literal["signature"] = "signature"
    insertion: int
    digest: str


class Forget(Crossing):
    """Cut the card's power so that it forgets every PIN."""

    ask: Literal["forget"] = "forget"


Flow = AskTries | AskIdentity | AskIdentityByCode | AskFace | AskCertificate | AskChallenge | AskSignature
Ask = Watch | Flow | Forget


class ToReader(Crossing):
    """One command to the reader's process."""

    asked: Annotated[Ask, Field(discriminator="ask")]


FROM_READER: Final = TypeAdapter(FromReader)
TO_READER: Final = TypeAdapter(ToReader)
