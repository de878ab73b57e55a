"""What trying a procedure brought, in words: its tests, and who got stuck on the way."""

from collections.abc import Iterator, Sequence

from pydantic import JsonValue

from kiosk.authoring.trying import Tried
from kiosk.authoring.walking import Stuck, Walked
from kiosk.authoring.wording import say
from kiosk.procedures.files.mistakes import Language
from kiosk.procedures.procedure import Page, Procedure
from kiosk.values import dataclass


@dataclass(frozen=True)
class Rehearsed:
    """One procedure, tried."""

    procedure: Procedure
    tried: tuple[Tried, ...]
    walked: Walked

    @property
    def passed(self) -> bool:
        """Whether every test came out as expected and nobody got stuck."""
        return all(one.passed for one in self.tried) and not self.walked.stuck


def told(one: Rehearsed, language: Language) -> str:
    """Everything about one procedure, for a person."""
    procedure, walked = one.procedure, one.walked
    lines = [f"{procedure.id} {procedure.version}  {procedure.title.in_(language)}"]
    if not one.tried:
        lines.append("  " + say(language, "no_tests"))
    for test in one.tried:
        lines.append("  " + say(language, "test", number=test.number, given=test.given))
        lines += [f"    {line}" for line in test.lines]
    lines.append("  " + say(language, "walked" if not walked.stuck else "walked_stuck", walks=walked.walks))
    for stuck in walked.stuck:
        lines += [f"    {line}" for line in _stuck(procedure, stuck, language)]
    never = _never(one, language)
    if never:
        lines.append("    " + say(language, "never_met", what=" / ".join(never)))
    return "\n".join(lines)


def _stuck(procedure: Procedure, stuck: Stuck, language: Language) -> Iterator[str]:
    field = procedure.field(stuck.field)
    label = field.label.in_(language) if field else stuck.field
    yield say(language, f"stuck_{stuck.why}", field=stuck.field, label=label)
    if stuck.said:
        yield say(language, "screen_says", said=stuck.said)
    if stuck.answers:
        yield say(language, "answers_so_far", answers=" / ".join(f"{name}: {text}" for name, text in stuck.answers))


def _never(one: Rehearsed, language: Language) -> list[str]:
    """What no walk came to, by what it is; quiet pages are opened from the review only."""
    procedure, walked = one.procedure, one.walked
    missed: Sequence[tuple[str, list[str]]] = (
        ("pages", [page.id for page in procedure.pages if _on_the_way(page) and page.id not in walked.pages]),
        ("stop", [item.id for item in procedure.stops if item.id not in walked.stops]),
        ("notices", [item.id for item in procedure.notices if item.id not in walked.notices]),
        ("documents", [item.id for item in procedure.documents if item.id not in walked.documents]),
    )
    return [f"{say(language, what)} {', '.join(ids)}" for what, ids in missed if ids]


def _on_the_way(page: Page) -> bool:
    """Whether residents come to it: neither quiet nor for staff alone."""
    return not page.quiet and not all(field.by_staff for field in page.fields)


def as_json(one: Rehearsed) -> dict[str, JsonValue]:
    """Everything about one procedure, for programs."""
    return {
        "id": one.procedure.id, "version": one.procedure.version, "passed": one.passed,
        "tests": [{"number": test.number, "passed": test.passed, "lines": [*test.lines]} for test in one.tried],
        "walks": one.walked.walks,
        "stuck": [
            {"why": stuck.why, "field": stuck.field, "said": stuck.said, "seed": stuck.seed,
             "answers": [[name, text] for name, text in stuck.answers]}
            for stuck in one.walked.stuck
        ],
    }  # fmt: skip
