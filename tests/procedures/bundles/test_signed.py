"""A bundle is believed when the authority signed every byte of it, and when it is newer than what is there."""

import pytest

from kiosk.procedures.bundles.signed import believed, sign
from kiosk.protocol import bundles
from kiosk.protocol.bundles import BadBundle
from tests.booth.conftest import Authority

FILES = {"blocks.yml": "blocks: {}", "groups.yml": "groups: []"}
OURS = Authority()
SIGNED = sign(FILES, 7, OURS.key)


def test_what_the_authority_signed_is_believed() -> None:
    found = believed(SIGNED, OURS.pem, after=6)
    assert (found.number, found.contents) == (7, FILES)
    assert believed(SIGNED, Authority().pem + OURS.pem).number == 7, "an authority may be followed by another"


@pytest.mark.parametrize("after", [7, 8])
def test_an_old_bundle_is_not_taken_again(after: int) -> None:
    with pytest.raises(BadBundle, match="not_newer"):
        believed(SIGNED, OURS.pem, after)


@pytest.mark.parametrize("authority", [Authority().pem, "", "no certificate"])
def test_what_another_signed_is_refused(authority: str) -> None:
    with pytest.raises(BadBundle, match="wrong_signature"):
        believed(SIGNED, authority)


def test_every_changed_byte_is_noticed() -> None:
    for place in range(len(SIGNED)):
        changed = bytearray(SIGNED)
        changed[place] ^= 1
        with pytest.raises(BadBundle):
            believed(bytes(changed), OURS.pem)


def test_a_number_cannot_be_put_on_another_bundle() -> None:
    one = bundles.unpack(SIGNED)
    higher = bundles.header_bytes(one.header.model_copy(update={"number": 8}))
    with pytest.raises(BadBundle, match="wrong_signature"):
        believed(bundles.pack(higher, one.signature, one.packed), OURS.pem)


def test_a_signature_for_something_else_is_none_for_a_bundle() -> None:
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec

    one = bundles.unpack(SIGNED)
    without_domain = one.header_bytes + one.signed_bytes[-32:]
    other = OURS.key.sign(without_domain, ec.ECDSA(hashes.SHA256()))
    with pytest.raises(BadBundle, match="wrong_signature"):
        believed(bundles.pack(one.header_bytes, other, one.packed), OURS.pem)


def test_more_than_a_booth_takes_is_not_signed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kiosk.procedures.bundles.signed.LARGEST_CONTENTS_BYTES", 20)
    with pytest.raises(BadBundle, match="too_large"):
        sign(FILES, 1, OURS.key)
    monkeypatch.undo()
    monkeypatch.setattr("kiosk.procedures.bundles.signed.LARGEST_BUNDLE_BYTES", 20)
    with pytest.raises(BadBundle, match="too_large"):
        sign(FILES, 1, OURS.key)
