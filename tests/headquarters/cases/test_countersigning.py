"""What the law keeps at a staffed desk is not done before somebody checked it there in person."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from kiosk.headquarters.cases import completing
from kiosk.headquarters.cases.countersigning import COUNTERSIGNED, at_a_desk, owes_countersignature
from kiosk.headquarters.cases.papers import CasePapers
from kiosk.headquarters.cases.views import CaseLine, CaseState, CaseView, NotWritten
from kiosk.protocol.identifiers import new_id
from tests.headquarters.care_world import care_application, care_case
from tests.headquarters.headquarters_world import World, running
from tests.procedures.care_procedure import FILE, care_procedure

CARE = care_procedure()
AT_A_DESK = CARE.model_copy(update={"identity": {"self": "B"}})


@pytest_asyncio.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    path = tmp_path / "procedures" / "care" / "care.v1.form.yml"
    path.parent.mkdir(parents=True)
    path.write_text(FILE.replace("{self: A1}", "{self: B}"), encoding="utf-8")
    async with running(tmp_path, procedures=tmp_path / "procedures") as opened:
        yield opened


def test_only_what_is_kept_at_a_desk_owes_a_countersignature() -> None:
    made = care_application(new_id(), kind="new")
    assert at_a_desk(CARE, made) is CARE
    procedure = at_a_desk(AT_A_DESK, made)
    assert at_a_desk(procedure, made) is procedure
    assert owes_countersignature(completing.form_of(made, procedure))
    assert not owes_countersignature(completing.form_of(made, CARE))


async def test_it_is_written_by_staff_in_person_and_the_case_is_not_done_without(world: World) -> None:
    case_id, sato = await care_case(world, {"insured_no": "0123456789"}, kind="new"), await world.staff()
    desk = world.headquarters.desk
    await desk.change_case(case_id, sato.staff, CaseState.IN_HAND)
    refused = await desk.change_case(case_id, sato.staff, CaseState.DONE)
    assert isinstance(refused, NotWritten)
    assert (refused.why, "対面" in refused.words) == ("not_countersigned", True)
    case = await desk.case(case_id, sato.staff)
    assert isinstance(case, CaseView)
    (line,) = [one for one in case.of_staff if one.owed]
    assert (line.field, [one.text for one in line.options]) == (COUNTERSIGNED, ["対面で確認し受け付けました"])
    assert case.identity is not None
    assert case.identity.missing
    for typed in ("copy", "phone"):
        assert isinstance(await desk.write_field(case_id, sato.staff, COUNTERSIGNED, typed), NotWritten)
    assert isinstance(await desk.write_field(case_id, sato.staff, COUNTERSIGNED, "original"), CaseLine)
    case = await desk.case(case_id, sato.staff)
    assert isinstance(case, CaseView)
    assert case.identity is not None
    assert (case.owed, case.identity.missing) == (0, ())
    assert case.answers[-1].by == sato.staff.name
    assert isinstance(await desk.change_case(case_id, sato.staff, CaseState.DONE), CaseLine)


async def test_a_case_whose_procedure_is_gone_is_not_done_unchecked(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Published again without it, a procedure of level B would have asked nothing of anybody any more."""
    case_id, sato = await care_case(world, {"insured_no": "0123456789"}, kind="new"), await world.staff()
    desk = world.headquarters.desk
    await desk.change_case(case_id, sato.staff, CaseState.IN_HAND)
    monkeypatch.setattr(CasePapers, "procedure", lambda _papers, _application: None)
    refused = await desk.change_case(case_id, sato.staff, CaseState.DONE)
    assert isinstance(refused, NotWritten)
    assert (refused.why, "管理者" in refused.words) == ("no_procedure", True)
