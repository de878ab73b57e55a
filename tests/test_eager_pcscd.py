from pathlib import Path

import pytest

from kiosk.rehearsal.card.pcscd import missing_parts
from tests import eager_pcscd
from tests.until import until

pytestmark = [pytest.mark.pcsc, pytest.mark.skipif(bool(missing_parts()), reason="needs pcscd and vsmartcard-vpcd")]


@pytest.mark.skipif(eager_pcscd.program() is None, reason="no C compiler on this machine")
async def test_the_installed_service_still_sleeps_as_the_eager_one_expects(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    seen = tmp_path / "seen"
    monkeypatch.setenv(eager_pcscd.SEEN, str(seen))
    with eager_pcscd.service():
        await until(seen.exists)
