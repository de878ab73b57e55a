"""What headquarters tells in the pictures: invented applications and evidence."""

from datetime import UTC, datetime, timedelta

from kiosk.card.card import Certificates
from kiosk.protocol.identity import CaseShown, Evidence, Method, Outcome

NOW = datetime(2026, 11, 21, 1, 30, tzinfo=UTC)
BOTH = Certificates(sign=True, auth=True)
EVIDENCE_ID = "0199aaaa-0000-7000-8000-000000000002"
EVIDENCE = Evidence(evidence_id=EVIDENCE_ID, level="A2", method=Method.TAP, outcome=Outcome.CONFIRMED, at=NOW)
SUBMISSION = "0199aaaa-0000-7000-8000-000000000003"


def case(number: int, state: str, procedure: str = "juminhyo", title: str = "住民票の写し") -> CaseShown:
    return CaseShown.model_validate(
        {
            "procedure": procedure,
            "title": title,
            "reference": f"IE-47{number:02d}-08K",
            "receipt_number": f"2026-0012{number:02d}",
            "received_at": NOW - timedelta(days=3 * number),
            "state": state,
        }
    )


CASES = (
    case(1, "new"),
    case(2, "in_hand", "kaigo", "介護保険 要介護・要支援認定の申請"),
    case(3, "done"),
    case(4, "returned"),
)
