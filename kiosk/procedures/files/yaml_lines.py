"""YAML that knows where it stands: values for the models, line and column of each for people who must mend a file.

Read by libyaml, far faster than the parser in Python: a booth reads all its files before its first picture.
(ruamel.yaml knows lines, too, but has no parser in C any more.)
"""

import re
from dataclasses import field
from typing import Any, Final, Protocol

import yaml

from kiosk.procedures.files.mistakes import FIRST, Mistake, Place, Spot, mistake
from kiosk.procedures.files.yaml_mistakes import Complaint, judged, odd_beginning
from kiosk.values import dataclass

_DEEPEST: Final = 60


class _Mark(Protocol):
    """What libyaml and the parser in Python alike say of a place; both count from 0."""

    line: int
    column: int


class _Loader(yaml.CSafeLoader):
    """Plain YAML without its traps: only true and false are booleans (not yes, no, on, off), dates stay text."""


_TRAPS = ("tag:yaml.org,2002:bool", "tag:yaml.org,2002:timestamp")
_Loader.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in resolvers if tag not in _TRAPS]
    for letter, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}  # fmt: skip
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))


@dataclass(frozen=True)
class Document:
    """A file's value, and where each place of it stands.

    Attributes:
        keys: where the key of each place begins, or the item of a list.
        values: where its value begins.
    """

    value: Any
    keys: dict[Place, Spot] = field(repr=False)
    values: dict[Place, Spot] = field(repr=False)

    def key(self, place: Place) -> Spot:
        """Where a place begins, or the nearest place around it that is written in the file."""
        return self.keys.get(self._written(place), FIRST)

    def spot(self, place: Place) -> Spot:
        """Where what is said of a place begins: its value, where that stands on the line of its key."""
        written = self._written(place)
        key, value = self.keys.get(written, FIRST), self.values.get(written, FIRST)
        return value if written == place and value.line == key.line else key

    def _written(self, place: Place) -> Place:
        while place and place not in self.keys:
            place = place[:-1]
        return place


class BadYaml(Exception):
    """The text is no YAML we accept: where, and why."""

    def __init__(self, at: Spot, found: Mistake) -> None:
        super().__init__(f"line {at.line}, column {at.column}: {found.reason()}")
        self.at = at
        self.mistake = found


def read(text: str) -> Document:
    """Read one YAML document; raise `BadYaml` for bad syntax, a key written twice, or an alias."""
    keys: dict[Place, Spot] = {}
    values: dict[Place, Spot] = {}
    if (odd := odd_beginning(text)) is not None:
        raise BadYaml(*odd)
    try:
        _look_over(text)
        loader = _Loader(text)
        node = loader.get_single_node()
        if node is None:
            raise BadYaml(FIRST, mistake("empty_file"))
        _Walk(keys, values, set()).node(node, ())
        return Document(loader.construct_document(node), keys, values)
    except yaml.MarkedYAMLError as error:
        raise BadYaml(*_judged(text, error)) from None
    except yaml.reader.ReaderError as error:
        before = text[: error.position]
        at = Spot(before.count("\n") + 1, len(before) - before.rfind("\n"))
        raise BadYaml(at, mistake("control_character")) from None
    except (yaml.YAMLError, ValueError) as error:
        raise BadYaml(FIRST, mistake("not_yaml", told=str(error).splitlines()[0])) from None


def _judged(text: str, error: yaml.MarkedYAMLError) -> tuple[Spot, Mistake]:
    at = _spot(error.problem_mark or error.context_mark)
    if error.problem and "another document" in (error.problem + (error.context or "")):
        return at, mistake("two_documents")
    since = _spot(error.context_mark) if error.context_mark else at
    return judged(text, Complaint(error.problem or "not valid YAML", error.context or "", at, since))


def _spot(mark: _Mark | None) -> Spot:
    return Spot(mark.line + 1, mark.column + 1) if mark else FIRST


def _look_over(text: str) -> None:
    """What must not come to be built: nodes nested too deeply, and values that are given a type (``!!bool``).

    libyaml builds nodes by recursion in C, where too deep a nesting ends the process; what makes a value of a type
    given by hand believes it.
    """
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        if getattr(event, "tag", None) is not None:
            raise BadYaml(_spot(event.start_mark), mistake("character_needs_quotes", character="!"))
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > _DEEPEST:
                raise BadYaml(_spot(event.start_mark), mistake("nested_too_deeply"))
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


@dataclass(frozen=True)
class _Walk:
    """Notes where everything stands; `seen` are the nodes met so far."""

    keys: dict[Place, Spot]
    values: dict[Place, Spot]
    seen: set[int]

    def node(self, node: yaml.Node, place: Place) -> None:
        at = _spot(node.start_mark)
        self.keys.setdefault(place, at)
        self.values[place] = at
        if id(node) in self.seen:
            raise BadYaml(self.keys[place], mistake("no_aliases"))
        self.seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            self._mapping(node, place)
        elif isinstance(node, yaml.SequenceNode):
            for index, item in enumerate(node.value):
                self.node(item, (*place, index))

    def _mapping(self, node: yaml.MappingNode, place: Place) -> None:
        written: set[str] = set()
        for key, value in node.value:
            at = _spot(key.start_mark)
            if not isinstance(key, yaml.ScalarNode) or key.tag == "tag:yaml.org,2002:merge":
                raise BadYaml(at, mistake("no_plain_key"))
            if key.value in written:
                raise BadYaml(at, mistake("key_twice", key=key.value))
            written.add(key.value)
            self.keys[(*place, key.value)] = at
            self.node(value, (*place, key.value))
