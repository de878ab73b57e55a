"""Settings of headquarters, read from ``headquarters.toml``."""

from datetime import timedelta
from ipaddress import IPv4Network, IPv6Network, ip_address
from pathlib import Path
from typing import Annotated, ClassVar, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from kiosk.jpki.certificates import Mode
from kiosk.protocol.calls import IceUrls
from kiosk.settings import Settings

Network = IPv4Network | IPv6Network


def _not_everybody(network: Network) -> Network:
    if network.prefixlen == 0:
        raise ValueError("everybody would be trusted: name the addresses of your proxies")
    return network


Proxy = Annotated[Network, AfterValidator(_not_everybody)]
Port = Annotated[int, Field(ge=0, le=65535)]


class Door(Settings):
    """Where one of the two doors listens. Port 0 takes any free one."""

    host: str = "127.0.0.1"
    port: Port = 0
    names: tuple[str, ...] = ()
    """Further DNS names or addresses that the door's certificate is good for."""
    most_connections: Annotated[int, Field(ge=16, le=60_000)] = 4000
    """Open at once; fewer where the process may not open so many files."""
    most_of_one_address: Annotated[int, Field(ge=8, le=60_000)] = 1000
    """Of these, from one address: as many as stand behind one router."""


class StaffDoor(Door):
    """The door of the console. Plain HTTP is allowed on loopback only."""

    port: Port = 8443
    tls: bool = True
    trusted_proxies: tuple[Proxy, ...] = ()
    """Addresses or networks of proxies before this door; whom they name in ``X-Forwarded-For`` is believed."""

    @model_validator(mode="after")
    def _plain_only_on_loopback(self) -> Self:
        if not self.tls and self.host != "localhost" and not ip_address(self.host).is_loopback:
            raise ValueError("tls = false is allowed on a loopback address only")
        return self


class BoothDoor(Door):
    """The door of the booths, mutual TLS always."""

    port: Port = 8444


class Municipality(Settings):
    """Whose counter this is."""

    tenant: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,30}$")] = "himeji"
    """What the ids of its booths begin with."""
    name: Annotated[str, Field(max_length=60)] = "姫路市"


class SignIn(Settings):
    """Rules of staff sign-in."""

    renamed: ClassVar = {"wait_seconds": "wait_s"}

    idle_minutes: Annotated[int, Field(ge=1, le=60)] = 10
    longest_hours: Annotated[int, Field(ge=1, le=24)] = 12
    tries_before_wait: Annotated[int, Field(ge=1, le=20)] = 5
    """Wrong passwords in a row for one name."""
    wait_s: Annotated[int, Field(ge=1, le=3600)] = 60
    """After which all of them are allowed again. Each address has its own, and so has a browser known to the name."""


class CallRules(Settings):
    """Times of routing, and counts."""

    renamed: ClassVar = {
        "ring_seconds": "ring_s",
        "decline_cool_off_seconds": "decline_cool_off_s",
        "resume_seconds": "resume_s",
        "wrap_up_seconds": "wrap_up_s",
        "language_wait_seconds": "language_wait_s",
    }

    ring_s: float = 20.0
    decline_cool_off_s: float = 60.0
    missed_before_break: int = 2
    resume_s: float = 60.0
    wrap_up_s: float = 600.0
    language_wait_s: Annotated[float, Field(ge=0, le=600)] = 60.0
    """How long a call waits for somebody who speaks its language, while one is on duty, before others are rung."""


class Turn(Settings):
    """The relay (coturn with use-auth-secret); leave `urls` empty where booths and staff share one network."""

    renamed: ClassVar = {"seconds": "lifetime_s"}

    urls: IceUrls = ()
    stun_urls: IceUrls = ()
    secret_file: Path | None = None
    lifetime_s: int = 600
    """How long a name and password for the relay are good."""


class Retention(Settings):
    """How long headquarters keeps what it received."""

    sealed_days_after_done: Annotated[int, Field(ge=30)] = 365
    call_days: Annotated[int, Field(ge=30)] = 730
    evidence_days: Annotated[int, Field(ge=2)] = 30
    """How long a finding about a person is kept that no application came to; others go with their case."""
    tap_days: Annotated[int, Field(ge=30)] = 1825
    """How long somebody who registered for tap and never came again is kept; a certificate lives five years."""


class DailyQuota(Settings):
    """How much one booth may send in a day; what is beyond waits at the booth for the next."""

    submissions: Annotated[int, Field(ge=1, le=100_000)] = 500
    megabytes: Annotated[int, Field(ge=24, le=1_000_000)] = 2048
    """At least one submission of the largest size."""

    @property
    def bytes(self) -> int:
        """The same in bytes."""
        return self.megabytes * 2**20


class Revocation(Settings):
    """Who is asked whether a certificate was revoked. Without a source nobody is, and that is never taken for good."""

    renamed: ClassVar = {"seconds": "deadline_s"}

    source: Literal["none", "crl", "ocsp"] = "none"
    folder: Path | None = None
    """For ``crl``: where something else puts the lists (``*.crl``); read anew at each question."""
    url: Annotated[str, Field(pattern=r"^(https?://.+)?$")] = ""
    """For ``ocsp``: the responder."""
    deadline_s: Annotated[float, Field(gt=0, le=10)] = 5.0
    """For ``ocsp``: how long a responder may take; a booth waits 15 seconds for the whole answer."""

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.source == "crl" and self.folder is None:
            raise ValueError("source = 'crl' needs a folder")
        if self.source == "ocsp" and not self.url:
            raise ValueError("source = 'ocsp' needs a url")
        return self


class Cards(Settings):
    """Which cards are believed."""

    mode: Mode = Mode.PRODUCTION
    """Only certificates of this hierarchy are believed: a test card is refused in production, a real one in a test."""
    trust: Path | None = None
    """Folder with ``auth/`` and ``sign/``; empty: ``config/trust``, which comes without roots and so trusts nobody."""
    revocation: Revocation = Revocation()


class HeadquartersSettings(Settings):
    """All settings of headquarters."""

    municipality: Municipality = Municipality()
    staff_door: StaffDoor = StaffDoor()
    booth_door: BoothDoor = BoothDoor()
    database: str = ""
    """Empty: SQLite in the data folder. Otherwise ``postgresql+psycopg://user@host/name``."""
    procedures: Path | None = None
    """Folder of procedures; empty: the one that came with the program."""
    counters: Path | None = None
    """``counters.toml``; empty: the one that came with the program."""
    bookings: Path | None = None
    """``bookings.toml``, the times that can be booked; empty: the one that came with the program."""
    certificate_days: Annotated[int, Field(ge=1, le=365)] = 90
    sign_in: SignIn = SignIn()
    calls: CallRules = CallRules()
    turn: Turn = Turn()
    retention: Retention = Retention()
    quota: DailyQuota = DailyQuota()
    cards: Cards = Cards()
    log: Literal["json"] = "json"

    @property
    def certificate_life(self) -> timedelta:
        """How long a booth's certificate is good for."""
        return timedelta(days=self.certificate_days)
