"""Whose certificate it is, against who applies: substitutes say nothing, and what cannot be compared is not good."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from asn1crypto.core import ObjectIdentifier
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.applications.application import Signature
from kiosk.card.profile import CardFile
from kiosk.headquarters.identity.holder_match import (
    Holder,
    born,
    compare,
    may_be_same,
    read_holder,
    same_text,
    to_compare,
)
from kiosk.protocol.identifiers import new_id
from kiosk.rehearsal.card.virtual_card_files import Twist, make_card
from kiosk.rehearsal.card.virtual_certificates import CertifiedPerson
from kiosk.rehearsal.residents import residents
from tests.headquarters.card_world import KASAI, answers, auth_card, sign_certificate, today
from tests.headquarters.headquarters_world import application

CERTIFICATE = sign_certificate()
HOLDER = Holder(KASAI.name, KASAI.birth, KASAI.address)


def verdicts(holder: Holder | None, **more: Any) -> dict[str, str]:
    content = application(new_id()).model_copy(
        update={"answers": answers(KASAI, **more), "signature": Signature(kind="card")}
    )
    return {step.step: step.verdict for step in compare(holder, content)}


def test_the_holder_is_read_by_number_from_the_certificate() -> None:
    person = CertifiedPerson("日向　樹", "兵庫県姫路市", "319720211", "1", "0001", "000000")
    holder = read_holder(sign_certificate(person=person))
    assert holder == Holder("日向　樹", "319720211", "兵庫県姫路市", "0001", "000000")
    assert "日向" not in f"{holder!r} {holder}"


@pytest.mark.parametrize("der", [auth_card().der, b"nonsense", b""])
def test_a_certificate_without_a_holder_has_none(der: bytes) -> None:
    assert read_holder(der) is None


def test_a_certificate_that_says_all_but_the_name_has_no_holder() -> None:
    name, other = (ObjectIdentifier(f"1.2.392.200149.8.5.5.{number}").dump() for number in (1, 9))
    assert CERTIFICATE.count(name) == 1
    assert read_holder(CERTIFICATE.replace(name, other)) is None


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(CERTIFICATE) - 1), st.binary(min_size=1, max_size=4))
def test_a_garbled_certificate_has_a_holder_or_none_and_is_no_fault_of_ours(at: int, other: bytes) -> None:
    garbled = CERTIFICATE[:at] + other + CERTIFICATE[at + len(other) :]
    found = verdicts(read_holder(garbled))
    assert found["holder"] in ("good", "bad", "not_checked")


def test_the_same_person_is_the_same() -> None:
    assert set(verdicts(HOLDER).values()) == {"good"}
    assert list(verdicts(HOLDER)) == ["name", "birth_date", "address", "holder"]


@pytest.mark.parametrize(
    ("certified", "flags", "written", "same"),
    [
        ("葛西　辻子", "00000", "葛\U000e0102西　辻\U000e0102子", True),
        ("葛西　辻子", "00000", "葛西 辻子", True),
        ("葛西　辻子", "00000", "葛西辻子", True),
        ("日向　樹", "0001", "日向　\U00020bb7", True),
        ("日向　樹", "0000", "日向　\U00020bb7", False),
        ("日向　樹", "1101", "山田　花", False),
        ("日向　樹", "1111", "日向　樹", False),
        ("　", "0", "　", False),
        ("ヒ", "1", "樋", False),
        ("高崎　吉男", "10010", "髙\ufa11　\U00020bb7男", False),
        ("高崎　吉男", "11010", "髙\ufa11　\U00020bb7男", True),
        ("高崎　吉男", "11", "髙\ufa11　\U00020bb7男", False),
        ("日向　樹", "1111", "日向", False),
        ("葛西　辻子", "00000", "葛西　辻夫", False),
        ("ＮＧＵＹＥＮ", "000000", "Nguyen", False),
        ("NGUYEN THI", "0000000000", "Nguyen Thi", True),
        ("ジョウ藤　一", "111000", "\U0002000b藤　一", False),
    ],
)
def test_names_agree_where_the_certificate_has_the_real_character(
    certified: str, flags: str, written: str, same: bool
) -> None:
    assert same_text(certified, flags, written) is same


@pytest.mark.parametrize(
    ("certified", "flags", "written", "may_be"),
    [
        ("ジョウ藤　一", "111000", "\U0002000b藤　一", True),
        ("ジョウ藤　一", "111000", "\U0002000b藤　二", False),
        ("ジョウ藤　一", "000000", "\U0002000b藤　一", False),
        ("日向　樹", "0001", "日向　\U00020bb7", True),
        ("日向　樹", "0001", "日向", True),
        ("葛西　辻子", "00000", "葛西　辻夫", False),
        ("葛西", "11", "", True),
        ("NGUYEN THI", "0000000000", "Nguyễn Thị", True),
        ("NGUYEN THI", "", "Nguye\u0302\u0303n Thi\u0323", True),
        ("ＮＧＵＹＥＮ　ＴＨＩ", "0000000000", "Nguyen Thi", True),
        ("NGUYEN THI", "", "ｎｇｕｙｅｎ　ｔｈｉ", True),
        ("MUELLER", "0000000", "Müller", True),
        ("STRASSE", "", "Straße", True),
        ("OCONNOR", "", "O'Connor", True),
        ("SMITH JOHN-PAUL", "", "SMITH, JOHN PAUL", True),
        ("NGUYEN THI", "", "Nguyễn Tho", False),
        ("MUELLER", "", "Möllmer", False),
        ("アア" * 60, "01" * 60, "ア" * 119 + "イ", True),
        ("アア" * 60, "10" * 60, "ア" * 119 + "イ", False),
    ],
)
def test_a_character_replaced_by_its_sound_is_no_other_person(
    certified: str, flags: str, written: str, may_be: bool
) -> None:
    assert may_be_same(certified, flags, written) is may_be


@pytest.mark.parametrize("written", ["Nguyễn Thị", "ＮＧＵＹＥＮ　ＴＨＩ", "nguyen-thi"])
def test_latin_letters_written_in_another_way_are_for_staff_to_compare(written: str) -> None:
    found = verdicts(replace(HOLDER, name="NGUYEN THI", name_flags="0" * 10), ap_name=written)
    assert (found["name"], found["holder"]) == ("not_checked", "not_checked")


def test_a_name_replaced_by_its_sound_is_not_checked_and_never_bad() -> None:
    assert verdicts(replace(HOLDER, name="ツジ西　辻子", name_flags="110000"))["name"] == "not_checked"
    assert verdicts(replace(HOLDER, name="ツジ東　辻子", name_flags="110000"))["name"] == "bad"
    assert verdicts(replace(HOLDER, name="ツジ西　辻子", name_flags="110000"))["holder"] == "not_checked"


@pytest.mark.parametrize("written", ["\U0002000b\U0002000b　\U0002000b\U0002000b", "別人　太郎"])
def test_a_name_wholly_of_stand_ins_is_not_checked(written: str) -> None:
    found = verdicts(replace(HOLDER, name="葛西　辻子", name_flags="11011"), ap_name=written)
    assert (found["name"], found["holder"]) == ("not_checked", "not_checked")


def test_an_address_wholly_of_stand_ins_is_not_checked() -> None:
    found = verdicts(replace(HOLDER, address="姫路市安田", address_flags="11111"), ap_addr="神戸市東灘")
    assert (found["address"], found["holder"]) == ("not_checked", "not_checked")


def test_what_was_not_found_to_agree_stands_beside_what_was_written() -> None:
    holder = replace(HOLDER, name="ツジ西　辻子", name_flags="110000", birth="319590507")
    content = application(new_id()).model_copy(update={"answers": answers(KASAI)})
    name, birth = to_compare(holder, content)
    assert (name.step, name.certified, name.stand_ins) == ("name", "ツジ西　辻子", (0, 1))
    assert name.written == next(answer.text for answer in content.answers if answer.field == "ap_name")
    assert (birth.step, birth.certified) == ("birth_date", "昭和34年5月7日（1959年）")
    assert "辻" not in f"{name!r} {name}"


def test_there_is_nothing_to_compare_where_all_agrees_or_nobody_can_read() -> None:
    content = application(new_id()).model_copy(update={"answers": answers(KASAI)})
    assert to_compare(HOLDER, content) == ()
    assert to_compare(None, content) == ()


def test_a_birth_date_that_is_none_stands_as_the_certificate_has_it() -> None:
    content = application(new_id()).model_copy(update={"answers": answers(KASAI)})
    (birth,) = to_compare(replace(HOLDER, birth="400000000"), content)
    assert birth.certified == "400000000"


def test_every_resident_of_the_rehearsal_is_the_holder_of_their_card() -> None:
    for one in residents(today().date()).values():
        card = make_card(one, Twist(filler=0), today())
        file = CardFile.SIGN_CERTIFICATE.value
        holder = read_holder(card.application(file.application.value).files[file.number].content)
        assert holder is not None
        assert same_text(holder.name, holder.name_flags, one.name), one.key
        assert same_text(holder.address, holder.address_flags, one.address), one.key


@pytest.mark.parametrize(
    ("more", "name", "birth", "address", "holder"),
    [
        ({"ap_name": "別人"}, "bad", "good", "good", "bad"),
        ({"ap_birth": {"year": 1959, "month": 5, "day": 7, "as_written": ""}}, "good", "bad", "good", "bad"),
        ({"ap_birth": "昭和34年5月6日"}, "good", "not_checked", "good", "not_checked"),
        ({"ap_addr": "兵庫県姫路市安田４丁目１番地１"}, "good", "good", "good", "good"),
        ({"ap_addr": "神戸市中央区"}, "good", "good", "not_checked", "not_checked"),
        ({"ap_name": "　"}, "not_checked", "good", "good", "not_checked"),
    ],
)
def test_name_and_birth_decide_and_an_address_is_looked_at(
    more: dict[str, Any], name: str, birth: str, address: str, holder: str
) -> None:
    found = verdicts(HOLDER, **more)
    assert found == {"name": name, "birth_date": birth, "address": address, "holder": holder}


def test_what_the_form_does_not_ask_cannot_be_compared() -> None:
    assert verdicts(HOLDER, ap_addr=None) == {"name": "good", "birth_date": "good", "holder": "good"}
    assert verdicts(HOLDER, ap_birth=None)["holder"] == "not_checked"
    assert verdicts(None) == {"holder": "not_checked"}


@pytest.mark.parametrize(
    ("certified", "day"),
    [("319590506", date(1959, 5, 6)), ("400000000", None), ("0", None), ("", None), ("3195905xx", None)],
)
def test_a_birth_date_is_one_only_when_it_is(certified: str, day: date | None) -> None:
    assert born(certified) == day
