import subprocess
import sys


def test_a_command_that_serves_nobody_loads_no_doors_calls_or_papers() -> None:
    """A clerk's account is added in half a second, not in two."""
    heavy = {"fastapi", "uvicorn", "pyhanko", "kiosk.headquarters.app", "kiosk.procedures.procedure"}
    words = f"import sys, kiosk.headquarters.cli; print(*sorted({heavy!r} & set(sys.modules)))"
    told = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=True)
    assert told.stdout.split() == []
