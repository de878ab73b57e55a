"""What a measurement is given."""

from dataclasses import replace

from kiosk.bench.run import Run, wall_clock


def test_the_asked_number_of_repetitions_goes_before_the_usual_one(run: Run) -> None:
    assert run.times(20) == 1
    assert replace(run, repeat=None).times(20) == 20


def test_each_measurement_has_a_folder_of_its_own(run: Run) -> None:
    folder = run.sub("paper")
    assert folder.is_dir()
    assert folder.parent == run.folder


def test_the_clock_knows_its_zone() -> None:
    assert wall_clock().utcoffset() is not None
