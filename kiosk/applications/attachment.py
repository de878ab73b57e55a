"""Attachments (添付書類): the papers and pictures that travel inside an application."""

import hashlib
from functools import cached_property
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field
from typing_extensions import override

from kiosk.pictures.header import PictureProblem, png_problem
from kiosk.values import dataclass

SIGNATURE: Final = "signature"
"""Name of the attachment that holds the drawn signature (PNG)."""

AttachmentName = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,59}$")]
MediaType = Annotated[str, Field(pattern=r"^[a-z]{1,20}/[a-z0-9.+-]{1,60}$")]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class AttachmentNote(BaseModel):
    """What an application says about one attachment, so that the application's bytes vouch for it. `size` in bytes."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    name: AttachmentName
    media_type: MediaType
    size: Annotated[int, Field(ge=0, le=2**32 - 1)]
    sha256: Sha256


@dataclass(frozen=True)
class Attachment:
    """One attachment with its bytes."""

    name: str
    media_type: str
    content: bytes

    def picture_problem(self) -> PictureProblem | None:
        """Why this picture is not to be shown, by its first bytes; None for other papers. PNG alone is read."""
        if not self.media_type.startswith("image/"):
            return None
        return png_problem(self.content) if self.media_type == "image/png" else PictureProblem.NO_PICTURE

    def note(self) -> AttachmentNote:
        """What the application has to say about this attachment."""
        return AttachmentNote(
            name=self.name,
            media_type=self.media_type,
            size=len(self.content),
            sha256=self._sha256,
        )

    @cached_property
    def _sha256(self) -> str:
        """Reckoned once: a note is asked for several times while an application is handed in."""
        return hashlib.sha256(self.content).hexdigest()

    @override
    def __repr__(self) -> str:
        return f"Attachment({self.name!r}, {len(self.content)} bytes)"
