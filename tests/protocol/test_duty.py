"""What a console remembers and tells at its hello may be left out by a page of an earlier minor."""

from kiosk.protocol.duty import ConsoleHello
from kiosk.protocol.message import decode, from_console


def test_an_earlier_page_says_hello_with_its_version_only() -> None:
    hello = decode('{"kind": "console_hello", "protocol_version": 1}', from_console, 1)
    assert hello == ConsoleHello(protocol_version=1, status=None, now=None, owes=None)
