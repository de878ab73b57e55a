"""Every way in which words may leave a process, each with a name in them: ``python -m tests.log.leaks WAY``.

The process begins as ours do, with `capture`, and ends after the words were said.
"""

import asyncio
import gc
import logging
import sqlite3
import sys
import threading
import warnings
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Final

import uvloop
from pydantic import BaseModel

from kiosk.log.capture import capture
from kiosk.tasks import Tasks

SECRET: Final = "葛西辻子"


class Person(BaseModel):
    """Somebody."""

    age: int


class Stubborn:
    """Cannot be destroyed in peace."""

    def __del__(self) -> None:
        raise ValueError(SECRET)


def stumble(*_ignored: object) -> None:
    """Raise."""
    raise ValueError(SECRET)


async def stumble_later() -> None:
    """Raise in a task."""
    await asyncio.sleep(0)
    raise ValueError(SECRET)


# -- the main thread ----------------------------------------------------------------------------------------------


def uncaught_with_locals() -> None:
    person = {"name": SECRET}
    raise KeyError(person["name"])


def uncaught_group() -> None:
    raise ExceptionGroup(SECRET, [ValueError(SECRET)])


def uncaught_validation() -> None:
    Person.model_validate({"age": SECRET})


def uncaught_from_the_database() -> None:
    from sqlalchemy import create_engine, text

    with create_engine("sqlite://").connect() as connection:
        connection.execute(text("CREATE TABLE person (name TEXT UNIQUE)"))
        for _ in range(2):
            connection.execute(text("INSERT INTO person VALUES (:name)"), {"name": SECRET})


def uncaught_while_another_was_told() -> None:
    try:
        stumble()
    except ValueError as error:
        raise sqlite3.OperationalError(SECRET) from error


# -- other threads, destructors, warnings ---------------------------------------------------------------------------


def a_thread() -> None:
    thread = threading.Thread(target=stumble, name=SECRET)
    thread.start()
    thread.join()


def a_destructor() -> None:
    Stubborn()
    gc.collect()


def a_warning() -> None:
    warnings.warn(SECRET, RuntimeWarning, stacklevel=1)


# -- logging of libraries ---------------------------------------------------------------------------------------------


def a_logger() -> None:
    logging.getLogger("somebody").error("told %s", SECRET)


def a_logger_with_exception() -> None:
    try:
        stumble()
    except ValueError:
        logging.getLogger("somebody").exception("told %s", SECRET)


def a_logger_that_keeps_to_itself() -> None:
    library = logging.getLogger("somebody")
    library.propagate = False
    library.error(SECRET)


def a_wrong_format() -> None:
    logging.getLogger("somebody").error("%d", SECRET)


# -- tasks ------------------------------------------------------------------------------------------------------------


async def _forget_a_task() -> None:
    task = asyncio.get_running_loop().create_task(stumble_later(), name=SECRET)
    await asyncio.wait([task])
    del task
    gc.collect()


async def _call_back() -> None:
    asyncio.get_running_loop().call_soon(stumble, SECRET)
    await asyncio.sleep(0.01)


async def _own_task() -> None:
    await asyncio.wait([Tasks("counter").start(stumble_later(), "stumble")])


def a_task() -> None:
    asyncio.run(_forget_a_task())


def a_task_on_uvloop() -> None:
    uvloop.run(_forget_a_task())


def a_callback() -> None:
    asyncio.run(_call_back())


def a_callback_on_uvloop() -> None:
    uvloop.run(_call_back())


def a_task_of_ours() -> None:
    asyncio.run(_own_task())


# -- servers and clients --------------------------------------------------------------------------------------------


async def _ask_uvicorn(app: Any) -> None:
    import aiohttp

    from kiosk.headquarters.alarms import Alarms
    from kiosk.headquarters.settings import Door, HeadquartersSettings
    from kiosk.headquarters.web import servers

    listener = servers.listen(Door(host="127.0.0.1", port=0))
    counts = servers.count_connections(HeadquartersSettings(), Alarms(lambda: datetime(2026, 11, 21, tzinfo=UTC)))
    server = servers.make_server(app, None, counts.staff)
    serving = asyncio.get_running_loop().create_task(server.serve([listener]))
    await server.opened.wait()
    url = f"http://127.0.0.1:{listener.getsockname()[1]}/?name={SECRET}"
    async with aiohttp.ClientSession() as http, http.get(url) as answer:
        assert answer.status == 500
    server.should_exit = True
    await serving


def a_web_application() -> None:
    async def app(_scope: object, _receive: object, _send: object) -> None:
        raise ValueError(SECRET)

    asyncio.run(_ask_uvicorn(app))


async def _serve_with_aiohttp() -> None:
    import aiohttp
    from aiohttp import web

    async def answer(_request: web.Request) -> web.Response:
        raise ValueError(SECRET)

    app = web.Application()
    app.router.add_get("/", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    async with aiohttp.ClientSession() as http, http.get(f"http://127.0.0.1:{runner.addresses[0][1]}/") as reply:
        assert reply.status == 500
    await runner.cleanup()


def a_web_server_of_aiohttp() -> None:
    asyncio.run(_serve_with_aiohttp())


async def _ask_nobody() -> None:
    import aiohttp

    async with aiohttp.ClientSession() as http, http.get(f"http://127.0.0.1:1/{SECRET}"):
        pass


def a_web_client() -> None:
    asyncio.run(_ask_nobody())


def a_session_left_open() -> None:
    import aiohttp

    async def leave() -> None:
        aiohttp.ClientSession(headers={"name": "kasai"})
        gc.collect()

    asyncio.run(leave())


# -- Qt ----------------------------------------------------------------------------------------------------------------


def _with_qt() -> None:
    from kiosk.booth.views.qt_messages import lead_into_log

    lead_into_log()


def qt_itself() -> None:
    from PySide6.QtCore import qWarning

    _with_qt()
    qWarning(SECRET)


def a_page() -> None:
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtQml import QQmlApplicationEngine

    _with_qt()
    application = QGuiApplication(sys.argv[:1])
    engine = QQmlApplicationEngine()
    page = f"import QtQml\nQtObject {{ Component.onCompleted: {{ console.warn('{SECRET}'); missing['{SECRET}'] }} }}"
    engine.loadData(page.encode())
    del engine, application


def a_slot() -> None:
    from PySide6.QtCore import QCoreApplication, QTimer

    _with_qt()
    application = QCoreApplication(sys.argv[:1])
    QTimer.singleShot(0, stumble)
    QTimer.singleShot(10, application.quit)
    application.exec()


def a_callback_on_qasync() -> None:
    from PySide6.QtCore import QCoreApplication
    from qasync import QEventLoop

    _with_qt()
    loop = QEventLoop(QCoreApplication(sys.argv[:1]))
    with loop:
        loop.run_until_complete(_call_back())
        loop.run_until_complete(_forget_a_task())


WAYS: Final[dict[str, Callable[[], None]]] = {
    name: way for name, way in list(globals().items()) if name.startswith(("a_", "uncaught_", "qt_")) and callable(way)
}

if __name__ == "__main__":
    capture("leaks")
    WAYS[sys.argv[1]]()
