"""Cases as they are handed over, for tests."""

from datetime import UTC, datetime
from typing import Any

from kiosk.applications.application import Answered, AnsweredPart, AnsweredRow, Application
from kiosk.headquarters.cases.views import CaseLine, CaseState, SignatureState
from kiosk.headquarters.handover.handed import Handed
from kiosk.protocol.forms import Source
from kiosk.protocol.identifiers import new_id
from tests.headquarters.headquarters_world import BOOTH, NAME, PLACE, application

AT = datetime(2026, 11, 21, 1, 2, 3, tzinfo=UTC)
BIRTH = {"year": 1959, "month": 5, "day": 6, "as_written": "昭和34年5月6日"}


def answered(field: str, label: str, text: str, value: Any = None, **more: Any) -> Answered:
    said: Any = {"source": Source.RESIDENT, "at": AT} | more
    return Answered(field=field, label=label, text=text, value=text if value is None else value, **said)


ANSWERS = (
    answered("ap_name", "氏名", NAME, source=Source.CARD, is_name=True),
    answered("ap_birth", "生年月日", "昭和34年5月6日", BIRTH, source=Source.CARD),
    answered("ap_addr", "住所", "兵庫県姫路市安田四丁目１番地１"),
    answered("ap_tel", "電話番号", "079-221-0000"),
    answered("who", "どなたの住民票か", "代理で請求", "agent"),
    answered("ag_relation", "ご本人との関係", "子", "child"),
    answered("purpose", "使いみち", '=HYPERLINK("http://x","y")'),
    answered(
        "movers", "引っ越す人", "山田　一郎\n山田　二郎", [{"m_name": "山田　一郎"}, {"m_name": "山田　二郎"}],
        rows=(
            AnsweredRow(title="引っ越す人 1", parts=(AnsweredPart(field="m_name", label="氏名", text="山田　一郎"),)),
            AnsweredRow(title="引っ越す人 2", parts=(AnsweredPart(field="m_name", label="氏名", text="山田　二郎"),)),
        ),
    ),
    answered("seen_no", "登録番号", "00012345", by="田中 恵子", source=Source.STAFF),
)  # fmt: skip


def line(number: str = "R8-000001", **more: Any) -> CaseLine:
    said: dict[str, Any] = {
        "case_id": new_id(), "receipt_number": number, "reference": "IE-4731-08K", "procedure_title": "住民票の写し",
        "booth_id": BOOTH, "place": PLACE, "received_at": AT, "state": CaseState.NEW, "signature": SignatureState.GOOD,
    }  # fmt: skip
    return CaseLine(**(said | more))


def handed(answers: tuple[Answered, ...] = ANSWERS, number: str = "R8-000001", **more: Any) -> Handed:
    made: Application = application(new_id()).model_copy(update={"answers": answers, "fee": 600})
    said: Any = {"law": ("住民基本台帳法12条",), "owed": 1} | more
    return Handed(line(number), made, **said)
