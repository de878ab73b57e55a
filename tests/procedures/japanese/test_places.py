"""Prefectures, towns and districts, and what a postal code stands for."""

from hypothesis import given
from hypothesis import strategies as st

from kiosk.procedures.japanese import places
from kiosk.procedures.japanese.listed import Listed


def test_the_country_has_47_prefectures_and_their_towns() -> None:
    assert len(places.prefectures()) == 47
    assert places.prefectures()[27] == Listed("28", "兵庫県", "ヒョウゴケン")
    assert places.town("28201") == Listed("28201", "姫路市", "ヒメジシ")
    assert [places.town("28999"), places.town("xx"), places.towns("99"), places.districts("99999")] == [
        None, None, (), ()
    ]  # fmt: skip
    assert places.districts("28999") == ()


def test_a_postal_code_says_the_district() -> None:
    (found,) = places.at_postal_code("6700012")
    assert (found.text, found.reading) == ("兵庫県姫路市本町", "ヒョウゴケン ヒメジシ ホンマチ")
    assert [one.text for one in places.at_postal_code("7614101")] == [
        "香川県小豆郡土庄町乙", "香川県小豆郡土庄町甲"
    ]  # fmt: skip
    (rest,) = places.at_postal_code("6700000")
    assert (rest.text, rest.reading) == ("兵庫県姫路市", "ヒョウゴケン ヒメジシ")
    assert places.at_postal_code("9999999") == places.at_postal_code("") == ()


@given(st.data())
def test_any_district_is_listed_once_and_found_by_its_code(data: st.DataObject) -> None:
    prefecture = data.draw(st.sampled_from(places.prefectures()))
    town = data.draw(st.sampled_from(places.towns(prefecture.code)))
    assert (town.code[:2], places.town(town.code)) == (prefecture.code, town)
    found = places.districts(town.code)
    assert len({(one.name, one.reading) for one in found}) == len(found)
    assert found == tuple(sorted(found, key=Listed.order))
    if found:
        district = data.draw(st.sampled_from(found))
        at_code = places.at_postal_code(district.code[:7])
        assert prefecture.name + town.name + district.name in {one.text for one in at_code}
        assert not any(mark in district.name for mark in "、〜（(")
