"""The official paper: PDF/A-2b with fonts inside, every answer on it, variants kept, nothing makes it fail."""

import re
import subprocess
from datetime import UTC, datetime
from io import BytesIO

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.applications.application import Answered, Application, FormStamp, IdentityEvent, Signature
from kiosk.applications.attachment import SIGNATURE, Attachment
from kiosk.applications.document import render, written_day
from kiosk.applications.typesetting import PdfDocument, Typesetter
from kiosk.protocol.faults import Code
from kiosk.protocol.forms import Doubt
from kiosk.protocol.identity import Method, Outcome
from tests.applications.application_samples import DRAWN, MADE, NAME, answered, applicant, application, png, request
from tests.pictures.bomb import bomb


def words(pdf: bytes) -> str:
    """The text of a PDF as a reader copies it, without white space."""
    done = subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True)
    return re.sub(r"\s", "", done.stdout.decode())


def paper(typesetter: Typesetter, made: Application, **more: str) -> PdfDocument:
    return render(made, [DRAWN], typesetter, **more)


def test_it_is_pdf_a_2b_with_every_font_inside(typesetter: Typesetter) -> None:
    with pikepdf.open(BytesIO(paper(typesetter, application()).content)) as document:
        with document.open_metadata() as about:
            assert (about["pdfaid:part"], about["pdfaid:conformance"]) == ("2", "B")
        assert document.Root.OutputIntents[0].S == "/GTS_PDFA1"
        assert len(document.pages) == 1
        fonts = [font for page in document.pages for font in page.Resources.Font.values()]
        described = [font.DescendantFonts[0].FontDescriptor for font in fonts]
        assert described
        assert all("/FontFile2" in one or "/FontFile3" in one for one in described)


def test_the_laws_stand_in_one_line_at_the_foot(typesetter: Typesetter) -> None:
    laws = ("住民基本台帳法12条", "住民基本台帳法12条の3", "個人情報の保護に関する法律62条")
    pdf = render(application(), [DRAWN], typesetter, law=laws).content
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    assert [line.strip() for line in done.stdout.decode().splitlines() if "根拠" in line] == [f"根拠 {'、'.join(laws)}"]


def test_every_answer_with_its_label_is_on_the_paper(typesetter: Typesetter) -> None:
    made = application()
    text = words(paper(typesetter, made, receipt_number="R8-000123").content)
    for answer in made.answers:
        assert answer.label in text
        assert re.sub(r"\s", "", answer.text) in text
    for said in (
        "姫路市長",
        "令和8年11月21日",
        "IE-4731-08K",
        "R8-000123",
        "600円",
        "家島支所",
        "マイナンバーカードの読み取り（暗証番号）",
    ):
        assert said in text
    assert "予行" not in text


def identified(typesetter: Typesetter, *events: IdentityEvent) -> str:
    """What stands in the box 本人確認 of a paper."""
    text = words(paper(typesetter, application(identity_events=events)).content)
    begin = "署名本人確認"  # the labels of the last two boxes before it
    return text[text.rindex(begin) + len(begin) : text.index("手数料")]


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


def test_long_addresses_wrap_and_long_latin_names_shrink(typesetter: Typesetter) -> None:
    address = "兵庫県姫路市" + "とても長い住所の町字" * 20
    name = "MARIA CLARA DE LOS SANTOS VILLANUEVA-MENDOZA GONZALES DELA CRUZ"
    text = words(paper(typesetter, application(answers=applicant(name, address))).content)
    assert address in text
    assert name.replace(" ", "") in text


def test_any_procedure_has_a_paper(typesetter: Typesetter) -> None:
    form = FormStamp(procedure="tennyu", version="1.0.0", sha256="cd" * 32, title="転入届")
    text = words(paper(typesetter, application(form=form)).content)
    assert "転入届" in text
    assert "住民票の写し等請求書" not in text


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


def test_the_day_is_the_day_in_japan() -> None:
    assert written_day(datetime(2026, 11, 20, 15, 0, tzinfo=UTC)) == "令和8年11月21日"
    assert written_day(MADE) == "令和8年11月21日"


def test_text_without_a_space_stays_on_the_page_and_is_all_there(typesetter: Typesetter) -> None:
    long = (answered("note", "自由記述", "x" * 300), answered("more", "つづき", "とても長い" * 800))
    text = words(paper(typesetter, application(answers=applicant("W" * 100) + long)).content)
    assert (text.count("W"), text.count("x"), text.count("とても長い")) == (100, 300, 800)


def target(name: str) -> tuple[Answered, ...]:
    return (
        answered("target_name", "必要な方の氏名", name, is_name=True),
        answered("target_birth", "必要な方の生年月日", "昭和34年5月6日"),
        answered("target_addr", "必要な方の住所", "兵庫県姫路市安田四丁目1番地 山田マンション第2棟305号"),
    )


def test_a_certificate_for_oneself_does_not_say_everything_twice(typesetter: Typesetter) -> None:
    text = words(paper(typesetter, application(answers=applicant() + target(NAME) + request())).content)
    assert "（請求する方と同じ）" in text
    assert text.count("昭和34年5月6日") == 1


@pytest.mark.parametrize("name", ["山田 太郎", "葛\U000e0100西 辻\U000e0102子"])
def test_a_certificate_for_another_has_a_part_of_its_own(typesetter: Typesetter, name: str) -> None:
    """Another variant of the same kanji is another name."""
    text = words(paper(typesetter, application(answers=applicant() + target(name) + request())).content)
    assert "（請求する方と同じ）" not in text
    assert text.count("昭和34年5月6日") == 2
    assert name.replace(" ", "") in text


@pytest.mark.parametrize(
    ("code", "told", "untold"),
    [
        (Code.SUBSTITUTED, "※字形を職員が確認します", "カードの日付"),
        (Code.ODD_BIRTH_DATE, "※カードの日付が不詳または暦にない日付です", "字形"),
        (Code.UNREADABLE_TEXT, "※カードから読み取れない文字があります", "字形"),
        (Code.TOO_LONG, "※カードの文字数が多いため", "字形"),
    ],
)
def test_what_the_card_does_not_say_surely_is_marked(
    typesetter: Typesetter, code: Code, told: str, untold: str
) -> None:
    doubted = answered("ap_birth", "生年月日", "昭和34年月日不詳").model_copy(update={"doubts": (Doubt(code=code),)})
    text = words(paper(typesetter, application(answers=(doubted,))).content)
    assert told in text
    assert untold not in text


def test_a_signature_too_large_to_decode_is_a_sentence_on_the_paper(typesetter: Typesetter) -> None:
    large = Attachment(SIGNATURE, "image/png", bomb())
    signed = Signature(kind="drawn", png_sha256=large.note().sha256)
    made = application(signature=signed, attachments=(large.note(),))
    text = words(render(made, [large], typesetter).content)
    assert "署名の画像を表示できません。原本の記録を確認してください。" in text
