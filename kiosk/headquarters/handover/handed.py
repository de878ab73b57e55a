"""A case as it is handed over: what the store has of it, and its application with what staff wrote since."""

from typing_extensions import override

from kiosk.applications.application import Application
from kiosk.headquarters.cases.views import CaseLine
from kiosk.values import dataclass


@dataclass(frozen=True, repr=False)
class Handed:
    """One case in clear, for one download.

    Attributes:
        application: None where it cannot be opened.
        law: what it rests on, as the procedure's file names it.
        owed: how many things staff still have to write or to see.
    """

    line: CaseLine
    application: Application | None
    law: tuple[str, ...] = ()
    owed: int = 0

    @override
    def __repr__(self) -> str:
        return "Handed(...)"
