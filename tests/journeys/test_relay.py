"""Calls of a real booth and a real Chromium through a real coturn and nothing else; and a secret that is wrong."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from kiosk.demo.counter import Counter
from kiosk.demo.resident import Resident
from tests.coturn import Coturn, coturn, installed
from tests.journeys.counters import clerk_at, small_counter
from tests.journeys.steps import alarms, desk_of, events, eventually, hung_up, talking

pytestmark = [installed, pytest.mark.asyncio(loop_scope="session")]


KEEP_PEERS = """
window.peers = [];
window.RTCPeerConnection = class extends RTCPeerConnection {
  constructor(...words) { super(...words); window.peers.push(this); }
};
"""
CAME_FROM = """async () => {
  const found = new Set();
  for (const peer of window.peers.filter((one) => one.connectionState === "connected")) {
    const report = await peer.getStats();
    report.forEach((one) => {
      if (one.type === "candidate-pair" && one.nominated) found.add(report.get(one.remoteCandidateId).candidateType);
    });
  }
  return [...found];
}"""
"""Of which kind the addresses are from which the booth's pictures come."""


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def relayed(tmp_path_factory: pytest.TempPathFactory, _parts: None) -> AsyncIterator[tuple[Counter, Coturn]]:
    """A counter whose booth sends through the relay only, and trusts who made the relay's certificate."""
    with coturn(tmp_path_factory.mktemp("coturn")) as relay, pytest.MonkeyPatch.context() as patch:
        patch.setenv("SSL_CERT_FILE", str(relay.authority))
        counter = small_counter(tmp_path_factory.mktemp("relayed"))
        point(counter, relay, "udp")
        async with counter:
            yield counter, relay


def point(counter: Counter, relay: Coturn, *over: str, secret: str = "") -> None:
    """What headquarters tells of the relay from its next start on."""
    turn = relay.turn(*over, secret=secret) if secret else relay.turn(*over)
    assert turn.secret_file is not None
    counter.relay = (turn.urls, turn.secret_file)


async def begin_anew(counter: Counter) -> None:
    await counter.stop_headquarters()
    await counter.start_headquarters()
    await counter.until(online=True, stage="Welcoming", call="NoCall", seconds=90)


@pytest.mark.parametrize("over", ["udp", "tcp", "tls"])
async def test_a_call_goes_through_the_relay_both_ways(relayed: tuple[Counter, Coturn], over: str) -> None:
    counter, relay = relayed
    point(counter, relay, over)
    await begin_anew(counter)
    resident = Resident(counter)
    async with clerk_at(counter) as staff:
        await staff.page.add_init_script(KEEP_PEERS)
        await staff.sign_in()
        await talking(resident, staff)
        await staff.until_hearing(frames=20)
        await resident.until_hearing(frames=20)
        assert await staff.page.evaluate(CAME_FROM) == ["relay"]
        await hung_up(resident, staff, stage="Welcoming")


async def test_a_secret_that_is_wrong_is_said_at_the_booth_and_in_the_list_of_booths(
    relayed: tuple[Counter, Coturn],
) -> None:
    counter, relay = relayed
    assert "B-18" not in alarms(counter)
    point(counter, relay, "udp", "tcp", secret="of another relay")
    await begin_anew(counter)

    async def booth_says() -> bool:
        return "B-18" in alarms(counter)

    async def headquarters_says() -> bool:
        return any(event["code"] == "relay-refuses" for event in events(counter.folder / "headquarters.log", "alarm"))

    await eventually(booth_says, "the booth raises its alarm", seconds=60)
    await eventually(headquarters_says, "headquarters raises its alarm", seconds=60)
    async with desk_of(counter) as desk:
        assert "中継サーバーが本庁のパスワードを受け付けません" in await desk.page("/fleet")
