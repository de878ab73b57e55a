"""The command line: a table, JSON, honest exit statuses."""

import json

import pytest

from kiosk.bench import measurements
from kiosk.bench.cli import main
from kiosk.bench.pairs import Measured, measured
from kiosk.bench.run import CannotMeasure, Run

Screen = pytest.CaptureFixture[str]


def test_one_cheap_figure_is_measured_and_shown(capfd: Screen) -> None:
    assert main(["--only", "paper", "--repeat", "2"]) == 0
    out, err = capfd.readouterr()
    assert "申請書のPDF" in out
    assert "paper: 0/1" in err
    assert '"level"' not in err


def test_the_same_for_programs(capfd: Screen) -> None:
    assert main(["--only", "paper", "--repeat", "1", "--json"]) == 0
    told = json.loads(capfd.readouterr().out)
    (figure,) = told["figures"]
    assert figure["name"] == "paper"
    assert figure["ratio"] == pytest.approx(figure["ours"]["median"] / figure["peer"]["median"], rel=0.01)


def test_the_list_measures_nothing(capfd: Screen) -> None:
    assert main(["--list", "--json"]) == 0
    told = json.loads(capfd.readouterr().out)
    assert {"intake", "set-ups"} <= {figure["name"] for figure in told["figures"] if figure["group"] is None}


def test_a_figure_that_nobody_measures_yet_is_said(capfd: Screen) -> None:
    assert main(["--only", "intake"]) == 2
    assert "not measured yet" in capfd.readouterr().err


def test_an_unknown_name_is_said(capfd: Screen) -> None:
    with pytest.raises(SystemExit):
        main(["--only", "papper"])
    assert "no figure 'papper'" in capfd.readouterr().err


def _gives(monkeypatch: pytest.MonkeyPatch, ours: float) -> None:
    async def measure(_run: Run) -> dict[str, Measured]:
        return {"paper": measured([ours], [10.0])}

    monkeypatch.setattr("kiosk.bench.cli.MEASUREMENTS", {**measurements.MEASUREMENTS, "paper": measure})


@pytest.mark.parametrize(("ours", "strict", "status"), [(11.0, True, 0), (20.0, False, 0), (20.0, True, 1)])
def test_a_missed_goal_is_an_error_only_when_asked(
    capfd: Screen, monkeypatch: pytest.MonkeyPatch, ours: float, strict: bool, status: int
) -> None:
    _gives(monkeypatch, ours)
    assert main(["--only", "paper", *(["--strict"] if strict else [])]) == status
    assert ("未達" in capfd.readouterr().out) == (ours > 12)


def test_what_cannot_be_measured_here_says_why(capfd: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    async def measure(_run: Run) -> dict[str, Measured]:
        raise CannotMeasure("no fonts here")

    monkeypatch.setattr("kiosk.bench.cli.MEASUREMENTS", {**measurements.MEASUREMENTS, "paper": measure})
    assert main(["--only", "paper"]) == 0
    assert "no fonts here" in capfd.readouterr().out
