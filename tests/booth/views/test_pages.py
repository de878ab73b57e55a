"""Every stage has its page."""

import typing

import pytest

from kiosk.booth.trouble import Trouble
from kiosk.booth.views.pages import PAGES, can_be_finished, page_of, trouble_of
from kiosk.booth.views.window import UI
from kiosk.booth.visit import stages


def test_every_stage_has_a_page_that_is_there() -> None:
    assert set(PAGES) == set(typing.get_args(stages.Stage))
    assert [name for name in PAGES.values() if not (UI / "pages" / f"{name}.qml").is_file()] == []


@pytest.mark.parametrize(
    ("stage", "page", "finished", "trouble"),
    [
        (stages.Welcoming(), "WelcomePage", False, ""),
        (stages.Answering("who"), "QuestionPage", True, ""),
        (stages.HandingIn(), "HandingInPage", False, ""),
        (stages.NotHandedIn(Trouble("B-02")), "NotHandedInPage", True, "B-02"),
        (stages.OutOfService(Trouble("B-01")), "OutOfServicePage", False, "B-01"),
    ],
)
def test_what_a_page_says(stage: stages.Stage, page: str, finished: bool, trouble: str) -> None:
    assert (page_of(stage), can_be_finished(stage), trouble_of(stage)) == (page, finished, trouble)
