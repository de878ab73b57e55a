"""What a call about something is called, and what it asks for."""

import pytest

from kiosk.headquarters.app import CONFIG
from kiosk.headquarters.calls.counters import load_counters
from kiosk.headquarters.calls.routing_state import Wanted
from kiosk.headquarters.calls.topics import Topics
from tests.town import DELIVERED, read_once

CATALOG = read_once(DELIVERED)


@pytest.mark.parametrize(
    ("topic", "title", "wanted"),
    [
        ("juminhyo", "住民票の写し", Wanted(language="vi", counter="shimin")),
        ("care", "介護・福祉", Wanted(language="vi", counter="fukushi")),
        ("life", "できごとから選ぶ", Wanted(language="vi")),
        ("not_here", "not_here", Wanted(language="vi")),
    ],
)
def test_a_topic_has_a_title_and_asks_for_its_counter(topic: str, title: str, wanted: Wanted) -> None:
    topics = Topics(CATALOG.procedures, CATALOG.groups)
    assert topics.title(topic) == title
    assert topics.wanted(topic, "vi") == wanted


def test_a_call_about_nothing_asks_for_its_language_alone() -> None:
    assert Topics().wanted(None, "ko") == Wanted(language="ko")


def test_the_newest_version_of_a_procedure_counts() -> None:
    (form,) = [one for one in CATALOG.procedures if one.id == "juminhyo"]
    office = form.office.model_copy(update={"counter": "zei", "skills": ("sign",)})
    moved = form.model_copy(update={"version": "9.0.0", "office": office})
    assert Topics((moved, form)).wanted("juminhyo", "ja") == Wanted(frozenset({"sign"}), "ja", "zei")


def test_every_counter_a_file_names_is_there() -> None:
    counters = load_counters(CONFIG / "counters.toml")
    assert Topics(CATALOG.procedures, CATALOG.groups).counters <= {one.id for one in counters.counter}
