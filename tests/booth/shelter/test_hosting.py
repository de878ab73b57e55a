"""The desk's rules by themselves; whole ways through them are in `test_decide`."""

from kiosk.booth.shelter import commands as do
from kiosk.booth.shelter import events as ev
from kiosk.booth.shelter import hosting
from kiosk.booth.shelter.desk import AtDesk, Desk, EnteringCode, Home, Phase, Working


def test_a_booth_that_was_not_prepared_has_no_desk() -> None:
    assert hosting.code(Desk(), ev.HostCame()) == (Desk(), ())


def test_a_judgement_that_comes_after_the_page_went_opens_nothing() -> None:
    desk = Desk(phase=Phase.READY, stage=Home())
    assert hosting.code(desk, ev.CodeWrong(opens=True)) == (desk, ())


def test_a_stick_is_asked_for_from_the_desk_only() -> None:
    at = Desk(phase=Phase.OPEN, stage=AtDesk())
    assert hosting.at_desk(at, ev.ExchangeChosen()) == (
        Desk(phase=Phase.OPEN, stage=Working(AtDesk())),
        (do.Exchange(),),
    )
    away = Desk(phase=Phase.OPEN, stage=EnteringCode(opens=False))
    assert hosting.at_desk(away, ev.ExchangeChosen()) == (away, ())
