import pytest

from kiosk.shelter import lists
from kiosk.shelter.people import Inquiry
from tests.shelter.shelter_samples import A, Booth, family


@pytest.mark.parametrize(
    ("name", "kana", "key"),
    [
        ("かさい つじこ", "", "カ"),
        ("葛\U000e0102西", "", lists.OTHER),
        ("葛\U000e0102西", "かさい", "カ"),
        ("ﾀﾅｶ", "", "タ"),
        ("ヴー", "", "ア"),
        ("NI NI WIN", "", lists.LATIN),
        ("Ａｎｎａ", "", lists.LATIN),
        ("Đặng", "", lists.OTHER),
        ("", "", lists.OTHER),
        ("ぽちの家", "", "ハ"),
    ],
)
def test_a_family_is_found_under_its_first_letter(name: str, kana: str, key: str) -> None:
    booth = Booth(A, 0)
    booth.arrives(1, family(name, kana=kana))
    (found,) = booth.register.households
    assert lists.row(found) == key
    assert lists.found(booth.register, key) == (found,)


def test_the_desk_reads_names_in_order_and_the_nameless_last() -> None:
    booth = Booth(A, 0)
    for who, (name, inquiry) in enumerate(
        [
            ("わだ", Inquiry.SILENT),
            ("", Inquiry.SILENT),
            ("いのうえ", Inquiry.HIDDEN),
            ("あおき", Inquiry.ANSWER),
            ("がもう", "silent"),
        ]
    ):
        booth.arrives(who, family(name, inquiry=inquiry))
    shown = ["" if one.family.hidden else one.family.name for one in lists.desk(booth.register)]
    assert shown == ["あおき", "がもう", "わだ", "", ""]
    assert [one.family.name for one in lists.told(booth.register)] == ["あおき"]
    assert lists.rows_with(booth.register) == {"ア", "カ", "ワ", lists.OTHER}
