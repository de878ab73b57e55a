"""The big answers of the welcome screen, and the procedures behind each."""

from typing import Final

from kiosk.settings import Settings


class Group(Settings):
    """One answer to 'what brings you here?'. Its words stand in the translations as ``group-<id>``."""

    id: str
    icon: str
    procedures: tuple[str, ...] = ()


GROUPS: Final = (
    Group(id="certificates", icon="description", procedures=("juminhyo",)),
    Group(id="moving", icon="home_work"),
    Group(id="insurance", icon="health_and_safety"),
    Group(id="children", icon="child_care"),
    Group(id="care", icon="elderly"),
    Group(id="bereavement", icon="local_florist"),
    Group(id="talk", icon="forum"),
    Group(id="progress", icon="inventory_2"),
)
"""As delivered. A group with no procedure in service leads to staff, never to an empty list."""
