"""Carries out what a call wants: the media child, the link, and the form staff see."""

import asyncio
from collections import deque
from collections.abc import Callable
from typing import Protocol

from pydantic import BaseModel

from kiosk.booth import call_events as ev
from kiosk.booth.call import Call, Talking, decide
from kiosk.log import Log
from kiosk.media import commands as media
from kiosk.media.engine import MediaEngine, MediaFailed
from kiosk.procedures import review
from kiosk.procedures.shared_form import SharedForm
from kiosk.protocol import calls, forms, presence
from kiosk.protocol.identifiers import new_id
from kiosk.protocol.message import ToBooth
from kiosk.tasks import Tasks

_log = Log("booth.call")


class Headquarters(Protocol):
    """The link, as far as a call needs it."""

    def send(self, message: BaseModel) -> bool:
        """Queue a message; False when there is no connection."""


class CallRunner:
    """Holds the call of now; every event goes through `post`, in order.

    Attributes:
        call: the present state.
        statistics: what the media child said last, for measuring.
    """

    def __init__(
        self,
        link: Headquarters,
        engine: MediaEngine,
        on_change: Callable[[Call], None],
        on_proposal: Callable[[forms.Proposal], None],
    ) -> None:
        self.call = Call()
        self.statistics: media.Statistics | None = None
        self._link = link
        self._engine = engine
        self._on_change = on_change
        self._on_proposal = on_proposal
        self._form: SharedForm | None = None
        self._locale = "ja"
        self._events: deque[ev.Event] = deque()
        self._busy = False
        self._started = False
        self._curtain: asyncio.Task[None] | None = None
        self._tasks = Tasks("call")

    # -- from the screen and the visit --------------------------------------------------------------------------------

    def press(self, topic: str | None, locale: str) -> None:
        """職員をよぶ was touched."""
        self.post(ev.CallPressed(new_id(), topic, locale))

    def post(self, event: ev.Event) -> None:
        """Judge `event` now, or right after the one being judged."""
        self._events.append(event)
        if self._busy:
            return
        self._busy = True
        try:
            while self._events:
                self._step(self._events.popleft())
        finally:
            self._busy = False

    def draw_curtain(self, drawn: bool) -> None:
        """Cut or open outgoing picture and sound."""
        self.post(ev.CurtainMoved(drawn))

    async def until_curtain(self) -> None:
        """Return when the media child has done what was asked last of the curtain, or was killed for not doing it."""
        if self._curtain is not None:
            await asyncio.wait([self._curtain])

    def form_changed(self, form: SharedForm | None) -> None:
        """The form of the visit is now this one; staff see it if the resident agreed."""
        self._form = form
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

    def hang_up(self) -> None:
        """The visit is over: forget the form, end the call."""
        self._form = None
        if self.call.active:
            self.post(ev.HangUpPressed())
        self.post(ev.Dismissed())

    # -- from headquarters and the media child ------------------------------------------------------------------------

    def link_changed(self, online: bool) -> None:
        """Headquarters can, or cannot, be reached."""
        self.post(ev.LinkChanged(online))

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
            case presence.Refused(call_id=call_id) if call_id is not None:
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
        await self._tasks.end()
        if self._started:
            await self._engine.stop()

    # -- carrying out -------------------------------------------------------------------------------------------------

    def _step(self, event: ev.Event) -> None:
        before = self.call
        self.call, commands = decide(before, event)
        if type(before.stage) is not type(self.call.stage):
            _log.event("call_changed", before=type(before.stage).__name__, after=type(self.call.stage).__name__)
        for command in commands:
            self._carry_out(command)
        if self.call != before:
            self._on_change(self.call)

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
            case ev.Mute(on=on):
                self._tasks.start(self._engine.mute(on), "mute")
            case ev.ShowForm():
                self._show_form()
            case ev.HideForm():
                self._hide_form()
            case ev.EndMedia():
                self._tasks.start(self._engine.end_call(), "end_call")

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
            return
        self._link.send(review.shown(self._form, stage.call_id, stage.epoch, self._locale))

    def _hide_form(self) -> None:
        stage = self.call.stage
        if isinstance(stage, Talking):
            self._link.send(forms.FormHidden(call_id=stage.call_id, epoch=stage.epoch))
