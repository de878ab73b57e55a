import pytest

from kiosk.procedures.japanese.addresses import same_place, searchable


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("姫路市安田四丁目1番地", "姫路市安田４丁目１番地"),
        ("姫路市安田4‐1−305", "姫路市安田４－１ー３０５"),
        ("龍ヶ崎市", "龍ケ崎市"),
        ("札幌市北二十四条　十二丁目", "札幌市北二十四条12丁目"),
        ("葛\U000e0102城市", "葛城市"),
    ],
)
def test_two_writings_of_one_place(one: str, other: str) -> None:
    assert same_place(one, other)


def test_another_house_is_another_place() -> None:
    assert not same_place("姫路市安田四丁目1番地", "姫路市安田四丁目11番地")


@pytest.mark.parametrize(
    ("kanji", "digits"), [("十", "10"), ("十二", "12"), ("二十", "20"), ("二十一", "21"), ("一〇", "10")]
)
def test_chome_in_kanji(kanji: str, digits: str) -> None:
    assert searchable(f"{kanji}丁目") == f"{digits}丁目"


def test_long_marks_of_a_building_stay() -> None:
    assert searchable("サンタワー305") == "サンタワー305"
