"""``kiosk rehearsal booth``: the real booth, driven by lines of JSON, as the demo and the journeys do.

Each line of standard input is one command, answered by one line of standard output:
``{"do": "touch", "name": "forward"}``, ``where``, ``state``, ``wait`` (until all of ``for`` holds), ``picture``,
``sign``, ``touch-times``, ``media``, ``kill-media``, ``card``, ``call``, ``quit``. An answer has ``ok``; a command that
cannot be done says why.
"""

import asyncio
import json
import sys
import threading
import time
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, Final

from kiosk.booth.app import Booth
from kiosk.booth.call import state as call_machine
from kiosk.booth.call.state import Over, Picture, Ringing, Sharing, Talking
from kiosk.booth.call.told import booth_now
from kiosk.booth.program import load_settings, run_with
from kiosk.booth.screen import Screen
from kiosk.booth.visit import stages
from kiosk.procedures.shared_form import SharedForm
from kiosk.rehearsal.finger import Finger, NotShown
from kiosk.rehearsal.touch_times import NotPainted, TouchTimes
from kiosk.settings import SettingsError

Command = dict[str, Any]
Reply = dict[str, Any]
_LOOK_EVERY_S: Final = 0.03
_NAME_STROKES: Final = [
    [(0.12, 0.30), (0.20, 0.28), (0.30, 0.30), (0.36, 0.27)],
    [(0.24, 0.18), (0.24, 0.45), (0.20, 0.70), (0.13, 0.82)],
    [(0.25, 0.52), (0.31, 0.68), (0.38, 0.80)],
    [(0.52, 0.25), (0.66, 0.22), (0.70, 0.26), (0.60, 0.40)],
    [(0.60, 0.40), (0.62, 0.62), (0.58, 0.80), (0.52, 0.74)],
    [(0.46, 0.52), (0.62, 0.50), (0.82, 0.49)],
]
"""Two characters of a name as a hand would draw them."""


class Control:
    """Carries out commands on one running booth."""

    def __init__(self, booth: Booth, screen: Screen) -> None:
        self._booth = booth
        self._screen = screen
        self._settle_s = booth.settings.screen.settle_s
        self._finger = Finger(screen.window)
        self._turned = time.monotonic()  # the first page came just now, too
        self._frames = 0
        self._painted: set[str] = set()
        screen.view.pageChanged.connect(self._page_turned)
        screen.window.frameSwapped.connect(self._frame_shown)
        self._acts: dict[str, Callable[[Command], Coroutine[Any, Any, Reply]]] = {
            "state": self._state,
            "touch": self._touch,
            "where": self._where,
            "wait": self._wait,
            "picture": self._picture,
            "sign": self._sign,
            "touch-times": self._touch_times,
            "remembers": self._remembers,
            "media": self._media,
            "kill-media": self._kill_media,
            "card": self._card,
            "call": self._call,
        }

    async def obey(self, command: Command) -> Reply:
        """Do one command and say how it went."""
        act = self._acts.get(str(command.get("do")))
        if act is None:
            return {"ok": False, "why": f"unknown command; known are {', '.join(self._acts)}"}
        try:
            return {"ok": True, **await act(command)}
        except NotShown as error:
            return {"ok": False, "why": str(error), "page": self._screen.view.page}
        except TimeoutError:
            return {"ok": False, "why": "it did not come", **self.state()}
        except KeyError as missing:
            return {"ok": False, "why": f"{missing} is missing"}

    def state(self) -> dict[str, Any]:
        """How things stand, without anything a person wrote."""
        visit, call = self._booth.visit.visit, self._booth.call.call
        return {
            "stage": type(visit.stage).__name__,
            "online": self._booth.link.online,
            "locale": visit.locale,
            "call": type(call.stage).__name__,
            "card_in": visit.card_in,
            "digits": self._booth.pad.count,
            "pad_open": self._booth.pad.is_open,
            **_of_stage(visit.stage),
            **_of_call(call.stage, visit.form),
        }

    async def _state(self, _command: Command) -> Reply:
        return {**self.state(), "page": self._screen.view.page, "shown": self._finger.shown()}

    async def _touch(self, command: Command) -> Reply:
        name = str(command["name"])
        await self._until(lambda: name in self._finger.shown(), float(command.get("seconds", 5.0)), name)
        await self._until_settled(name)
        self._finger.touch(name)
        await asyncio.sleep(0)
        return {}

    async def _until_settled(self, name: str) -> None:
        """What was only just made has no place before it was painted once; nobody touches what is not to be seen."""
        await self._until(lambda: time.monotonic() - self._turned > self._settle_s, 5.0)
        if name in self._painted:
            return
        seen = self._frames
        self._screen.window.update()
        await self._until(lambda: self._frames > seen, 10.0)
        self._painted = set(self._finger.shown())

    def _frame_shown(self) -> None:
        self._frames += 1

    def _page_turned(self) -> None:
        """A new page takes no touch for a moment; a person would not be quicker either."""
        self._turned = time.monotonic()
        self._painted = set()

    async def _where(self, command: Command) -> Reply:
        name = str(command["name"])
        await self._until(lambda: name in self._finger.shown(), float(command.get("seconds", 5.0)), name)
        await self._until_settled(name)
        place = self._finger.place(name)
        return {"x": place.middle.x(), "y": place.middle.y(), "width": place.width, "height": place.height}

    async def _wait(self, command: Command) -> Reply:
        wanted: dict[str, Any] = command["for"]
        began = time.monotonic()

        def holds() -> bool:
            state = self.state()
            return all(_is_one_of(state.get(key), value) for key, value in wanted.items())

        await self._until(holds, float(command.get("seconds", 20.0)))
        return {**self.state(), "seconds": round(time.monotonic() - began, 3)}

    async def _picture(self, command: Command) -> Reply:
        await asyncio.sleep(0.25)  # what is moving comes to rest before a person would look
        image = self._screen.window.grabWindow()
        path = Path(command["file"])
        return {"saved": image.save(str(path)), "width": image.width(), "height": image.height()}

    async def _sign(self, _command: Command) -> Reply:
        await self._until(lambda: "pad" in self._finger.shown(), 5.0, "pad")
        self._finger.draw("pad", _NAME_STROKES)
        return {}

    async def _touch_times(self, command: Command) -> Reply:
        """Touch `names` in turn, `times` altogether, and tell how long each took until it was painted."""
        names = [str(name) for name in command["names"]]
        await self._until_settled(names[0])
        touches = TouchTimes(self._screen.window, self._finger, names)
        try:
            took = await asyncio.to_thread(touches.take, int(command["times"]), float(command["every_s"]))
        except NotPainted:
            return {"ok": False, "why": "nothing was painted"}
        finally:
            touches.close()
        return {"milliseconds": [round(one, 2) for one in took]}

    async def _remembers(self, command: Command) -> Reply:
        visit = self._booth.visit.visit
        held = [name for name in ("form", "identity", "signature", "procedure") if getattr(visit, name) is not None]
        return {"items": self._finger.written(str(command["text"])), "visit": held}

    async def _media(self, _command: Command) -> Reply:
        statistics = self._booth.call.statistics
        return {
            "pid": self._booth.engine.pid,
            "mirror": self._booth.engine.mirror_frames.latest() is not None,
            "frames_shown": self._screen.feeds.remote.frames_shown,
            "statistics": statistics.model_dump(mode="json") if statistics else None,
        }

    async def _card(self, _command: Command) -> Reply:
        present = self._booth.card.present
        return {"kind": present.kind if present else None, "label": present.label if present else ""}

    async def _call(self, _command: Command) -> Reply:
        """All that the booth holds for true of its call, as it tells headquarters."""
        now = booth_now(self._booth.call.call)
        return {"now": now.model_dump(mode="json") if now else None}

    async def _kill_media(self, _command: Command) -> Reply:
        pid = self._booth.engine.pid
        self._booth.engine.kill()
        return {"pid": pid}

    async def _until(self, holds: Callable[[], bool], seconds: float, name: str = "") -> None:
        deadline = time.monotonic() + seconds
        while not holds():
            if time.monotonic() > deadline:
                if name:
                    self._finger.place(name)
                raise TimeoutError
            await asyncio.sleep(_LOOK_EVERY_S)


def _is_one_of(found: Any, wanted: Any) -> bool:
    return found in (wanted if isinstance(wanted, list) else [wanted])


def _of_stage(stage: stages.Stage) -> dict[str, Any]:
    match stage:
        case stages.HandedIn():
            return {"reference": stage.reference, "receipt": stage.receipt_number, "slip": stage.slip}
        case stages.Answering():
            return {"question": stage.field, "problems": len(stage.problems)}
        case stages.WaitingForCard():
            return {"trouble": stage.trouble}
        case stages.EnteringPin():
            return {"left": stage.left, "wrong": stage.wrong}
        case stages.OutOfService() | stages.NotHandedIn():
            return {"why": stage.why}
        case _:
            return {}


def _of_call(stage: call_machine.Stage, form: SharedForm | None) -> dict[str, Any]:
    match stage:
        case Talking():
            return {
                "connected": stage.connected,
                "picture": stage.picture is Picture.SHOWN,
                "attempt": stage.attempt,
                "form_asked": stage.form is Sharing.ASKED,
                "form_shown": stage.form is Sharing.SHOWN,
                "card_asked": stage.card.want if stage.card else None,
                "card_step": stage.card.step if stage.card else None,
                "proposals": [proposal.proposal_id for proposal in form.proposals.values()] if form else [],
            }
        case Ringing():
            return {"waiting_number": stage.waiting_number, "offered": stage.attempt}
        case Over(reason=reason):
            return {"reason": reason.value}
        case _:
            return {}


async def serve(booth: Booth, screen: Screen) -> None:
    """Obey lines of standard input until ``quit`` or its end."""
    control = Control(booth, screen)
    loop = asyncio.get_running_loop()
    lines: asyncio.Queue[str] = asyncio.Queue()

    def read() -> None:
        for line in sys.stdin:
            loop.call_soon_threadsafe(lines.put_nowait, line)
        loop.call_soon_threadsafe(lines.put_nowait, '{"do": "quit"}')

    threading.Thread(target=read, name="control", daemon=True).start()
    _say({"ok": True, "did": "ready", **control.state()})
    while True:
        try:
            command: Any = json.loads(await lines.get())
        except ValueError:
            _say({"ok": False, "why": "not JSON"})
            continue
        if not isinstance(command, dict):
            _say({"ok": False, "why": "not an object"})
            continue
        if command.get("do") == "quit":
            _say({"ok": True, "did": "quit"})
            return
        _say(await control.obey(command))


def _say(reply: Reply) -> None:
    sys.stdout.write(json.dumps(reply, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def run(config: Path) -> int:
    """Open the booth of `config`, which must be a rehearsal's, and obey."""
    try:
        settings = load_settings(config)
    except SettingsError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    if not settings.rehearsal:
        sys.stderr.write(f"{config}: only a booth with rehearsal = true is driven by a program\n")
        return 2
    return run_with(settings, serve)
