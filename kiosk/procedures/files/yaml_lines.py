"""YAML with line numbers: values for the models, and the line of every key for people who must mend a file.

Read by libyaml, far faster than the parser in Python: a booth reads all its files before its first picture.
(ruamel.yaml knows lines, too, but has no parser in C any more.)
"""

import re
from dataclasses import field
from typing import Any, Final, TypeAlias

import yaml

from kiosk.values import dataclass

_DEEPEST: Final = 60
Place: TypeAlias = tuple[str | int, ...]


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
    """A file's value and the line (from 1) on which each place of it begins."""

    value: Any
    lines: dict[Place, int] = field(repr=False)

    def line(self, place: Place) -> int:
        """The line of a place, or of the nearest place around it that is written in the file."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)


class BadYaml(Exception):
    """The text is no YAML we accept; `line` counts from 1."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"line {line}: {reason}")
        self.line = line
        self.reason = reason


def read(text: str) -> Document:
    """Read one YAML document; raise `BadYaml` for bad syntax, a key written twice, or an alias."""
    lines: dict[Place, int] = {}
    try:
        _look_at_depth(text)
        loader = _Loader(text)
        node = loader.get_single_node()
        if node is None:
            raise BadYaml(1, "the file is empty")
        _walk(node, (), lines, set())
        return Document(loader.construct_document(node), lines)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise BadYaml(mark.line + 1 if mark else 1, error.problem or "not valid YAML") from None
    except (yaml.YAMLError, ValueError) as error:
        raise BadYaml(1, str(error).splitlines()[0]) from None


def _look_at_depth(text: str) -> None:
    """libyaml builds nodes by recursion in C, where too deep a nesting ends the process: so it is counted first."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > _DEEPEST:
                raise BadYaml(event.start_mark.line + 1 if event.start_mark else 1, "nested too deeply")
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _walk(node: yaml.Node, place: Place, lines: dict[Place, int], seen: set[int]) -> None:
    line = node.start_mark.line + 1
    lines.setdefault(place, line)
    if id(node) in seen:
        raise BadYaml(line, "aliases (*name) are not used here; write a shared block instead")
    seen.add(id(node))
    if isinstance(node, yaml.MappingNode):
        _walk_keys(node, place, lines, seen)
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            _walk(item, (*place, index), lines, seen)


def _walk_keys(node: yaml.MappingNode, place: Place, lines: dict[Place, int], seen: set[int]) -> None:
    keys: set[str] = set()
    for key, value in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode) or key.tag == "tag:yaml.org,2002:merge":
            raise BadYaml(line, "a key must be a plain word")
        if key.value in keys:
            raise BadYaml(line, f"'{key.value}' is written twice")
        keys.add(key.value)
        lines[(*place, key.value)] = line
        _walk(value, (*place, key.value), lines, seen)
