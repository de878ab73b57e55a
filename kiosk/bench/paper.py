"""The official PDF of an application against a bare typst compile of the same template and the same kind of data."""

import asyncio
import json
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

import typst
from typing_extensions import override

from kiosk.applications.document import render
from kiosk.applications.typesetting import FOR_THE_RECORD, TEMPLATES, Standard, Typesetter
from kiosk.bench import samples
from kiosk.bench.pairs import Measured, measured
from kiosk.bench.run import Run

USUAL: Final = 20
_WARM: Final = 2
_NOTE: Final = "warm compilers with the same fonts; every paper has other answers, so that nothing comes from a cache"


async def measure(run: Run) -> Mapping[str, Measured]:
    """The figure ``paper``."""
    return await asyncio.to_thread(_measure, run)


def _measure(run: Run) -> Mapping[str, Measured]:
    typesetter = Typesetter()
    typesetter.warm_up()
    bare, form = BareCompiler(typesetter), samples.form()
    ours: list[float] = []
    theirs: list[float] = []
    times = run.times(USUAL)
    for turn in range(times + _WARM):
        mine, other = samples.application(2 * turn), Remembering()
        render(samples.application(2 * turn + 1), (), other, form)
        sides: list[tuple[list[float], Callable[[], object]]] = [
            (ours, lambda mine=mine: render(mine, (), typesetter, form)),  # type: ignore[misc]
            (theirs, lambda other=other: bare.compile(other)),  # type: ignore[misc]
        ]
        for values, work in sides if turn % 2 else reversed(sides):
            began = time.perf_counter()
            work()
            values.append(1000 * (time.perf_counter() - began))
        run.progress.step(turn + 1, times + _WARM, "A4")
    return {"paper": measured(ours[_WARM:], theirs[_WARM:], _NOTE)}


class Remembering(Typesetter):
    """Keeps what would be set instead of setting it."""

    template = ""
    content = ""
    stamp = 0

    @override
    def set_pdf(
        self, template: str, data: Mapping[str, Any], at: datetime, standards: Sequence[Standard] = FOR_THE_RECORD
    ) -> bytes:
        self.template, self.content, self.stamp = template, json.dumps(data, ensure_ascii=False), int(at.timestamp())
        return b""


class BareCompiler:
    """typst and nothing else, with the fonts of a typesetter."""

    def __init__(self, typesetter: Typesetter) -> None:
        folders = sorted({str(font.path.parent) for font in typesetter.gothic.fonts})
        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)
        self._compiler = typst.Compiler(root=TEMPLATES, font_paths=fonts)

    def compile(self, paper: Remembering) -> bytes:
        """Set what was remembered."""
        content = self._compiler.compile(
            input=TEMPLATES / f"{paper.template}.typ",
            format="pdf",
            sys_inputs={"data": paper.content},
            pdf_standards=list(FOR_THE_RECORD),
            timestamp=paper.stamp,
        )
        assert isinstance(content, bytes)
        return content
