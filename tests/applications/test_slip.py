"""The slip a resident takes home: number, next steps, what was wiped; never smaller than 12 points."""

import json
import re
import subprocess
from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest

from kiosk.applications.settings import SlipSettings
from kiosk.applications.slip import Slip, SlipLine, render_slip, words
from kiosk.applications.typesetting import Typesetter
from tests.applications.application_samples import MADE

LINE = SlipLine({"ja": "住民票の写し等の請求", "easy": "住民票を もらう", "en": "Copy of Residence Record"})
RECEIVED = replace(LINE, receipt_number="R8-000123")
SLIP = Slip(
    reference="IE-4731-08K",
    lines=(LINE,),
    handed_in_at=MADE,
    place="家島支所",
    municipality="姫路市",
)
SETTINGS = SlipSettings(headquarters_telephone="079-221-2111")


def said(pdf: bytes) -> str:
    done = subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True)
    return re.sub(r"\s", "", done.stdout.decode())


def pages(pdf: bytes) -> list[tuple[float, float]]:
    with pikepdf.open(BytesIO(pdf)) as document:
        return [(float(page.mediabox[2]), float(page.mediabox[3])) for page in document.pages]


def test_a_slip_has_what_a_resident_needs(typesetter: Typesetter) -> None:
    text = said(render_slip(SLIP, typesetter, SETTINGS).content)
    for part in (
        "IE-4731-08K",
        "住民票の写し等の請求",
        "令和8年11月21日10:23",
        "姫路市家島支所",
        "079-221-2111",
        "このあと",
        "消したもの",
    ):
        assert part in text


def test_what_it_costs_and_where_that_is_paid_is_said_in_both_languages(typesetter: Typesetter) -> None:
    paying = {"ja": "手数料 300円：受け取るときに 窓口で", "en": "Fee 300 yen: at the counter"}
    text = said(
        render_slip(
            replace(SLIP, second_locale="en", lines=(replace(LINE, paying=paying),)), typesetter, SETTINGS
        ).content
    )
    assert "手数料300円：受け取るときに窓口で" in text
    assert "Fee300yen:atthecounter" in text


def test_a_line_turns_between_phrases_and_never_within_a_reading(typesetter: Typesetter) -> None:
    line = SlipLine({"ja": "住民票", "easy": "住民票(じゅうみんひょう)を もらう"}, receipt_number="R8-000123")
    slip = replace(SLIP, lines=(line,))
    japanese, easy = (
        subprocess.run(["pdftotext", "-layout", "-", "-"], input=one.content, capture_output=True, check=True)
        for one in (render_slip(replace(slip, second_locale=second), typesetter, SETTINGS) for second in (None, "easy"))
    )
    assert "職員が内容を確認し、" in {one.strip() for one in japanese.stdout.decode().splitlines()}
    lines = {one.strip() for one in easy.stdout.decode().splitlines()}
    assert "もらう" in lines
    assert all(one.count("（") == one.count("）") for one in lines)


def test_offline_it_says_that_the_application_waits_here(typesetter: Typesetter) -> None:
    text = said(render_slip(SLIP, typesetter, SETTINGS).content)
    assert "回線がもどると自動で市役所に送ります" in text
    assert "封をした申請1通だけ" in text
    assert "受付番号" not in text


def test_with_a_receipt_it_says_that_it_arrived(typesetter: Typesetter) -> None:
    text = said(render_slip(replace(SLIP, lines=(RECEIVED,)), typesetter, SETTINGS).content)
    assert "受付番号R8-000123" in text
    assert "市役所に届きました" in text
    assert "回線がつながりません" not in text


def test_a_second_language_stands_under_the_japanese(typesetter: Typesetter) -> None:
    text = said(render_slip(replace(SLIP, second_locale="en"), typesetter, SETTINGS).content)
    assert text.index("このあと") < text.index("Whathappensnext")
    assert "CopyofResidenceRecord" in text


def test_easy_japanese_takes_the_place_of_japanese(typesetter: Typesetter) -> None:
    text = said(render_slip(replace(SLIP, second_locale="easy"), typesetter, SETTINGS).content)
    assert "この機械（きかい）があずかりました" in text
    assert "お預かりしています" not in text


def test_without_a_second_language_it_is_japanese(typesetter: Typesetter) -> None:
    plain = render_slip(SLIP, typesetter, SETTINGS).content
    assert render_slip(replace(SLIP, second_locale="ja"), typesetter, SETTINGS).content == plain


def test_a_language_the_slip_has_not_got_is_told_in_easy_japanese(typesetter: Typesetter) -> None:
    easy = render_slip(replace(SLIP, second_locale="easy"), typesetter, SETTINGS).content
    assert render_slip(replace(SLIP, second_locale="tlh"), typesetter, SETTINGS).content == easy


@pytest.mark.parametrize("locale", [one for one in words() if one not in ("ja", "easy")])
def test_every_language_is_set_in_one_font_beside_the_japanese(typesetter: Typesetter, locale: str) -> None:
    text = said(render_slip(replace(SLIP, second_locale=locale), typesetter, SETTINGS).content)
    for part in ("next_waiting", "kept_waiting", "say_number"):
        wanted = words()[locale][part]
        assert "".join(wanted.split())[:12] in text
        families = {span["f"] for span in typesetter.in_language(locale).write(wanted).spans}
        assert families <= {"Noto Sans CJK JP", "Noto Sans Devanagari"}


def test_a_time_that_was_booked_is_on_it_in_both_languages(typesetter: Typesetter) -> None:
    coming = {"ja": "ご予約　12月1日（火） 9:30　市役所 1階", "en": "Booked: Tue 12/1 9:30."}
    line = replace(RECEIVED, coming=coming)
    text = said(render_slip(replace(SLIP, lines=(line,), second_locale="en"), typesetter, SETTINGS).content)
    assert "ご予約12月1日（火）9:30市役所1階" in text
    assert "Booked:Tue12/19:30." in text


def test_a_title_without_translation_stays_japanese(typesetter: Typesetter) -> None:
    bare = replace(SLIP, lines=(SlipLine({"ja": "転入届"}),), second_locale="en")
    assert said(render_slip(bare, typesetter, SETTINGS).content).count("転入届") == 2


def test_a_rehearsal_says_so_first(typesetter: Typesetter) -> None:
    text = said(render_slip(replace(SLIP, rehearsal=True), typesetter, SETTINGS).content)
    assert text.startswith("予行")


@pytest.mark.parametrize(("paper", "width"), [("roll80", 80.0), ("a5", 148.0), ("a4", 210.0)])
@pytest.mark.parametrize("locale", ["ja", "easy", "en"])
def test_it_fits_one_page_of_every_paper_or_two_of_the_small_one(
    typesetter: Typesetter, paper: str, width: float, locale: str
) -> None:
    made = SETTINGS.model_copy(update={"paper": paper})
    sizes = pages(render_slip(replace(SLIP, second_locale=locale), typesetter, made).content)
    assert len(sizes) == (2 if (paper, locale) == ("a5", "en") else 1)
    assert all(abs(size[0] - width * 72 / 25.4) < 1 for size in sizes)


@pytest.mark.parametrize("locale", ["ja", "easy", "en"])
def test_no_letter_is_smaller_than_twelve_points(typesetter: Typesetter, locale: str) -> None:
    pdf = render_slip(replace(SLIP, second_locale=locale, lines=(RECEIVED,)), typesetter, SETTINGS).content
    with pikepdf.open(BytesIO(pdf)) as document:
        used = [
            float(command.operands[1])
            for page in document.pages
            for command in pikepdf.parse_content_stream(page)
            if str(command.operator) == "Tf"
        ]
    assert used
    assert min(used) >= 12


def test_every_language_has_every_sentence() -> None:
    assert {frozenset(texts) for texts in words().values()} == {frozenset(words()["ja"])}
    assert "" not in json.loads(json.dumps(list(words()["easy"].values())))
