"""One row that does not fit hides nothing."""

import pytest

from kiosk.headquarters.storage.readable import readable
from kiosk.headquarters.view import Unreadable, View


class _Shown(View):
    number: int = 0


@pytest.mark.parametrize(("number", "shown"), [(1, _Shown(number=1)), ("x", Unreadable(unreadable="No1"))])
def test_a_row_that_does_not_fit_is_marked_by_its_plain_number(number: object, shown: View) -> None:
    assert readable(lambda: _Shown.model_validate({"number": number}), "No\u202e1\n") == shown
