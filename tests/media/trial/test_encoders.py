"""Encoders in hardware: none is on a test's machine, so its libraries refuse for real, and x264 stands for one."""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import pytest

from kiosk.media.trial import encoders
from kiosk.media.trial.encoders import choose, try_encoder, unlike
from kiosk.media.trial.verdicts import EncoderTrial

WORKS, REFUSED, ABSENT = EncoderTrial.WORKS, EncoderTrial.REFUSED, EncoderTrial.ABSENT


def options(monkeypatch: pytest.MonkeyPatch, **of_x264: str) -> None:
    monkeypatch.setattr(encoders, "OPTIONS", MappingProxyType({"libx264": of_x264}))


@pytest.mark.parametrize(
    ("trials", "chosen"),
    [
        ({}, None),
        ({"a": REFUSED, "b": ABSENT}, None),
        ({"a": EncoderTrial.LATE, "b": EncoderTrial.WRONG, "c": EncoderTrial.FAILED}, None),
        ({"a": REFUSED, "b": WORKS}, "b"),
        ({"a": WORKS, "b": WORKS}, "a"),
    ],
)
def test_the_first_that_works_is_used_and_else_the_processor(
    trials: Mapping[str, EncoderTrial], chosen: str | None
) -> None:
    assert choose(trials) == chosen


def test_an_encoder_that_gives_each_picture_at_once_works(monkeypatch: pytest.MonkeyPatch) -> None:
    options(monkeypatch, preset="ultrafast", tune="zerolatency")
    assert try_encoder("libx264") is WORKS


def test_an_encoder_that_holds_pictures_back_is_late(monkeypatch: pytest.MonkeyPatch) -> None:
    options(monkeypatch, preset="ultrafast")
    assert try_encoder("libx264") is EncoderTrial.LATE


def test_an_encoder_that_gives_another_picture_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    options(monkeypatch, preset="ultrafast", tune="zerolatency")
    monkeypatch.setattr(encoders, "unlike", lambda *_any: True)
    assert try_encoder("libx264") is EncoderTrial.WRONG


def test_what_this_machine_has_not_is_told_apart() -> None:
    assert try_encoder("h264_of_no_library") is ABSENT
    assert encoders.try_all()["h264_nvenc"] in (WORKS, REFUSED)


def test_pictures_are_compared_by_what_one_sees() -> None:
    grey = np.full((90, 160), 100, np.uint8)
    assert not unlike(grey, grey + 3)
    assert unlike(grey, grey + 90)
    assert unlike(grey, np.zeros((45, 80), np.uint8))
