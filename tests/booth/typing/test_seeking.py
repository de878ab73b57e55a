"""An address put together by choosing."""

from hypothesis import given
from hypothesis import strategies as st

from kiosk.booth.typing.picking import By
from kiosk.booth.typing.seeking import begin, chosen, source
from kiosk.procedures.japanese import places

OWN = "28201"


def test_the_own_town_is_one_touch_away() -> None:
    first = source(begin(""), OWN)
    assert [one.name for one in first.usual_ones] == ["兵庫県姫路市", "兵庫県"]
    assert first.ways == (By.USUAL, By.KANA, By.NUMBER)
    assert len(first.entries) == 48
    assert chosen(begin(""), OWN) == ("兵庫県姫路市", False)


def test_a_booth_that_names_no_town_begins_with_the_prefectures() -> None:
    assert source(begin(""), "").ways == source(begin(""), "99999").ways == (By.KANA, By.NUMBER)


def test_prefecture_town_and_district_come_one_after_another() -> None:
    text, whole = chosen(begin(""), "28")
    assert (text, whole) == ("兵庫県", False)
    towns = source(begin(text), OWN)
    assert ([one.name for one in towns.usual_ones], len(towns.entries)) == (["姫路市"], 49)
    text, whole = chosen(begin(text), "28202")
    assert (text, whole) == ("兵庫県尼崎市", False)
    districts = source(begin(text), OWN)
    picked = next(one for one in districts.entries if one.name == "昭和通")
    assert chosen(begin(text), picked.code) == ("兵庫県尼崎市昭和通", True)


def test_one_may_go_back_to_the_list_before() -> None:
    assert begin("兵庫県姫路市本町").above == "兵庫県"
    assert begin("兵庫県姫路市").text == "兵庫県姫路市"
    assert (begin("兵庫県").above, begin("").above, begin("姫路市").above) == ("", None, None)


def test_the_longest_name_of_a_town_counts() -> None:
    """札幌市 has wards, and the town 神戸市北区 must not be read as another that begins alike."""
    found = begin("兵庫県神戸市北区有馬町")
    assert found.town is not None
    assert found.town.name == "神戸市北区"
    assert begin("兵庫県どこかの町").town is None


def test_a_whole_postal_code_finds_the_district() -> None:
    find = source(begin(""), OWN).find
    assert find is not None
    assert find("670001") == ()
    (found,) = find("6700012")
    assert (found.name, found.reading) == ("兵庫県姫路市本町", "ヒョウゴケン ヒメジシ ホンマチ")
    assert chosen(begin("大阪府"), found.code) == ("兵庫県姫路市本町", True)


def test_a_district_in_two_wards_with_one_postal_code_stays_in_the_ward_that_was_chosen() -> None:
    """津浦町, 860-0088, lies in 熊本市北区 and 熊本市西区."""
    for ward in ("熊本県熊本市北区", "熊本県熊本市西区"):
        here = begin(ward)
        (district,) = [one for one in source(here, OWN).entries if one.name == "津浦町"]
        assert chosen(here, district.code) == (f"{ward}津浦町", True)
    find = source(begin(""), OWN).find
    assert find is not None
    assert [chosen(begin(""), one.code)[0] for one in find("8600088")] == [one.name for one in find("8600088")]


@given(st.data())
def test_any_district_can_be_reached_and_left_again(data: st.DataObject) -> None:
    prefecture = data.draw(st.sampled_from(places.prefectures()))
    text, _ = chosen(begin(""), prefecture.code)
    town = data.draw(st.sampled_from(source(begin(text), OWN).entries))
    text, whole = chosen(begin(text), town.code)
    assert (text, whole) == (prefecture.name + town.name, False)
    here = begin(text)
    assert (here.prefecture, here.town, here.text) == (prefecture, town, text)
    entries = source(here, OWN).entries
    if entries:
        district = data.draw(st.sampled_from(entries))
        assert chosen(here, district.code) == (text + district.name, True)
        assert begin(text + district.name + "1-2").above == prefecture.name
