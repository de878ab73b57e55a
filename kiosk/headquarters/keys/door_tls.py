"""TLS of the doors: who is asked for a certificate, and our own, which is renewed while the door is open."""

import ssl
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Final

from kiosk.files import write_private
from kiosk.headquarters.keys.authority import Authority
from kiosk.log import Log

_log = Log("headquarters.doors")
_NO_CHECK_TIME: Final = 0x200000
"""X509_V_FLAG_NO_CHECK_TIME of OpenSSL (x509_vfy.h)."""


class DoorTls:
    """TLS of one door.

    A booth whose certificate ran out gets through TLS, so that it can renew it; what else it may not do is judged for
    each request (`kiosk.headquarters.web.requests.certificate_time`).

    Attributes:
        context: for the server. A newer certificate is for whoever comes from then on; who is here stays.
    """

    def __init__(
        self,
        authority: Authority,
        folder: Path,
        door: str,
        names: tuple[str, ...],
        now: Callable[[], datetime],
        *,
        booths_only: bool,
    ) -> None:
        """`names` are the door's own; `booths_only` asks every client for a certificate of ours."""
        self._authority = authority
        self._path = folder / f"{door}-door.pem"
        self._door = door
        self._names = names
        self._now = now
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.minimum_version = ssl.TLSVersion.TLSv1_2
        self._renew()
        if booths_only:
            self.context.minimum_version = ssl.TLSVersion.TLSv1_3
            self.context.verify_mode = ssl.CERT_REQUIRED
            self.context.verify_flags |= _NO_CHECK_TIME
            self.context.load_verify_locations(cadata=authority.pem)

    def renew_when_due(self) -> None:
        """Take a newer certificate when two thirds of the present one's life are over; the old one stays until then."""
        if self._now() < self._due_at:
            return
        try:
            self._renew()
        except OSError as error:
            _log.failure("door_not_renewed", error)  # a full disk: the next look comes soon enough
        else:
            _log.event("door_renewed", door=self._door)

    def _renew(self) -> None:
        proof, due_at = self._authority.certify_door(self._door, self._names)
        write_private(self._path, proof)
        self.context.load_cert_chain(self._path)
        self._due_at = due_at
