"""Lint of what staff write: it may come after the resident has gone, so nothing of the resident's waits for it."""

from collections.abc import Iterator

from kiosk.procedures.files.mistakes import Finding, Place, mistake
from kiosk.procedures.files.reachable import known_names
from kiosk.procedures.procedure import FormField, Procedure


def depends_on_staff(procedure: Procedure) -> Iterator[Finding]:
    """Every condition of the resident's form that looks at a field only staff write."""
    of_staff = {item.id for item in procedure.fields if item.by_staff}
    if not of_staff:
        return
    for place, expression in _of_resident(procedure):
        for name in sorted(known_names(expression) & of_staff):
            yield Finding(place, mistake("staff_later", name=name), name)
    for number, page in enumerate(procedure.pages):
        for at, item in enumerate(page.fields):
            if item.follows and item.follows.field in of_staff:
                place = ("pages", number, "fields", at, "follows", "field")
                yield Finding(place, mistake("staff_later", name=item.follows.field))


def _of_resident(procedure: Procedure) -> Iterator[tuple[Place, str]]:
    for number, page in enumerate(procedure.pages):
        if page.show_if and not all(item.by_staff for item in page.fields):
            yield ("pages", number, "show_if"), page.show_if
        for at, item in enumerate(page.fields):
            place: Place = ("pages", number, "fields", at)
            yield from () if item.by_staff else _of_field(item, place)
    for part in ("stops", "notices", "documents"):
        for number, one in enumerate(getattr(procedure, part)):
            yield (part, number, "when"), one.when
    if procedure.fee:
        yield ("fee", "formula"), procedure.fee.formula


def _of_field(item: FormField, place: Place) -> Iterator[tuple[Place, str]]:
    if item.show_if:
        yield (*place, "show_if"), item.show_if
    if item.follows:
        yield (*place, "follows", "when"), item.follows.when
    for number, rule in enumerate(item.check):
        yield (*place, "check", number, "rule"), rule.rule
