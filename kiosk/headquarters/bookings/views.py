"""What staff are shown of bookings: who comes, by number and never by name."""

from typing import Final, Literal

from pydantic import AwareDatetime

from kiosk.headquarters.view import View

BookingState = Literal["held", "booked", "preferred", "cancelled"]
STATES: Final[dict[BookingState, str]] = {
    "held": "端末で記入中", "booked": "予約ずみ", "preferred": "希望（時間を決めてください）", "cancelled": "取消",
}  # fmt: skip


class BookingLine(View):
    """One booking. `number` and `procedure` are those of its case."""

    booking_id: str
    calendar: str
    calendar_name: str
    starts_at: AwareDatetime | None
    minutes: int
    state: BookingState
    preferences: str
    reason: str
    changed_by: str
    case_id: str
    number: str
    procedure: str

    @property
    def words(self) -> str:
        """The state in Japanese."""
        return STATES[self.state]


class NoSuchBooking(View):
    """There is none of this id, or it was cancelled."""

    booking_id: str


class NotFree(View):
    """Nobody more can come at this time, or it lies in the past."""

    words: str = "その時間は、もう空きがないか、過ぎています。別の時間を選んでください。"
