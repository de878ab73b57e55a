"""What `kiosk check` is told of the relay: one line, asked by standard input."""

import io
import sys

import pytest

from kiosk.media.messages import RelayTried, RouteTried, TryRelay
from kiosk.media.relay.asked import main
from kiosk.protocol.calls import IceServer
from kiosk.protocol.trials import RouteTrial


def test_one_line_is_read_and_one_written(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    asked = TryRelay(ice_servers=(IceServer(urls=("turn:x?transport=sctp",), username="u", credential="c"),))
    monkeypatch.setattr(sys, "stdin", io.StringIO(asked.model_dump_json() + "\n"))
    main()
    told = RelayTried.model_validate_json(capsys.readouterr().out)
    assert told.routes == (RouteTried(url="turn:x?transport=sctp", over="", outcome=RouteTrial.UNUSABLE),)
