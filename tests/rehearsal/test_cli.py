"""`kiosk rehearsal card` as a program drives it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.rehearsal.card.pcscd import missing_parts
from kiosk.rehearsal.cli import main

_CARD = [sys.executable, "-c", "import sys; from kiosk.rehearsal.cli import main; sys.exit(main(sys.argv[1:]))", "card"]
needs_service = pytest.mark.skipif(bool(missing_parts()), reason="needs pcscd and vsmartcard-vpcd")


def test_the_profiles_are_named() -> None:
    done = subprocess.run([*_CARD, "--list"], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.splitlines()[0].split()[0] == "kasai"


def test_without_a_reader_it_says_so_and_ends() -> None:
    done = subprocess.run([*_CARD, "--port", "1"], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert json.loads(done.stdout)["ok"] is False


def test_somebody_elses_roots_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "auth").mkdir()
    (tmp_path / "auth" / "authca03.cer").write_bytes(b"a real root")
    done = subprocess.run([*_CARD, "--roots", str(tmp_path)], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert "authca03.cer" in done.stderr


@pytest.mark.pcsc
@needs_service
def test_the_roots_that_are_laid_down_are_those_of_the_card_on_the_reader(tmp_path: Path) -> None:
    roots = tmp_path / "roots"
    words = [*_CARD, "--own-service", "--control", "--roots", str(roots)]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as card:
        assert card.stdin is not None
        assert card.stdout is not None
        ready = json.loads(card.stdout.readline())
        assert ready["roots"] == str(roots)
        read = subprocess.run(
            [sys.executable, "-m", "kiosk", "card", "read", "--json", "--code-stdin", "--trust", str(roots)],
            input=ready["entries"]["printed_code"] + "\n",
            capture_output=True, text=True, timeout=60, check=True, env={**os.environ, **ready["environment"]},
        )  # fmt: skip
        assert json.loads(read.stdout)["integrity"] == "good"
        listed = subprocess.run(
            [sys.executable, "-m", "kiosk", "card", "trust", "--mode", "rehearsal", "--folder", str(roots), "--json"],
            capture_output=True, text=True, timeout=60, check=True,
        )  # fmt: skip
        assert [one["purpose"] for one in json.loads(listed.stdout)] == ["auth", "sign", "face", "face"]
        card.stdin.write("quit\n")
        card.stdin.flush()
        assert card.wait(20) == 0


@pytest.mark.pcsc
@needs_service
def test_a_card_is_laid_down_and_driven_by_lines() -> None:
    with subprocess.Popen(
        [*_CARD, "--own-service", "--control"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as card:
        assert card.stdin is not None
        assert card.stdout is not None
        ready = json.loads(card.stdout.readline())
        assert ready["environment"]["PCSCLITE_CSOCK_NAME"].endswith("pcscd.comm")
        for line, did in (("eject", "eject"), ("insert last_try", "insert"), ("log", "log"), ("quit", "quit")):
            card.stdin.write(line + "\n")
            card.stdin.flush()
            answer = json.loads(card.stdout.readline())
            assert (answer["ok"], answer["did"]) == (True, did)
        assert card.wait(20) == 0


@pytest.mark.pcsc
@needs_service
def test_it_ends_when_it_is_told_to() -> None:
    with subprocess.Popen([*_CARD, "--own-service"], stdout=subprocess.PIPE, text=True) as card:
        assert card.stdout is not None
        assert json.loads(card.stdout.readline())["ok"]
        card.terminate()
        assert card.wait(20) == 0


def test_the_bad_lines_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bad-line", "--list"]) == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()][:2] == ["clean", "island"]


def test_a_line_that_cannot_be_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bad-line", "--up", '{"loss_percent": 101}']) == 2
    assert "loss_percent" in capsys.readouterr().err
