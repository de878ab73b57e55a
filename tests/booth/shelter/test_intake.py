"""From the delivered form to a family, by a resident's touches."""

from datetime import date, datetime
from typing import Any

import pytest
from pydantic import JsonValue

from kiosk.booth.shelter.intake import NEEDED, family_of, missing
from kiosk.procedures.procedure import Procedure
from kiosk.procedures.shared_form import SharedForm
from kiosk.protocol.forms import FieldEdited, Source
from kiosk.protocol.shelter import Bands, Need
from kiosk.shelter.people import Inquiry, Member, Pet
from tests.booth.shelter.conftest import NOW
from tests.town import DELIVERED, read_once


@pytest.fixture(scope="module")
def hinan() -> Procedure:
    found = read_once(DELIVERED).procedure("hinan")
    assert found is not None
    return found


def form(procedure: Procedure, **answers: JsonValue) -> SharedForm:
    made = SharedForm.begin(procedure, date(2026, 11, 21), NOW)
    for name, value in answers.items():
        changed = made.apply(FieldEdited(field=name, value=value, source=Source.RESIDENT, at=NOW))
        assert isinstance(changed, SharedForm), (name, changed)
        made = changed
    return made


def test_the_delivered_form_asks_all_that_a_register_needs(hinan: Procedure) -> None:
    assert missing(hinan) == frozenset()
    assert missing(None) == NEEDED


def test_four_touches_are_a_family(hinan: Procedure) -> None:
    one = family_of(form(hinan, aged=1, told="silent"), "easy")
    assert (one.bands, one.name, one.inquiry, one.locale) == (Bands(aged=1), "", Inquiry.SILENT, "easy")
    assert (one.pet, one.town, one.members) == (Pet.NONE, "", ())


def test_everything_somebody_tells_is_kept(hinan: Procedure) -> None:
    said: dict[str, Any] = {
        "adult": 2, "baby": 1, "hn_name": "葛\U000e0102西 辻\U000e0102子", "needs": ["allergy", "birth"],
        "allergy_what": "たまご", "told": "hidden", "lives_here": False, "with_pet": True, "more": True,
        "town": "神戸市", "pet_kind": "cat", "members": [{"m_name": "葛西 一郎"}], "hn_kana": "カサイ ツジコ",
        "hn_addr": "神戸市中央区", "hn_tel": "none",
    }  # fmt: skip
    one = family_of(form(hinan, **said), "ja")
    assert (one.name, one.kana, one.needs) == (said["hn_name"], "カサイ ツジコ", (Need.BIRTH, Need.ALLERGY))
    assert (one.allergy, one.pet, one.town, one.telephone) == ("たまご", Pet.CAT, "神戸市", "")
    assert (one.hidden, one.members) == (True, (Member(name="葛西 一郎"),))


def test_what_is_not_asked_any_more_counts_for_nothing(hinan: Procedure) -> None:
    one = family_of(form(hinan, adult=1, told="answer", lives_here=False, town="神戸市", with_pet=False), "ja")
    assert (one.town, one.pet) == ("神戸市", Pet.NONE)
    two = family_of(form(hinan, adult=1, told="answer", lives_here=False), "ja")
    assert two.town == "―"


def test_a_form_that_says_nobody_came_is_no_family(hinan: Procedure) -> None:
    with pytest.raises(ValueError, match="1 to 99"):
        family_of(form(hinan, told="silent"), "ja")


def test_the_time_is_aware() -> None:
    assert isinstance(NOW, datetime)
