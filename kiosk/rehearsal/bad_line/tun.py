"""Two network namespaces with a TUN device in each: what is sent into one device is read from the other's file here.

TUN because ``tc netem`` is a module that many kernels do not carry. A namespace has no name: it lives as long as its
file is open here or a process is in it, so nothing is left behind whatever ends. Needs CAP_NET_ADMIN and CAP_SYS_ADMIN,
which root has, and anybody within ``unshare --user --map-root-user --net``.
"""

import ctypes
import errno
import fcntl
import os
import shutil
import struct
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from kiosk.booth.settings import REHEARSAL_LINE
from kiosk.values import dataclass

BOOTH_ADDRESS: Final = "10.77.0.1"
HEADQUARTERS_ADDRESS: Final = "10.77.0.2"
LARGEST_PACKET_BYTES: Final = 1500
_TUNSETIFF: Final = 0x400454CA  # linux/if_tun.h
_IFF_TUN: Final = 0x0001
_IFF_NO_PI: Final = 0x1000
_CLONE_NEWNET: Final = 0x40000000  # linux/sched.h
_OWN_NAMESPACE: Final = "/proc/thread-self/ns/net"


class NoBadLine(Exception):
    """This machine or account does not allow a bad line; the text says why and what to do."""


@dataclass(frozen=True)
class End:
    """One end of the line, open.

    Attributes:
        namespace: file of the namespace.
        device: file of the TUN device: each read gives one IP packet that was sent there, each write delivers one.
    """

    namespace: int
    device: int

    @property
    def path(self) -> str:
        """The file by which others come to this end (``nsenter --net=FILE COMMAND``), while this process lives."""
        return f"/proc/{os.getpid()}/fd/{self.namespace}"


def open_end(address: str, other: str) -> End:
    """A new namespace with a device of this address, which leads to `other` and everywhere else.

    Raises:
        NoBadLine: It is not allowed here, or iproute2 is missing.
    """
    with _back_home():
        _system("unshare", _CLONE_NEWNET)
        namespace = os.open(_OWN_NAMESPACE, os.O_RDONLY | os.O_CLOEXEC)
        device = _open_device()
        _set_up(address, other)
    return End(namespace, device)


@contextmanager
def gone_into(namespace: str) -> Iterator[None]:
    """Meanwhile this thread, and what it starts, is in the namespace of this file; raise `NoBadLine`."""
    with _back_home():
        file = os.open(namespace, os.O_RDONLY | os.O_CLOEXEC)
        try:
            _system("setns", file, _CLONE_NEWNET)
        finally:
            os.close(file)
        yield


@contextmanager
def _back_home() -> Iterator[None]:
    home = os.open(_OWN_NAMESPACE, os.O_RDONLY | os.O_CLOEXEC)
    try:
        yield
    finally:
        try:
            _system("setns", home, _CLONE_NEWNET)
        finally:
            os.close(home)


def _system(name: str, *arguments: int) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if getattr(libc, name)(*arguments) == 0:
        return
    number = ctypes.get_errno()
    if number == errno.EPERM:
        raise NoBadLine(
            "a bad line needs CAP_SYS_ADMIN and CAP_NET_ADMIN: run as root, or within "
            "unshare --user --map-root-user --net"
        )
    raise NoBadLine(f"{name}: {os.strerror(number)}")


def _open_device() -> int:
    try:
        device = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK | os.O_CLOEXEC)
        fcntl.ioctl(device, _TUNSETIFF, struct.pack("16sH", REHEARSAL_LINE.encode(), _IFF_TUN | _IFF_NO_PI))
    except OSError as error:
        raise NoBadLine(f"/dev/net/tun: {error.strerror}; a bad line needs it") from error
    return device


def _set_up(address: str, other: str) -> None:
    ip = shutil.which("ip", path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")
    if ip is None:
        raise NoBadLine("ip is missing (Debian: apt install iproute2)")
    for words in (
        f"link set {REHEARSAL_LINE} addrgenmode none",  # no packets of its own
        f"address add {address} peer {other} dev {REHEARSAL_LINE}",
        f"link set {REHEARSAL_LINE} up mtu {LARGEST_PACKET_BYTES}",
        "link set lo up",
        f"route add default dev {REHEARSAL_LINE}",
    ):
        done = subprocess.run([ip, *words.split()], capture_output=True, text=True, check=False)  # noqa: S603 -- ours
        if done.returncode:
            raise NoBadLine(f"ip {words}: {done.stderr.strip()}")
