"""A paper that staff saw."""

from kiosk.procedures.kinds.papers import PROOFS
from kiosk.procedures.kinds.table import fits, kind_of
from tests.procedures.kinds.kind_fields import field

PAPER = field("paper", by="staff")


def test_it_is_an_original_a_copy_or_on_a_telephone() -> None:
    assert [kind_of(PAPER).text(PAPER, one, "ja") for one in PROOFS] == [
        "原本を 見ました", "写しを 見ました", "スマホの 画面で 見ました",
    ]  # fmt: skip
    assert all(fits(PAPER, one) for one in kind_of(PAPER).possible(PAPER))
    assert fits(PAPER, kind_of(PAPER).sample(PAPER))
    assert not fits(PAPER, "seen")
    assert not fits(PAPER, ["original"])


def test_a_way_that_only_another_version_knows_is_said_as_it_is() -> None:
    assert kind_of(PAPER).text(PAPER, "hologram", "en") == "hologram"
