"""The relay (coturn): credentials that live for minutes, made with the secret both of us know.

Usernames are ``expiry:name`` and passwords HMAC-SHA1 over them, as coturn's ``use-auth-secret`` expects
(draft-uberti-behave-turn-rest-00). A running call survives the expiry.
"""

import base64
import hashlib
import hmac
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from kiosk.headquarters.settings import Turn
from kiosk.protocol.calls import IceServer


class SecretMissing(Exception):
    """The relay's secret cannot be read; the text says which setting is wrong."""


class Relay:
    """Gives ICE servers; none where booths and staff reach each other directly."""

    def __init__(self, settings: Turn, now: Callable[[], datetime]) -> None:
        self._settings = settings
        self._now = now
        self._secret = _read_secret(settings.secret_file) if settings.urls else b""

    def servers(self, name: str) -> tuple[IceServer, ...]:
        """STUN and TURN servers for one call; `name` shows up in coturn's log and must not be a person's."""
        servers = [IceServer(urls=self._settings.stun_urls)] if self._settings.stun_urls else []
        if self._settings.urls:
            username = f"{int(self._now().timestamp()) + self._settings.lifetime_s}:{name}"
            digest = hmac.new(self._secret, username.encode(), hashlib.sha1).digest()
            credential = base64.b64encode(digest).decode()
            servers.append(IceServer(urls=self._settings.urls, username=username, credential=credential))
        return tuple(servers)

    def are_old(self, given_at: datetime, now: datetime) -> bool:
        """Whether credentials given then have lived half their life; never where there are none."""
        return bool(self._settings.urls) and now - given_at >= timedelta(seconds=self._settings.lifetime_s / 2)


def _read_secret(path: Path | None) -> bytes:
    if path is None:
        raise SecretMissing("turn.secret_file: name the file that holds coturn's static-auth-secret")
    try:
        return path.read_bytes().strip()
    except OSError as error:
        raise SecretMissing(f"turn.secret_file: {path} cannot be read ({error.strerror})") from error
