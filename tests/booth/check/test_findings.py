"""Looking at everything at once: whatever hangs or breaks, the page comes."""

import threading

import pytest

from kiosk.booth.check.findings import Finding, Mark, Probe, Subject, Words, complete, examine, good

FINE = Words("よし", "fine")


def probe(subject: Subject, mark: Mark = Mark.OK) -> Probe:
    return Probe((subject,), 5.0, lambda: [Finding(subject, mark, FINE)])


def test_findings_come_in_the_order_of_the_page() -> None:
    found = examine([probe(Subject.HEADQUARTERS), probe(Subject.SETTINGS), probe(Subject.CAMERA)])
    assert [one.subject for one in found] == [Subject.SETTINGS, Subject.CAMERA, Subject.HEADQUARTERS]


def test_a_probe_that_hangs_is_reported_and_left_behind() -> None:
    never = threading.Event()

    def hang() -> list[Finding]:
        never.wait()
        return []

    found = examine([Probe((Subject.CAMERA, Subject.SPEAKER), 0.05, hang), probe(Subject.CLOCK)])
    assert {one.subject: one.mark for one in found} == {
        Subject.CLOCK: Mark.OK,
        Subject.CAMERA: Mark.MISSING,
        Subject.SPEAKER: Mark.MISSING,
    }
    assert all(one.advice.ja and one.advice.en for one in found if one.mark is Mark.MISSING)
    (left,) = [thread for thread in threading.enumerate() if thread.name == "check-camera"]
    assert left.daemon, "the program can end without it"
    never.set()


def test_a_probe_with_a_bug_does_not_hide_the_others(capsys: pytest.CaptureFixture[str]) -> None:
    def fail() -> list[Finding]:
        raise KeyError("葛西")

    found = examine([Probe((Subject.DISK,), 5.0, fail), probe(Subject.CLOCK)])
    assert [(one.subject, one.mark) for one in found] == [
        (Subject.DISK, Mark.MISSING),
        (Subject.CLOCK, Mark.OK),
    ]
    assert "KeyError" in found[0].found.ja
    assert "葛西" not in capsys.readouterr().err


@pytest.mark.parametrize(("mark", "all_there"), [(Mark.OK, True), (Mark.WARN, True), (Mark.MISSING, False)])
def test_only_what_is_missing_makes_it_incomplete(mark: Mark, all_there: bool) -> None:
    assert complete(examine([probe(Subject.CLOCK), probe(Subject.DISK, mark)])) is all_there


def test_words_are_japanese_unless_english_is_asked_for() -> None:
    (found,) = good(Subject.DISK, "空き", "free")
    assert (found.found.in_("ja"), found.found.in_("easy"), found.found.in_("en")) == ("空き", "空き", "free")
