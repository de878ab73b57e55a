"""Enrolment: how a booth gets its identity with a one-time code, and renews it by itself."""

from typing import Annotated

from pydantic import Field

from kiosk.protocol.identifiers import BoothId
from kiosk.protocol.model import Moment, Pem, Wire
from kiosk.protocol.presence import SealingKeys


class EnrolmentAsked(Wire):
    """``POST /enrol``: the one-time code and a PKCS#10 request (PEM) with the P-256 key made on the booth."""

    code: Annotated[str, Field(min_length=8, max_length=16)]
    csr: Pem


class Enrolled(Wire):
    """The booth's name, its 90-day client certificate (PEM), the authority (PEM) and the keys to seal to."""

    booth_id: BoothId
    place: Annotated[str, Field(max_length=60)]
    municipality: Annotated[str, Field(max_length=60)]
    certificate: Pem
    authority: Annotated[str, Field(max_length=65536)]
    sealing_keys: SealingKeys
    booth_url: Annotated[str, Field(max_length=300)]
    """Where the mutual-TLS door is: ``https://host:port``."""
    expires_at: Moment


class RenewalAsked(Wire):
    """``POST /renew`` over mutual TLS with the old certificate."""

    csr: Pem
