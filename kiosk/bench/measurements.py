"""Which measurement gives which figures; each is imported when it runs."""

from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType
from typing import Final

from kiosk.bench.pairs import Measured
from kiosk.bench.run import Measurement, Run

_MODULES: Final = {
    "call": "calls.call",
    "call-one-cpu": "calls.call_one_cpu",
    "lines": "lines.measure",
    "touch": "touch",
    "echo": "echo",
    "card": "card",
    "hand-in": "hand_in",
    "booth-start": "booth_start",
    "next-page": "procedures.next_page",
    "catalog": "procedures.catalog",
    "papers": "procedures.papers",
    "paper": "paper",
}


def _late(module: str) -> Measurement:
    async def measure(run: Run) -> Mapping[str, Measured]:
        found: Measurement = import_module(f"kiosk.bench.{module}").measure
        return await found(run)

    return measure


MEASUREMENTS: Final[Mapping[str, Measurement]] = MappingProxyType(
    {name: _late(module) for name, module in _MODULES.items()}
)
