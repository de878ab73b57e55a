"""Opening: only what belongs together is believed."""

from typing import Any

import pytest

from kiosk.headquarters.cases.opening import Findings, Opened, Opener
from kiosk.headquarters.cases.views import CannotOpen, SignatureState
from kiosk.protocol.submissions import unpack
from tests.headquarters.headquarters_world import NAME, World, repacked


async def test_a_good_submission_is_opened_and_verified(world: World) -> None:
    booth = await world.booth()
    opener = Opener(world.headquarters.sealing_keys.pairs, world.headquarters.authority.pem)
    _, body = booth.submission()
    opened = opener.open(body)
    assert isinstance(opened, Opened)
    assert opened.application.answers[0].text == NAME
    assert NAME not in repr(opened)
    findings = opener.examine(body, world.clock())
    assert (findings.signature, findings.title) == (SignatureState.GOOD, "住民票の写し等の請求")


async def test_without_the_key_it_says_so(world: World) -> None:
    booth = await world.booth()
    _, body = booth.submission()
    opened = Opener([], world.headquarters.authority.pem).open(body)
    assert isinstance(opened, CannotOpen)
    assert "鍵がありません" in opened.words


@pytest.mark.parametrize("changes", [{"reference": "IE-4731-09M"}, {"procedure_version": "1.0.0"}])
async def test_an_envelope_that_claims_something_else_is_not_opened(world: World, changes: dict[str, Any]) -> None:
    booth = await world.booth()
    opener = Opener(world.headquarters.sealing_keys.pairs, world.headquarters.authority.pem)
    _, body = booth.submission(**changes)
    assert isinstance(opener.open(body), CannotOpen)
    assert opener.examine(body, world.clock()).signature is SignatureState.CANNOT_OPEN


async def test_a_signature_of_nobody_is_bad_but_the_application_is_there(world: World) -> None:
    booth = await world.booth()
    opener = Opener(world.headquarters.sealing_keys.pairs, world.headquarters.authority.pem)
    envelope = unpack(booth.submission()[1])
    body = repacked(b"", envelope.header, b"\x30\x00", envelope.sealed)
    assert opener.examine(body, world.clock()) == Findings(
        SignatureState.BAD, "signature_wrong", "住民票の写し等の請求"
    )


async def test_damaged_bytes_are_said(world: World) -> None:
    opener = Opener([], world.headquarters.authority.pem)
    assert isinstance(opener.open(b"damaged"), CannotOpen)
    assert opener.examine(b"damaged", world.clock()).detail == "malformed"
