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
from kiosk.procedures.procedure import FormField, Page
from kiosk.procedures.shared_form import SharedForm
from kiosk.values import dataclass


@dataclass(frozen=True)
class Standing:
    """What counts of a form now.

    Attributes:
        pages: the pages that stand, each with the fields asked on it.
        following: the fields that take the answer of another one and are not asked.
        answers: the answers that count: of the fields asked, and copies for the fields that follow.
        values: the bare values of `answers`; where several may be chosen and need not, none are until they are.
    """

    pages: tuple[tuple[Page, tuple[FormField, ...]], ...] = ()
    following: tuple[FormField, ...] = ()
    answers: Answers = field(default_factory=Answers)
    values: dict[str, JsonValue] = field(default_factory=dict, repr=False)

    def fields(self, page_id: str) -> tuple[FormField, ...]:
        """The fields asked on one page; empty when the page does not stand."""
        return next((fields for page, fields in self.pages if page.id == page_id), ())


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
    asked: dict[str, FormField] = {}
    counted: dict[str, Answer] = {}
    values: dict[str, JsonValue] = {}
    for page in form.procedure.pages:
        page_stands = holds(page.show_if, values, form.today)
        here = []
        for item in page.fields:
            leads = asked.get(item.follows.field) if item.follows else None
            needed = item.follows is not None and holds(item.follows.when, values, form.today)
            if needed and leads is not None and _can_follow(item, leads, counted):
                following.append(item)
                answer, written_in = _copy(item, counted), leads
            elif needed or (page_stands and holds(item.show_if, values, form.today)):
                here.append(item)
                asked[item.id] = written_in = item
                answer = form.answers.get(item.id)
            else:
                continue
            if answer is not None:
                counted[item.id] = answer
                values[item.id] = answer.value
            elif not written_in.required and (nothing := kind_of(item).unanswered(item)) is not None:
                values[item.id] = nothing
        if here:
            pages.append((page, tuple(here)))
    return Standing(tuple(pages), tuple(following), Answers(MappingProxyType(counted)), values)


def _can_follow(item: FormField, leader: FormField, counted: dict[str, Answer]) -> bool:
    """Whether the leader, which is asked, gives an answer where one is required."""
    return leader.id in counted or leader.required or not item.required


def _copy(item: FormField, counted: dict[str, Answer]) -> Answer | None:
    assert item.follows is not None
    answer = counted.get(item.follows.field)
    return replace(answer, copied_from=item.follows.field) if answer else None
