"""What is written into a register: one record for each thing that happened, never changed afterwards."""

from typing import Annotated, Final, Literal

from pydantic import Field, StringConstraints, model_validator

from kiosk.protocol.identifiers import BoothId
from kiosk.protocol.model import Moment, Ordinal, Wire
from kiosk.shelter.people import Family

MOST_RECORDS: Final = 20_000
"""In one register: 3,000 families that go out and come back twice."""
MOST_MARKS: Final = 8
LAST_NUMBER: Final = 2**31 - 1
"""No record has a larger one; who gets there goes on with it, and is told apart by booth and id."""

RecordId = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$")]
HouseholdId = RecordId
Reference = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}-\d{4}-\d{2}[0-9A-HJKMNP-TV-Y]$")]
"""What the family takes along: `kiosk.applications.reference`."""
Mark = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
"""A card, as `kiosk.jpki.tap_key` writes it: comparable under one booth's key, and nothing else."""
Marks = Annotated[tuple[Mark, ...], Field(max_length=MOST_MARKS)]
Where = Literal["in", "out"]


class Record(Wire):
    """What happened, where and after what.

    Attributes:
        number: one more than the largest the booth knew, so that of two the later one is told by no clock.
        at: by the booth's clock, for people to read.
        household: whom it is about; empty where a booth with a locked register only knows `reference` or `marks`.
        family: what was told, for an arrival or a correction.
        moved: where they are from now on; None for a correction.
    """

    id: RecordId
    booth: BoothId
    number: Annotated[Ordinal, Field(ge=1)]
    at: Moment
    household: HouseholdId | Literal[""] = ""
    reference: Reference | Literal[""] = ""
    marks: Marks = ()
    family: Family | None = None
    moved: Where | None = None

    @model_validator(mode="after")
    def _says_something_of_somebody(self) -> "Record":
        if self.family is not None and not (self.household and self.reference):
            raise ValueError("a family has a household and a number")
        if self.family is None and self.moved is None:
            raise ValueError("nothing happened")
        if not (self.household or self.reference or self.marks):
            raise ValueError("it is about nobody")
        return self

    @property
    def stamp(self) -> tuple[int, str, str]:
        """What puts all records of all booths in one order."""
        return self.number, self.booth, self.id
