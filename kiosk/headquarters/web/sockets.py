"""Sockets: the booth's link and the console's line, from hello to close.

A message must be small, known and of this direction; a bad one is refused, and after ten the socket is closed. Each
end has a pace: who sends faster waits in its own row, far faster is closed, and between two messages of one end all
others have their turn. Who cannot keep up with what it is sent is closed too: nobody else waits for it. The close code
says whether to come back.
"""

import asyncio
import contextlib
from datetime import datetime, timedelta
from typing import Final

from starlette.websockets import WebSocket

from kiosk.headquarters.alarms import Alarm, Alarms
from kiosk.headquarters.calls.incoming import begins_call
from kiosk.headquarters.calls.switchboard import Switchboard
from kiosk.headquarters.fleet.booths import LOOK_S, Fleet, Guest, KnownBooth
from kiosk.headquarters.publishing.published import Newest, Published
from kiosk.headquarters.rate_limit import Pace, Rate
from kiosk.headquarters.staff.sessions import session_key
from kiosk.headquarters.staff.views import StaffMember
from kiosk.headquarters.storage.store import StoreUnavailable
from kiosk.headquarters.web import wording
from kiosk.headquarters.web.desk import COOKIE, Desk
from kiosk.headquarters.web.reading import Reader, hello_of, now_s
from kiosk.headquarters.web.requests.origin import same_origin
from kiosk.headquarters.web.socket_peer import SocketGone, SocketPeer
from kiosk.log import Log, bound
from kiosk.protocol.call_state import StaffNow
from kiosk.protocol.calls import CallRequested
from kiosk.protocol.duty import ConsoleHello
from kiosk.protocol.message import from_booth, from_console
from kiosk.protocol.presence import INSTANCE, LONGEST_INSTANCE, Beat, BoothHello, Closing, ProceduresPublished
from kiosk.protocol.versions import HEADER, minor_said
from kiosk.tasks import Tasks

PAGE_SAYS: Final = "protocol"
"""Where a page says its version, as a booth does in a header: it may be of the program before or after this one."""
_log = Log("headquarters.sockets")
SILENT_S: Final = 45.0
"""Booths beat every 20 s and consoles answer our beats: who misses two is gone, whatever the socket says."""
BEAT_S: Final = 20.0
PACE: Final = Rate(at_once=120, every=timedelta(seconds=0.1))
"""Messages by their weight: six calls in a row and then one in two seconds, or ten edits of a form a second."""
_SESSION_S: Final = 20.0
_SHUT_OUT: Final = "this certificate is not (or no longer) of an enrolled booth"


class Sockets:
    """Every WebSocket of this headquarters.

    Attributes:
        published: what booths are told of when they come, and when something newer is there.
    """

    def __init__(
        self, switchboard: Switchboard, fleet: Fleet, desk: Desk, alarms: Alarms, published: Published
    ) -> None:
        self._switchboard = switchboard
        self._fleet = fleet
        self._desk = desk
        self._alarms = alarms
        self._tasks = Tasks("sockets")
        self._lines: dict[str, set[SocketPeer]] = {}  # by the key of the session that opened them
        self._signed_out: set[SocketPeer] = set()
        self._sessions: dict[str, StaffMember] = {}
        """Whose session each was when the store was asked last: who is in a call comes back to it without the store."""
        self._paces: dict[str, Pace] = {}
        """By booth or staff member: whoever opens a new socket has no new allowance."""
        self._links: set[SocketPeer] = set()
        self.published = published
        published.when_newer(self._tell_of)
        desk.staff.sessions.when_ended(self._signs_out)

    def start(self) -> None:
        """Begin to compare open lines with the sessions in force."""
        self._tasks.start(self._keep_looking(), "look")

    async def look(self) -> None:
        """End every line whose session another process of headquarters ended; raises `StoreUnavailable`."""
        for key in await self._desk.staff.sessions.gone({*self._lines, *self._sessions}):
            self._session_ended(key)

    async def _keep_looking(self) -> None:
        while True:
            await asyncio.sleep(LOOK_S)
            with contextlib.suppress(StoreUnavailable):  # nobody is signed out because the disk is gone
                await self.look()

    async def stop(self) -> None:
        """Stop sending."""
        await self._tasks.end()

    # -- the booth's link -------------------------------------------------------------------------------------------

    async def link(self, socket: WebSocket) -> None:
        """One link of a booth, from hello to close."""
        await socket.accept()
        peer = SocketPeer(socket, self._tasks, minor_said(socket.headers.get(HEADER)))
        try:
            await self._serve_link(peer, socket.scope.get("extensions", {}).get("tls"))
        except (SocketGone, TimeoutError):
            pass
        except StoreUnavailable as error:
            _store_away(peer, error)
        finally:
            await peer.ended()

    async def _serve_link(self, peer: SocketPeer, tls: dict[str, str] | None) -> None:
        if tls is None:
            peer.refuse("not_enrolled", _SHUT_OUT)
            return
        guest = Guest(
            tls["booth_id"],
            tls["fingerprint"],
            datetime.fromisoformat(tls["expires_at"]),
            shut=lambda: peer.refuse("not_enrolled", _SHUT_OUT),
            send_away=lambda: peer.close("its certificate ran out", Closing.COME_BACK),
        )
        self._fleet.came(guest)
        try:
            booth = await self._fleet.admit_guest(guest)
            if booth is None:
                guest.shut()
            else:
                with bound(booth=booth.booth_id):
                    await self._welcome(peer, booth, guest)
        finally:
            self._fleet.went(guest)

    async def _welcome(self, peer: SocketPeer, booth: KnownBooth, guest: Guest) -> None:
        hello = await hello_of(peer, from_booth, BoothHello)
        if hello is None:
            return
        if hello.booth_id != booth.booth_id:
            peer.refuse("not_allowed", "the hello names another booth than the certificate")
            return
        await self._noted(booth)
        if peer.closing:
            return
        instance = peer.headers.get(INSTANCE, "")[:LONGEST_INSTANCE]
        if await self._switchboard.is_twin(booth, instance):
            self._alarms.ring(Alarm.BOOTH_TWICE, booth=booth.booth_id)
            peer.refuse("booth_twice", "another machine with the identity of this booth is here", Closing.COME_BACK)
            return
        pace = self._paces.setdefault(booth.booth_id, Pace(PACE))
        await peer.turn(pace.wait_s(now_s(), hello.weight))
        self._switchboard.booth_came(booth, peer, hello, instance)
        self._links.add(peer)
        if self.published.number:
            peer.send(ProceduresPublished(number=self.published.number))
        try:
            await self._read_link(Reader(peer, from_booth, pace), booth, guest)
        finally:
            self._links.discard(peer)
            if self._switchboard.booth_left(booth.booth_id, peer):
                await self._noted(booth)

    def _tell_of(self, newest: Newest) -> None:
        for peer in tuple(self._links):
            peer.send(ProceduresPublished(number=newest.number))

    async def _noted(self, booth: KnownBooth) -> None:
        """That it was here; where that cannot be written, calls go on all the same."""
        try:
            await self._fleet.seen(booth.booth_id)
        except StoreUnavailable as error:
            _log.failure("booth_not_noted", error)

    async def _read_link(self, reader: Reader, booth: KnownBooth, guest: Guest) -> None:
        while True:
            message = await reader.next(SILENT_S)
            if message is None:
                continue
            if begins_call(message, self._switchboard.routing):
                await reader.weigh(CallRequested.weight - message.weight)
                if not await self._fleet.admits(guest):
                    guest.shut()  # whoever was shut out, by whichever process, rings nobody
                    return
            self._switchboard.from_booth(booth, message)

    # -- the console's line -----------------------------------------------------------------------------------------

    async def line(self, socket: WebSocket) -> None:
        """One line of a console, from hello to close. Opened only for a signed-in page of our own origin."""
        token = socket.cookies.get(COOKIE)
        staff = await self._staff_of(token)
        if isinstance(staff, StoreUnavailable):
            await socket.accept()  # a handshake that is refused would look like a session that ended
            await socket.close(Closing.COME_BACK)
            return
        if staff is None or token is None or not same_origin(socket.headers, socket.url.scheme):
            await socket.close(Closing.MAY_NOT)
            return
        await socket.accept()
        peer = SocketPeer(socket, self._tasks, minor_said(socket.query_params.get(PAGE_SAYS)))
        lines = self._lines.setdefault(session_key(token), set())
        lines.add(peer)
        try:
            with bound(staff=staff.staff_id):
                await self._serve_line(peer, staff, token)
        except (SocketGone, TimeoutError):
            pass
        except StoreUnavailable as error:
            _store_away(peer, error)
        finally:
            lines.discard(peer)
            self._signed_out.discard(peer)
            if not lines:
                self._lines.pop(session_key(token), None)
            await peer.ended()

    async def _staff_of(self, token: str | None) -> StaffMember | StoreUnavailable | None:
        """Whose session this is; while the store is away, as it was when it was asked last."""
        key = session_key(token) if token else ""
        try:
            staff = await self._desk.staff_of(token)
        except StoreUnavailable as error:
            return self._sessions.get(key, error)
        if staff is None:
            self._sessions.pop(key, None)
        else:
            self._sessions[key] = staff
        return staff

    def _signs_out(self, key: str) -> None:
        """Somebody ended the session, which is no fault: a call of it is over for the resident, too."""
        self._signed_out |= self._lines.get(key, set())
        self._session_ended(key)

    def _session_ended(self, key: str) -> None:
        """Nobody is rung any more by a session that is over, nor hears of a call."""
        self._sessions.pop(key, None)
        for peer in tuple(self._lines.get(key, ())):
            peer.refuse("not_allowed", wording.SESSION_ENDED)

    async def _serve_line(self, peer: SocketPeer, staff: StaffMember, token: str) -> None:
        if not staff.role.may_take_calls:
            peer.refuse("not_allowed", wording.ROLE_TAKES_NO_CALLS)
            return
        hello = await hello_of(peer, from_console, ConsoleHello)
        if hello is None:
            return
        pace = self._paces.setdefault(staff.staff_id, Pace(PACE))
        await peer.turn(pace.wait_s(now_s(), hello.weight))
        self._switchboard.staff_came(staff, peer, hello)
        try:
            await self._read_line(Reader(peer, from_console, pace), peer, staff, token)
        finally:
            self._switchboard.staff_left(staff.staff_id, peer, for_good=peer in self._signed_out)

    async def _read_line(self, reader: Reader, peer: SocketPeer, staff: StaffMember, token: str) -> None:
        watching = self._tasks.start(self._watch_session(peer, staff.staff_id, token), "session")
        beating = self._tasks.start(self._beat(peer), "beat")
        try:
            while True:
                message = await reader.next(SILENT_S)
                if message is None:
                    continue
                said_by_itself = isinstance(message, Beat | StaffNow)
                if not said_by_itself and await self._has_ended(token, touch=True):
                    peer.refuse("not_allowed", wording.SESSION_ENDED)
                    return
                self._switchboard.from_console(staff, message)
        finally:
            watching.cancel()
            beating.cancel()

    async def _watch_session(self, peer: SocketPeer, staff_id: str, token: str) -> None:
        """Close the line when its session idled or was ended elsewhere. Waiting for calls, or a call, keeps it open."""
        while True:
            await asyncio.sleep(_SESSION_S)
            if await self._has_ended(token, touch=self._switchboard.is_busy(staff_id)):
                peer.refuse("not_allowed", wording.SESSION_ENDED)
                return

    async def _has_ended(self, token: str, *, touch: bool) -> bool:
        """Whether the session is over; while the store is away nobody is signed out."""
        try:
            ended = await self._desk.staff.staff_of(token, touch=touch) is None
            if ended:
                self._sessions.pop(session_key(token), None)
            return ended
        except StoreUnavailable as error:
            _log.failure("session_not_looked_up", error)
            return False

    async def _beat(self, peer: SocketPeer) -> None:
        while True:
            await asyncio.sleep(BEAT_S)
            peer.send(Beat())


def _store_away(peer: SocketPeer, error: StoreUnavailable) -> None:
    """Nothing is wrong with who is at the other end."""
    _log.failure("store_away", error)
    peer.close("store away", Closing.COME_BACK)
