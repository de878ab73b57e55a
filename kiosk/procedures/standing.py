"""Standing: what counts of a form now, decided in one pass from the first question to the last.

Answers are kept as they were written, also those to questions that no longer stand; here is said which of them count.
What does not count has no part in conditions, fee, notices, papers, review, shared form or application, and is there
again as soon as its question is asked again.
"""

from dataclasses import field, replace
from types import MappingProxyType

from pydantic import JsonValue

from kiosk.procedures.answers import Answer, Answers
from kiosk.procedures.expressions import holds
from kiosk.procedures.kinds.table import kind_of
from kiosk.procedures.procedure import FormField, Page, tick_of
from kiosk.procedures.shared_form import SharedForm
from kiosk.values import dataclass


@dataclass(frozen=True)
class Standing:
    """What counts of a form now.

    Attributes:
        pages: the pages that stand, each with the fields asked on it.
        following: the fields that take the answer of another one and are not asked.
        of_staff: the fields that staff write, filled or not; the resident is never asked for them.
        answers: the answers that count: of the fields asked, and copies for the fields that follow.
        values: the bare values of `answers`; where several may be chosen and need not, none are until they are.
    """

    pages: tuple[tuple[Page, tuple[FormField, ...]], ...] = ()
    following: tuple[FormField, ...] = ()
    of_staff: tuple[FormField, ...] = ()
    answers: Answers = field(default_factory=Answers)
    values: dict[str, JsonValue] = field(default_factory=dict, repr=False)

    def fields(self, page_id: str) -> tuple[FormField, ...]:
        """The fields asked on one page; empty when the page does not stand."""
        return next((fields for page, fields in self.pages if page.id == page_id), ())

    @property
    def owed(self) -> tuple[FormField, ...]:
        """What staff still have to write."""
        return tuple(item for item in self.of_staff if item.required and item.id not in self.answers)


def standing(form: SharedForm) -> Standing:
    """What counts now; conditions look only at answers before them, so one pass decides all.

    A field follows only a leader that is asked itself. Where its condition to follow holds but nobody asks the leader,
    the value is needed and the field itself is asked, whatever its page says.

    Example:
        `target_name` follows `ap_name` while `who == 'self'`, and its page stands while `who != 'self'`. For oneself
        it takes the applicant's name; for somebody else it is asked, and a name written there before is there again.
    """
    pages: list[tuple[Page, tuple[FormField, ...]]] = []
    following: list[FormField] = []
    of_staff: list[FormField] = []
    asked: dict[str, FormField] = {}
    counted: dict[str, Answer] = {}
    values: dict[str, JsonValue] = {}
    for page in form.procedure.pages:
        page_stands = holds(page.show_if, values, form.today)
        here: list[FormField] = []
        for item in page.fields:
            leads = asked.get(item.follows.field) if item.follows else None
            needed = item.follows is not None and holds(item.follows.when, values, form.today)
            if needed and leads is not None and _can_follow(item, leads, counted):
                following.append(item)
                answer, written_in = _copy(item, counted), leads
            elif needed or (page_stands and holds(item.show_if, values, form.today)):
                (of_staff if item.by_staff else here).append(item)
                asked[item.id] = item
                answer, written_in = form.answers.get(item.id), item
            else:
                continue
            if answer is not None:
                counted[item.id] = answer
            value = answer.value if answer else _unanswered(item, written_in)
            if value is not None:
                values[item.id] = value
        if here:
            pages.append((page, tuple(here)))
    of_staff += _ticks(form, counted, values)
    return Standing(tuple(pages), tuple(following), tuple(of_staff), Answers(MappingProxyType(counted)), values)


def _ticks(form: SharedForm, counted: dict[str, Answer], values: dict[str, JsonValue]) -> list[FormField]:
    """The papers to be shown, as what staff tick; no condition looks at a tick."""
    found = [tick_of(one) for one in form.procedure.documents if holds(one.when, values, form.today)]
    for item in found:
        if answer := form.answers.get(item.id):
            counted[item.id], values[item.id] = answer, answer.value
    return found


def _unanswered(item: FormField, written_in: FormField) -> JsonValue:
    """What conditions see in place of an answer that need not be given."""
    return None if written_in.required else kind_of(item).unanswered(item)


def _can_follow(item: FormField, leader: FormField, counted: dict[str, Answer]) -> bool:
    """Whether the leader, which is asked, gives an answer where one is required."""
    return leader.id in counted or leader.required or not item.required


def _copy(item: FormField, counted: dict[str, Answer]) -> Answer | None:
    assert item.follows is not None
    answer = counted.get(item.follows.field)
    return replace(answer, copied_from=item.follows.field) if answer else None
