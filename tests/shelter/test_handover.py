"""What one booth hands another is taken whole; whatever else somebody puts on the stick is not."""

import base64
import json
from datetime import timedelta
from typing import Any

import pytest

from kiosk.applications.sealing import SealingKeyPair, sign_sealing_key
from kiosk.shelter import marks
from kiosk.shelter.handover import Contents, NotTaken, Offer, Why, bundle, read_offer, unbundle
from tests.applications.application_samples import Authority
from tests.bounds import unbounded
from tests.shelter.shelter_samples import AT, A, B, Booth, family

AUTHORITY = Authority()
(GIVER, GIVER_CERTIFICATE), (TAKER, TAKER_CERTIFICATE) = AUTHORITY.booth(A), AUTHORITY.booth(B)
PAIR = SealingKeyPair.generate("shelter-1")
BOOTH = Booth(A, 0)
BOOTH.arrives(1, family("かさい"))
CONTENTS = Contents(keys=(marks.new_key(),), records=tuple(BOOTH.register))
OFFER = Offer(booth_id=B, key=sign_sealing_key(PAIR, TAKER), certificate=TAKER_CERTIFICATE)
FILE = bundle(CONTENTS, OFFER, A, GIVER_CERTIFICATE, GIVER, AT)


def taken(said: bytes, us: str = B, pair: SealingKeyPair = PAIR, authority: bytes = AUTHORITY.pem) -> object:
    found = unbundle(said, us, [pair], authority, AT + timedelta(hours=1))
    return found.why if isinstance(found, NotTaken) else found


def changed(**header: Any) -> bytes:
    said = json.loads(FILE)
    return json.dumps(said | {"header": said["header"] | header}).encode()


def test_a_file_for_this_booth_is_read_and_tells_a_finder_nothing() -> None:
    assert taken(FILE) == CONTENTS
    assert "かさい".encode() not in FILE
    assert CONTENTS.keys[0].encode() not in FILE


def test_an_offer_is_believed_from_a_booth_of_the_same_authority_only() -> None:
    said = OFFER.model_dump_json().encode()
    assert read_offer(said, AUTHORITY.pem, AT) == OFFER
    assert read_offer(said, Authority().pem, AT) is None
    assert read_offer(said.replace(B.encode(), A.encode()), AUTHORITY.pem, AT) is None
    assert read_offer(OFFER.model_copy(update={"key": sign_sealing_key(PAIR, GIVER)}).model_dump_json().encode(),
                      AUTHORITY.pem, AT) is None  # fmt: skip
    assert read_offer(b"x" * 40_000, AUTHORITY.pem, AT) is None
    assert read_offer(b"{}", AUTHORITY.pem, AT) is None


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (b"", Why.UNREADABLE),
        (FILE[:-40], Why.UNREADABLE),
        (changed(to=A), Why.ALTERED),
        (changed(at=(AT + timedelta(minutes=1)).isoformat()), Why.ALTERED),
        (changed(certificate=TAKER_CERTIFICATE), Why.NOT_OURS),
        (changed(sha256="0" * 64), Why.ALTERED),
        (changed(at=(AT + timedelta(days=3)).isoformat()), Why.ALTERED),
        (FILE.replace(b'"sealed":"', b'"sealed":"AAAA'), Why.ALTERED),
    ],
)
def test_a_file_that_was_altered_is_refused_whole(said: bytes, why: Why) -> None:
    assert taken(said) == why


def test_a_file_for_another_booth_or_for_a_shelter_that_ended_stays_closed() -> None:
    assert taken(FILE, us=A) == Why.NOT_FOR_US
    assert taken(FILE, pair=SealingKeyPair.generate("shelter-2")) == Why.NOT_FOR_US
    assert taken(FILE, authority=Authority().pem) == Why.NOT_OURS
    assert taken(FILE, pair=SealingKeyPair.generate("shelter-1")) == Why.ALTERED


def test_a_booth_that_seals_nonsense_hands_over_nothing() -> None:
    bad = bundle(CONTENTS.model_construct(keys=("no key",), records=()), OFFER, A, GIVER_CERTIFICATE, GIVER, AT)
    assert taken(bad) == Why.UNREADABLE


def test_a_file_larger_than_any_register_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kiosk.shelter.handover.LARGEST_BUNDLE_BYTES", len(FILE) - 1)
    assert taken(FILE) == Why.UNREADABLE


def test_everything_in_a_file_is_bounded() -> None:
    assert unbounded(Contents) == unbounded(Offer) == []
    assert base64.b64decode(json.loads(FILE)["signature"])
