"""All figures together, and what is meant by the names somebody asked for. Pure."""

from collections.abc import Collection
from typing import Final

from kiosk.bench.figures import FIGURES, Figure
from kiosk.bench.lines.figures import GROUP as LINES
from kiosk.bench.lines.figures import LINE_FIGURES

ALL: Final = (*FIGURES, *LINE_FIGURES)
"""In the order of the table."""
ON_REQUEST: Final = frozenset({LINES})
"""Measurements so long that they are made when asked for only."""


def asked(figure: Figure, names: Collection[str]) -> bool:
    """Whether `figure` is meant by one of `names`: its own, its row's or its measurement's; without any, the usual."""
    if not names:
        return figure.group not in ON_REQUEST
    return not {figure.name, figure.row, figure.group}.isdisjoint(names)


def groups_of(names: Collection[str]) -> list[str]:
    """The measurements that give what is asked for, in table order; raises `KeyError` for an unknown name."""
    known = {name for figure in ALL for name in (figure.name, figure.row, figure.group) if name}
    for name in names:
        if name not in known:
            raise KeyError(name)
    return list(dict.fromkeys(figure.group for figure in ALL if figure.group and asked(figure, names)))
