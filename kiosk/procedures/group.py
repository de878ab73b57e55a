"""Groups: the big answers of the welcome screen and the procedures behind each."""

from collections.abc import Sequence
from typing import Final

from kiosk.procedures.fields import Icon, Part, Text
from kiosk.procedures.procedure import Procedure
from kiosk.protocol.identifiers import CounterId, FieldId, ProcedureId, Skill

MOST: Final = 8
"""As many as the welcome screen can show large enough for a finger."""


class Group(Part):
    """One answer to 'what brings you here?'. With no procedure in service it leads to staff, never to an empty list.

    A call from there rings first at `counter`, and only at people with all `skills`.
    """

    id: FieldId
    icon: Icon = "description"
    title: Text
    hint: Text | None = None
    events: tuple[ProcedureId, ...] = ()
    """Life events behind it, shown before the procedures."""
    procedures: tuple[ProcedureId, ...] = ()
    counter: CounterId | None = None
    skills: tuple[Skill, ...] = ()


def each_its_own(procedures: Sequence[Procedure]) -> tuple[Group, ...]:
    """A group for each published procedure, as many as there is room for."""
    served = {one.id: one for one in procedures if one.status == "published"}
    return tuple(
        Group(id=one.id, icon=one.icon, title=one.title, hint=one.summary, procedures=(one.id,))
        for one in list(served.values())[:MOST]
    )
