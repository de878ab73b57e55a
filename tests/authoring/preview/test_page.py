from kiosk.authoring.preview.page import Drawn, page
from kiosk.authoring.preview.shots import shots
from kiosk.procedures.procedure import Procedure
from tests.authoring.small import KIND, NUMBER, TEXT, small

NOTICE = f"notices:\n  - {{id: soon, when: \"kind == 'a' && kind != 'b'\", say: {TEXT}}}\n"
STOPS = f"stops:\n  - {{id: no_b, when: \"kind == 'b'\", say: {TEXT}}}\n"
TRIAL = "tests:\n  - {given: {kind: b}, expect: {stop: ''}}\n"


def made(procedure: Procedure, application: tuple[str, ...] = (), **answers: str) -> str:
    taken = shots(procedure, answers, "ja")
    drawn = Drawn([f"{one.name}.png" for one in taken.shots], application, application)
    return page(procedure, taken, drawn, "ja", "ja")


def test_every_screen_stands_there_with_where_it_is_in_the_file() -> None:
    html = made(small(KIND + NUMBER, TRIAL))
    assert '<img src="02-kind.png"' in html
    assert "<code>kind</code> / <code>kind</code>" in html
    assert "試し 1 の答えのとき" in html
    assert "条件: <code>kind == &#x27;b&#x27;</code>" in html
    assert "ここから先に進めません: 4けたで 書いてください" in html


def test_notices_stops_and_papers_are_listed_with_their_conditions() -> None:
    html = made(small(KIND, NOTICE), ("application-1.png",))
    assert "<code>kind == &#x27;a&#x27; &amp;&amp; kind != &#x27;b&#x27;</code>" in html
    assert '<a href="application.pdf">' in html
    assert '<img src="application-1.png"' in html
    assert html.count("<p>なし</p>") == 2, "neither a stop nor a paper"


def test_what_did_not_come_is_named() -> None:
    html = made(small(KIND + NUMBER))
    assert "この答えでは出なかったページ" in html.split('<div class="shots">')[1]
    assert "この答えでは提出まで進みません。" in html
    assert "出なかったページ" not in made(small(KIND))


def test_a_page_without_condition_that_never_came_is_named_without(juminhyo: Procedure) -> None:
    assert "<p><code>format</code> どの様式に しますか？</p>" in made(juminhyo)


def test_a_screen_that_no_file_writes_is_named_in_words() -> None:
    html = made(small(KIND, STOPS), kind="b")
    assert "カードを置く画面" in html
    assert "<figcaption>止まるところ <code>no_b</code>" in html
    html = made(small(KIND))
    assert all(words in html for words in ("提出の前の確認", "署名", "提出したあと"))
    assert "<code>review</code>" not in html
