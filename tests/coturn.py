"""A coturn of a test's own: over UDP, TCP and TLS, with the short-lived passwords headquarters makes."""

import contextlib
import datetime
import ipaddress
import shutil
import socket
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from kiosk.headquarters.calls.turn_credentials import Relay
from kiosk.headquarters.settings import Turn
from kiosk.protocol.calls import IceServer

PROGRAM: Final = shutil.which("turnserver")
installed: Final = pytest.mark.skipif(PROGRAM is None, reason="coturn is not installed")
_SECRET: Final = "for this test only"


@dataclass(frozen=True)
class Coturn:
    """A running relay. `authority`: the file whoever asks over TLS has to trust."""

    port: int
    tls_port: int
    folder: Path
    authority: Path

    def url(self, over: str) -> str:
        """Its address over `udp`, `tcp` or `tls`."""
        if over == "tls":
            return f"turns:127.0.0.1:{self.tls_port}?transport=tcp"
        return f"turn:127.0.0.1:{self.port}?transport={over}"

    def turn(self, *over: str, secret: str = _SECRET) -> Turn:
        """The settings of a headquarters that shares its secret, or believes to."""
        file = self.folder / f"secret-{len(secret)}"
        file.write_text(secret)
        return Turn(urls=tuple(self.url(one) for one in over), secret_file=file)

    def servers(self, *over: str, secret: str = _SECRET) -> tuple[IceServer, ...]:
        """What headquarters gives for one call."""
        now = datetime.datetime.now(datetime.UTC)  # noqa: TID251 -- coturn goes by the machine's clock
        return Relay(self.turn(*over, secret=secret), lambda: now).servers("himeji-ieshima-1")


@contextlib.contextmanager
def coturn(folder: Path) -> Iterator[Coturn]:
    """Start one on free ports of this machine, and end it."""
    assert PROGRAM is not None
    port, tls_port = free_port(), free_port()
    authority = _certify(folder)
    options = f"""
listening-ip=127.0.0.1
relay-ip=127.0.0.1
listening-port={port}
tls-listening-port={tls_port}
cert={authority}
pkey={folder}/turn.key
allow-loopback-peers
cli-password=unused
no-cli
use-auth-secret
static-auth-secret={_SECRET}
realm=test
pidfile={folder}/pid
log-file=stdout
"""
    (folder / "turnserver.conf").write_text(options)
    program = subprocess.Popen(
        [PROGRAM, "-c", str(folder / "turnserver.conf")], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=folder
    )
    try:
        _until_listening(port)
        yield Coturn(port, tls_port, folder, authority)
    finally:
        program.kill()
        program.communicate()


def free_port() -> int:
    """A port nobody has, for TCP and UDP."""
    with socket.socket() as stream, socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as datagrams:
        stream.bind(("127.0.0.1", 0))
        port: int = stream.getsockname()[1]
        datagrams.bind(("127.0.0.1", port))
    return port


def _certify(folder: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "relay of a test")])
    now = datetime.datetime.now(datetime.UTC)  # noqa: TID251 -- TLS goes by the machine's clock
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    bare = serialization.NoEncryption()
    (folder / "turn.key").write_bytes(key.private_bytes(pem, serialization.PrivateFormat.PKCS8, bare))
    authority = folder / "turn.pem"
    authority.write_bytes(certificate.public_bytes(pem))
    return authority


def _until_listening(port: int) -> None:
    binding = bytes.fromhex("000100002112a442") + b"kiosk-test-1"  # RFC 8489: a binding request
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        asking.settimeout(0.1)
        for _ in range(200):
            with contextlib.suppress(OSError):
                asking.sendto(binding, ("127.0.0.1", port))
                asking.recv(1500)
                return
    raise AssertionError("turnserver does not answer")
