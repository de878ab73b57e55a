"""`make setup` says clearly what it cannot do itself, before it changes anything."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ("cat", "dirname", "env", "grep", "printf", "rm", "sed", "sh", "sha256sum", "cut")
NOT_THERE = '#!/bin/sh\necho "unknown ok not-installed"\n'
ALL_THERE = '#!/bin/sh\necho "install ok installed"\n'


class Checkout:
    """A copy of what set-up needs, on a machine whose commands the test chooses."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "checkout"
        self._bin = folder / "bin"
        self._bin.mkdir()
        for tool in TOOLS:
            found = shutil.which(tool)
            assert found, tool
            (self._bin / tool).symlink_to(found)
        shutil.copytree(ROOT / "packaging", self.folder / "packaging")
        shutil.copy(ROOT / "pyproject.toml", self.folder)
        self.command("id", "#!/bin/sh\necho 1000\n")

    def command(self, name: str, script: str) -> None:
        path = self._bin / name
        path.write_text(script)
        path.chmod(0o755)

    def set_up(self, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["/bin/sh", str(self.folder / "packaging" / "setup.sh")],
            env={"PATH": str(self._bin), **environment}, capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return Checkout(tmp_path)


def test_another_system_than_debian_is_told_what_to_install(checkout: Checkout) -> None:
    done = checkout.set_up()
    assert done.returncode == 1
    assert "debian-packages.txt" in done.stderr


def test_without_root_and_sudo_the_command_for_root_is_said(checkout: Checkout) -> None:
    checkout.command("dpkg-query", NOT_THERE)
    done = checkout.set_up()
    assert done.returncode == 1
    assert "as root, run: apt-get install --no-install-recommends python3 python3-venv" in done.stderr
    assert "nodejs" in done.stderr


def test_a_node_from_elsewhere_is_enough(checkout: Checkout) -> None:
    checkout.command("dpkg-query", NOT_THERE)
    checkout.command("node", "#!/bin/sh\n")
    done = checkout.set_up()
    assert "chromium" in done.stderr
    assert "nodejs" not in done.stderr


def test_root_is_asked_for_only_what_is_missing(checkout: Checkout) -> None:
    checkout.command("dpkg-query", '#!/bin/sh\ncase "$*" in *swig) exit 1;; esac\necho "install ok installed"\n')
    checkout.command("sudo", '#!/bin/sh\necho "root: $*"\n[ "$1" = apt-get ] || exit 1\n')
    done = checkout.set_up()
    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        "Debian packages to install: swig",
        "root: apt-get update -q",
        "root: env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends swig",
    ]
    assert "could not be installed: swig" in done.stderr


def test_an_old_python_is_refused_by_name(checkout: Checkout) -> None:
    checkout.command("dpkg-query", ALL_THERE)
    checkout.command("old-python", "#!/bin/sh\nexit 1\n")
    done = checkout.set_up(PYTHON="old-python")
    assert done.returncode == 1
    assert "old-python is not Python 3.11 or newer" in done.stderr
    assert not (checkout.folder / ".venv").exists()


def test_a_half_made_environment_is_not_kept(checkout: Checkout) -> None:
    checkout.command("dpkg-query", ALL_THERE)
    checkout.command(
        "no-venv", f'#!/bin/sh\n[ "$2" = venv ] || exec {sys.executable} "$@"\nmkdir -p .venv/bin\nexit 1\n'
    )
    (checkout.folder / ".venv").mkdir()
    done = checkout.set_up(PYTHON="no-venv")
    assert done.returncode == 1
    assert "python3-venv" in done.stderr
    assert not (checkout.folder / ".venv").exists()


def test_the_script_is_plain_shell_and_may_be_run() -> None:
    script = ROOT / "packaging" / "setup.sh"
    subprocess.run(["/bin/sh", "-n", str(script)], check=True)
    assert os.access(script, os.X_OK)
