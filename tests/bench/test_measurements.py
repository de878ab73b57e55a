"""Every figure that says it is measured is measured."""

from importlib import import_module

from kiosk.bench import measurements
from kiosk.bench.catalogue import ALL


def test_groups_and_measurements_are_the_same() -> None:
    assert {figure.group for figure in ALL if figure.group} == set(measurements.MEASUREMENTS)


def test_each_measurement_is_there() -> None:
    for module in measurements._MODULES.values():
        assert callable(import_module(f"kiosk.bench.{module}").measure)
