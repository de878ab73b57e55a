"""The official PDF of each delivered procedure against a bare typst compile of the same template and data."""

import asyncio
import time
from collections.abc import Callable, Mapping
from typing import Final

from kiosk.applications.application import Application
from kiosk.applications.document import Form, render
from kiosk.applications.from_form import Given, TakenIn, application_of
from kiosk.applications.typesetting import Typesetter
from kiosk.authoring.at_booth import DAY
from kiosk.authoring.preview.shots import shots
from kiosk.bench.pairs import Measured, measured
from kiosk.bench.paper import BareCompiler, Remembering
from kiosk.bench.procedures.towns import DELIVERED
from kiosk.bench.run import Run
from kiosk.bench.samples import BOOTH, PLACE
from kiosk.procedures.catalog import Catalog
from kiosk.procedures.papers import shelf
from kiosk.procedures.procedure import Procedure
from kiosk.procedures.shared_form import SharedForm
from kiosk.protocol.identifiers import new_id

USUAL: Final = 8
_WARM: Final = 2


async def measure(run: Run) -> Mapping[str, Measured]:
    """The figure ``papers``: the procedure whose paper is the furthest from a bare compile; its note has all."""
    return {"papers": await asyncio.to_thread(_worst, run)}


def _worst(run: Run) -> Measured:
    typesetter = Typesetter()
    typesetter.warm_up()
    bare = BareCompiler(typesetter)
    found: dict[str, Measured] = {}
    catalog = Catalog(DELIVERED).load()
    layouts = shelf.read(DELIVERED, catalog.procedures)
    newest = {one.id: one for one in reversed(catalog.procedures)}
    for number, (name, procedure) in enumerate(sorted(newest.items()), 1):
        filled = shots(procedure, {}, "ja").form
        if filled is not None:
            form = Form(procedure, layouts.layout(procedure))
            found[name] = _one(filled, procedure, form, typesetter, bare, run.times(USUAL))
        run.progress.step(number, len(newest), name)
    worst = max(found.values(), key=lambda one: one.ratio or 0)
    told = ", ".join(f"{name} {one.ratio:.2f}" for name, one in found.items() if one.ratio)
    return measured(
        worst.ours.values,
        worst.theirs.values if worst.theirs else None,
        f"processor time, each with its usual answers: {told}",
    )


def _one(
    filled: SharedForm, procedure: Procedure, form: Form, typesetter: Typesetter, bare: BareCompiler, times: int
) -> Measured:
    ours: list[float] = []
    theirs: list[float] = []

    def made(number: int) -> Application:
        taken = TakenIn(new_id(), f"IE-{number % 10000:04d}-08K", BOOTH, PLACE, "姫路市長", DAY, rehearsal=False)
        return application_of(filled, Given("ja", ()), taken, lambda _answers: ())

    for turn in range(times + _WARM):
        mine, other = made(2 * turn), Remembering()
        render(made(2 * turn + 1), (), other, form)
        sides: list[tuple[list[float], Callable[[], object]]] = [
            (ours, lambda mine=mine: render(mine, (), typesetter, form)),  # type: ignore[misc]
            (theirs, lambda other=other: bare.compile(other)),  # type: ignore[misc]
        ]
        for values, work in sides if turn % 2 else reversed(sides):
            began = time.process_time()
            work()
            values.append(1000 * (time.process_time() - began))
    return measured(ours[_WARM:], theirs[_WARM:])
