"""Certificate time: a booth whose certificate ran out gets as far as renewing it, and nowhere else.

TLS lets it in (`kiosk.headquarters.keys.door_tls`). Here the certificate is taken out of what the application is told,
so that every route takes the booth for nobody it knows, but for the one that renews.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from starlette.types import ASGIApp, Receive, Scope, Send

from kiosk.applications.signature import RENEWAL_GRACE

RENEWAL: Final = "/renew"


class CertificateTime:
    """Passes on certificates that are in date; the renewal is told of those that ran out lately, too."""

    def __init__(self, app: ASGIApp, now: Callable[[], datetime]) -> None:
        self._app = app
        self._now = now

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        extensions = scope.get("extensions", {})
        if tls := extensions.get("tls"):
            over = self._now() - datetime.fromisoformat(tls["expires_at"])
            grace = RENEWAL_GRACE if scope["path"] == RENEWAL else over * 0
            if over > grace:
                del extensions["tls"]
        await self._app(scope, receive, send)
