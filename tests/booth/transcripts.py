"""Tests of the pure machines read as transcripts: say what happens, look at where it leads."""

from datetime import UTC, datetime, timedelta
from typing import Any

from kiosk.booth.visit import commands as do
from kiosk.booth.visit import events as ev
from kiosk.booth.visit.decide import Rules, Visit, decide
from kiosk.procedures import navigation
from kiosk.procedures.answers import Answer
from kiosk.procedures.shared_form import SharedForm

START = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)


class Story:
    """A visit told event by event; remembers every command."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.visit = Visit(at=START)
        self.commands: list[do.Command] = []

    def then(self, *events: ev.Event) -> "Story":
        self.commands = []
        for event in events:
            self.visit, commands = decide(self.visit, event, self.rules)
            self.commands += commands
        return self

    def after_seconds(self, seconds: float, *, in_call: bool = False) -> "Story":
        """One tick, `seconds` later than the last."""
        later = self.visit.now_s + seconds
        return self.then(ev.Ticked(later, START + timedelta(seconds=later), in_call))

    @property
    def stage(self) -> Any:
        """The stage of now; a test that asks for one of its fields knows which it is."""
        return self.visit.stage

    @property
    def form(self) -> SharedForm:
        assert self.visit.form is not None
        return self.visit.form

    def answer(self, name: str) -> Answer:
        found = self.form.answers.get(name)
        assert found is not None, name
        return found

    @property
    def stage_name(self) -> str:
        return type(self.visit.stage).__name__

    def did(self, kind: type) -> bool:
        return any(isinstance(command, kind) for command in self.commands)

    def answer_everything(self, answers: dict[str, Any]) -> "Story":
        """Walk to the review, answering each step from `answers` where it names a field."""
        for _ in range(40):
            if self.stage_name != "Answering":
                return self
            step = navigation.step_at(self.form, self.stage.field)
            assert step is not None, self.stage
            for item in step.fields:
                if item.id in answers:
                    self.then(ev.AnswerGiven(item.id, answers[item.id]))
            before = self.visit.stage
            self.then(ev.ForwardPressed())
            assert self.visit.stage != before or not self.stage.problems, self.visit.stage
            assert not getattr(self.visit.stage, "problems", ()), [
                (problem.field, problem.text) for problem in self.stage.problems
            ]
        raise AssertionError("the form never ends")


SELF_ANSWERS: dict[str, Any] = {
    "who": "self",
    "scope": "all",
    "purpose": "pension",
    "copies": 1,
    "receive": "here",
    "ap_tel": "079-221-0000",
}
