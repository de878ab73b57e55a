"""Editing YAML by marks: one value is replaced where it stands, and every comment, blank and order stays as it was."""

import json
import re
from typing import Final

import yaml

from kiosk.procedures.files.mistakes import Place

_PLAIN_IN_FLOW: Final = re.compile(r"[^\s\[\]{},#&*!|>'\"%@`?:-][^\[\]{},#:\n]*")
_TRUE: Final = re.compile(r"true|false|null|~|[0-9.+-].*", re.IGNORECASE)


class NotThere(Exception):
    """No such place is written in the file."""


class Document:
    """A text of YAML and the changes to be made in it; `text` gives the text with them."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._root = yaml.compose(text, Loader=yaml.CSafeLoader)
        self._changes: list[tuple[int, int, str]] = []

    def text(self) -> str:
        """The text with every change, the later places first."""
        changed = self._text
        for begin, end, new in sorted(self._changes, reverse=True):
            changed = changed[:begin] + new + changed[end:]
        return changed

    def replace(self, place: Place, value: str) -> None:
        """Write another text at a place; raise `NotThere`."""
        node = self._node(place)
        begin, end = node.start_mark.index, self._end(node)
        self._changes.append((begin, end, scalar(value, plain=isinstance(node, yaml.ScalarNode) and not node.style)))

    def replace_key(self, place: Place, value: str) -> None:
        """Call the key at a place otherwise; raise `NotThere`."""
        parent = self._node(place[:-1])
        for key, _ in parent.value if isinstance(parent, yaml.MappingNode) else ():
            if key.value == place[-1]:
                self._changes.append((key.start_mark.index, key.end_mark.index, scalar(value, plain=not key.style)))
                return
        raise NotThere(place)

    def raw(self, place: Place, written: str) -> None:
        """Write YAML of one line at a place; raise `NotThere`."""
        node = self._node(place)
        self._changes.append((node.start_mark.index, self._end(node), written))

    def append(self, place: Place, key: str, item: str) -> None:
        """Add an item at the end of the list `key` of a part, and the list where the part has none."""
        part = self._node(place)
        assert isinstance(part, yaml.MappingNode)
        found = next((value for name, value in part.value if name.value == key), None)
        if isinstance(found, yaml.SequenceNode) and found.flow_style:
            end = found.end_mark.index - 1
            self._changes.append((end, end, f", {item}" if found.value else item))
        elif isinstance(found, yaml.SequenceNode):
            last = found.value[-1]
            indent = " " * (last.start_mark.column - 2)
            self._changes.append((self._end(last), self._end(last), f"\n{indent}- {item}"))
        else:
            last = part.value[-1][1]
            indent = " " * part.value[0][0].start_mark.column
            self._changes.append((self._end(last), self._end(last), f"\n{indent}{key}: [{item}]"))

    def end(self, lines: list[str]) -> None:
        """Add lines at the end of the file."""
        if lines:
            begin = "" if self._text.endswith("\n") or not self._text else "\n"
            self._changes.append((len(self._text), len(self._text), begin + "".join(f"{line}\n" for line in lines)))

    def _end(self, node: yaml.Node) -> int:
        """Where a value ends; libyaml counts the blank lines after a block to it."""
        end = int(node.end_mark.index)
        while end > node.start_mark.index and self._text[end - 1] in " \n":
            end -= 1
        return end

    def _node(self, place: Place) -> yaml.Node:
        node = self._root
        for part in place:
            if isinstance(node, yaml.MappingNode):
                node = next((value for key, value in node.value if key.value == part), None)
            elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
                node = node.value[part]
            else:
                node = None
        if node is None:
            raise NotThere(place)
        return node


def scalar(value: str, *, plain: bool = False) -> str:
    """A text as YAML of one line: plain where that is wanted and safe everywhere, else in double quotes.

    Example:
        `家族 全員`, `"時間: 9時から"`, `"証明書が\\u200Bほしい"`.
    """
    if plain and _PLAIN_IN_FLOW.fullmatch(value) and not value.endswith(" ") and not _TRUE.fullmatch(value):
        return value
    return json.dumps(value, ensure_ascii=False).replace("\u200b", "\\u200B")
