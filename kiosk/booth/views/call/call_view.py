"""The call as QML sees it: who talks, what stands on the form, what staff propose."""

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.booth.call import events
from kiosk.booth.call.state import Call, CardStep, CardTurn, NoCall, Over, Place, Ringing, Sharing, Talking
from kiosk.booth.views.call import card_words, device_words
from kiosk.booth.views.call.form_rows import CallRow, call_rows, row_to_read
from kiosk.booth.views.call.video_feed import VideoFeed
from kiosk.booth.views.qt import Property, QmlUncreatable
from kiosk.booth.views.rows import Rows
from kiosk.booth.views.view import View
from kiosk.booth.visit import events as ev
from kiosk.booth.visit.state import Visit
from kiosk.protocol.calls import StaffShown

QML_IMPORT_NAME = "Booth"
QML_IMPORT_MAJOR_VERSION = 1

_STAGES: Final = {NoCall: "none", Ringing: "ringing", Talking: "talking", Over: "over"}
_NOBODY: Final = StaffShown(name="", section="")


@QmlElement
@QmlUncreatable("made by the booth")
class CallView(View):
    """The call on the screen: in front (`CallPage`), or small beside a page (`CallStrip`)."""

    changed = Signal()
    proposalRowChanged = Signal()
    compared = ("changed", "proposalRowChanged")

    def __init__(
        self,
        town: str,
        remote: VideoFeed,
        mirror: VideoFeed,
        post_call: Callable[[events.Event], Any],
        post: Callable[[ev.Event], Any],
    ) -> None:
        super().__init__()
        self.at(town)
        self._remote = remote
        self._mirror = mirror
        self._post_call = post_call
        self._post = post
        self._call = Call()
        self._curtain = False
        self._title = ""
        self._locale = "ja"
        self._rows = Rows(CallRow, self)

    def at(self, town: str) -> None:
        """Whose staff they are; known once the booth is enrolled."""
        self._town = town

    def show(self, call: Call, visit: Visit, *, curtain: bool = False) -> None:
        """Show this call beside this visit's form; `curtain`: the page behind is a PIN pad.

        The mirror is dark while that pad can be seen; the call in front covers it.
        """
        self._curtain = curtain and not call.covers
        self._call, self._locale, form = call, visit.locale, visit.form
        self._title = form.procedure.title.in_(visit.locale) if form else ""
        self._rows.show(call_rows(form, visit.locale) if form and call.active else ())
        self._remote.run(isinstance(call.stage, Talking))
        self._mirror.run(call.active and not self._curtain)
        self.tell()

    # -- touches ------------------------------------------------------------------------------------------------------

    @Slot()
    def hangUp(self) -> None:
        """おわる, or やめる while it rings."""
        self._post_call(events.HangUpPressed())

    @Slot()
    def dismiss(self) -> None:
        """つづける after the end."""
        self._post_call(events.Dismissed())

    @Slot()
    def toggleMute(self) -> None:
        """声を止める, 声を出す."""
        self._post_call(events.MutePressed(not self.muted))

    @Slot()
    def toForm(self) -> None:
        """用紙にもどる."""
        self._post_call(events.FrontChosen(call=False))

    @Slot()
    def toFace(self) -> None:
        """大きくする."""
        self._post_call(events.FrontChosen(call=True))

    @Slot(bool)
    def agree(self, agreed: bool) -> None:
        """みせる, みせない, and 見せるのをやめる."""
        self._post_call(events.FormAgreed(agreed))

    @Slot(bool)
    def agreeCard(self, agreed: bool) -> None:
        """よい, いやです, and やめる while the card is waited for."""
        self._post_call(events.CardAgreed(agreed))

    @Slot()
    def closeCard(self) -> None:
        """つづける after the card's end."""
        self._post_call(events.CardClosed())

    @Slot(str, bool)
    def settle(self, proposalId: str, accepted: bool) -> None:  # noqa: N803 -- QML sees the name
        """これでよい, ちがう."""
        self._post(ev.ProposalSettled(proposalId, accepted))

    # -- what QML shows -----------------------------------------------------------------------------------------------

    @property
    def _talking(self) -> Talking | None:
        return self._call.stage if isinstance(self._call.stage, Talking) else None

    @property
    def _staff(self) -> StaffShown:
        return self._talking.staff if self._talking else _NOBODY

    @property
    def _turn(self) -> CardTurn | None:
        return self._call.turn

    @Property(str, notify=changed)
    def stage(self) -> str:
        """none, ringing, talking or over."""
        return _STAGES[type(self._call.stage)]

    @Property(bool, notify=changed)
    def inFront(self) -> bool:
        """Whether the call page covers the visit."""
        return self._call.covers

    @Property(bool, notify=changed)
    def strip(self) -> bool:
        """Whether the call is small, in the top bar of a page."""
        return self._talking is not None and self._talking.place is not Place.FRONT

    @Property(bool, notify=changed)
    def online(self) -> bool:
        """Whether staff can be called at all."""
        return self._call.online

    @Property(int, notify=changed)
    def waitingNumber(self) -> int:
        """整理番号, 0 until headquarters gave one."""
        stage = self._call.stage
        return stage.waiting_number or 0 if isinstance(stage, Ringing) else 0

    @Property(int, notify=changed)
    def ahead(self) -> int:
        """How many calls are before this one."""
        return self._call.stage.ahead if isinstance(self._call.stage, Ringing) else 0

    @Property(bool, notify=changed)
    def languageSpoken(self) -> bool:
        """Whether staff speak the resident's language: those who could answer, then the one who did."""
        stage = self._call.stage
        return stage.language_spoken if isinstance(stage, Ringing | Talking) else True

    @Property(str, notify=changed)
    def endReason(self) -> str:
        """The `EndReason` after the end, else empty."""
        return str(self._call.stage.reason) if isinstance(self._call.stage, Over) else ""

    @Property(str, constant=True)
    def town(self) -> str:
        """Whose staff they are: 姫路市."""
        return self._town

    @Property(str, notify=changed)
    def staffName(self) -> str:
        """The person on the screen."""
        return self._staff.name

    @Property(str, notify=changed)
    def staffSection(self) -> str:
        """Their section."""
        return self._staff.section

    @Property(str, notify=changed)
    def picture(self) -> str:
        """How the picture of staff stands (`Picture`); empty while nobody has answered."""
        return str(self._talking.picture) if self._talking else ""

    @Property(bool, notify=changed)
    def narrowLine(self) -> bool:
        """The voice goes first, on the way there or back."""
        return self._talking is not None and (self._talking.narrow_line or self._talking.narrow_there)

    @Property(str, notify=changed)
    def deviceTrouble(self) -> str:
        """What is out, here or at staff's desk, as `device_words.trouble`; empty for nothing."""
        return device_words.trouble(self._call)

    @Property(bool, notify=changed)
    def muted(self) -> bool:
        """The resident's microphone is off."""
        return self._talking is not None and self._talking.muted

    @Property(bool, notify=changed)
    def formAsked(self) -> bool:
        """Staff ask to see the form."""
        return self._talking is not None and self._talking.form is Sharing.ASKED

    @Property(bool, notify=changed)
    def formShown(self) -> bool:
        """Staff see the form."""
        return self._talking is not None and self._talking.form is Sharing.SHOWN

    @Property(bool, notify=changed)
    def hasForm(self) -> bool:
        """Whether there is a form at all."""
        return bool(self._title)

    @Property(bool, notify=changed)
    def curtain(self) -> bool:
        """A PIN pad is on the screen: staff see and hear nothing."""
        return self._curtain

    @Property(str, notify=changed)
    def card(self) -> str:
        """How far the card staff ask for is (`CardTurn.step`); empty when they ask for none."""
        return str(self._turn.step) if self._turn else ""

    @Property(bool, notify=changed)
    def cardProof(self) -> bool:
        """Staff ask for the PIN, not for the printed face."""
        return self._turn is not None and self._turn.want == "proof"

    @Property(bool, notify=changed)
    def cardAsks(self) -> bool:
        """The resident has to say or do something about the card."""
        return self._turn is not None and self._turn.step in (CardStep.ASKED, CardStep.PLACING)

    @Property(str, notify=changed)
    def cardTrouble(self) -> str:
        """What is wrong with the card, in the resident's words; empty where nothing is, or `cardFault` says it."""
        return card_words.trouble(self._turn, self._locale)

    @Property(str, notify=changed)
    def cardFault(self) -> str:
        """What failed without the resident's doing: staff's `number`, it is `locked`, staff were not `reached`."""
        return card_words.fault(self._turn)

    @Property(bool, notify=changed)
    def cardAgain(self) -> bool:
        """It failed, and the same thing once more may help."""
        return card_words.may_try_again(self._turn)

    @Property(str, notify=changed)
    def cardCode(self) -> str:
        """The small code staff name."""
        return str(self._turn.code) if self._turn and self._turn.code else ""

    @Property(bool, notify=changed)
    def confirmed(self) -> bool:
        """Headquarters wrote down that this is the person."""
        return self._talking is not None and self._talking.confirmed

    @Property(str, notify=changed)
    def formTitle(self) -> str:
        """住民票の写し."""
        return self._title

    @Property(int, notify=proposalRowChanged)
    def proposalRow(self) -> int:
        """The first line with a proposal that waits for a touch, else the one staff wrote last; -1 for none."""
        return row_to_read(self._rows.rows, self._talking.wrote if self._talking else "")

    @Property(bool, notify=proposalRowChanged)
    def wrote(self) -> bool:
        """Staff wrote something that is theirs to write, and nothing waits for a touch."""
        return self.proposalRow >= 0 and not self._rows.rows[self.proposalRow].proposalId

    @Property(Rows, constant=True)
    def rows(self) -> Rows:
        """The lines of the form."""
        return self._rows

    @Property(VideoFeed, constant=True)
    def remote(self) -> VideoFeed:
        """The staff's picture."""
        return self._remote

    @Property(VideoFeed, constant=True)
    def mirror(self) -> VideoFeed:
        """The resident's own picture."""
        return self._mirror
