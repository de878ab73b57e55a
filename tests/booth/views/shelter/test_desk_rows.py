from kiosk.booth.shelter.desk import Found, shown
from kiosk.booth.views.shelter.desk_rows import found_rows, listed_rows, number_rows
from kiosk.booth.views.words import Words
from kiosk.protocol.shelter import Band, Need
from kiosk.shelter.counting import counted
from tests.shelter.shelter_samples import AT, A, Booth, family

WORDS = Words.load()


def say(key: str, **values: object) -> str:
    return WORDS.text("ja", key, **values)


def test_who_is_found_is_shown_by_number_and_the_desk_reads_names() -> None:
    booth = Booth(A, 0)
    booth.arrives(1, family("かさい", needs=(Need.CARE,)))
    booth.moves(booth.arrives(2, family("")), "out")
    first, second = booth.register.households
    (row,) = found_rows(Found((shown(first),)), say)
    assert (row.title, row.detail, row.whereabouts) == (f"番号 {first.reference}", "2人", "present")
    assert [one.title for one in listed_rows((first, second), say)] == ["かさい", "（名前なし）"]
    kinds = [one.kind for one in number_rows(counted(booth.register, "小学校", 1, AT), say)]
    assert kinds == [*Band, Need.CARE]
    assert number_rows(None, say) == ()


def test_where_the_register_is_locked_the_number_or_the_card_is_all() -> None:
    assert [one.title for one in found_rows(Found(blind=True, number="473108"), say)] == ["番号 4731-08"]
    assert [one.title for one in found_rows(Found(blind=True, arrivable=True), say)] == ["このカードの方"]


def test_every_band_and_need_has_a_word_in_every_language() -> None:
    assert all(WORDS.has(f"shelter-band-{band}") for band in Band)
    assert all(WORDS.has(f"shelter-need-{need}") for need in Need)
