"""Every word of routing is understood by it."""

import dataclasses
import typing
from datetime import UTC, datetime
from typing import Any

import pytest

from kiosk.headquarters.calls import routing_state as s
from kiosk.headquarters.calls import routing_terms as t
from kiosk.headquarters.calls.routing import step

AT = datetime(2026, 11, 21, tzinfo=UTC)
VALUES: dict[str, Any] = {"epoch": 1, "attempt": 1, "side": "booth", "status": "break"}


@pytest.mark.parametrize("kind", typing.get_args(t.Event), ids=lambda kind: kind.__name__)
def test_routing_takes_every_event_also_where_it_knows_neither_person_nor_call(kind: type[Any]) -> None:
    needed = [one.name for one in dataclasses.fields(kind) if one.default is one.default_factory]
    event = kind(**{name: VALUES.get(name, "nobody") for name in needed})
    after, commands = step(s.Routing(), event, AT, s.Rules())
    assert all(isinstance(command, typing.get_args(t.Command)) for command in commands)
    assert after.calls == {}
