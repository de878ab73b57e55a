"""A small real child for `test_child.py`: does what it is told, good and bad."""

import os
import struct
import sys
import time
from functools import partial
from typing import Annotated, Literal

from pydantic import BaseModel, Field, TypeAdapter

from kiosk.child import ChildPort


class Say(BaseModel):
    """Answer with these words."""

    kind: Literal["say"] = "say"
    words: str


class Count(BaseModel):
    """Answer with how long the secret was, and its sum."""

    kind: Literal["count"] = "count"


class Hang(BaseModel):
    """Never answer anything again, as a driver that is stuck."""

    kind: Literal["hang"] = "hang"


class Die(BaseModel):
    """End at once."""

    kind: Literal["die"] = "die"


class Shout(BaseModel):
    """Send a frame that claims to be `size` bytes long, or one that is no event."""

    kind: Literal["shout"] = "shout"
    size: int


Command = Annotated[Say | Count | Hang | Die | Shout, Field(discriminator="kind")]


class Said(BaseModel):
    """What the child says."""

    words: str
    pid: int = Field(default_factory=os.getpid)


def obey(port: ChildPort[Command], command: Command, number: int, secret: bytearray) -> None:
    match command:
        case Say(words=words):
            port.send(Said(words=words), number)
        case Count():
            port.send(Said(words=f"{len(secret)} {sum(secret)}"), number)
        case Hang():
            time.sleep(3600)
        case Die():
            os._exit(3)
        case Shout(size=size):
            port._socket.sendall(struct.pack("!III", size, 0, 0) if size else struct.pack("!III", 2, 0, number) + b"{}")


def main() -> None:
    port: ChildPort[Command] = ChildPort(TypeAdapter(Command))
    port.send(Said(words="here"))
    if "--busy" in sys.argv:  # the main thread is stuck in a driver; only the port's thread still works
        port.serve_in_thread(partial(obey, port))
        time.sleep(3600)
    port.serve(partial(obey, port))


if __name__ == "__main__":
    main()
