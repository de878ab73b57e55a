"""From the form of the arrival to a family; the ids of its fields are named here and nowhere else."""

from collections.abc import Mapping
from typing import Any, Final

from pydantic import JsonValue

from kiosk.procedures.fields import NONE
from kiosk.procedures.procedure import Procedure
from kiosk.procedures.shared_form import SharedForm
from kiosk.procedures.standing import standing
from kiosk.protocol.shelter import Band, Bands, Need
from kiosk.shelter.people import Family, Inquiry, Member, Pet

_BANDS: Final = tuple(band.value for band in Band)
NEEDED: Final = frozenset({*_BANDS, "hn_name", "needs", "told"})
"""Without these an arrival says nothing; the other fields may be left out of a town's own form."""


def missing(procedure: Procedure | None) -> frozenset[str]:
    """What a procedure lacks to be the arrival at a shelter; everything where there is none."""
    return NEEDED - {item.id for item in procedure.fields} if procedure else NEEDED


def family_of(form: SharedForm, locale: str) -> Family:
    """Who came, as they confirmed it. Raises `ValueError` when the form says something no family can be."""
    said = standing(form).answers.values()
    return Family(
        bands=Bands(**{band: _number(said.get(band)) for band in _BANDS}),
        name=_text(said, "hn_name"),
        kana=_text(said, "hn_kana"),
        needs=tuple(need for need in Need if need in _listed(said, "needs")),
        allergy=_text(said, "allergy_what"),
        pet=Pet(_text(said, "pet_kind") or "other") if said.get("with_pet") is True else Pet.NONE,
        inquiry=Inquiry(_text(said, "told") or Inquiry.SILENT),
        town=_town(said),
        address=_text(said, "hn_addr"),
        telephone=_text(said, "hn_tel"),
        members=tuple(_members(said)),
        locale=locale,
    )


def _town(said: Mapping[str, JsonValue]) -> str:
    """Of another town, also where nobody knew how it is written."""
    return _text(said, "town") or "―" if said.get("lives_here") is False else ""


def _members(said: Mapping[str, JsonValue]) -> list[Member]:
    rows = [dict(row) for row in _listed(said, "members") if isinstance(row, Mapping)]
    return [Member(name=_text(row, "m_name"), kana=_text(row, "m_kana")) for row in rows]


def _number(value: JsonValue) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def _listed(said: Mapping[str, JsonValue], name: str) -> list[Any]:
    value = said.get(name)
    return value if isinstance(value, list) else []


def _text(said: Mapping[str, JsonValue], name: str) -> str:
    value = said.get(name)
    return value if isinstance(value, str) and value != NONE else ""
