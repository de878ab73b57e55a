"""The papers that are kept: each made when its application was received, imprinted, and sealed to our own key.

Nothing a resident wrote lies in the store in clear, so a paper is encrypted like the application it shows.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from cryptography.hazmat.primitives.serialization import Encoding
from sqlalchemy import Connection, delete
from sqlmodel import col, select

from kiosk.applications.sealing import CannotUnseal, SealingKeyPair, open_own, seal_own
from kiosk.headquarters.cases.imprint import ImprintFailed, imprinted
from kiosk.headquarters.cases.opening import Opened
from kiosk.headquarters.cases.papers import CasePapers
from kiosk.headquarters.cases.views import ImprintState
from kiosk.headquarters.keys.authority import fingerprint
from kiosk.headquarters.keys.imprint_key import ImprintKeys
from kiosk.headquarters.storage.rows import add, read
from kiosk.headquarters.storage.tables import CaseFile, CasePaper
from kiosk.log import Log

_log = Log("headquarters.papers")


class KeptPapers:
    """Makes the paper of a case once, and opens it again.

    Attributes:
        papers: sets papers of any moment.
    """

    def __init__(
        self,
        papers: CasePapers,
        keys: ImprintKeys,
        pairs: Sequence[SealingKeyPair],
        municipality: str,
        now: Callable[[], datetime],
    ) -> None:
        """`pairs` are headquarters' sealing keys: the first seals, any of them may open."""
        self.papers = papers
        self._keys = keys
        self._pairs = tuple(pairs)
        self._municipality = municipality
        self._now = now

    def make(self, opened: Opened, case_id: str, receipt_number: str) -> CasePaper:
        """The row of a case's paper. Without a key it has no imprint, and where no paper comes out it has no body."""
        state, by, content = ImprintState.FAILED, "", b""
        try:
            content = self.papers.paper(opened, receipt_number)
            key = self._keys.current()
            if key is None:
                state = ImprintState.NO_KEY
            else:
                content = imprinted(content, key, self._municipality, self._now())
                state, by = ImprintState.MADE, fingerprint(key.certificate.public_bytes(Encoding.DER))
        except Exception as error:  # noqa: BLE001 -- what nobody foresaw in one application is not tried again for ever
            _log.failure("paper_not_kept", error, case=case_id)
        pair = self._pairs[0]
        return CasePaper(
            case_id=case_id,
            made_at=self._now(),
            imprint=state.value,
            certificate=by,
            key_id=pair.key_id,
            body=seal_own(content, pair, _place(case_id)) if content else b"",
        )

    def imprinted_now(self, opened: Opened, receipt_number: str) -> bytes:
        """A paper made anew because staff wrote since, imprinted where that can be. Raise `TypesettingFailed`."""
        content, key = self.papers.paper(opened, receipt_number), self._keys.current()
        try:
            return imprinted(content, key, self._municipality, self._now()) if key else content
        except ImprintFailed as error:
            _log.failure("paper_not_imprinted", error)
            return content

    def content(self, row: CasePaper) -> bytes | None:
        """The paper of a row; None where there is none, or none that can be opened with the keys that are here."""
        if not row.body:
            return None
        content = open_own(row.body, row.key_id, _place(row.case_id), self._pairs)
        if isinstance(content, CannotUnseal):
            _log.warning("paper_not_opened", case=row.case_id, why=content.reason)
            return None
        return content


def keep(connection: Connection, paper: CasePaper) -> None:
    """Keep the paper of a case; one that is kept stays."""
    if find(connection, paper.case_id) is None:
        add(connection, paper)


def find(connection: Connection, case_id: str) -> CasePaper | None:
    """The paper kept of a case."""
    found = read(connection, select(CasePaper).where(col(CasePaper.case_id) == case_id))
    return found[0] if found else None


def state(connection: Connection, case_id: str) -> ImprintState | None:
    """How it stands with the paper of a case, as far as this version can say."""
    said = connection.execute(select(col(CasePaper.imprint)).where(col(CasePaper.case_id) == case_id)).scalar()
    return ImprintState(said) if said in set(ImprintState) else None


def sweep(connection: Connection) -> None:
    """Erase the papers of cases that are gone."""
    connection.execute(delete(CasePaper).where(col(CasePaper.case_id).not_in(select(col(CaseFile.case_id)))))


def _place(case_id: str) -> str:
    return f"paper:{case_id}"
