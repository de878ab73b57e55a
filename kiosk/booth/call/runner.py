"""Carries out what a call wants: the media child, the link, and the form staff see."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol

from pydantic import BaseModel

from kiosk.booth.call import events as ev
from kiosk.booth.call import printed_face
from kiosk.booth.call.decide import Call, Talking, decide
from kiosk.booth.call.pace import Clock, Paced
from kiosk.booth.mailbox import Mailbox
from kiosk.card.card import CardEvent, CardPresent, CardSeen, IdentityRead, ReaderAbsent, SlotEmpty
from kiosk.log import Log
from kiosk.media import messages as media
from kiosk.media.engine import MediaEngine, MediaFailed
from kiosk.procedures import review
from kiosk.procedures.shared_form import SharedForm
from kiosk.protocol import calls, forms, identity, presence
from kiosk.protocol.faults import Code
from kiosk.protocol.identifiers import new_id
from kiosk.protocol.message import ToBooth
from kiosk.tasks import Tasks

_log = Log("booth.call")
FORM_EVERY_S: Final = 0.3
"""A whole form is sent at each change: while somebody types, not more often than a person reads."""
_ONE_MESSAGE: Final = ("stale_epoch", "not_allowed")
"""Refusals of one message that came too late or twice; the call goes on."""


class Headquarters(Protocol):
    """The link, as far as a call needs it."""

    def send(self, message: BaseModel) -> bool:
        """Queue a message; False when there is no connection."""


class Pad(Protocol):
    """The PIN pad's buffer, as far as the curtain needs it."""

    def shut(self) -> None:
        """Take no digit."""

    def open(self) -> None:
        """Take digits."""


@dataclass(frozen=True)
class Beside:
    """What a call reaches of the rest of the booth when staff ask for the card.

    Attributes:
        reader: the card reader's door.
        pad: the PIN pad, which takes no digit before the curtain is drawn.
        identified: the visit gets what the card of an insertion said about its holder, None: only its face was seen.
        noted: the visit remembers what headquarters found.
        want_proof: the visit asks for the PIN, for this ask of this call, and answers `CallRunner.proof_moved`.
        drop_proof: nobody waits any more for this ask.
    """

    reader: printed_face.Reader
    pad: Pad
    identified: Callable[[IdentityRead | None, int], None]
    noted: Callable[[identity.Evidence], None]
    want_proof: Callable[[str, str], None]
    drop_proof: Callable[[str], None]


class CallRunner:
    """Holds the call of now; every event goes through `post`, in order.

    Attributes:
        statistics: what the media child said last, for measuring.
    """

    def __init__(
        self,
        link: Headquarters,
        engine: MediaEngine,
        on_change: Callable[[Call], None],
        on_proposal: Callable[[forms.Proposal], None],
        beside: Beside | None = None,
        *,
        clock: Callable[[], Clock] = asyncio.get_running_loop,
    ) -> None:
        """Without `beside` (a call that is only measured) there is no card, and asks for it are passed over."""
        self.statistics: media.Statistics | None = None
        self._link = link
        self._engine = engine
        self._mailbox: Mailbox[Call, ev.Event, ev.Command] = Mailbox(Call(), decide, self._carry_out, on_change, _log)
        self._on_proposal = on_proposal
        self._beside = beside
        self._codes = printed_face.Codes()
        self._form: SharedForm | None = None
        self._locale = ""
        self._showing = Paced(self._send_form, FORM_EVERY_S, clock)
        self._started = False
        self._curtain: asyncio.Task[None] | None = None
        self._tasks = Tasks("call")

    @property
    def call(self) -> Call:
        """The present state."""
        return self._mailbox.state

    # -- from the screen and the visit --------------------------------------------------------------------------------

    def press(self, topic: str | None, locale: str) -> None:
        """職員をよぶ was touched."""
        self.post(ev.CallPressed(new_id(), topic, locale))

    def post(self, event: ev.Event) -> None:
        """Judge `event` now, or right after the one being judged."""
        self._mailbox.post(event)

    def draw_curtain(self, drawn: bool) -> None:
        """Cut or open outgoing picture and sound."""
        self.post(ev.CurtainMoved(drawn))

    async def until_curtain(self) -> None:
        """Return when the media child has done what was asked last of the curtain, or was killed for not doing it."""
        waited: asyncio.Task[None] | None = None
        while self._curtain is not waited:
            waited = self._curtain
            assert waited is not None
            await asyncio.wait([waited])

    def form_changed(self, form: SharedForm | None, locale: str) -> None:
        """The form of the visit is now this one, read in this language; staff see it if the resident agreed."""
        self._form, self._locale = form, locale
        stage = self.call.stage
        if form is None and isinstance(stage, Talking) and (stage.form_asked or stage.form_shown):
            self.post(ev.FormAgreed(False))  # the next form is shown only after another yes
        else:
            self._show_form()

    def proposal_settled(self, proposal: forms.Proposal, accepted: bool) -> None:
        """Tell staff what the resident said to a proposal."""
        stage = self.call.stage
        if isinstance(stage, Talking) and stage.call_id == proposal.call_id:
            self._link.send(
                forms.ProposalAnswered(
                    call_id=stage.call_id, epoch=stage.epoch, proposal_id=proposal.proposal_id, accepted=accepted
                )
            )

    def proof_moved(self, ask_id: str, state: ev.ProofState, code: str = "") -> None:
        """The visit's PIN pages are at this step of the proof staff asked for."""
        self.post(ev.ProofMoved(ask_id, state, code))

    def hang_up(self) -> None:
        """The visit is over: forget the form, end the call."""
        self._form = None
        if self.call.active:
            self.post(ev.HangUpPressed())
        self.post(ev.Dismissed())

    # -- from headquarters and the media child ------------------------------------------------------------------------

    def link_changed(self, online: bool) -> None:
        """Headquarters can, or cannot, be reached; what was written meanwhile is shown when it is back."""
        self.post(ev.LinkChanged(online))
        if online:
            self._show_form()

    def take(self, message: ToBooth) -> None:  # noqa: C901 -- one line a message
        """A message of headquarters."""
        match message:
            case calls.CallQueued():
                self.post(ev.Queued(message))
            case calls.CallAnswered():
                self.post(ev.Answered(message))
            case calls.MediaAnswer():
                self.post(ev.MediaAnswered(message))
            case calls.MediaCandidate():
                self.post(ev.CandidateArrived(message))
            case calls.CallConnected():
                self.post(ev.BothConnected(message))
            case calls.CallEnded():
                self.post(ev.Ended(message))
            case forms.FormAsked():
                self.post(ev.FormAsked(message))
            case forms.Proposal():
                self._propose(message)
            case identity.CardAsked() if self._beside is not None:
                self._card_asked(message)
            case identity.EvidenceFound() if self._beside is not None:
                self.post(ev.EvidenceArrived(message))
            case presence.Refused(call_id=call_id, code=code) if call_id is not None and code not in _ONE_MESSAGE:
                self.post(ev.CallRefused(call_id))
            case _:
                pass

    def media_event(self, event: media.MediaEvent) -> None:
        """Something happened in the media child."""
        match event:
            case media.FirstFrame(attempt=attempt):
                self.post(ev.FirstFrameSeen(attempt))
            case media.StateChanged(attempt=attempt, state=media.LineState.RECONNECTING):
                self.post(ev.PictureStalled(attempt))
            case media.StateChanged(attempt=attempt, state=media.LineState.FAILED):
                self.post(ev.PictureLost(attempt))
            case media.StateChanged(attempt=attempt, state=media.LineState.CONNECTED):
                self.post(ev.PictureBack(attempt, narrow=False))
            case media.PictureSending(attempt=attempt, on=on):
                self.post(ev.PictureBack(attempt, narrow=not on))
            case media.Statistics():
                self.statistics = event
            case media.MediaGone():
                self.post(ev.MediaGone())
            case _:
                _log.event("media_event", kind=event.kind)

    def card_event(self, event: CardEvent) -> None:
        """Something changed at the reader."""
        match event:
            case CardPresent():
                self.post(ev.CardPlaced(printed_face.why_not(event)))
            case ReaderAbsent():
                self.post(ev.CardPlaced(event.code.value))
            case SlotEmpty():
                self.post(ev.CardLifted())
            case CardSeen():
                pass  # it is being recognised

    def resume(self) -> tuple[str | None, int]:
        """Call id and epoch to name when the link comes back."""
        stage = self.call.stage
        if isinstance(stage, Talking):
            return stage.call_id, stage.epoch
        return None, 0

    async def start(self) -> None:
        """Start the media child, so that the first call does not wait for it."""
        await self._engine.start()
        self._started = True

    async def stop(self) -> None:
        """End the call and the media child."""
        self._showing.drop()
        self._codes.wipe_all()
        await self._tasks.end()
        if self._started:
            await self._engine.stop()

    # -- carrying out -------------------------------------------------------------------------------------------------

    def _carry_out(self, command: ev.Command) -> None:  # noqa: C901 -- one line a command
        match command:
            case ev.Send(message=message):
                if not self._link.send(message):
                    _log.event("message_dropped", kind=message.kind)
            case ev.StartMedia():
                self.statistics = None
            case ev.MakeOffer():
                self._tasks.start(self._offer(command), "offer")
            case ev.TakeAnswer(attempt=attempt, sdp=sdp):
                self._tasks.start(self._answer(attempt, sdp), "answer")
            case ev.TakeCandidate(message=given):
                self._tasks.start(
                    self._engine.add_candidate(given.candidate, given.sdp_mid, given.sdp_m_line_index, given.attempt),
                    "candidate",
                )
            case ev.DrawMediaCurtain(drawn=drawn):
                self._curtain = self._tasks.start(self._engine.draw_curtain(drawn), "curtain")
                self._guard_pad(drawn)
            case ev.Mute(on=on):
                self._tasks.start(self._engine.mute(on), "mute")
            case ev.ShowForm():
                self._show_form()
            case ev.HideForm():
                self._hide_form()
            case ev.EndMedia():
                self._tasks.start(self._engine.end_call(), "end_call")
            case _:
                self._carry_out_card(command)

    def _carry_out_card(self, command: ev.CardCommand) -> None:
        beside = self._beside
        assert beside is not None, "without a reader nothing is asked of the card"
        match command:
            case ev.ReadFace(ask_id=ask_id):
                self._tasks.start(self._read_face(ask_id, beside.reader), "read_face")
            case ev.SendFace(ask_id=ask_id, message=message):
                self.post(ev.FaceTold(ask_id, self._link.send(message)))
            case ev.ForgetCode(ask_id=ask_id):
                self._codes.wipe(ask_id)
            case ev.GiveIdentity(read=read, insertion=insertion):
                beside.identified(read, insertion)
            case ev.WantProof(ask_id=ask_id, call_id=call_id):
                beside.want_proof(ask_id, call_id)
            case ev.DropProof(ask_id=ask_id):
                beside.drop_proof(ask_id)
            case ev.NoteEvidence(evidence=evidence):
                beside.noted(evidence)

    def _guard_pad(self, drawn: bool) -> None:
        """A pad that comes from behind the call takes no digit before camera and microphone are cut."""
        if drawn and self._beside is not None:
            self._beside.pad.shut()
            self._tasks.start(self._open_pad(self._beside.pad), "open_pad")

    async def _open_pad(self, pad: Pad) -> None:
        await self.until_curtain()
        pad.open()

    async def _offer(self, wish: ev.MakeOffer) -> None:
        try:
            sdp = await self._engine.make_offer(wish.ice_servers, wish.attempt)
        except MediaFailed as error:
            _log.failure("offer_failed", error, attempt=wish.attempt)
            return  # a child that died says so itself; the next attempt follows
        self.post(ev.OfferMade(wish.attempt, sdp))

    async def _answer(self, attempt: int, sdp: str) -> None:
        try:
            await self._engine.take_answer(sdp, attempt)
        except MediaFailed as error:
            _log.failure("answer_failed", error, attempt=attempt)
            self.post(ev.PictureLost(attempt))

    def _card_asked(self, message: identity.CardAsked) -> None:
        """The printed code goes into bytes that can be overwritten, and stays out of the event."""
        fits = self._codes.keep(message.ask_id, message.code) if message.want == "face" else False
        self.post(ev.CardAsked(message.call_id, message.epoch, message.ask_id, message.want, code_fits=fits))
        turn = self.call.turn
        if turn is None or turn.ask_id != message.ask_id:
            self._codes.wipe(message.ask_id)

    async def _read_face(self, ask_id: str, reader: printed_face.Reader) -> None:
        try:
            outcome = await printed_face.read(reader, self._codes.take(ask_id))
        except Exception:
            self.post(ev.FaceNotRead(ask_id, Code.SILENT.value))
            raise  # a bug, which must not leave the resident in front of a screen that waits for ever
        if isinstance(outcome, str):
            self.post(ev.FaceNotRead(ask_id, outcome))
        else:
            self.post(ev.FaceRead(ask_id, outcome.shown, outcome.identity, outcome.insertion))

    def _propose(self, proposal: forms.Proposal) -> None:
        stage = self.call.stage
        fits = isinstance(stage, Talking) and (stage.call_id, stage.epoch) == (proposal.call_id, proposal.epoch)
        if fits and isinstance(stage, Talking) and stage.form_shown:
            self._on_proposal(proposal)

    def _show_form(self) -> None:
        stage = self.call.stage
        if not isinstance(stage, Talking) or not stage.form_shown:
            return
        if self._form is None:
            self._hide_form()
        else:
            self._showing.ask()

    def _send_form(self) -> None:
        """The form and the call of this moment, not of the moment of the change."""
        stage = self.call.stage
        if isinstance(stage, Talking) and stage.form_shown and self._form is not None:
            self._link.send(review.shown(self._form, stage.call_id, stage.epoch, self._locale))

    def _hide_form(self) -> None:
        self._showing.drop()
        stage = self.call.stage
        if isinstance(stage, Talking):
            self._link.send(forms.FormHidden(call_id=stage.call_id, epoch=stage.epoch))
