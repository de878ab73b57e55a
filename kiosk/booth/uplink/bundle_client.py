"""Asks headquarters for a bundle of procedures that is newer than the one in force."""

from typing import Final

from kiosk.booth.uplink import http
from kiosk.booth.uplink.device_identity import Device
from kiosk.protocol.bundles import LARGEST_BUNDLE_BYTES

LIMITS: Final = http.Limits(
    total_s=LARGEST_BUNDLE_BYTES / http.SLOWEST_BYTES_S, connect_s=10, silence_s=30, most_bytes=LARGEST_BUNDLE_BYTES
)
"""A thin line takes as long as it takes, and nobody waits for it; what stands still is given up."""


async def newer_bundle(device: Device, after: int, limits: http.Limits = LIMITS) -> bytes | http.Unreachable | None:
    """The newest bundle, not yet believed; None where none is newer than `after`."""
    answer = await http.ask(f"{device.enrolled.booth_url.rstrip('/')}/procedures?after={after}", device.tls, limits)
    if isinstance(answer, http.Unreachable):
        return answer
    if answer.status == 204:
        return None
    return answer.content if answer.status == 200 else http.Unreachable(f"http_{answer.status}")
