from kiosk.procedures.japanese.ruby import misread, pieces, plain, spoken, unread

TEXT = "住民票(じゅうみんひょう)を もらう"


def test_plain_and_spoken_read_each_word_once() -> None:
    assert plain(TEXT) == "住民票を もらう"
    assert spoken(TEXT) == "じゅうみんひょうを もらう"


def test_brackets_that_are_no_reading_stay() -> None:
    assert plain("何枚(3枚まで)") == "何枚(3枚まで)"


def test_kanji_without_a_reading_are_found() -> None:
    assert unread("住民票(じゅうみんひょう)と 年金") == ("年金",)


def test_what_stands_behind_kanji_without_a_reading_is_told() -> None:
    assert misread("年金(ねんきん)と 年金（ねんきん）と 車(くるま)") == (("年金", "（ねんきん）と "),)


def test_pieces_keep_each_reading_beside_its_kanji() -> None:
    assert pieces("紙(かみ)の 形(かたち)です") == (("紙", "かみ"), ("の ", ""), ("形", "かたち"), ("です", ""))
    assert pieces("かな") == (("かな", ""),)
    assert pieces("") == ()
