"""Serves pages of the console on a free port, in the loop of the test."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI
from uvicorn import Config, Server

from kiosk.headquarters.web.console.pages import make_router
from kiosk.headquarters.web.requests.origin import OwnOrigin
from kiosk.headquarters.web.requests.security_headers import SecurityHeaders


def pages_over(desk: Any) -> FastAPI:
    app = FastAPI()
    app.add_middleware(OwnOrigin)
    app.include_router(make_router(desk))
    return app


@asynccontextmanager
async def serving(app: FastAPI) -> AsyncIterator[str]:
    """The address of `app` while it is served."""
    listening = socket.create_server(("127.0.0.1", 0))
    config = Config(
        SecurityHeaders(app), log_config=None, lifespan="off", ws="websockets-sansio", timeout_graceful_shutdown=1
    )
    server = Server(config)
    running = asyncio.get_running_loop().create_task(server.serve(sockets=[listening]), name="test server")
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        await running
