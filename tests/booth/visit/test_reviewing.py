"""Which lines of the review are on the screen."""

from dataclasses import replace

from kiosk.booth.visit import events as ev
from kiosk.booth.visit.reviewing import LINES, on_screen
from kiosk.booth.visit.stages import Reviewing
from kiosk.procedures import review
from tests.booth.transcripts import Story


def fields(story: Story) -> list[str]:
    return [row.field for row in on_screen(story.visit).rows]


def test_turning_shows_every_line_once_and_stops_at_both_ends(at_review: Story) -> None:
    seen = fields(at_review)
    for _ in range(on_screen(at_review.visit).total - 1):
        seen += fields(at_review.then(ev.ReviewTurned(down=True)))
    assert seen == [row.field for row in review.rows(at_review.form, "ja")]
    last = fields(at_review)
    assert fields(at_review.then(ev.ReviewTurned(down=True))) == last
    for _ in range(9):
        at_review.then(ev.ReviewTurned(down=False))
    assert on_screen(at_review.visit).number == 1


def test_the_line_that_was_mended_is_on_the_screen_again(at_review: Story) -> None:
    at_review.then(ev.FixPressed("ap_tel"), ev.AnswerGiven("ap_tel", "079-221-0001"), ev.ForwardPressed())
    assert at_review.stage == Reviewing()
    assert "ap_tel" in fields(at_review)


def test_the_line_with_a_problem_is_on_the_screen(at_review: Story) -> None:
    at_review.then(ev.FixPressed("ap_tel"), ev.AnswerGiven("ap_tel", None), ev.BackPressed())
    at_review.then(ev.ReviewTurned(down=False), ev.ReviewTurned(down=False), ev.ForwardPressed())
    assert at_review.stage.problems[0].field == "ap_tel"
    assert "ap_tel" in fields(at_review)


def test_larger_letters_keep_the_line_on_the_screen(at_review: Story) -> None:
    at_review.then(ev.ReviewTurned(down=True))
    line = at_review.visit.review_line
    for size, most in enumerate(LINES):
        at_review.then(ev.TextSizeChosen(size))
        assert line in fields(at_review)
        assert len(fields(at_review)) <= most


def test_the_next_resident_begins_at_the_first_line(at_review: Story) -> None:
    at_review.then(ev.ReviewTurned(down=True), ev.FinishPressed())
    assert at_review.visit.review_line is None


def test_nothing_is_turned_where_nothing_is_reviewed(at_card: Story) -> None:
    before = at_card.visit
    assert at_card.then(ev.ReviewTurned(down=True)).visit == replace(before, touched_at_s=before.now_s)
    assert on_screen(at_card.visit).rows == ()
