"""The base of every value shown to staff, and the mark of a stored one that cannot be shown."""

from pydantic import BaseModel, ConfigDict
from typing_extensions import override


class View(BaseModel):
    """A value shown to staff; frozen."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class PersonalView(View):
    """A value with personal data in it: its repr tells nothing."""

    @override
    def __repr__(self) -> str:
        return f"{type(self).__name__}(...)"

    @override
    def __str__(self) -> str:
        return repr(self)


class Unreadable(View):
    """One of several that another version wrote so that this one cannot show it; the others are shown all the same."""

    unreadable: str
    """Its number or name, as far as it is plain text."""

    @property
    def words(self) -> str:
        """What staff do about it, in Japanese."""
        return "この行は表示できません。番号をそえて管理者に連絡してください。"
