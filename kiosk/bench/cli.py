"""``kiosk bench``: measure, as ratios against a peer or the bare floor, and say what was reached."""

import argparse
import asyncio
import json
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TextIO

from kiosk import log
from kiosk.bench.catalogue import ALL, asked, groups_of
from kiosk.bench.figures import Figure
from kiosk.bench.measurements import MEASUREMENTS
from kiosk.bench.pairs import Measured
from kiosk.bench.progress import Progress
from kiosk.bench.run import CannotMeasure, Run
from kiosk.bench.table import Line, NotMeasured, as_data, drawn, listed

NOT_MET = 1
MISUSED = 2


def main(argv: list[str]) -> int:
    """Measure what is asked for; the exit status (a goal that is missed is no error unless ``--strict``)."""
    parser = _parser()
    options = parser.parse_args(argv)
    if options.list:
        _list(as_json=options.json)
        return 0
    try:
        groups = groups_of(options.only)
    except KeyError as error:
        parser.error(f"no figure {error.args[0]!r}; see kiosk bench --list")
    if not groups:
        print("these figures are not measured yet; see kiosk bench --list", file=sys.stderr)
        return MISUSED
    lines = _measure(groups, options)
    _show(lines, as_json=options.json)
    missed = any(line.verdict in ("missed", "not measured") for line in lines)
    return NOT_MET if missed and options.strict else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "kiosk bench",
        description="Measure this counter beside a peer or the bare floor, in turns in one run, and show the ratios.",
    )
    parser.add_argument("--list", action="store_true", help="all figures and their goals; measure nothing")
    parser.add_argument(
        "--only", nargs="+", default=[], metavar="NAME", help="figures, rows (loss-3) or measurements of --list"
    )
    parser.add_argument("--repeat", type=_count, metavar="N", help="repetitions instead of each measurement's own")
    parser.add_argument("--seconds", type=float, metavar="S", help="how long each call on a bad line is looked at")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of the table")
    parser.add_argument("--strict", action="store_true", help="exit status 1 when a goal is missed or not measured")
    parser.add_argument("--folder", type=Path, help="where to measure (default: the system's folder for such files)")
    parser.add_argument("--log", type=Path, help="keep the logs of everything that was started in this file")
    return parser


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number


def _list(*, as_json: bool) -> None:
    if as_json:
        figures = [_figure_data(figure) for figure in ALL]
        print(json.dumps({"figures": figures}, ensure_ascii=False, indent=1))
    else:
        print(listed(ALL))


def _figure_data(figure: Figure) -> dict[str, object]:
    goal = figure.goal.words(figure.unit) if figure.goal else None
    return {"name": figure.name, "title": figure.title, "against": figure.against, "goal": goal, "group": figure.group}


def _measure(groups: list[str], options: argparse.Namespace) -> list[Line]:
    folder = Path(tempfile.mkdtemp(prefix="kiosk-bench-", dir=options.folder))
    try:
        with _QuietErrors(options.log or folder / "log") as screen:
            progress = Progress(screen, screen.isatty())
            found: dict[str, Measured | NotMeasured] = {}
            for group in groups:
                progress.begin(group)
                found |= asyncio.run(
                    _one(group, Run(folder, options.repeat, progress, options.seconds, frozenset(options.only)))
                )
            progress.end()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    wanted = [figure for figure in ALL if figure.group in groups and asked(figure, options.only)]
    return [Line(figure, found[figure.name]) for figure in wanted]


async def _one(group: str, run: Run) -> Mapping[str, Measured | NotMeasured]:
    try:
        return await MEASUREMENTS[group](run)
    except CannotMeasure as error:
        return {figure.name: NotMeasured(str(error)) for figure in ALL if figure.group == group}


def _show(lines: list[Line], *, as_json: bool) -> None:
    if not as_json:
        print(drawn(lines))
        return
    machine = {"system": platform.platform(), "python": platform.python_version(), "processors": os.cpu_count()}
    print(json.dumps({"machine": machine, "figures": [as_data(line) for line in lines]}, ensure_ascii=False, indent=1))


class _QuietErrors:
    """Sends the standard errors of this program and all it starts to a file; gives the real one for the progress."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> TextIO:
        sys.stderr.flush()
        self._screen = os.fdopen(os.dup(2), "w")
        self._real = os.dup(2)
        with self._path.open("ab") as file:
            os.dup2(file.fileno(), 2)
        self._log = os.fdopen(os.dup(2), "w")
        log.to_stream(self._log)
        return self._screen

    def __exit__(self, *_: object) -> None:
        log.to_stream(None)
        self._log.close()
        os.dup2(self._real, 2)
        os.close(self._real)
        self._screen.close()
