"""Carries out what a call wants: the media child, the link, the form staff see, and the card they ask for."""

import asyncio
import itertools
from collections.abc import Callable
from typing import Final, assert_never

from kiosk.booth.call import commands as do
from kiosk.booth.call import events as ev
from kiosk.booth.call import printed_face
from kiosk.booth.call.curtain import Curtain
from kiosk.booth.call.decide import decide
from kiosk.booth.call.pace import Clock
from kiosk.booth.call.ports import Edges
from kiosk.booth.call.state import Call, Ringing, Talking
from kiosk.booth.call.telling import Telling
from kiosk.booth.mailbox import Mailbox
from kiosk.card.card import CardEvent, CardPresent, CardSeen, ReaderAbsent, SlotEmpty
from kiosk.log import Log
from kiosk.media import messages as media
from kiosk.media.engine import MediaFailed
from kiosk.procedures.shared_form import SharedForm
from kiosk.protocol import forms, identity, presence
from kiosk.protocol.faults import Code
from kiosk.protocol.identifiers import new_id
from kiosk.protocol.message import ToBooth
from kiosk.tasks import Tasks

_log = Log("booth.call")
_TICK_S: Final = 1.0
_TELL_EVERY_S: Final = 20
_ONE_MESSAGE: Final = ("stale_epoch", "not_allowed")
"""Refusals of one message that came too late or twice; the call goes on."""


class CallRunner:
    """Holds the call of now; every event goes through `post`, in order.

    Attributes:
        statistics: what the media child said last; in the log when the call ends.
    """

    def __init__(
        self,
        edges: Edges,
        on_change: Callable[[Call], None],
        *,
        clock: Callable[[], Clock] = asyncio.get_running_loop,
    ) -> None:
        self.statistics: media.Statistics | None = None
        self._edges = edges
        self._mailbox: Mailbox[Call, ev.Event, do.Command] = Mailbox(Call(), decide, self._carry_out, on_change, _log)
        self._codes = printed_face.Codes()
        self._clock = clock
        self._telling = Telling(edges.headquarters, lambda: self.call, clock)
        self._started = False
        self._tasks = Tasks("call")
        self._curtain = Curtain(edges.media, edges.pad, self._tasks)

    @property
    def call(self) -> Call:
        """The present state."""
        return self._mailbox.state

    def post(self, event: ev.Event) -> None:
        """Judge `event` now, or right after the one being judged."""
        self._mailbox.post(event)

    async def start(self) -> None:
        """Start the media child, so that the first call does not wait for it."""
        await self._edges.media.start()
        self._started = True
        self._tasks.start(self._mind_clock(), "clock")

    async def stop(self) -> None:
        """End the call and the media child."""
        self._telling.stop()
        self._codes.wipe_all()
        await self._tasks.end()
        if self._started:
            await self._edges.media.stop()

    # -- from the screen and the visit --------------------------------------------------------------------------------

    def press(self, topic: str | None, locale: str, *, able: bool = True) -> None:
        """職員をよぶ was touched; `able`: a call could be seen or heard."""
        self.post(ev.CallPressed(new_id(), topic, locale, self._clock().time(), able))

    def draw_curtain(self, drawn: bool) -> None:
        """A PIN pad came, or left."""
        self.post(ev.CurtainMoved(drawn))

    async def until_curtain(self) -> None:
        """Return when what was asked last of the curtain is done."""
        await self._curtain.until_done()

    def form_changed(self, form: SharedForm | None, locale: str, asking: tuple[str, ...] = ()) -> None:
        """The form of the visit is now this one, read in this language at these fields; staff see it if agreed."""
        if self._telling.form_is(form, locale, asking):
            self.post(ev.FormChanged(there=False))
        self.post(ev.FormChanged(there=form is not None))

    def proposal_settled(
        self, proposal: forms.Proposal, accepted: bool, why: forms.NotOffered | None = None, written: bool = False
    ) -> None:
        """The resident said this to a proposal, never saw it (`why`), or only reads it (`written`)."""
        self.post(ev.ProposalSettled(proposal, accepted, why, written))

    def proof_moved(self, ask_id: str, state: identity.ProofState, code: Code | None = None) -> None:
        """The visit's PIN pages are at this step of the proof staff asked for."""
        self.post(ev.ProofMoved(ask_id, state, code))

    def hang_up(self) -> None:
        """The visit is over: forget the form, end the call."""
        self._telling.form_is(None)
        if self.call.active:
            self.post(ev.HangUpPressed())
        self.post(ev.Dismissed())

    # -- from headquarters, the media child and the reader ------------------------------------------------------------

    def link_changed(self, online: bool) -> None:
        """Headquarters can, or cannot, be reached."""
        self.post(ev.LinkChanged(online))

    def take(self, message: ToBooth) -> None:
        """A message of headquarters."""
        with_card = self._edges.reader is not None
        match message:
            case identity.CardAsked():
                if with_card:
                    self._card_asked(message)
            case identity.EvidenceFound():
                if with_card:
                    self.post(message)
            case presence.Refused(call_id=call_id, code=code):
                if call_id is not None and code not in _ONE_MESSAGE:
                    self.post(ev.CallRefused(call_id))
            case presence.Welcome() | presence.Availability() | presence.Beat() | presence.ProceduresPublished():
                pass  # of the booth as a whole
            case _:
                self.post(message)

    def resume(self) -> tuple[str | None, int]:
        """Call id and epoch to name when the link comes back; epoch 0 while nobody has answered."""
        stage = self.call.stage
        if isinstance(stage, Talking):
            return stage.call_id, stage.epoch
        return (stage.call_id, 0) if isinstance(stage, Ringing) else (None, 0)

    def media_event(self, event: media.MediaEvent) -> None:
        """Something happened in the media child."""
        match event:
            case media.Statistics():
                self.statistics = event
            case media.FirstFrame():
                _log.event("first_picture", attempt=event.attempt, width=event.width, height=event.height)
                self.post(event)
            case media.StateChanged() | media.PictureSending() | media.DevicesGone() | media.MediaGone():
                self.post(event)
            case media.FirstSound():
                _log.event("first_sound", attempt=event.attempt)
                self.post(event)
            case media.MediaProblem():
                _log.event("media_problem", code=event.code, attempt=event.attempt)
            case _:
                _log.event("media_event", kind=event.kind)

    def card_event(self, event: CardEvent) -> None:
        """Something changed at the reader."""
        match event:
            case CardPresent():
                self.post(ev.CardPlaced(printed_face.why_not(event)))
            case ReaderAbsent():
                self.post(ev.CardPlaced(event.code))
            case SlotEmpty():
                self.post(ev.CardLifted())
            case CardSeen():
                pass  # it is being recognised
            case _:
                assert_never(event)

    def _card_asked(self, message: identity.CardAsked) -> None:
        """The printed code goes into bytes that can be overwritten, and stays out of the event."""
        fits = self._codes.keep(message.ask_id, message.code) if message.want == "face" else False
        self.post(ev.CardAsked(message.call_id, message.epoch, message.ask_id, message.want, code_fits=fits))
        turn = self.call.turn
        if turn is None or turn.ask_id != message.ask_id:
            self._codes.wipe(message.ask_id)

    async def _mind_clock(self) -> None:
        """Look at the clock while there is a call, and tell what is true once in a while, whatever was lost."""
        for second in itertools.count(1):
            await asyncio.sleep(_TICK_S)
            if self.call.active:
                self.post(ev.TimePassed(self._clock().time()))
                if second % _TELL_EVERY_S == 0:
                    self._telling.tell_now()

    # -- carrying out -------------------------------------------------------------------------------------------------

    def _carry_out(self, command: do.Command) -> None:
        match command:
            case do.Send(message=message):
                self._telling.send(message)
            case do.TellNow():
                self._telling.tell_now()
            case do.ShowForm():
                self._telling.show_form()
            case do.HideForm():
                self._telling.hide_form()
            case do.ReadFace() | do.SendFace() | do.ForgetCode():
                self._carry_out_card(command)
            case (
                do.StartMedia()
                | do.MakeOffer()
                | do.TakeAnswer()
                | do.TakeCandidate()
                | do.DrawMediaCurtain()
                | do.Mute()
                | do.EndMedia()
            ):
                self._carry_out_media(command)
            case _:
                self._edges.to_visit(command)

    def _carry_out_media(self, command: do.ForMedia) -> None:
        engine = self._edges.media
        match command:
            case do.StartMedia():
                self.statistics = None
            case do.MakeOffer():
                self._tasks.start(self._offer(command), "offer")
            case do.TakeAnswer(attempt=attempt, sdp=sdp):
                self._tasks.start(self._answer(attempt, sdp), "answer")
            case do.TakeCandidate(candidate=candidate):
                self._tasks.start(engine.add_candidate(candidate), "candidate")
            case do.DrawMediaCurtain(drawn=drawn):
                self._curtain.draw(drawn)
            case do.Mute(on=on):
                self._tasks.start(engine.mute(on), "mute")
            case do.EndMedia():
                self._tell_how_the_line_was()
                self._tasks.start(engine.end_call(), "end_call")
            case _:
                assert_never(command)

    def _tell_how_the_line_was(self) -> None:
        """For whoever looks into a bad picture later."""
        if self.statistics:
            _log.event("line_ended", **self.statistics.model_dump(exclude={"kind"}))

    def _carry_out_card(self, command: do.ForCard) -> None:
        match command:
            case do.ReadFace(ask_id=ask_id):
                self._tasks.start(self._read_face(ask_id), "read_face")
            case do.SendFace(ask_id=ask_id, message=message):
                self.post(ev.FaceTold(ask_id, self._telling.send(message)))
            case do.ForgetCode(ask_id=ask_id):
                self._codes.wipe(ask_id)
            case _:
                assert_never(command)

    async def _offer(self, wanted: do.MakeOffer) -> None:
        try:
            sdp = await self._edges.media.make_offer(wanted.ice_servers, wanted.attempt)
        except MediaFailed as error:
            _log.failure("offer_failed", error, attempt=wanted.attempt)
            return  # a child that died says so itself; the next attempt follows
        self.post(media.OfferMade(attempt=wanted.attempt, sdp=sdp))

    async def _answer(self, attempt: int, sdp: str) -> None:
        try:
            await self._edges.media.take_answer(sdp, attempt)
        except MediaFailed as error:
            _log.failure("answer_failed", error, attempt=attempt)
            self.post(ev.AnswerFailed(attempt))

    async def _read_face(self, ask_id: str) -> None:
        assert self._edges.reader is not None, "without a reader nothing is asked of the card"
        try:
            outcome = await printed_face.read(self._edges.reader, self._codes.take(ask_id), self._edges.today())
        except Exception:
            self.post(ev.FaceNotRead(ask_id, Code.SILENT))
            raise  # a bug, which must not leave the resident in front of a screen that waits for ever
        if isinstance(outcome, Code):
            self.post(ev.FaceNotRead(ask_id, outcome))
        else:
            self.post(ev.FaceRead(ask_id, outcome.shown, outcome.identity, outcome.insertion))
