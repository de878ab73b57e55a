"""The buttons of eras: in the order their readers think."""

from kiosk.booth.views.visit.asking import era_buttons


def test_who_thinks_in_eras_finds_them_first_and_others_the_plain_calendar() -> None:
    assert era_buttons.names("ja")[0] == era_buttons.names("easy")[0] == era_buttons.names("vi")[1] == "令和"
    assert (
        era_buttons.words(era_buttons.names("ja")[-1], "ja")
        == era_buttons.words(era_buttons.names("vi")[0], "vi")
        == ""
    )


def test_each_era_has_its_name_and_years() -> None:
    assert era_buttons.words("昭和", "ja") == "昭和"
    assert era_buttons.words("昭和", "en") == "Showa 昭和"
    assert era_buttons.years("ja")[:3] == ["2019-", "1989-2019", "1926-1989"]
