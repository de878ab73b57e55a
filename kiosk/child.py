"""A supervised child process behind one door: typed commands in, typed events out, a deadline, a kill, a restart.

What can hang or crash lives in a child: the card reader (a silent card blocks PC/SC for ever, only a kill frees it)
and the media engine. Parent and child share one socket pair. A frame is three big-endian 32-bit numbers (JSON
length, secret length, request id), the JSON of one pydantic model, then the secret bytes. A secret (a PIN) travels
only as a `bytearray` that is overwritten after it was written out; it never becomes JSON.
"""

import asyncio
import contextlib
import os
import socket
import struct
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from typing import Final, Generic, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from kiosk.log import Log
from kiosk.standby import Standby, Started, see_off, spawn
from kiosk.tasks import Tasks

_log = Log("child")
_HEADER: Final = struct.Struct("!III")
_LARGEST_BYTES: Final = 16 * 2**20
_FD_VARIABLE: Final = "KIOSK_CHILD_FD"

E = TypeVar("E", bound=BaseModel)
C = TypeVar("C", bound=BaseModel)


class ChildSilent(Exception):
    """The child did not answer within the deadline and was killed."""


class ChildGone(Exception):
    """The child ended before it answered."""


class Child(Generic[E]):
    """The parent's side of one supervised child.

    Attributes:
        name: for logs.
        starts: how often the process was started.
    """

    def __init__(
        self,
        name: str,
        module: str,
        arguments: list[str],
        *,
        events: TypeAdapter[E],
        on_event: Callable[[E], None],
        on_gone: Callable[[], None] | None = None,
        environment: Mapping[str, str] | None = None,
        back_off_s: tuple[float, ...] = (0.0, 0.2, 0.5, 1.0, 2.0, 5.0),
        standby_after_s: float | None = None,
    ) -> None:
        """Describe the child: ``python -m module arguments...`` with a `main`; events are decoded by `events`.

        `on_gone` is called at each death that was not asked for, before the restart. `back_off_s` are the waits in
        seconds before each restart; the last one repeats. A child that lived 30 s starts again at the first. With
        `standby_after_s`, so long after each start another one is made that takes over at the next.
        """
        self.name = name
        self.starts = 0
        self._command = [sys.executable, "-m", "kiosk.loading", module, *arguments]
        self._environment = dict(environment or {})
        self._decode = events
        self._on_event = on_event
        self._on_gone = on_gone
        self._back_off_s = back_off_s
        self._tasks = Tasks(f"child.{name}")
        self._process: subprocess.Popen[bytes] | None = None
        self._socket: socket.socket | None = None
        self._sending = asyncio.Lock()
        self._waiting: dict[int, asyncio.Future[E]] = {}
        self._last_id = 0
        self._tried = asyncio.Event()
        self._ready = asyncio.Event()
        self._stop_asked = asyncio.Event()
        self._standby = None if standby_after_s is None else Standby(self._make, standby_after_s)

    @property
    def pid(self) -> int | None:
        """The process id while it runs."""
        return self._process.pid if self._process else None

    @property
    def up(self) -> bool:
        """Whether the process runs and takes commands."""
        return self._ready.is_set()

    async def start(self) -> None:
        """Start the process and keep it running until `stop()`.

        One that cannot be started now (no memory, no rights) is gone like one that died, and is tried again.
        """
        self._stop_asked.clear()
        self._tried.clear()
        self._tasks.start(self._supervise(), "supervise")
        await self._tried.wait()

    async def send(self, command: BaseModel, *, secret: bytearray | None = None) -> None:
        """Send one command; a child that is being restarted gets it when it is up. `secret` is overwritten."""
        await self._send(command, secret, 0)

    async def request(self, command: BaseModel, timeout_s: float, *, secret: bytearray | None = None) -> E:
        """Send a command and wait for the event that answers it.

        Raises `ChildSilent` after `timeout_s` (the child is then killed and restarted) and `ChildGone` when it
        died first.
        """
        self._last_id += 1
        number = self._last_id
        answer: asyncio.Future[E] = asyncio.get_running_loop().create_future()
        self._waiting[number] = answer
        try:
            async with asyncio.timeout(timeout_s):
                await self._send(command, secret, number)
                return await answer
        except TimeoutError as error:
            _log.warning("child_silent", child=self.name, command=type(command).__name__)
            self.kill()
            raise ChildSilent(self.name) from error
        finally:
            self._waiting.pop(number, None)

    def kill(self) -> None:
        """End the process at once; the supervisor starts a new one."""
        if self._process and self._process.poll() is None:
            self._process.kill()

    async def stop(self, *, again: bool = False) -> None:
        """End the child and its supervision; `again`: it is started in a moment, by the one that stands by."""
        self._stop_asked.set()
        if self._socket:
            with contextlib.suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)
        if self._process:
            await asyncio.to_thread(see_off, self._process, 2.0)
        await self._tasks.end()
        if self._standby and not again:
            self._standby.end()  # after the task that may have made one until now
        self._fail_waiting()

    async def _send(self, command: BaseModel, secret: bytearray | None, number: int) -> None:
        try:
            while True:
                await self._ready.wait()
                body = command.model_dump_json().encode()
                frame = bytearray(_HEADER.pack(len(body), len(secret or b""), number) + body)
                if secret is not None:
                    frame += secret
                try:
                    async with self._sending:
                        connection = self._socket
                        if connection is not None:
                            await asyncio.get_running_loop().sock_sendall(connection, frame)
                            return
                except OSError as error:
                    if number or secret is not None:
                        raise ChildGone(self.name) from error
                    self._ready.clear()
                finally:
                    frame[:] = bytes(len(frame))
        finally:
            if secret is not None:
                secret[:] = bytes(len(secret))

    async def _supervise(self) -> None:
        failures = 0
        loop = asyncio.get_running_loop()
        while not self._stop_asked.is_set():
            began = loop.time()
            try:
                self._spawn()
                await self._read_events()
            except OSError as error:  # not even a process could be made
                _log.failure("child_not_started", error, child=self.name)
            finally:
                self._ready.clear()
                self._close()
            if self._stop_asked.is_set():
                return
            failures = 1 if loop.time() - began > 30 else failures + 1
            _log.warning("child_gone", child=self.name, starts=self.starts)
            self._fail_waiting()
            if self._on_gone:
                self._on_gone()
            await asyncio.sleep(self._back_off_s[min(failures, len(self._back_off_s)) - 1])

    def _spawn(self) -> None:
        self._tried.set()
        started = (self._standby.take() if self._standby else None) or self._make()
        self._process, self._socket = started.process, started.socket
        self.starts += 1
        self._ready.set()
        if self._standby:
            self._tasks.start(self._standby.keep(), "standby")

    def _make(self) -> Started:
        return spawn(self._command, self._environment, _FD_VARIABLE)

    async def _read_events(self) -> None:
        """Deliver what the child says until it ends or talks nonsense; secrets travel the other way only."""
        assert self._socket is not None
        reader, writer = await asyncio.open_connection(sock=self._socket.dup())
        try:
            while True:
                length, secret, number = _HEADER.unpack(await reader.readexactly(_HEADER.size))
                if secret or length > _LARGEST_BYTES:
                    _log.warning("frame_too_large", child=self.name)
                    return self.kill()
                self._deliver(self._decode.validate_json(await reader.readexactly(length)), number)
        except ValidationError as error:
            _log.failure("bad_frame", error, child=self.name)
            self.kill()
        except (OSError, EOFError):
            return None  # it ended
        finally:
            writer.close()

    def _deliver(self, event: E, number: int) -> None:
        waiting = self._waiting.pop(number, None) if number else None
        if waiting is not None:
            if not waiting.done():
                waiting.set_result(event)
            return
        try:
            self._on_event(event)
        except Exception as error:  # noqa: BLE001 -- a bug of a listener must not leave the child without supervision
            _log.failure("listener_failed", error, child=self.name, heard=type(event).__name__)

    def _close(self) -> None:
        if self._socket:
            self._socket.close()
            self._socket = None
        if self._process and self._process.poll() is None:
            see_off(self._process, 0.5)

    def _fail_waiting(self) -> None:
        for answer in self._waiting.values():
            if not answer.done():
                answer.set_exception(ChildGone(self.name))
        self._waiting.clear()


class ChildPort(Generic[C]):
    """The child's side of the door; blocking, safe to send from any thread.

    The process ends at once when the parent goes away, even while a call into a driver hangs.
    """

    def __init__(self, commands: TypeAdapter[C]) -> None:
        self._decode = commands
        self._socket = socket.socket(fileno=int(os.environ[_FD_VARIABLE]))
        self._socket.setblocking(True)
        self._lock = threading.Lock()

    def send(self, event: BaseModel, answers: int = 0) -> None:
        """Send one event; `answers` is the request id it answers, 0 for an event of its own."""
        body = event.model_dump_json().encode()
        with self._lock:
            try:
                self._socket.sendall(_HEADER.pack(len(body), 0, answers) + body)
            except OSError:
                os._exit(0)

    def serve(self, act: Callable[[C, int, bytearray], None]) -> None:
        """Read commands for ever and call `act(command, request id, secret)`; `act` must not block for long.

        Meant for a thread of its own: at the end of the connection the whole process exits.
        """
        while True:
            try:
                length, secret_length, number = _HEADER.unpack(self._read(_HEADER.size))
                body = self._read(length)
                secret = self._read(secret_length)
            except (OSError, EOFError):
                os._exit(0)
            act(self._decode.validate_json(bytes(body)), number, secret)

    def serve_in_thread(self, act: Callable[[C, int, bytearray], None]) -> None:
        """`serve` in a daemon thread."""
        threading.Thread(target=self.serve, args=(act,), name="child-port", daemon=True).start()

    def _read(self, size: int) -> bytearray:
        """All of `size` bytes, straight into what can be overwritten: they may be a secret."""
        buffer = bytearray(size)
        if size and self._socket.recv_into(buffer, size, socket.MSG_WAITALL) < size:
            raise EOFError
        return buffer
