"""A case for programs: GIF's A票 and B票 under GIF's own names, and nothing of the application left out."""

import json
from typing import Any

from kiosk.headquarters.handover.gif import shaped
from kiosk.headquarters.handover.handed import Handed
from tests.headquarters.handover.cases_handed import ANSWERS, answered, handed, line
from tests.headquarters.headquarters_world import NAME


def parts(one: Handed) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    whole: Any = json.loads(json.dumps(shaped(one), ensure_ascii=False))
    both = whole["ad:申請（個人）"]
    return whole["受付"], both["ad:個人申請基本情報（A票）"], both["ad:申請内容（B票）"]


def test_who_applies_stands_in_the_first_part_as_written() -> None:
    _, who, _ = parts(handed())
    assert who["ad:宛先"] == {"pd:商号または名称": "姫路市長"}
    assert who["ad:申請日"] == "2026-11-21"
    assert who["ad:申請者"] == {
        "pd:氏名": NAME,
        "pd:生年月日": "1959-05-06",
        "pd:住所": "兵庫県姫路市安田四丁目１番地１",
        "pd:連絡先情報": {"pd:連絡先電話番号": "079-221-0000"},
    }
    assert (who["ad:委任者"], who["ad:委任者の役割"]) == (None, "子")
    assert who["ad:委任内容"] == "住民票の写し等の請求"


def test_without_an_agent_nothing_is_said_of_one_and_an_unsure_day_stays_in_its_words() -> None:
    about = {"year": 1959, "month": None, "day": None, "as_written": "昭和34年頃"}
    _, who, _ = parts(handed((answered("ap_birth", "生年月日", "昭和34年頃", about),)))
    assert (who["ad:委任者の役割"], who["ad:委任内容"]) == (None, None)
    assert who["ad:申請者"] == {"pd:生年月日": "昭和34年頃"}


def test_what_for_has_every_other_answer_with_its_value_and_who_wrote_it() -> None:
    _, _, what = parts(handed())
    said = {one["項目"]: one for one in what["ad:内容"]}
    assert list(said) == ["who", "purpose", "movers", "seen_no"]
    assert said["who"] == {
        "項目": "who", "名称": "どなたの住民票か", "内容": "代理で請求", "値": "agent", "記入元": "resident",
    }  # fmt: skip
    assert [one["名称"] for one in said["movers"]["一人ずつ"]] == ["引っ越す人 1", "引っ越す人 2"]
    assert (said["seen_no"]["記入者"], said["seen_no"]["内容"]) == ("田中 恵子", "00012345")
    placed = {"ap_name", "ap_birth", "ap_addr", "ap_tel", "ag_relation"}
    assert placed | set(said) == {one.field for one in ANSWERS}


def test_what_headquarters_knows_stands_beside_it() -> None:
    received, _, _ = parts(handed())
    assert received["受付番号"] == "R8-000001"
    assert received["受付日時"] == "2026-11-21T10:02:03+09:00"
    assert received["手続き"]["版"] == "3.1.0"
    assert (received["根拠"], received["手数料（円）"], received["職員の未記入"]) == (["住民基本台帳法12条"], 600, 1)
    assert received["添付"][0]["名前"] == "scan-1"


def test_of_what_cannot_be_opened_only_its_line_is_told() -> None:
    whole = shaped(Handed(line(), None))
    assert set(whole) == {"形式", "受付"}
