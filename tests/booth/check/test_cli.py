"""`kiosk check` as an installer runs it: without Qt, with good, broken and no settings."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.booth.conftest import FOLDER, Authority
from tests.booth.headquarters_doors import authority_of_today, booth_of

ROOT = Path(__file__).parents[3]
_WITHOUT_QT = "import sys; sys.modules['PySide6'] = None; from kiosk.booth.check.cli import main; sys.exit(main())"


def run(folder: Path, *arguments: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-c", _WITHOUT_QT, *arguments], cwd=folder, capture_output=True, text=True, timeout=60,
        check=False, env={**os.environ, "PYTHONPATH": str(ROOT), "PCSCLITE_CSOCK_NAME": "/nonexistent/pcscd.comm"},
    )  # fmt: skip
    assert not done.stderr, done.stderr[-2000:]
    return done.returncode, done.stdout


def written(folder: Path, more: str = "") -> Path:
    path = folder / "booth.toml"
    path.write_text(
        f'place = "家島支所"\nreference_prefix = "IE"\nstate = "state"\nrehearsal = true\nprocedures = "{FOLDER}"\n'
        f"{more}"
        '[headquarters]\nurl = "https://localhost:1"\n',
        encoding="utf-8",
    )
    return path


def test_the_page_names_everything_and_the_status_says_that_something_is_missing(tmp_path: Path) -> None:
    authority: Authority = authority_of_today()
    booth_of(authority, tmp_path / "state")
    status, page = run(tmp_path, "--config", str(written(tmp_path)))
    assert status == 1, "there is no card service"
    assert page.startswith("窓口端末の点検")
    for word in ("予行", "住民票の写し", "家島支所", "pcscd", "届きません", "PDFフォルダ"):
        assert word in page


def test_json_has_the_same_findings(tmp_path: Path) -> None:
    status, told = run(tmp_path, "--config", str(written(tmp_path)), "--json", "--lang", "en")
    found = json.loads(told)
    by_subject = {one["subject"]: one for one in found["findings"]}
    assert status == 1
    assert found["ok"] is False
    assert found["missing"] == sum(one["mark"] == "missing" for one in found["findings"])
    assert by_subject["enrolment"]["mark"] == "missing"
    assert "kiosk enrol" in by_subject["enrolment"]["advice"]
    assert by_subject["procedures"]["mark"] == "ok"


def test_a_mistake_in_the_settings_is_told_and_the_machine_is_looked_at_all_the_same(tmp_path: Path) -> None:
    _, page = run(tmp_path, "--config", str(written(tmp_path, "loclae = 1\n")))
    assert "unknown key 'loclae'; did you mean 'locale'?" in " ".join(page.split())
    assert "pcscd" in page


def test_without_settings_it_says_how_to_name_them(tmp_path: Path) -> None:
    status, page = run(tmp_path)
    assert status == 1
    assert "--config" in page


def test_looking_leaves_nothing_behind(tmp_path: Path) -> None:
    run(tmp_path, "--config", str(written(tmp_path)))
    assert {path.name for path in tmp_path.iterdir()} <= {"booth.toml", "printed"}
