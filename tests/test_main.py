"""`kiosk` picks the program, and says so when there is none."""

import importlib
import logging
import subprocess
import sys
import threading
import warnings
from collections.abc import Iterator

import pytest

from kiosk import __main__ as kiosk
from kiosk import __version__
from kiosk.log.writing import WRITER


@pytest.fixture(autouse=True)
def given_back() -> Iterator[None]:
    """A program leads everything its process says into its log; the tests after this one have the process back."""
    hooks = ((WRITER, "program"), (sys, "excepthook"), (sys, "unraisablehook"), (threading, "excepthook"),
             (warnings, "showwarning"), (logging, "lastResort"))  # fmt: skip
    kept = [(owner, name, getattr(owner, name)) for owner, name in hooks]
    yield
    for owner, name, value in kept:
        setattr(owner, name, value)
    logging.getLogger().handlers = [one for one in logging.getLogger().handlers if one is not WRITER]


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "kiosk", *arguments], capture_output=True, text=True, check=False)


def test_help_names_every_program() -> None:
    done = run("--help")
    assert done.returncode == 0
    for name in kiosk.PROGRAMS:
        assert f"kiosk {name} " in done.stdout


def test_without_a_program_the_help_is_shown_and_it_is_an_error() -> None:
    done = run()
    assert (done.returncode, done.stdout) == (2, run("-h").stdout)


def test_the_version() -> None:
    assert run("--version").stdout.strip() == __version__


def test_an_unknown_program_is_named() -> None:
    done = run("kitchen")
    assert (done.returncode, done.stdout) == (2, "")
    assert "'kitchen'" in done.stderr


def test_a_program_gets_its_arguments_and_gives_its_status(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["kiosk", "rehearsal", "card", "--list"])
    assert kiosk.main() == 0
    assert capsys.readouterr().out.startswith("kasai")


@pytest.mark.parametrize("name", kiosk.PROGRAMS)
def test_every_program_is_there_with_its_help(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    module, function, _purpose = kiosk.PROGRAMS[name]
    program = getattr(importlib.import_module(module), function)
    with pytest.raises(SystemExit) as ended:
        program(["--help"])
    assert ended.value.code == 0
    assert f"kiosk {name}" in capsys.readouterr().out
