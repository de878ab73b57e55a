"""The types JavaScript is checked with are those of the protocol."""

from kiosk.headquarters.web.console.wire_types import MESSAGES, declarations


def test_the_committed_file_is_current() -> None:
    assert MESSAGES.read_text(encoding="utf-8") == declarations()


def test_unions_enums_and_optional_values_are_written_as_typescript() -> None:
    text = declarations()
    assert 'kind: "media_offer";' in text
    assert "topic: string | null;" in text
    assert "waiting: Array<WaitingCall>;" in text
    assert 'export type DutyOutcome = "solved" | "applied"' in text


def test_two_types_of_one_name_are_told_apart_by_their_module() -> None:
    text = declarations()
    assert "outcome: IdentityOutcome;" in text
    assert 'export type IdentityOutcome = "confirmed" | "not_confirmed" | "not_checked";' in text
    assert "export type Outcome" not in text
