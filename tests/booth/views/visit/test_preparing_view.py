"""What to have at hand, as QML sees it."""

from datetime import UTC, datetime

import pytest

from kiosk.booth.views.visit.preparing_view import PaperCard, PreparingView
from kiosk.booth.visit.stages import Choosing, Preparing
from kiosk.booth.visit.state import Visit
from kiosk.procedures.procedure import Procedure
from kiosk.procedures.shared_form import SharedForm

AT = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("locale", "title", "first"),
    [
        ("ja", "住民票の写し", PaperCard("委任状", "頼まれた方だけ", "handshake")),
        (
            "en",
            "Copy of residence record",
            PaperCard("Letter of authority", "Only if somebody asked you to come", "handshake"),
        ),
    ],
)
def test_papers_are_named_with_who_needs_them(juminhyo: Procedure, locale: str, title: str, first: PaperCard) -> None:
    view = PreparingView()
    form = SharedForm.begin(juminhyo, AT.date(), AT)
    view.show(Visit(stage=Preparing(), form=form, locale=locale))
    assert view.procedure == title
    assert view.papers.rows[0] == first
    assert (len(view.papers.rows), view.part, view.parts) == (2, 1, 1)


def test_other_stages_show_nothing_new(juminhyo: Procedure) -> None:
    view = PreparingView()
    view.show(Visit(stage=Choosing(), form=SharedForm.begin(juminhyo, AT.date(), AT)))
    assert view.papers.rows == ()
