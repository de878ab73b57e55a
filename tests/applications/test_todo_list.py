"""The list to take home: by when and by which law, where, what to bring, in two languages, nobody's name."""

from dataclasses import replace
from datetime import date

import pytest

from kiosk.applications.settings import SlipSettings
from kiosk.applications.todo_list import TodoItem, TodoList, render_todo_list, words
from kiosk.applications.typesetting import Typesetter
from kiosk.booth.views.translations import files
from kiosk.procedures.fields import Text
from tests.applications.application_samples import MADE
from tests.applications.test_slip import said

PENSION = TodoItem(
    Text({"ja": "年金を 止める", "en": "Stop the pension"}), "elsewhere", date(2026, 12, 4), law="国民年金法105条",
    where=Text({"ja": "年金事務所", "en": "Pension office"}), bring=(Text({"ja": "年金証書"}), Text({"ja": "印鑑"})),
)  # fmt: skip
SEAL = TodoItem(Text({"ja": "印鑑登録"}), "by_itself", say=Text({"ja": "何も しなくて だいじょうぶです。"}))
DONE = replace(PENSION, title=Text({"ja": "犬の登録"}), state="done")
DIED = Text({"ja": "亡くなったとき", "en": "After a death"})
LIST = TodoList(DIED, (PENSION, SEAL, DONE), MADE, "家島支所", "姫路市")
SETTINGS = SlipSettings(headquarters_telephone="079-221-2111")


def printed(typesetter: Typesetter, todo: TodoList = LIST, **settings: str) -> str:
    return said(render_todo_list(todo, typesetter, SETTINGS.model_copy(update=settings)).content)


def test_each_thing_says_by_when_by_which_law_where_and_what_to_bring(typesetter: Typesetter) -> None:
    text = printed(typesetter)
    day = "令和8年12月4日（2026年）まで"
    for part in (day, "根拠：国民年金法105条", "どこで：年金事務所", "持ち物：年金証書、印鑑"):
        assert text.count(part) == 1  # not of what is handed in
    assert "提出ずみ" in text
    assert "何もしなくてだいじょうぶです" in text
    assert "079-221-2111" in text


@pytest.mark.parametrize("paper", ["roll80", "a5", "a4"])
def test_the_residents_language_stands_with_the_japanese_on_every_paper(typesetter: Typesetter, paper: str) -> None:
    text = printed(typesetter, replace(LIST, second_locale="en"), paper=paper)
    for part in ("亡くなったとき", "Afteradeath", "年金を止める", "Stopthepension", "Pensionoffice"):
        assert part in text


def test_what_is_late_can_still_be_done_and_the_number_of_what_is_handed_in_stands_above(
    typesetter: Typesetter,
) -> None:
    late = replace(LIST, items=(replace(PENSION, late=True),), number="IE-4731-08K", rehearsal=True)
    text = printed(typesetter, late)
    assert "過ぎています。今からでもできます" in text
    assert "IE-4731-08K" in text
    assert text.startswith("予行")


@pytest.mark.parametrize("locale", words())
def test_the_list_comes_out_in_every_language(typesetter: Typesetter, locale: str) -> None:
    """typst knows languages by ISO 639 and a region, not as ``zh-Hans`` or ``pt-BR``."""
    text = printed(typesetter, replace(LIST, second_locale=locale))
    assert "".join(words()[locale]["title"].split()) in text


def test_every_language_has_every_word() -> None:
    assert {frozenset(own) for own in words().values()} == {frozenset(words()["ja"])}
    assert files().keys() <= words().keys()
