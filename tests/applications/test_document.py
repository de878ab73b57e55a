"""The official paper: PDF/A-2b with fonts inside, every answer on it, variants kept, nothing makes it fail."""

import re
import subprocess
import unicodedata
from io import BytesIO

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.applications.application import Application, FormStamp, IdentityEvent, Signature
from kiosk.applications.attachment import SIGNATURE, Attachment
from kiosk.applications.document import Copy, Form, render
from kiosk.applications.typesetting import PdfDocument, Typesetter
from kiosk.procedures.papers.layout import Layout
from kiosk.protocol.faults import Code
from kiosk.protocol.forms import Doubt
from kiosk.protocol.identity import Method, Outcome
from tests.applications.application_samples import DRAWN, MADE, NAME, answered, applicant, application, png, request
from tests.applications.papers.forms import form_of, hand_in
from tests.pictures.bomb import bomb

HOSTILE_NAMES = (
    "葛\U000e0102西　辻\U000e0102子" * 8,
    "NGUYEN THI THUY DUNG MARIA CONCEPCION DELA CRUZ SANTOS VILLANUEVA-MENDOZA GONZALES DE LOS REYES Y CA",
    "Nguyễn Thị Thuỳ Dương Trần Lê Phạm Huỳnh Hoàng Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Nguyễn Thị Ánh",
    "남궁민수" * 25,
    "W" * 100,
)
LONG_ADDRESS = "兵庫県姫路市" + "家島町真浦大字𠮷野字塚\ufa10本" * 25 + "第２棟３０５号"


def words(pdf: bytes) -> str:
    """The text of a PDF as a reader copies it, without white space."""
    done = subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True)
    return re.sub(r"\s", "", done.stdout.decode())


def paper(typesetter: Typesetter, made: Application, form: Form | None = None, copy: Copy = Copy.TOWN) -> PdfDocument:
    return render(made, [DRAWN], typesetter, form, copy=copy, receipt_number="2026-000123")


@pytest.fixture(scope="module")
def juminhyo() -> Form:
    """The town's own form, as the program brings it."""
    return form_of("juminhyo")


def pages(pdf: bytes) -> list[str]:
    """The text of each page, without white space."""
    done = subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True)
    return [re.sub(r"\s", "", page) for page in done.stdout.decode().split("\f")[:-1]]


def test_it_is_pdf_a_2b_with_every_font_inside(typesetter: Typesetter) -> None:
    with pikepdf.open(BytesIO(paper(typesetter, hand_in("juminhyo"), form_of("juminhyo")).content)) as document:
        with document.open_metadata() as about:
            assert (about["pdfaid:part"], about["pdfaid:conformance"]) == ("2", "B")
        assert document.Root.OutputIntents[0].S == "/GTS_PDFA1"
        assert len(document.pages) == 1
        fonts = [font for page in document.pages for font in page.Resources.Font.values()]
        described = [font.DescendantFonts[0].FontDescriptor for font in fonts]
        assert described
        assert all("/FontFile2" in one or "/FontFile3" in one for one in described)


def test_the_laws_stand_in_one_line_at_the_foot(typesetter: Typesetter, juminhyo: Form) -> None:
    laws = ("住民基本台帳法12条", "住民基本台帳法12条の3", "個人情報の保護に関する法律62条")
    pdf = paper(typesetter, hand_in("juminhyo"), juminhyo).content
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    assert [re.sub(r"\s", "", line) for line in done.stdout.decode().splitlines() if "根拠" in line] == [
        f"根拠{'、'.join(laws)}"
    ]


def test_every_answer_with_its_label_is_on_the_paper(typesetter: Typesetter) -> None:
    made = application()
    text = words(paper(typesetter, made).content)
    for answer in made.answers:
        assert answer.label in text
        assert re.sub(r"\s", "", answer.text) in text
    for said in (
        "姫路市長",
        "令和8年11月21日",
        "IE-4731-08K",
        "2026-000123",
        "600円",
        "家島支所",
        "マイナンバーカードの読み取り（暗証番号）",
    ):
        assert said in text
    assert "予行" not in text


def identified(typesetter: Typesetter, *events: IdentityEvent) -> str:
    """What stands in the box 本人確認 of a paper."""
    text = words(paper(typesetter, application(identity_events=events)).content)
    begin = "事務処理欄本人確認"
    return text[text.rindex(begin) + len(begin) : text.index("受付本人確認審査")]


def act(method: Method, outcome: Outcome, code: str | None = None) -> IdentityEvent:
    return IdentityEvent(level="A2", method=method, at=MADE, outcome=outcome, code=code)


@pytest.mark.parametrize("outcome", list(Outcome))
@pytest.mark.parametrize("method", list(Method))
def test_every_act_of_identification_is_told_in_japanese_words(
    typesetter: Typesetter, method: Method, outcome: Outcome
) -> None:
    told = identified(typesetter, act(method, outcome, "C-08"))
    assert "令和8年11月21日10:23" in told
    assert re.search(r"[A-Za-z]", told) is None


def test_what_nobody_checked_is_not_told_as_failed(typesetter: Typesetter) -> None:
    told = identified(typesetter, act(Method.CARD_CODE, Outcome.NOT_CHECKED))
    assert told == "マイナンバーカードの読み取り（照合番号）令和8年11月21日10:23未確認"


def test_a_persons_own_word_has_not_failed(typesetter: Typesetter) -> None:
    assert identified(typesetter, act(Method.DECLARED, Outcome.NOT_CONFIRMED)) == "本人の申し出令和8年11月21日10:23"


def test_a_signature_by_card_that_nobody_tried_is_not_listed(typesetter: Typesetter) -> None:
    told = identified(
        typesetter,
        act(Method.FACE_COMPARED, Outcome.CONFIRMED),
        act(Method.CARD_SIGNATURE, Outcome.NOT_CONFIRMED),
    )
    assert told == "カードの写真と本人の顔の見くらべ令和8年11月21日10:23確認しました"


def test_a_card_that_could_not_sign_is_told_as_such(typesetter: Typesetter) -> None:
    told = identified(typesetter, act(Method.CARD_SIGNATURE, Outcome.NOT_CONFIRMED, "C-08"))
    assert told.endswith("使えませんでした")


@pytest.mark.parametrize("name", [NAME, "葛\U000e0100西", "葛\U000e01ef西", "邉\U000e010f 髙﨑𠮷", "塚福朗都神"])
def test_variants_survive_copying_from_the_paper(typesetter: Typesetter, name: str) -> None:
    assert name.replace(" ", "") in words(paper(typesetter, application(answers=applicant(name))).content)


def test_two_variants_of_one_kanji_are_drawn_differently(typesetter: Typesetter) -> None:
    one, other = (paper(typesetter, application(answers=applicant(f"葛{s}西"))).content for s in ("\U000e0102", ""))
    assert pictures(one) != pictures(other)


def pictures(pdf: bytes) -> bytes:
    command = ["pdftoppm", "-r", "100", "-singlefile", "-"]
    return subprocess.run(command, input=pdf, capture_output=True, check=True).stdout


def test_a_doubtful_character_is_a_geta_and_a_note(typesetter: Typesetter) -> None:
    made = paper(typesetter, application(answers=applicant("外\ue000字") + request(), glyph_uncertain=("purpose",)))
    assert "外〓字" in words(made.content)
    assert words(made.content).count("字形を職員が確認します") == 2


def test_a_certain_paper_has_no_note(typesetter: Typesetter) -> None:
    assert "字形を職員が確認します" not in words(paper(typesetter, application()).content)


def test_a_rehearsal_says_so_on_every_page(typesetter: Typesetter) -> None:
    many = tuple(answered(f"q{n}", f"質問{n}", "長い答え。" * 40) for n in range(30))
    made = paper(typesetter, application(answers=applicant() + many, rehearsal=True))
    with pikepdf.open(BytesIO(made.content)) as document:
        pages = len(document.pages)
    assert pages > 1
    assert words(made.content).count("予行この用紙は練習用です") == pages


@pytest.mark.parametrize("name", HOSTILE_NAMES)
@pytest.mark.parametrize("own", [True, False])
def test_what_does_not_fit_its_box_goes_whole_to_a_further_sheet(
    typesetter: Typesetter, juminhyo: Form, name: str, own: bool
) -> None:
    made = application(answers=(*applicant(name, LONG_ADDRESS), *request()))
    first, *_, last = pages(paper(typesetter, made, juminhyo if own else None).content)
    assert "続紙のとおり" in first
    assert "続紙" in last
    assert LONG_ADDRESS in last
    assert re.sub(r"\s", "", name) in last


def test_what_fits_needs_no_further_sheet(typesetter: Typesetter, juminhyo: Form) -> None:
    (only,) = pages(paper(typesetter, hand_in("juminhyo", NAME, "兵庫県姫路市安田四丁目1番地"), juminhyo).content)
    assert "続紙" not in only
    assert "安田四丁目1番地" in only


def test_the_towns_form_is_one_sheet_with_its_number_title_and_addressee(
    typesetter: Typesetter, juminhyo: Form
) -> None:
    (text,) = pages(paper(typesetter, hand_in("juminhyo"), juminhyo).content)
    for said in ("様式第1号(第2条関係)", "住民票の写し等交付請求書", "姫路市長", "令和8年11月21日", "事務処理欄"):
        assert unicodedata.normalize("NFKC", said) in unicodedata.normalize("NFKC", text)


def test_what_was_chosen_is_ticked_in_the_towns_own_words(typesetter: Typesetter, juminhyo: Form) -> None:
    (text,) = pages(paper(typesetter, hand_in("juminhyo"), juminhyo).content)
    assert "✓□本人□同一世帯の方" in text
    assert "✓□世帯全員□世帯の一部" in text
    assert "□世帯主・続柄" in text
    assert "✓□世帯主・続柄" not in text
    assert "✓□同じ□別の方" in text


@pytest.mark.parametrize("name", ["Nguyễn Thị Thuỳ Dương Trần Lê Phạm", "MARIA CLARA DE LOS SANTOS VILLANUEVA"])
def test_a_usual_foreign_name_has_room_in_its_box(typesetter: Typesetter, juminhyo: Form, name: str) -> None:
    (text,) = pages(paper(typesetter, hand_in("juminhyo", name), juminhyo).content)
    assert name.replace(" ", "") in text
    assert "続紙" not in text


def test_dates_are_in_japanese_years_alone(typesetter: Typesetter, juminhyo: Form) -> None:
    text = words(paper(typesetter, hand_in("juminhyo"), juminhyo).content)
    assert "昭和34年5月6日" in text
    assert "1959" not in text


def test_nothing_internal_is_printed(typesetter: Typesetter, juminhyo: Form) -> None:
    """No id of a field, page, option, booth or attachment, and no English."""
    scan = Attachment("scan-1", "image/png", png(20, 20))
    made = hand_in("juminhyo", attachments=[DRAWN, scan])
    for form in (juminhyo, Form(juminhyo.procedure), None):
        for copy in Copy:
            text = words(render(made, [DRAWN, scan], typesetter, form, copy=copy).content)
            assert set(re.findall(r"[A-Za-z]{2,}", text)) == {"IE"}
            assert "画像1点" in text


def test_papers_are_named_as_the_procedure_names_them(typesetter: Typesetter, juminhyo: Form) -> None:
    shown = Attachment("ininjo", "image/png", png(20, 20))
    made = hand_in("juminhyo", attachments=[DRAWN, shown])
    assert "添付書類委任状" in words(paper(typesetter, made, juminhyo).content)


def test_an_answer_the_form_has_no_place_for_is_not_lost(typesetter: Typesetter, juminhyo: Form) -> None:
    made = application(answers=(*applicant(), answered("mood", "ご機嫌", "上々です")))
    text = words(paper(typesetter, made, juminhyo).content)
    assert "そのほかの記入内容" in text
    assert "ご機嫌上々です" in text


def test_an_option_the_form_does_not_know_is_written_out(typesetter: Typesetter, juminhyo: Form) -> None:
    """The application was made with an earlier version of the questions."""
    made = application(answers=(answered("scope", "種類", "改製原住民票", value="kaisei"),))
    assert "□記載事項証明書改製原住民票" in words(paper(typesetter, made, juminhyo).content)


def test_the_residents_copy_can_be_read_aloud_and_has_no_box_for_staff(typesetter: Typesetter, juminhyo: Form) -> None:
    pdf = paper(typesetter, hand_in("juminhyo"), juminhyo, Copy.RESIDENT).content
    with pikepdf.open(BytesIO(pdf)) as document, document.open_metadata() as about:
        assert (about["pdfaid:part"], about["pdfaid:conformance"], about["pdfuaid:part"]) == ("2", "A", "1")
        assert document.Root.MarkInfo.Marked
        assert str(document.Root.Lang) == "ja-JP"
    text = words(pdf)
    assert "本人控え" in text
    assert "事務処理欄" not in text
    assert "職員の提案" not in text


def test_who_wrote_what_is_explained_at_the_foot_of_the_towns_paper(typesetter: Typesetter, juminhyo: Form) -> None:
    text = words(paper(typesetter, hand_in("juminhyo"), juminhyo).content)
    assert "カカード" in text
    assert "本人控え" not in text


def test_a_list_has_a_row_for_each_entry_and_the_rest_on_a_further_sheet(typesetter: Typesetter) -> None:
    layout = Layout.model_validate({"paper": "moving", "title": "転居届", "blocks": [
        {"list": "引っ越す人", "field": "movers", "rows": 2, "columns": [
            {"item": "name", "label": "氏名", "share": 2}, {"item": "birth", "label": "生年月日"},
            {"item": "sex", "label": "性別", "ticks": {"male": "男", "female": "女"}},
        ]},
    ]})  # fmt: skip
    born = {"year": 2019, "month": 5, "day": 1, "as_written": "令和元年5月1日"}
    movers = [{"name": f"山田 {given}", "birth": born, "sex": "male"} for given in ("太郎", "次郎", "三郎")]
    made = application(answers=(answered("movers", "引っ越す人", "3人", value=movers),))
    first, last = pages(paper(typesetter, made, Form(None, layout)).content)
    assert "1山田太郎令和元年5月1日✓□男□女" in first
    assert "ほか1件は続紙のとおり" in first
    assert "三郎" not in first
    assert "氏名：山田三郎" in last
    assert "性別：✓□男□女" in last


def test_of_several_each_that_was_chosen_is_ticked(typesetter: Typesetter) -> None:
    offered = ("新しい登録", "住所が変わった", "犬が死んだ")

    def dark(*chosen: str) -> int:
        wish = answered("wishes", "届の種類", "、".join(chosen), chosen=chosen, choices=offered)
        made = application(
            (*applicant(), wish), form=FormStamp(procedure="inu", version="1.0.0", sha256="cd" * 32, title="犬")
        )
        command = ["pdftoppm", "-gray", "-r", "100", "-"]
        picture = subprocess.run(command, input=paper(typesetter, made).content, capture_output=True, check=True).stdout
        return sum(shade < 128 for shade in picture[picture.index(b"255") + 4 :])

    one, two, three = (dark(*offered[:count]) for count in (1, 2, 3))
    assert one < two < three


def test_an_agent_has_a_part_of_the_paper(typesetter: Typesetter) -> None:
    agent = answered("ag_name", "代理人の氏名", "山田 花子", is_name=True)
    text = words(paper(typesetter, application(answers=(*applicant(), agent, *request()))).content)
    assert "代理人の方" in text
    assert "山田花子" in text


@pytest.mark.parametrize(
    ("signature", "said"),
    [(Signature(kind="none"), "署名なし"), (Signature(kind="staff_recorded"), "職員が意思を確認して記録")],
)
def test_an_application_without_a_drawn_signature_says_why(
    typesetter: Typesetter, signature: Signature, said: str
) -> None:
    made = application(signature=signature, attachments=(), identity_events=())
    assert said in words(render(made, [], typesetter).content)
    assert "本人確認はまだ行われていません" in words(render(made, [], typesetter).content)


@pytest.mark.parametrize("content", [b"", b"no picture", png()[:60], b"\x89PNG\r\n\x1a\nrest"])
def test_a_broken_signature_picture_never_stops_the_paper(typesetter: Typesetter, content: bytes) -> None:
    broken = Attachment(SIGNATURE, "image/png", content)
    signature = Signature(kind="drawn", png_sha256=broken.note().sha256)
    made = application(signature=signature, attachments=(broken.note(),))
    assert "署名の画像を表示できません" in words(render(made, [broken], typesetter).content)


def test_a_picture_the_application_does_not_name_is_not_shown(typesetter: Typesetter) -> None:
    other = Attachment(SIGNATURE, "image/png", png(100, 50))
    assert "署名の画像を表示できません" in words(render(application(), [other], typesetter).content)


def test_the_same_application_always_gives_the_same_paper(typesetter: Typesetter) -> None:
    assert paper(typesetter, application()).content == paper(typesetter, application()).content


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=120))
def test_no_text_a_person_can_write_stops_the_paper(typesetter: Typesetter, text: str) -> None:
    made = application(answers=(*applicant(text, text), answered("purpose", "使いみち", text)))
    assert paper(typesetter, made).content.startswith(b"%PDF")


def test_text_without_a_space_stays_on_the_page_and_is_all_there(typesetter: Typesetter) -> None:
    long = (answered("note", "自由記述", "x" * 300), answered("more", "つづき", "とても長い" * 800))
    made = pages(paper(typesetter, application(answers=applicant("W" * 100) + long)).content)
    text = "".join(page.partition("遠隔行政窓口")[0] for page in made)  # without the foot of each page
    assert (text.count("W"), text.count("x"), text.count("とても長い")) == (100, 300, 800)


@pytest.mark.parametrize(
    ("code", "told", "untold"),
    [
        (Code.SUBSTITUTED, "※生年月日：字形を職員が確認します", "カードの日付"),
        (Code.ODD_BIRTH_DATE, "※生年月日：カードの日付が不詳または暦にない日付です", "字形"),
        (Code.UNREADABLE_TEXT, "※生年月日：カードから読み取れない文字があります", "字形"),
        (Code.TOO_LONG, "※生年月日：カードの文字数が多いため", "字形"),
    ],
)
def test_what_the_card_does_not_say_surely_is_marked(
    typesetter: Typesetter, code: Code, told: str, untold: str
) -> None:
    doubted = answered("ap_birth", "生年月日", "昭和34年月日不詳").model_copy(update={"doubts": (Doubt(code=code),)})
    text = words(paper(typesetter, application(answers=(doubted,))).content)
    assert told in text
    assert untold not in text
    assert "昭和34年月日不詳※" in text


@pytest.mark.parametrize("side", [20_000, 1500], ids=["to_decode", "to_set"])
def test_a_signature_that_is_too_large_is_a_sentence_on_the_paper(typesetter: Typesetter, side: int) -> None:
    large = Attachment(SIGNATURE, "image/png", bomb(side, side))
    signed = Signature(kind="drawn", png_sha256=large.note().sha256)
    made = application(signature=signed, attachments=(large.note(),))
    text = words(render(made, [large], typesetter).content)
    assert "署名の画像を表示できません。原本の記録を確認してください。" in text
