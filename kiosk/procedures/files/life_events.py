"""Life events: a file each in ``life-events/`` beside the procedures' folders, and what must not be wrong there."""

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from kiosk.procedures.files.blocks import Assembled, Blocks, assembled
from kiosk.procedures.files.broken import Broken, BrokenFile, Written
from kiosk.procedures.files.conditions import condition
from kiosk.procedures.files.groups import EVENTS, no_procedure
from kiosk.procedures.files.lint import lint, said_in
from kiosk.procedures.files.mistakes import Finding, Place, mistake
from kiosk.procedures.files.samples import unfit
from kiosk.procedures.files.translations import Translations, languages, with_words
from kiosk.procedures.kinds.table import fits
from kiosk.procedures.life.life_event import LANGUAGES, EventFile, LifeEvent, Task, form_of
from kiosk.procedures.procedure import FieldType, Procedure

FOLDER: Final = EVENTS
"""Beside the procedures' folders; ``<id>.yml`` in it."""


def paths(folder: Path) -> tuple[Path, ...]:
    """Every event's file."""
    return tuple(sorted((folder / FOLDER).glob("*.yml")))


def read(folder: Path, procedures: Sequence[Procedure], blocks: Blocks, lists: Translations) -> tuple[LifeEvent, ...]:
    """The events of `folder` with what the word lists add; none without files.

    `procedures` are all readable files of the folder. Raises `Broken` where one of the files cannot be used.
    """
    known = {one.id: one for one in reversed(procedures)}  # the newest version of each
    there = known.keys() | {form.parent.name for form in folder.glob("*/*.form.yml")}
    events: list[LifeEvent] = []
    problems: list[BrokenFile] = []
    for path in paths(folder):
        try:
            events.append(_event(path, known, there, blocks, lists))
        except Broken as broken:
            problems += broken.problems
    if problems:
        raise Broken(*problems)
    return tuple(events)


def _event(
    path: Path, known: Mapping[str, Procedure], there: Collection[str], blocks: Blocks, lists: Translations
) -> LifeEvent:
    written = Written.read(path)
    file = written.as_a(EventFile)
    made = assembled(written, [(("pages", at), item) for at, item in enumerate(file.pages)], blocks)
    digest = hashlib.sha256(written.text.encode() + b"\0" + blocks.text.encode()).hexdigest()
    whole = LifeEvent(**{**dict(file), "pages": made.pages}, form=form_of(file, made.pages, made.shared, digest))
    found = [
        *(Finding(_in_file(made, one.place), one.mistake, one.at) for one in lint(whole.form)),
        *_of_event(path, whole, known),
        *_of_tasks(whole, known, there),
    ]
    if found:
        raise Broken(*(written.found(one, one.place, file) for one in found))
    fuller = with_words(whole, lists)
    form = fuller.form.model_copy(update={"languages": languages(fuller, LANGUAGES, lists)})
    return fuller.model_copy(update={"form": form})


def _in_file(made: Assembled, place: Place) -> Place:
    """Where a finding of the form stands: its pages are the event's, and so are its title and purpose."""
    return made.in_file(place) if place[:1] == ("pages",) else place


def _of_event(path: Path, event: LifeEvent, known: Collection[str]) -> Iterator[Finding]:
    if event.id in known:
        yield Finding(("id",), mistake("id_twice", name=event.id))
    if event.id != path.stem:
        yield Finding(("id",), mistake("wrong_event_file", name=event.id, file=path.name))
    for part, name in ((event.hint, "hint"), (event.tasks, "tasks")):
        for one in said_in(part, LANGUAGES):
            yield Finding((name, *one.place), one.mistake, one.at)
    ids = [task.id for task in event.tasks]
    for at, name in enumerate(ids):
        if name in ids[:at]:
            yield Finding(("tasks", at, "id"), mistake("id_twice", name=name))


def _of_tasks(event: LifeEvent, known: Mapping[str, Procedure], there: Collection[str]) -> Iterator[Finding]:
    declared = {field.id for field in event.form.fields}
    for at, task in enumerate(event.tasks):
        place: Place = ("tasks", at)
        yield from condition(event.form, (*place, "when"), task.when, declared)
        yield from _due(place, event, task)
        if task.procedure is None:
            continue
        if task.procedure not in there:
            yield no_procedure((*place, "procedure"), task.procedure, there)
        elif task.procedure in known:
            yield from _answers(place, task, known[task.procedure])
            yield from _taken(place, event, task, known[task.procedure])


def _due(place: Place, event: LifeEvent, task: Task) -> Iterator[Finding]:
    if task.due is None:
        return
    counted = event.form.field(task.due.after)
    if counted is None or counted.type is not FieldType.DATE:
        yield Finding((*place, "due", "after"), mistake("no_date_field", name=task.due.after), task.due.after)


def _answers(place: Place, task: Task, procedure: Procedure) -> Iterator[Finding]:
    for name, value in task.answers.items():
        field = procedure.field(name)
        if field is None:
            ids = ", ".join(one.id for one in procedure.fields)
            wrong = mistake("event_answer", name=name, procedure=procedure.id, known=ids)
            yield Finding((*place, "answers", name), wrong, name)
        elif not fits(field, value):
            yield Finding((*place, "answers", name), unfit(field, value))


def _taken(place: Place, event: LifeEvent, task: Task, procedure: Procedure) -> Iterator[Finding]:
    for name, question in task.take.items():
        field, asked = procedure.field(name), event.form.field(question)
        if field is None:
            ids = ", ".join(one.id for one in procedure.fields)
            wrong = mistake("event_answer", name=name, procedure=procedure.id, known=ids)
            yield Finding((*place, "take", name), wrong, name)
        elif asked is None or asked.type is not field.type or field.options:
            yield Finding((*place, "take", name), mistake("event_question", name=question, type=field.type), question)
