"""The types JavaScript is checked with are those of the protocol."""

from kiosk.headquarters.console.wire_types import MESSAGES, declarations


def test_the_committed_file_is_current() -> None:
    assert MESSAGES.read_text(encoding="utf-8") == declarations()


def test_unions_enums_and_optional_values_are_written_as_typescript() -> None:
    text = declarations()
    assert 'kind: "media_offer";' in text
    assert "topic: string | null;" in text
    assert "waiting: Array<WaitingCall>;" in text
    assert 'export type Outcome = "solved" | "applied"' in text
