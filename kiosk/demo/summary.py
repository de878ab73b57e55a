"""What a played demo measured; nothing in it is written by hand."""

from pathlib import Path

from pydantic import BaseModel


class VisitFigures(BaseModel):
    """The visit: what was asked for, what was given back, and how long it took from the first touch."""

    procedure: str = ""
    reference: str = ""
    receipt: str = ""
    seconds: float = 0.0
    answers: int = 0
    questions: int = 0


class CardFigures(BaseModel):
    """The card: on which reader, as what it was recognised, and how many commands it answered."""

    reader: str = ""
    label: str = ""
    apdus: int = 0
    verifies: int = 0
    number_selections: int = 0
    """How often the 個人番号 file was selected; anything but 0 is a fault."""


class CallFigures(BaseModel):
    """The call, from both ends."""

    booth_frames: int = 0
    console_frames: int = 0
    booth_audio_rms: float = 0.0
    console_audio_rms: float = 0.0
    answer_to_first_frame_ms: float = 0.0
    booth_size: str = ""
    console_size: str = ""
    proposals_accepted: int = 0


class IdentityFigures(BaseModel):
    """How headquarters says the applicant was identified."""

    words: str = ""
    levels: str = ""
    missing: list[str] = []
    acts: dict[str, str] = {}


class OfflineFigures(BaseModel):
    """The broken line: how many waited, how many arrived afterwards, how many arrived twice."""

    queued: int = 0
    delivered: int = 0
    duplicates: int = 0
    reference: str = ""
    receipt: str = ""


class Summary(BaseModel):
    """Everything; `ok` only if all of it happened."""

    ok: bool = False
    visit: VisitFigures = VisitFigures()
    card: CardFigures = CardFigures()
    call: CallFigures = CallFigures()
    identity: IdentityFigures = IdentityFigures()
    offline: OfflineFigures = OfflineFigures()
    screens: list[str] = []
    missing: list[str] = []

    def judge(self) -> None:
        """Set `ok` and name what is missing."""
        wanted = {
            "a reference": bool(self.visit.reference),
            "a receipt": bool(self.visit.receipt),
            "answers at headquarters": self.visit.answers > 0,
            "commands to the card": self.card.apdus > 0,
            "one PIN shown": self.card.verifies == 1,
            "the 個人番号 file untouched": self.card.number_selections == 0,
            "pictures at the booth": self.call.booth_frames > 0,
            "pictures at the console": self.call.console_frames > 0,
            "sound at the booth": self.call.booth_audio_rms > 0,
            "sound at the console": self.call.console_audio_rms > 0,
            "the time from answer to picture": self.call.answer_to_first_frame_ms > 0,
            "the face compared by staff": "face_compared" in self.identity.acts and not self.identity.missing,
            "a proposal accepted": self.call.proposals_accepted == 1,
            "a submission that waited": self.offline.queued == 1,
            "its delivery": self.offline.delivered == 1,
            "nothing twice": self.offline.duplicates == 0,
        }
        self.missing = [what for what, there in wanted.items() if not there]
        self.ok = not self.missing

    def write(self, folder: Path) -> None:
        """``summary.json``."""
        (folder / "summary.json").write_text(self.model_dump_json(indent=2) + "\n", encoding="utf-8")
