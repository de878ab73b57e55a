"""Where a form ends, as QML sees it."""

from datetime import UTC, datetime

import pytest

from kiosk.booth.views.visit.stopped_view import StoppedView
from kiosk.booth.visit.stages import Choosing, Stopped
from kiosk.booth.visit.state import Visit
from kiosk.procedures.procedure import Procedure
from kiosk.procedures.shared_form import SharedForm

AT = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)


@pytest.mark.parametrize(("locale", "title"), [("ja", "住民票の写し"), ("en", "Copy of residence record")])
def test_a_stop_says_of_what_and_why_and_is_forgotten_with_its_page(
    juminhyo: Procedure, locale: str, title: str
) -> None:
    view = StoppedView()
    form = SharedForm.begin(juminhyo, AT.date(), AT)
    stop = juminhyo.stops[0]
    view.show(Visit(stage=Stopped(stop.id), form=form, locale=locale))
    assert (view.kicker, view.text) == (title, stop.say.in_(locale))
    view.show(Visit(stage=Choosing(), form=form, locale=locale))
    assert (view.kicker, view.text) == ("", "")
