from datetime import datetime

from cryptography.hazmat.primitives.serialization import Encoding

from kiosk.rehearsal.card.virtual_certificates import Authority, made_key
from kiosk.shelter import marks
from kiosk.shelter.records import MOST_MARKS
from tests.shelter.shelter_samples import AT


def der(now: datetime, serial: int) -> bytes:
    return Authority(now, "JPKI-EMU").issue_auth(made_key("auth"), serial, now, now).public_bytes(Encoding.DER)


def test_a_card_is_known_again_under_each_key_and_tells_nothing() -> None:
    keys = (marks.new_key(), marks.new_key())
    one = marks.marks(der(AT, 4711), keys)
    assert one == marks.marks(der(AT, 4711), keys)
    assert len(set(one)) == 2
    assert set(one).isdisjoint(marks.marks(der(AT, 4712), keys))


def test_what_is_no_certificate_is_no_card() -> None:
    assert marks.marks(b"no certificate", (marks.new_key(),)) == ()


def test_keys_of_booths_that_met_are_kept_once_and_not_without_end() -> None:
    mine, theirs = marks.new_key(), [marks.new_key() for _ in range(20)]
    assert marks.together([mine], [mine, *theirs]) == (mine, *theirs[: MOST_MARKS - 1])
