"""The common shape of everything that crosses a wire."""

from pydantic import BaseModel, ConfigDict


class Wire(BaseModel):
    """A value that crosses a wire: frozen, and strict about keys it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True)
