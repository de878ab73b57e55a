"""Bundles of a town with one procedure, as a headquarters would sign them; made once for a run."""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache

from kiosk.procedures.bundles.contents import Contents
from kiosk.procedures.bundles.gathering import gathered
from kiosk.procedures.bundles.signed import sign
from tests.booth.conftest import Authority
from tests.town import TOWN

MADE = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
FORM = "juminhyo/juminhyo.v3.form.yml"


@cache
def files() -> Contents:
    return gathered(TOWN)


def renamed(title: str) -> Contents:
    """The same town, whose procedure is called otherwise."""
    form = files()[FORM]
    assert "ja: 住民票の写し\n" in form or "ja: 住民票の写し" in form
    return {**files(), FORM: form.replace("ja: 住民票の写し", f"ja: {title}", 1)}


def bundle(number: int, authority: Authority, contents: Mapping[str, str] | None = None) -> bytes:
    return sign(contents or files(), number, authority.key)
