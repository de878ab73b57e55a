"""`python tests/card/fuzz_parsers.py TARGET CORPUS [libFuzzer options]`: one parser under atheris, until it breaks."""

import sys
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).parents[2]))

with atheris.instrument_imports(include=["kiosk.card"]):
    from tests.card.mutations import TARGETS

if __name__ == "__main__":
    target = TARGETS[sys.argv.pop(1)]
    (Path(sys.argv[1]) / "good").write_bytes(target.good())  # keys are made anew in each process
    atheris.Setup(sys.argv, target.eat)
    atheris.Fuzz()
