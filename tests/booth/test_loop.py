"""The Qt event loop takes no references from `None`: PySide6 6.12.0 did at every call and aborted Python 3.11."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
TURNS = 10_000

_TURN_THE_LOOP = """
import asyncio, json, socket, sys
from PySide6.QtCore import QMutex, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from qasync import QEventLoop

TURNS = int(sys.argv[1])

class Bell(QObject):
    rung = Signal(int)

async def timers():
    for _ in range(TURNS):
        await asyncio.sleep(0)

async def sockets():
    loop = asyncio.get_running_loop()
    one, other = socket.socketpair()
    for end in (one, other):
        end.setblocking(False)
    for _ in range(TURNS // 10):
        await loop.sock_sendall(one, b"x")
        await loop.sock_recv(other, 1)
    one.close()
    other.close()

async def executor():
    loop = asyncio.get_running_loop()
    for _ in range(TURNS // 10):
        await loop.run_in_executor(None, int)

async def locks():
    mutex = QMutex()
    for _ in range(TURNS):
        mutex.lock()
        mutex.unlock()

async def signals():
    bell, heard = Bell(), []
    bell.rung.connect(heard.append)
    for number in range(TURNS):
        bell.rung.emit(number)
    assert len(heard) == TURNS

async def qt_timers():
    for _ in range(TURNS // 10):
        timer = QTimer()
        timer.start(10)
        timer.stop()

def measured(loop, work):
    loop.run_until_complete(work())  # once, so that what is made lazily is there
    before = sys.getrefcount(None)
    loop.run_until_complete(work())
    return sys.getrefcount(None) - before

application = QGuiApplication([])
loop = QEventLoop(application)
asyncio.set_event_loop(loop)
with loop:
    parts = (timers, sockets, executor, locks, signals, qt_timers)
    print(json.dumps({part.__name__: measured(loop, part) for part in parts}))
"""


def test_the_loop_takes_no_references_from_none() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _TURN_THE_LOOP, str(TURNS)],
        capture_output=True, text=True, check=False, timeout=100, cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    changes = json.loads(done.stdout)
    assert len(changes) == 6
    fallen = {part: change for part, change in changes.items() if change < -TURNS // 100}
    assert not fallen, f"references to None were taken: {fallen}"
