"""Shared by the console's tests: the pages over a paper desk, served on a free port."""

import asyncio
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from uvicorn import Config, Server

sys.path.insert(0, str(Path(__file__).parent))  # for paper_desk and its neighbours

from paper_desk import PaperDesk

from kiosk.headquarters.console.pages import make_router


@asynccontextmanager
async def serving(app: FastAPI) -> AsyncIterator[str]:
    """The address of `app` while it is served in this loop."""
    listening = socket.create_server(("127.0.0.1", 0))
    config = Config(app, log_config=None, lifespan="off", ws="websockets-sansio", timeout_graceful_shutdown=1)
    server = Server(config)
    server.install_signal_handlers = lambda: None  # type: ignore[attr-defined]
    running = asyncio.get_running_loop().create_task(server.serve(sockets=[listening]), name="test server")
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        await running


def pages_over(desk: Any) -> FastAPI:
    app = FastAPI()
    app.include_router(make_router(desk))
    return app


@pytest.fixture
def desk() -> PaperDesk:
    return PaperDesk()


@pytest.fixture
async def address(desk: PaperDesk) -> AsyncIterator[str]:
    async with serving(pages_over(desk)) as where:
        yield where
