"""The review: sources, pages without scrolling, problems first."""

from dataclasses import replace

from kiosk.booth.visit import events as ev
from kiosk.booth.visit.stages import Reviewing
from kiosk.booth.visit.state import Visit
from kiosk.procedures import review
from kiosk.procedures.checks import Problem
from tests.screens.booth_states import Screen, Story


def test_each_line_says_where_it_came_from(screen: Screen) -> None:
    screen.show("review")
    rows = {row.field: row for row in screen.view.review.rows.rows}
    assert (rows["ap_name"].source, rows["ap_name"].sourceText, rows["ap_name"].isName) == ("card", "カードから", True)
    assert rows["ap_name"].value == "葛󠄂西　辻󠄂子"
    assert rows["scope"].sourceText == "あなた"


def carried_out(screen: Screen, visit: Visit) -> Visit:
    """The visit after what was touched, on the screen again."""
    after = Story(screen.rules, visit).after(*screen.events).visit
    screen.events.clear()
    screen.view.show(after, screen.view._call, screen.world)
    return after


def test_lines_come_in_parts(screen: Screen) -> None:
    visit = screen.show("review")
    view = screen.view.review
    seen = [row.field for row in view.rows.rows]
    assert (len(seen), view.hasUp, view.hasDown) == (6, False, True)
    while view.hasDown:
        view.down()
        assert screen.events == [ev.ReviewTurned(down=True)]
        visit = carried_out(screen, visit)
        seen += [row.field for row in view.rows.rows]
    assert len(seen) == len(set(seen)) > 6
    view.up()
    carried_out(screen, visit)
    assert view.hasDown


def test_forward_shows_every_line_before_it_goes_on(screen: Screen) -> None:
    visit = screen.show("review")
    view = screen.view.review
    for _ in range(view.screens - 1):
        view.forward()
        assert screen.events == [ev.ReviewTurned(down=True)]
        visit = carried_out(screen, visit)
    view.forward()
    assert screen.events == [ev.ForwardPressed()]


def test_a_line_can_be_changed(screen: Screen) -> None:
    screen.show("review")
    screen.view.review.fix("scope")
    assert screen.events == [ev.FixPressed("scope")]


def test_a_problem_brings_its_line_onto_the_screen(screen: Screen) -> None:
    visit = screen.show("review")
    assert visit.form is not None
    last = review.rows(visit.form, "ja")[-1].field
    troubled = replace(visit, stage=Reviewing((Problem(last, "write", "入力してください"),)), review_line=last)
    screen.view.show(troubled, screen.view._call, screen.world)
    assert last in [row.field for row in screen.view.review.rows.rows]
    assert screen.view.review.problem.endswith("入力してください")


def test_nothing_of_the_form_stays_after_the_visit(screen: Screen) -> None:
    screen.show("review")
    screen.show("welcome")
    assert screen.view.review.rows.rows == ()


def test_what_staff_compare_with_the_card_is_marked(screen: Screen) -> None:
    screen.show("review-doubted")
    view = screen.view.review
    rows = {row.field: row for row in view.rows.rows}
    assert (rows["ap_name"].marked, rows["ap_name"].label.endswith(" ※")) == ([0], True)
    assert (rows["ap_birth"].marked, rows["ap_birth"].label.endswith(" ※")) == ([], True)
    assert view.notice == "※ のところは、職員が カードと 見くらべます。"
    screen.show("review")
    assert not any("※" in row.label for row in view.rows.rows)
