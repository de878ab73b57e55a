"""The lists as PDF, read back as text."""

import subprocess
from datetime import timedelta
from types import SimpleNamespace
from typing import Any, Literal

import pytest

from kiosk.applications.typesetting import Typesetter
from kiosk.booth.shelter.paper import render
from kiosk.protocol.shelter import Band, Bands, Need
from kiosk.shelter.counting import BANDS, NEEDS, counted
from kiosk.shelter.people import Inquiry, Member, Pet
from tests.shelter.shelter_samples import AT, A, Booth, family

BOOTH = Booth(A, 0)
BOOTH.arrives(
    1, family("葛\U000e0102西", inquiry=Inquiry.ANSWER, needs=(Need.CARE,), pet=Pet.DOG, address="姫路市安田")
)
BOOTH.arrives(
    2,
    family(
        "いのうえ",
        telephone="079-221-0000",
        allergy="そば",
        locale="vi",
        members=(Member(name="一郎", kana="イチロウ"),),
    ),
)
BOOTH.arrives(3, family("やまだはなこ", inquiry=Inquiry.HIDDEN, kana="ヤマダ", address="ひみつ町", bands=Bands(baby=1)))


@pytest.fixture(scope="module")
def typesetter() -> Typesetter:
    return Typesetter()


def text(typesetter: Typesetter, what: Literal["desk", "told", "counts"], paper: str) -> str:
    settings = SimpleNamespace(slip=SimpleNamespace(paper=paper), rehearsal=True)
    edges: Any = SimpleNamespace(typesetter=typesetter, settings=settings, now=lambda: AT + timedelta(hours=1))
    told = counted(BOOTH.register, "家島小学校", 3, AT)
    pdf = render(BOOTH.register, told, what, edges).content
    read = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return "".join(read.stdout.decode().split())


@pytest.mark.parametrize("paper", ["a4", "a5", "roll80"])
def test_the_desks_list_names_who_is_not_hidden_and_says_what_is_needed(typesetter: Typesetter, paper: str) -> None:
    said = text(typesetter, "desk", paper)
    for word in (
        "取扱注意",
        "家島小学校",
        "いのうえ",
        "そば",
        "画面のことばベトナム語",
        "車いす・介助",
        "犬",
        "079-221-0000",
        "予行",
        "IE-0003-00",
    ):
        assert word in said, word
    for word in ("やまだはなこ", "ヤマダ", "ひみつ町"):
        assert word not in said


def test_the_list_for_those_who_ask_has_only_who_agreed(typesetter: Typesetter) -> None:
    said = text(typesetter, "told", "a4")
    assert "西" in said
    for word in ("いのうえ", "やまだ", "姫路市安田", "車いす・介助", "IE-0003-00"):
        assert word not in said


def test_the_numbers_for_the_notice_board_name_nobody_and_say_small_ones_as_few(typesetter: Typesetter) -> None:
    said = text(typesetter, "counts", "roll80")
    assert "5未満" in said
    assert "取扱注意" not in said
    assert "いのうえ" not in said
    assert "いまいる人約10人" in said, "four adults and a baby"
    assert "5世帯未満外出中0世帯" in said


def test_every_band_and_need_has_a_word() -> None:
    assert set(BANDS) == set(Band)
    assert set(NEEDS) == set(Need)
