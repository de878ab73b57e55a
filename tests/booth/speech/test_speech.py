"""What is spoken at which stage, always one of the fixed sentences, and when it is silent."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import get_args

import pytest
from typing_extensions import override

from kiosk.booth.settings import SpeechSettings
from kiosk.booth.speech.speech import Silent, Speech, line, load
from kiosk.booth.trouble import Trouble
from kiosk.booth.views.words import Words
from kiosk.booth.visit import stages
from kiosk.booth.visit.state import Visit
from kiosk.procedures.identity import BirthDate, Identity, Sex
from kiosk.procedures.procedure import FieldType, Procedure
from kiosk.procedures.shared_form import SharedForm
from kiosk.protocol.faults import Code
from tests.procedures.account_procedure import account_form

SENTENCES = load()
PERSON = Identity(
    name="佐藤 花子", address="姫路市安田四丁目1番地", birth_date=BirthDate("19590506", 1959, 5, 6), sex=Sex.FEMALE
)
STAGES = (
    stages.Choosing(), stages.WaitingForCard(), stages.ReadingCard(), stages.ConfirmingLastTry(),
    stages.ConfirmingLastTry(errand=stages.Errand.SIGNING), stages.EnteringPin(3), stages.EnteringPin(2, wrong=True),
    stages.EnteringPassword(5), stages.EnteringPassword(4, wrong=True), stages.EnteringPassword(4, misformed=True),
    stages.Reviewing(), stages.Signing(), stages.HandingIn(), stages.NotHandedIn(Trouble("B-02")),
    stages.HandedIn((stages.Handed("IE-4731-08K"),)), stages.OutOfService(Trouble("B-02")),
    stages.Stopped("third", "who"),
)  # fmt: skip


class Recorder(Silent):
    """Writes down what would be heard."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.hushed = 0

    @override
    def say(self, text: str, locale: str) -> None:
        self.heard.append(text)

    @override
    def chime(self) -> None:
        self.heard.append("♪")

    @override
    def hush(self) -> None:
        self.hushed += 1


@pytest.fixture
def form(juminhyo: Procedure) -> SharedForm:
    at = datetime(2026, 11, 21, tzinfo=UTC)
    return SharedForm.begin(juminhyo, at.date(), at)


def made(*, enabled: bool = True) -> tuple[Speech, Recorder]:
    speech, recorder = Speech(SpeechSettings(enabled=enabled)), Recorder()
    speech.voice = recorder
    return speech, recorder


@pytest.mark.parametrize("locale", Words.load().locales)
def test_every_language_of_the_booth_has_every_spoken_sentence(locale: str) -> None:
    assert set(SENTENCES[locale]) == set(SENTENCES["ja"])
    assert {code.value for code in Code} <= set(SENTENCES[locale])
    assert {line(Visit(stage=stage)) for stage in STAGES} <= set(SENTENCES[locale])


def test_a_new_page_is_not_silent() -> None:
    """Beside what is only read, and what is told by the card's trouble or by the kind of question."""
    otherwise = {stages.Welcoming, stages.CountingTries, stages.ConfirmingLastTry, stages.Answering}
    assert {stage.__name__ for stage in {*get_args(stages.Stage)} - otherwise} <= set(SENTENCES["ja"])


@pytest.mark.parametrize("locale", sorted(SENTENCES))
def test_a_sentence_has_no_gap_no_digit_and_no_code(locale: str) -> None:
    for text in SENTENCES[locale].values():
        assert not re.search(r"[0-9０-９{}%]|C-|PIN2", text), text


@pytest.mark.parametrize("locale", ["ja", "easy"])
def test_japanese_is_written_in_kana_so_that_no_voice_misreads_it(locale: str) -> None:
    assert not [text for text in SENTENCES[locale].values() if re.search(r"[一-鿿]", text)]


@pytest.mark.parametrize("locale", sorted(SENTENCES))
@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: type(stage).__name__)
def test_only_fixed_sentences_are_spoken_never_what_the_visit_knows(stage: stages.Stage, locale: str) -> None:
    speech, recorder = made()
    visit = Visit(stage=stage, locale=locale, identity=PERSON, at=datetime(2026, 11, 21, tzinfo=UTC))
    speech.told(visit, in_call=False)
    spoken = [text for text in recorder.heard if text != "♪"]
    assert spoken
    assert set(spoken) <= set(SENTENCES[locale].values())


def test_it_is_off_until_an_installer_turns_it_on() -> None:
    assert not SpeechSettings().enabled
    speech, recorder = made(enabled=False)
    speech.told(Visit(stage=stages.WaitingForCard(Code("C-05"))), in_call=False)
    assert recorder.heard == []


def test_a_fault_is_announced_by_a_tone_and_said_once() -> None:
    speech, recorder = made()
    visit = Visit(stage=stages.WaitingForCard(Code("C-05")))
    speech.told(visit, in_call=False)
    speech.told(replace(visit, now_s=9.0), in_call=False)
    assert recorder.heard == ["♪", SENTENCES["ja"]["C-05"]]


def test_the_signing_password_has_its_own_sentences() -> None:
    told = [line(Visit(stage=stages.WaitingForCard(Code("C-08"), errand))) for errand in stages.Errand]
    assert told.count("C-08-signing") == 1
    assert line(Visit(stage=stages.WaitingForCard(Code("C-05"), stages.Errand.SIGNING))) == "C-05"


def test_an_ordinary_step_has_no_tone() -> None:
    speech, recorder = made()
    speech.told(Visit(stage=stages.WaitingForCard(), locale="vi"), in_call=False)
    assert recorder.heard == [SENTENCES["vi"]["WaitingForCard"]]


def test_another_language_says_it_again() -> None:
    speech, recorder = made()
    visit = Visit(stage=stages.EnteringPin(3))
    speech.told(visit, in_call=False)
    speech.told(replace(visit, locale="ko"), in_call=False)
    assert recorder.heard == [SENTENCES["ja"]["EnteringPin"], SENTENCES["ko"]["EnteringPin"]]


def test_staff_are_not_talked_over() -> None:
    speech, recorder = made()
    speech.told(Visit(stage=stages.WaitingForCard(Code("C-05"))), in_call=True)
    assert recorder.heard == []
    assert recorder.hushed == 1


def asking(form: SharedForm, field: str, locale: str = "ja") -> Visit:
    return Visit(stage=stages.Answering(field), form=form, locale=locale)


def test_each_step_says_how_it_is_answered_and_no_word_of_the_answer(form: SharedForm) -> None:
    speech, recorder = made()
    for field in ("ap_name", "ap_addr", "ap_birth", "scope", "show_head", "copies", "ap_tel"):
        speech.told(asking(form, field), in_call=False)
    kinds = ("name", "address", "date", "choice", "boolean", "integer", "tel")
    assert recorder.heard == [SENTENCES["ja"][f"Answering-{kind}"] for kind in kinds]


NOBODY_IS_ASKED = (FieldType.PAPER, FieldType.COMPUTED)


def test_the_next_step_of_the_same_kind_is_said_too_but_a_tick_is_not(form: SharedForm) -> None:
    speech, recorder = made()
    for field in ("who", "who", "scope"):
        speech.told(asking(form, field, "vi"), in_call=False)
    assert recorder.heard == [SENTENCES["vi"]["Answering-choice"]] * 2


@pytest.mark.parametrize("kind", [one for one in FieldType if one not in NOBODY_IS_ASKED], ids=str)
def test_every_kind_of_question_has_its_sentence(kind: FieldType) -> None:
    assert f"Answering-{kind}" in SENTENCES["ja"]


def test_who_turned_it_on_for_one_visit_leaves_it_off_for_the_next() -> None:
    speech, _ = made(enabled=False)
    speech.on = True
    speech.told(Visit(stage=stages.Choosing()), in_call=False)
    speech.told(Visit(), in_call=False)
    assert not speech.on


async def test_without_a_voice_all_is_silent() -> None:
    speech = Speech(SpeechSettings(enabled=True))
    speech.told(Visit(stage=stages.Reviewing()), in_call=False)
    await speech.end()
    assert isinstance(speech.voice, Silent)


def test_each_part_of_an_account_says_how_it_is_answered_once() -> None:
    speech, recorder = made()
    account = account_form(paid_to={"way": "bank", "bank": "0005"})
    for part in ("way", "bank", "bank", "number", "holder"):
        speech.told(Visit(stage=stages.Answering("paid_to", part=part), form=account), in_call=False)
    said = ("Answering-choice", "Answering-bank", "Answering-bank-number", "Answering-bank-holder")
    assert recorder.heard == [SENTENCES["ja"][key] for key in said]
