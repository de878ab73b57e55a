"""Attachments (添付書類): the papers and pictures that travel inside an application."""

import hashlib
from functools import cached_property
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field
from typing_extensions import override

from kiosk.pictures.header import Limits, PictureProblem, png_problem
from kiosk.values import dataclass

SIGNATURE: Final = "signature"
"""Name of the attachment that holds the drawn signature (PNG)."""
OF_SIGNATURE: Final = Limits(longest_side=2000, most_dots=1_000_000, largest_bytes=256 * 1024)
"""A booth draws at most 1,000 dots to a side and 60 KB. It is set into papers byte by byte, each of which costs some
forty in memory: a page of noise within the limits of other pictures would cost gigabytes."""

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
        if self.name == SIGNATURE:
            return png_problem(self.content, OF_SIGNATURE)
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
