"""Tables of headquarters, by the room that uses them. Nothing a resident wrote is here in clear: applications stay
sealed, and are opened only to look.

Every table is a model: rows are made with its constructor, whose names and types are checked before the program runs,
and by `rows.add`, which validates them; STRICT tables and CHECKs stand behind. Not here: queries; each room asks for
itself. Read `columns`, then any of the others.
"""

from kiosk.headquarters.storage.tables.audit import AuditLine
from kiosk.headquarters.storage.tables.bookings import Booking
from kiosk.headquarters.storage.tables.calls import CallBreak, CallRecord
from kiosk.headquarters.storage.tables.cases import (
    CaseEntry,
    CaseEventRow,
    CaseFile,
    CasePaper,
    Numbering,
    Submission,
)
from kiosk.headquarters.storage.tables.columns import UNREADABLE, Table, Utc
from kiosk.headquarters.storage.tables.fleet import Booth, EnrolmentCode
from kiosk.headquarters.storage.tables.identity import EvidenceRow, Nonce, ResidentCase, ResidentRow, ResidentTap
from kiosk.headquarters.storage.tables.publishing import ProcedureBundle
from kiosk.headquarters.storage.tables.staff import StaffAccount, StaffBrowser, StaffSession

metadata = Table.metadata

__all__ = [
    "UNREADABLE",
    "AuditLine",
    "Booking",
    "Booth",
    "CallBreak",
    "CallRecord",
    "CaseEntry",
    "CaseEventRow",
    "CaseFile",
    "CasePaper",
    "EnrolmentCode",
    "EvidenceRow",
    "Nonce",
    "Numbering",
    "ProcedureBundle",
    "ResidentCase",
    "ResidentRow",
    "ResidentTap",
    "StaffAccount",
    "StaffBrowser",
    "StaffSession",
    "Submission",
    "Table",
    "Utc",
    "metadata",
]
