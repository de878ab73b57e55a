"""Asks headquarters for the relay's address and password, to try them without a call."""

from typing import Final

from pydantic import ValidationError

from kiosk.booth.uplink import http
from kiosk.booth.uplink.device_identity import Device
from kiosk.protocol.calls import IceServer, RelayGiven

_LIMITS: Final = http.Limits(total_s=10, connect_s=5)


async def relay_given(device: Device) -> tuple[IceServer, ...] | http.Unreachable:
    """The servers a call would get now, good for minutes; a headquarters of before the question cannot be asked."""
    answer = await http.ask(f"{device.enrolled.booth_url.rstrip('/')}/relay", device.tls, _LIMITS)
    if isinstance(answer, http.Unreachable):
        return answer
    if answer.status != 200:
        return http.Unreachable(f"http_{answer.status}")
    try:
        return RelayGiven.model_validate_json(answer.content, extra="ignore").ice_servers
    except ValidationError:
        return http.Unreachable(http.NO_ANSWER)
