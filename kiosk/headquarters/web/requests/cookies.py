"""Cookies of the staff door: the session's, and the one by which a browser that signed in before is known."""

from typing import Annotated, Final

from fastapi import Cookie
from starlette.requests import Request
from starlette.responses import Response

from kiosk.headquarters.staff.browsers import LIFE
from kiosk.headquarters.staff.views import SessionToken
from kiosk.headquarters.web.desk import COOKIE

BROWSER: Final = "kiosk_browser"
"""Kept when the browser closes. It opens nothing by itself."""
SessionCookie = Annotated[str | None, Cookie(alias=COOKIE, max_length=100)]
BrowserCookie = Annotated[str | None, Cookie(alias=BROWSER, max_length=100)]


def sign_in(response: Response, token: SessionToken, request: Request) -> None:
    """Give both to a browser that signed in; one that came by TLS, ours or a proxy's, brings them back by TLS only."""
    secure = request.url.scheme == "https"
    response.set_cookie(COOKIE, token.text, httponly=True, samesite="strict", secure=secure, path="/")
    life = int(LIFE.total_seconds())
    response.set_cookie(BROWSER, token.browser, life, httponly=True, samesite="strict", secure=secure, path="/")


def sign_out(response: Response, request: Request) -> None:
    """Take the session's back; the browser stays known."""
    secure = request.url.scheme == "https"
    response.delete_cookie(COOKIE, httponly=True, samesite="strict", secure=secure, path="/")
