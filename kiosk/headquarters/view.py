"""The base of every value shown to staff."""

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
