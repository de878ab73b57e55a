"""Counters (窓口): the staffed desks and what each can do, from ``counters.toml``."""

from pathlib import Path
from typing import Annotated

from pydantic import Field

from kiosk.protocol.identifiers import CounterId, Skill
from kiosk.settings import Settings, load


class Counter(Settings):
    """One staffed desk; `skills` are what everybody who sits there can do (languages, sign language, topics)."""

    id: CounterId
    name: Annotated[str, Field(max_length=60)]
    skills: tuple[Skill, ...] = ()


class Counters(Settings):
    """All counters of a municipality."""

    counter: tuple[Counter, ...] = ()

    def skills(self, counter_id: str) -> frozenset[str]:
        """What everybody at a counter can do; nothing special at one that is not in the file."""
        return frozenset(skill for counter in self.counter if counter.id == counter_id for skill in counter.skills)


def load_counters(path: Path) -> Counters:
    """Read ``counters.toml``; raises `SettingsError` naming file, key and remedy."""
    return load(path, Counters)
