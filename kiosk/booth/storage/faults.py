"""How storing fails: the disk is full, or the file cannot be written."""


class StoreFull(Exception):
    """The disk has no room for what must be kept."""


class StoreBroken(Exception):
    """The database cannot be written."""


def fault_of(said: str) -> StoreFull | StoreBroken:
    """Which of the two SQLite's words mean."""
    return StoreFull(said) if "full" in said or "No space" in said else StoreBroken(said)
