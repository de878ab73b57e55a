"""A life event as a file of ``life-events/`` says it: a few questions, and what follows from the answers."""

from typing import Annotated, Any, Final, Literal

from pydantic import Field, JsonValue, model_validator

from kiosk.procedures.fields import Expression, Icon, Page, Part, Text
from kiosk.procedures.files.mistakes import refusal
from kiosk.procedures.procedure import PageItem, Procedure
from kiosk.protocol.identifiers import CounterId, FieldId, ProcedureId

LANGUAGES: Final = ("ja", "easy", "en")
MOST_TASKS: Final = 30


class Due(Part):
    """The last day: `days` after the day answered at `after`; that day itself with 0.

    Where the law counts the day itself (戸籍法43条), 14日以内 is 13 days after it.
    """

    days: Annotated[int, Field(ge=0, le=3660)]
    after: FieldId
    law: Annotated[str, Field(min_length=2, max_length=80)]
    """Where that stands: 住民基本台帳法22条. Printed on the list to take home."""


class Task(Part):
    """One thing to do. With `procedure` it is done here, `answers` being what the event already knows for that form."""

    id: FieldId
    when: Expression = "true"
    title: Text
    say: Text | None = None
    """What will be done, or what to do, in a sentence."""
    icon: Icon = "description"
    procedure: ProcedureId | None = None
    answers: dict[FieldId, JsonValue] = Field(default_factory=dict)
    take: dict[FieldId, FieldId] = Field(default_factory=dict)
    """By field of that form, the question of the event whose answer it takes."""
    how: Literal["here", "staff", "elsewhere", "by_itself"]
    """Done at this screen, with staff in a call, at another office, or without anybody asking for it."""
    where: Text | None = None
    """Which office does it, needed for `elsewhere`; the place of this booth or city hall otherwise."""
    due: Due | None = None
    bring: Annotated[tuple[Text, ...], Field(max_length=6)] = ()

    @model_validator(mode="after")
    def _here_is_a_procedure(self) -> "Task":
        if self.how == "here" and self.procedure is None:
            raise refusal("task_without_procedure", name=self.id)
        if self.how != "here" and self.procedure is not None:
            raise refusal("task_not_here", name=self.id, how=self.how)
        if (self.answers or self.take) and self.procedure is None:
            raise refusal("task_answers_nobody", name=self.id)
        if self.how == "elsewhere" and self.where is None:
            raise refusal("task_without_where", name=self.id)
        return self


class EventFile(Part):
    """One event as written: a whole ``life-events/<id>.yml``."""

    id: ProcedureId
    status: Literal["draft", "published"]
    icon: Icon = "description"
    title: Text
    hint: Text | None = None
    purpose_of_use: Text
    minutes: Annotated[int, Field(ge=1, le=60)] = 3
    counter: CounterId
    pages: Annotated[tuple[PageItem, ...], Field(min_length=1, max_length=12)]
    tasks: Annotated[tuple[Task, ...], Field(min_length=1, max_length=MOST_TASKS)]


class LifeEvent(EventFile):
    """An event with its shared blocks in place. `form` asks its questions; it is never handed in by itself."""

    pages: tuple[Page, ...]
    form: Procedure


def form_of(event: EventFile, pages: tuple[Page, ...], shared: frozenset[str], digest: str) -> Procedure:
    """The event's questions as a form, so that they are asked, checked and shared with staff like any other."""
    written: dict[str, Any] = {
        "procedure": event.id, "version": "1.0.0", "status": "draft", "valid": {"from": "2000-01-01"},
        "title": event.title, "icon": event.icon, "minutes": event.minutes, "purpose_of_use": event.purpose_of_use,
        "office": {"counter": event.counter}, "identity": {"anybody": "A0"}, "keeps": {"headquarters_days": 1},
        "languages": LANGUAGES, "pages": pages, "shared": shared, "sha256": digest,
    }  # fmt: skip
    return Procedure.model_validate(written)
