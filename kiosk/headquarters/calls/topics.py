"""Topics: what a call is about, in words, and what it asks of whoever answers it."""

from collections.abc import Sequence

from kiosk.headquarters.calls.routing_state import Wanted
from kiosk.procedures.group import Group
from kiosk.procedures.procedure import Procedure
from kiosk.values import dataclass


@dataclass(frozen=True)
class _Topic:
    title: str
    counter: str | None
    skills: frozenset[str]


class Topics:
    """The procedures, and the groups of the welcome screen, as calls name them."""

    def __init__(self, procedures: Sequence[Procedure] = (), groups: Sequence[Group] = ()) -> None:
        """`procedures` as the catalog gives them: of one id the newest version comes first."""
        self._topics: dict[str, _Topic] = {}
        self.learn(procedures, groups)

    def learn(self, procedures: Sequence[Procedure], groups: Sequence[Group]) -> None:
        """Know these from now on, and no others."""
        self._topics = {
            group.id: _Topic(group.title.in_("ja").replace("\u200b", ""), group.counter, frozenset(group.skills))
            for group in groups
        }
        for one in reversed(procedures):
            self._topics[one.id] = _Topic(one.title.in_("ja"), one.office.counter, frozenset(one.office.skills))

    def title(self, topic: str) -> str:
        """In Japanese, as staff read it; the topic's own name where this headquarters does not know it."""
        known = self._topics.get(topic)
        return known.title if known else topic

    def wanted(self, topic: str | None, language: str) -> Wanted:
        """What a call about `topic` asks for; nothing but the language where the topic is unknown."""
        known = self._topics.get(topic or "")
        return Wanted(known.skills, language, known.counter) if known else Wanted(language=language)

    @property
    def counters(self) -> frozenset[str]:
        """Every counter that a procedure or group names."""
        return frozenset(topic.counter for topic in self._topics.values() if topic.counter)
