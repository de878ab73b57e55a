"""What is known of a submission on its way."""

from dataclasses import fields

from kiosk.booth.submissions.waiting import OutboxLine, OutboxState


def test_the_words_in_the_file_stay_those_that_older_booths_wrote() -> None:
    assert {state.value for state in OutboxState} == {"pending", "parked", "received"}


def test_a_line_has_no_sealed_bytes() -> None:
    assert bytes not in {one.type for one in fields(OutboxLine)}
