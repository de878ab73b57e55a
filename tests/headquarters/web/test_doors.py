"""Doors that stay open while their certificates are renewed."""

import asyncio
import ssl

from cryptography import x509

from kiosk.protocol.presence import Availability
from tests.headquarters.headquarters_world import FakeBooth, World

NO_CHECK_TIME = 0x200000


async def shown(booth: FakeBooth) -> int:
    """The serial number of the certificate the booth door shows to whoever comes now."""
    host, port = booth.url.removeprefix("https://").split(":")
    _, writer = await asyncio.open_connection(host, int(port), ssl=booth.tls)
    connection = writer.get_extra_info("ssl_object")
    assert isinstance(connection, ssl.SSLObject)
    der = connection.getpeercert(binary_form=True)
    writer.close()
    assert der
    return x509.load_der_x509_certificate(der).serial_number


async def test_a_door_renews_its_certificate_while_links_stay(world: World) -> None:
    booth = await world.booth()
    booth.tls.verify_flags |= NO_CHECK_TIME  # this machine's clock stays where it is
    link, before = await booth.arrive(), await shown(booth)
    world.headquarters.doors_open.renew()
    assert await shown(booth) == before, "not due yet"
    world.clock.set_by(days=300)
    world.headquarters.doors_open.renew()
    world.clock.set_by(days=-300)
    assert await shown(booth) != before
    await (await world.staff()).on_duty()
    await link.until(Availability, lambda now: now.staff_on_duty == 1)
