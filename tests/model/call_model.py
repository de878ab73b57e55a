"""A model of five booths, four consoles and headquarters: the product's own decisions, over lines that lose everything.

Real are the booth's `decide`, the whole switchboard with what it writes down, and the console's scripts (in Node.js);
of paper are sockets, media, the reader and people. A seed decides what happens next.
"""

import json
import random
import shutil
import subprocess
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final, TypeVar
from uuid import UUID

from pydantic import BaseModel
from sqlalchemy import create_engine, select

from kiosk.booth.call import commands as do
from kiosk.booth.call import events as ev
from kiosk.booth.call.decide import decide
from kiosk.booth.call.state import Call, Over, Ringing, Sharing, Talking
from kiosk.booth.call.told import booth_now
from kiosk.headquarters.calls.counters import Counters
from kiosk.headquarters.calls.records import close_left_open
from kiosk.headquarters.calls.switchboard import Switchboard
from kiosk.headquarters.calls.topics import Topics
from kiosk.headquarters.calls.turn_credentials import Relay
from kiosk.headquarters.fleet.booths import KnownBooth
from kiosk.headquarters.fleet.presence import Presence
from kiosk.headquarters.settings import CallRules, Turn
from kiosk.headquarters.staff.views import Role, StaffMember
from kiosk.headquarters.storage.tables import CallBreak, CallRecord
from kiosk.headquarters.storage.tables.columns import Table
from kiosk.media import messages as media
from kiosk.protocol import duty, forms, identity, presence
from kiosk.protocol.call_state import Parts
from kiosk.protocol.faults import Code
from kiosk.protocol.identifiers import PROTOCOL_VERSION
from kiosk.protocol.message import decode, encode, from_booth, from_console, to_booth, to_console
from kiosk.protocol.presence import BoothHealth, BoothHello, Closing
from kiosk.protocol.versions import MINOR

NODE: Final = shutil.which("node")
BOOTHS: Final = 5
STAFF: Final = 4
HEALTH: Final = BoothHealth(software="0.1.0")
NOBODY: Final[Any] = None
START: Final = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)
_OUT: Final[tuple[Parts, ...]] = ((), ("voice",), ("microphone", "speaker"))
"""What a booth may have to do without."""


class Socket:
    """Both directions of one connection, in order; what is under way when it is cut is gone."""

    minor = MINOR

    def __init__(self) -> None:
        self.up: deque[str] = deque()
        self.down: deque[str] = deque()
        self.known_below = True
        """Whether the booth or console takes it for open."""
        self.known_above = True
        """Whether headquarters does."""
        self.dead = False

    def send(self, message: BaseModel) -> None:
        """Of headquarters."""
        if self.known_above and not self.dead:
            self.down.append(encode(message))

    def say(self, message: BaseModel) -> None:
        """Of the booth or console."""
        if self.known_below and not self.dead:
            self.up.append(encode(message))

    def close(self, _reason: str, _code: Closing) -> None:
        """Of headquarters: what waits is still read, then the end hears of it."""
        self.known_above = False

    def cut(self) -> None:
        """The line is gone; neither side knows it yet, and what they say goes nowhere."""
        self.dead = True
        self.up.clear()
        self.down.clear()


@dataclass
class BoothEnd:
    """A booth: its call, its media on paper, and what its visit shows of proposals."""

    booth: KnownBooth
    name: str
    call: Call = field(default_factory=Call)
    socket: Socket | None = None
    number: int = 0
    proposals: dict[str, forms.Proposal] = field(default_factory=dict)
    offering: int = 0
    """The attempt the media child works at, 0 for none."""
    answered: int = 0
    reading: str = ""
    """The ask for which the card's face is read, or its PIN is asked for."""


@dataclass
class ConsoleEnd:
    """A console: its page runs in Node.js; here are its line and its peer connection on paper."""

    staff: StaffMember
    name: str
    socket: Socket | None = None
    answering: int = 0
    answered: int = 0


E = TypeVar("E", BoothEnd, ConsoleEnd)


class Consoles:
    """The pages of all staff, in one process of Node.js."""

    def __init__(self) -> None:
        assert NODE is not None
        script = str(Path(__file__).parent / "console_end.mjs")
        self._node = subprocess.Popen([NODE, script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self, **asked: Any) -> Any:
        """One line there, one line back."""
        assert self._node.stdin is not None
        assert self._node.stdout is not None
        self._node.stdin.write(json.dumps(asked) + "\n")
        self._node.stdin.flush()
        return json.loads(self._node.stdout.readline())

    def close(self) -> None:
        """End the process."""
        self._node.communicate(timeout=10)


class Model:
    """Everybody, and a seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.wildness = self.random.choice((1, 3, 8))
        """How much more often than on a bad day lines, children and machines go."""
        self.at = START
        self.consoles = Consoles()
        self.booths = [BoothEnd(KnownBooth(f"himeji-{n}-1", f"支所{n}"), f"himeji-{n}-1") for n in range(BOOTHS)]
        self.staff = [_at_console(n, self.an_id()) for n in range(STAFF)]
        self.happened: Counter[str] = Counter()
        self.recorded: dict[str, str] = {}
        """What staff recorded, by call."""
        self.said_lost: set[str] = set()
        """Calls of which a page was told that their outcome could not be kept."""
        self.known: set[str] = set()
        """Calls of which a page heard that they are its own."""
        self.store_away = False
        self.store = _store()
        self.headquarters = self._started()

    def an_id(self) -> str:
        """An identifier that the seed decides, too: whoever is idle as long as another is chosen by it."""
        return str(UUID(int=self.random.getrandbits(128), version=4))

    def close(self) -> None:
        """End what was started."""
        self.consoles.close()
        self.store.close()

    # -- time and headquarters ----------------------------------------------------------------------------------------

    def _started(self) -> Switchboard:
        made = Switchboard(
            settings=CallRules(),
            store=NOBODY,  # notes wait in their queue; `written` is called for them here
            presence=Presence(lambda: self.at),
            relay=Relay(Turn(), lambda: self.at),
            sealing_keys=(),
            counters=Counters(),
            topics=Topics(),
            witness=NOBODY,
            now=lambda: self.at,
        )
        made.began(close_left_open(self.store, self.at))
        return made

    def pass_s(self, seconds: float) -> None:
        """Let time pass everywhere."""
        self.at += timedelta(seconds=seconds)
        self.headquarters.tick()
        for end in self.booths:
            if end.call.active:
                self._judge(end, ev.TimePassed(self._now_s()))
        self._write()

    def _now_s(self) -> float:
        return (self.at - START).total_seconds()

    def _write(self) -> None:
        """The store keeps what was noted, unless it is away."""
        waiting = self.headquarters.records._waiting
        while not self.store_away and not waiting.empty():
            act = waiting.get_nowait()
            act.written(act.write(self.store))

    def rows(self) -> list[CallRecord]:
        """What the store has of every call."""
        found = self.store.execute(select(CallRecord.__table__)).mappings()  # type: ignore[attr-defined]
        return [CallRecord.model_validate(dict(row)) for row in found]

    def restart_headquarters(self) -> None:
        """All it knew of this moment is gone, what it had not written too, and every connection with it."""
        self.store_away = False  # without a store it does not start
        ends: list[BoothEnd | ConsoleEnd] = [*self.booths, *self.staff]
        for end in ends:
            if end.socket:
                end.socket.cut()
                end.socket.known_above = False
        self.headquarters = self._started()

    # -- lines --------------------------------------------------------------------------------------------------------

    def connect(self, end: BoothEnd | ConsoleEnd) -> None:
        """An end opens its line and says hello."""
        if end.socket is not None and end.socket.known_below:
            return
        end.socket = Socket()
        if isinstance(end, BoothEnd):
            stage = end.call.stage
            named = stage.call_id if isinstance(stage, Ringing | Talking) else None
            epoch = stage.epoch if isinstance(stage, Talking) else 0
            hello = BoothHello(
                protocol_version=PROTOCOL_VERSION,
                booth_id=end.booth.booth_id,
                health=HEALTH,
                call_id=named,
                epoch=epoch,
            )
            self.headquarters.booth_came(end.booth, end.socket, hello)
        else:
            said = self.consoles.ask(id=end.staff.account, do="hello", number=PROTOCOL_VERSION)
            hello_ = decode(json.dumps(said), from_console)
            assert isinstance(hello_, duty.ConsoleHello)
            self.headquarters.staff_came(end.staff, end.socket, hello_)
            self._page(end, {"is": "line_opened"})

    def cut(self, end: BoothEnd | ConsoleEnd) -> None:
        """The line of an end is gone; who finds out when, comes later."""
        if end.socket is not None:
            end.socket.cut()

    def notice_below(self, end: BoothEnd | ConsoleEnd) -> None:
        """The booth or console finds that its line is gone."""
        socket = end.socket
        if socket is None or not socket.known_below:
            return
        socket.cut()
        socket.known_below = False
        if isinstance(end, BoothEnd):
            self._judge(end, ev.LinkChanged(False))
        else:
            self._page(end, {"is": "line_lost"})

    def notice_above(self, end: BoothEnd | ConsoleEnd) -> None:
        """Headquarters finds that a line is gone."""
        socket = end.socket
        if socket is None or not socket.known_above:
            return
        socket.cut()
        socket.known_above = False
        if isinstance(end, BoothEnd):
            self.headquarters.booth_left(end.booth.booth_id, socket)
        else:
            self.headquarters.staff_left(end.staff.staff_id, socket)

    def deliver_up(self, end: BoothEnd | ConsoleEnd) -> None:
        """Headquarters hears the next word of an end."""
        socket = end.socket
        if socket is None or not socket.up or not socket.known_above:
            return
        text = socket.up.popleft()
        if self.random.random() < 0.01:
            socket.up.appendleft(text)  # told twice
        if isinstance(end, BoothEnd):
            self.headquarters.from_booth(end.booth, decode(text, from_booth))
        else:
            self.headquarters.from_console(end.staff, decode(text, from_console))
        self._write()

    def deliver_down(self, end: BoothEnd | ConsoleEnd) -> None:
        """An end hears the next word of headquarters."""
        socket = end.socket
        if socket is None or not socket.known_below:
            return
        if not socket.down:
            if not socket.known_above and not socket.dead:
                self.notice_below(end)
            return
        text = socket.down.popleft()
        if isinstance(end, BoothEnd):
            self._booth_hears(end, decode(text, to_booth))
        else:
            said = decode(text, to_console)
            if isinstance(said, duty.CallYours):
                self.known.add(said.call.call_id)
            if isinstance(said, presence.Refused) and said.call_id in self.recorded:
                self.said_lost.add(said.call_id)
            message = json.loads(encode(decode(text, to_console)))
            self._page(end, {"is": "message", "message": message, "at": self._now_s() * 1000})

    # -- a booth ------------------------------------------------------------------------------------------------------

    def _booth_hears(self, end: BoothEnd, message: Any) -> None:
        match message:
            case presence.Welcome():
                self._judge(end, ev.LinkChanged(True))
            case presence.Availability():
                pass
            case identity.CardAsked(call_id=call_id, epoch=epoch, ask_id=ask_id, want=want):
                self._judge(end, ev.CardAsked(call_id, epoch, ask_id, want, code_fits=True))
            case presence.Refused(call_id=call_id, code=code):
                if call_id is not None and code not in ("stale_epoch", "not_allowed"):
                    self._judge(end, ev.CallRefused(call_id))
            case _:
                self._judge(end, message)

    def _judge(self, end: BoothEnd, event: ev.Event) -> None:
        end.call, commands = decide(end.call, event)
        for command in commands:
            self._booth_does(end, command)

    def _booth_sends(self, end: BoothEnd, message: BaseModel) -> None:
        if end.socket is not None and end.call.online:
            end.socket.say(message)

    def _booth_does(self, end: BoothEnd, command: do.Command) -> None:  # noqa: C901 -- one line a command
        stage = end.call.stage
        match command:
            case do.Send(message=message):
                self._booth_sends(end, message)
            case do.TellNow():
                end.number += 1
                if now := booth_now(end.call, end.number, self._now_s()):
                    self._booth_sends(end, now)
            case do.ShowForm() if isinstance(stage, Talking) and stage.form is Sharing.SHOWN:
                self._booth_sends(end, _form(stage))
            case do.HideForm() if isinstance(stage, Talking):
                hidden = forms.FormHidden(call_id=stage.call_id, epoch=stage.epoch, number=stage.form_number)
                self._booth_sends(end, hidden)
            case do.MakeOffer(attempt=attempt):
                end.offering, end.answered = attempt, 0
            case do.TakeAnswer(attempt=attempt):
                end.answered = attempt
            case do.GiveProposal(proposal=proposal):
                end.proposals[proposal.proposal_id] = proposal
            case do.KeepProposals(ids=ids):
                end.proposals = {key: one for key, one in end.proposals.items() if key in ids}
            case do.TellOver():
                end.proposals.clear()
            case do.EndMedia():
                end.offering = end.answered = 0
            case do.ReadFace(ask_id=ask_id) | do.WantProof(ask_id=ask_id):
                end.reading = ask_id
            case do.DropProof():
                end.reading = ""
            case do.SendFace(ask_id=ask_id, message=message):
                self._booth_sends(end, message)
                self._judge(end, ev.FaceTold(ask_id, sent=end.call.online))
            case _:
                pass

    def media_moves(self, end: BoothEnd) -> None:
        """The next thing that may happen to a booth's peer connection: offered, or seen where both ends took it."""
        stage = end.call.stage
        if not isinstance(stage, Ringing | Talking) or not end.offering:
            return
        if end.offering == stage.attempt and self.random.random() < 0.5:
            self._judge(end, media.OfferMade(attempt=stage.attempt, sdp="v=0"))
        if isinstance(stage, Talking) and end.answered == stage.attempt:
            self._judge(end, media.FirstFrame(attempt=stage.attempt, width=1, height=1))

    def card_moves(self, end: BoothEnd) -> None:
        """The card gave its face, or the PIN was typed; or not."""
        turn, ask_id = end.call.turn, end.reading
        if not ask_id or turn is None or turn.ask_id != ask_id:
            return
        end.reading, well = "", self.random.random() < 0.7
        if turn.want == "proof":
            state: identity.ProofState = "done" if well else self.random.choice(("failed", "declined"))
            self._judge(end, ev.ProofMoved(ask_id, state))
        elif well:
            self._judge(end, ev.FaceRead(ask_id, identity.CardFace(photograph="QQ==")))
        else:
            self._judge(end, ev.FaceNotRead(ask_id, Code.SILENT))

    def media_dies(self, end: BoothEnd) -> None:
        """The media child is gone."""
        stage = end.call.stage
        if isinstance(stage, Ringing | Talking) and end.offering:
            end.offering = 0
            self._judge(end, media.MediaGone(attempt=stage.attempt))

    # -- a console ----------------------------------------------------------------------------------------------------

    def look(self, end: ConsoleEnd) -> dict[str, Any]:
        """The page's state."""
        state: dict[str, Any] = self.consoles.ask(id=end.staff.account, do="look")
        return state

    def _page(self, end: ConsoleEnd, event: dict[str, Any]) -> None:
        self._page_did(end, self.consoles.ask(id=end.staff.account, do="event", event=event))

    def _page_did(self, end: ConsoleEnd, did: dict[str, Any]) -> None:
        for message in did["sent"]:
            if end.socket is not None:
                end.socket.say(decode(json.dumps(message), from_console))
        for effect in did["effects"]:
            if effect["act"] == "answer_offer":
                end.answering = effect["attempt"]
            elif effect["act"] == "end_media":
                end.answering = end.answered = 0

    def page_moves(self, end: ConsoleEnd) -> None:
        """The console's peer connection: its answer, or a picture where the booth took that."""
        if end.answering and end.answered != end.answering:
            end.answered = end.answering
            self._page(end, {"is": "answer_made", "attempt": end.answered, "sdp": "v=0"})
        elif end.answered and any(one.answered == end.answered for one in self.booths if one.offering):
            self._page(end, {"is": "frame_decoded", "attempt": end.answered})

    def sign_out(self, end: ConsoleEnd) -> None:
        """Somebody signs out, which closes their line for good, and comes back to the same page later."""
        socket = end.socket
        if socket is None or not socket.known_above or not socket.known_below:
            return
        socket.cut()
        socket.known_above = socket.known_below = False
        self.headquarters.staff_left(end.staff.staff_id, socket, for_good=True)
        self._page(end, {"is": "line_refused"})
        self.consoles.ask(id=end.staff.account, do="load")

    def reload(self, end: ConsoleEnd) -> None:
        """The page is loaded again: it remembers what it must record, and nothing else."""
        self.notice_below(end)
        self.consoles.ask(id=end.staff.account, do="load")
        end.answering = end.answered = 0

    # -- what happens -------------------------------------------------------------------------------------------------

    def happen(self) -> None:
        """One step: most often a word arrives; sometimes a person, a child, a line or a machine does something."""
        pick = self.random
        booth, console = self._whoever_talks(self.booths), self._whoever_talks(self.staff)
        both: list[BoothEnd | ConsoleEnd] = [booth, console]
        end = pick.choice(both)
        rare: list[tuple[float, str, Callable[[], None]]] = [
            (30, "up", lambda: self.deliver_up(self._with_words(end, "up"))),
            (30, "down", lambda: self.deliver_down(self._with_words(end, "down"))),
            (8, "connect", lambda: self.connect(end)),
            (5, "media", lambda: self.media_moves(booth)),
            (5, "page_media", lambda: self.page_moves(console)),
            (12, "resident", lambda: self.resident(booth)),
            (16, "staff", lambda: self.person(console)),
            (2, "time", lambda: self.pass_s(pick.uniform(0.1, 6))),
            (0.1, "long_time", lambda: self.pass_s(pick.uniform(30, 120))),
            (0.4 * self.wildness, "cut", lambda: self.cut(end)),
            (0.8 * self.wildness, "notice_below", lambda: self.notice_below(end)),
            (0.8 * self.wildness, "notice_above", lambda: self.notice_above(end)),
            (0.1 * self.wildness, "media_dies", lambda: self.media_dies(booth)),
            (0.1 * self.wildness, "line_fails", lambda: self.line_fails(booth)),
            (0.05 * self.wildness, "reload", lambda: self.reload(console)),
            (0.03 * self.wildness, "booth_restarts", lambda: self.restart_booth(booth)),
            (0.02 * self.wildness, "headquarters_restarts", self.restart_headquarters),
            (3, "card", lambda: self.card_moves(booth)),
            (0.05 * self.wildness, "sign_out", lambda: self.sign_out(console)),
            (0.05 * self.wildness, "store_away", lambda: setattr(self, "store_away", not self.store_away)),
            (0.5, "tell", lambda: self.tell_again(end)),
        ]
        ((_, name, act),) = pick.choices(rare, [weight for weight, _, _ in rare])
        self.happened[name] += 1
        act()

    def _whoever_talks(self, ends: list[E]) -> E:
        """Anybody; more often than not somebody in a call, where there is more to happen."""
        calls = self.headquarters.routing.calls.values()
        ids = {call.booth_id for call in calls} | {call.staff_id for call in calls}
        talking = [end for end in ends if end.name in ids]
        return self.random.choice(talking if talking and self.random.random() < 0.6 else ends)

    def _with_words(self, end: BoothEnd | ConsoleEnd, way: str) -> BoothEnd | ConsoleEnd:
        """An end whose line carries something this way, if there is one."""
        every: list[BoothEnd | ConsoleEnd] = [*self.booths, *self.staff]
        ends = [one for one in every if one.socket and getattr(one.socket, way)]
        return self.random.choice(ends) if ends else end

    def restart_booth(self, end: BoothEnd) -> None:
        """The booth's program is started anew."""
        self.cut(end)
        if end.socket:
            end.socket.known_below = False
        end.call, end.offering, end.answered, end.reading = Call(), 0, 0, ""
        end.proposals.clear()

    def line_fails(self, end: BoothEnd) -> None:
        """The peer connection carries nothing any more."""
        if isinstance(end.call.stage, Talking):
            failed = media.StateChanged(attempt=end.call.stage.attempt, state=media.LineState.FAILED)
            self._judge(end, failed)

    def tell_again(self, end: BoothEnd | ConsoleEnd) -> None:
        """What each end does every 20 s."""
        if isinstance(end, BoothEnd):
            self._booth_does(end, do.TellNow())
        else:
            self._page_did(end, self.consoles.ask(id=end.staff.account, do="tell"))

    def resident(self, end: BoothEnd) -> None:
        """Somebody touches something."""
        pick, stage = self.random, end.call.stage
        touches: list[ev.Event] = [ev.CurtainMoved(pick.random() < 0.3), ev.FrontChosen(pick.random() < 0.5)]
        if isinstance(stage, Talking):
            touches += [ev.CardPlaced(pick.choice((None, None, Code.SILENT))), ev.CardLifted()]
            if stage.card:
                touches += [ev.CardAgreed(pick.random() < 0.7), ev.CardPlaced(), ev.CardClosed()] * 3
            if stage.form is Sharing.ASKED:
                touches += [ev.FormAgreed(pick.random() < 0.9)] * 8
            touches += [ev.FormChanged(True)] * 3 + [ev.FormAgreed(pick.random() < 0.3)]
            touches += [ev.MutePressed(pick.random() < 0.5)]
            touches += [media.DevicesGone(gone=pick.choice(_OUT))]
            touches += [ev.FormChanged(pick.random() < 0.9)] + [ev.HangUpPressed()] * (pick.random() < 0.2)
            if end.proposals and pick.random() < 0.5:
                proposal = end.proposals.pop(pick.choice(list(end.proposals)))
                touches = [ev.ProposalSettled(proposal, pick.random() < 0.5)]
        elif isinstance(stage, Over):
            touches = [ev.Dismissed()]
        else:
            touches += [ev.CallPressed(self.an_id(), "juminhyo", "ja", self._now_s())] * 3
        self._judge(end, pick.choice(touches))

    def person(self, end: ConsoleEnd) -> None:
        """A staff member presses something."""
        pick, page = self.random, self.look(end)
        presses: list[dict[str, Any]] = [{"is": "status_pressed", "status": pick.choice(["available"] * 5 + ["break"])}]
        if page["ring"]:
            presses += [{"is": "answer_pressed"}] * 6 + [{"is": "later_pressed"}]
        if page["call"]:
            attempt = page["call"]["attempt"]
            presses = [{"is": "form_pressed"}] * 3 + [{"is": "microphone_pressed"}]
            off: dict[str, Any] = {"is": "voice_off", "attempt": attempt, "on": pick.random() < 0.5}
            presses.append(off)
            want = pick.choice(("face", "proof"))
            code = "1" * 14 if want == "face" else None
            asked: dict[str, Any] = {"is": "card_asked", "id": self.an_id(), "want": want, "code": code}
            presses.append(asked)
            if pick.random() < 0.3:
                left: dict[str, Any] = {"is": "way_chosen", "way": None}
                presses += [{"is": "card_forgotten"}, left]
            if pick.random() < 0.1:
                presses = [{"is": "hang_up_pressed", "at": self._now_s() * 1000}]
            if page["call"]["form"]:
                presses += [{"is": "proposed", "id": self.an_id(), "field": "copies", "value": pick.randint(1, 9)}] * 3
        if page["wrapping"]:
            presses += [{"is": "outcome_recorded", "outcome": pick.choice(("solved", "applied")), "note": ""}] * 4
        press = pick.choice(presses)
        if press["is"] == "outcome_recorded":
            self.recorded.setdefault(page["wrapping"]["callId"], press["outcome"])
        self._page(end, press)

    # -- at rest ------------------------------------------------------------------------------------------------------

    def come_to_rest(self) -> None:
        """All lines and the store are there, nobody does anything new, and time passes until nothing moves."""
        self.store_away = False
        ends: list[BoothEnd | ConsoleEnd] = [*self.booths, *self.staff]
        for _ in range(14):
            for end in ends:
                if end.socket is None or end.socket.dead or not (end.socket.known_below and end.socket.known_above):
                    self.notice_above(end)
                    self.notice_below(end)
                    self.connect(end)
            for _ in range(12):
                self._hear_all()
                for booth in self.booths:
                    self.media_moves(booth)
                    self.card_moves(booth)
                for console in self.staff:
                    self.page_moves(console)
            self._hear_all()
            for end in ends:
                self.tell_again(end)
            self.pass_s(10)
        self._hear_all()

    def _hear_all(self) -> None:
        """Deliver until every line is empty."""
        ends: list[BoothEnd | ConsoleEnd] = [*self.booths, *self.staff]
        while any(one.socket and ((one.socket.up and one.socket.known_above) or one.socket.down) for one in ends):
            for end in ends:
                self.deliver_up(end)
                if end.socket and end.socket.down:
                    self.deliver_down(end)


def _at_console(number: int, staff_id: str) -> ConsoleEnd:
    account, name = f"s{number}", f"職員{number}"
    member = StaffMember(staff_id=staff_id, account=account, name=name, section="市民課", role=Role.CLERK)
    return ConsoleEnd(member, staff_id)


def _store() -> Any:
    """An empty store in memory, for what is written of calls."""
    engine = create_engine("sqlite://")
    Table.metadata.create_all(engine, tables=[CallRecord.__table__, CallBreak.__table__])  # type: ignore[attr-defined]
    return engine.connect()


def _form(stage: Talking) -> forms.FormShown:
    shown = forms.ShownField(field="copies", label="通数", proposable=True)
    return forms.FormShown(
        call_id=stage.call_id, epoch=stage.epoch, procedure="juminhyo", version="1", title="住民票", locale="ja",
        fields=(shown,), number=stage.form_number,
    )  # fmt: skip
