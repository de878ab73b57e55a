import pytest
from pydantic import JsonValue

from kiosk.procedures.files.samples import samples, unfit
from kiosk.procedures.kinds.table import fits
from kiosk.procedures.procedure import Procedure
from tests.procedures.group_procedure import group_procedure


def test_every_sample_fits_its_field(juminhyo: Procedure) -> None:
    found = samples(juminhyo)
    assert set(found) == {field.id for field in juminhyo.fields}
    assert all(fits(field, found[field.id]) for field in juminhyo.fields)


@pytest.mark.parametrize(
    ("field", "value", "kind", "mend"),
    [
        ("show_head", "yes", "yes_no_expected", "Write true or false, without quotes."),
        ("who", "slef", "near_option", "Did you mean 'self'?"),
        ("who", 3, "no_option", "Its options: self, household, agent, legal, third"),
        ("who", ["self"], "value_unfit", 'A value that fits: "self"'),
        ("who", ["slef"], "near_option", "Did you mean 'self'?"),
        ("copies", "two", "value_unfit", "A value that fits: 1"),
        ("ap_name", 3, "value_unfit", 'A value that fits: "山田　花子"'),
        (
            "ap_birth", "1959-05-06", "value_unfit",
            'A value that fits: {year: 1959, month: 5, day: 6, as_written: "昭和34年5月6日"}',
        ),
    ],
)  # fmt: skip
def test_a_value_that_does_not_fit_is_told_with_one_that_would(
    juminhyo: Procedure, field: str, value: JsonValue, kind: str, mend: str
) -> None:
    item = juminhyo.field(field)
    assert item is not None
    found = unfit(item, value)
    assert (found.kind, found.mend()) == (kind, mend)


@pytest.mark.parametrize(
    ("entries", "kind", "word"),
    [
        (["葛西　花子"], "entry_expected", "m_name: "),
        ([{"m_nmae": "葛西　花子"}], "no_such_item", ""),
        ([{"m_name": "葛西　花子"}, {"m_relation": "hed"}], "near_option", "head"),
        ([{}] * 40, "value_unfit", "m_name"),
    ],
)
def test_of_a_group_it_is_told_what_in_it_does_not_fit(entries: JsonValue, kind: str, word: str) -> None:
    group = group_procedure().field("movers")
    assert group is not None
    found = unfit(group, entries)
    assert (found.kind, word in found.mend()) == (kind, True)
    assert len(found.reason()) < 120, "not the whole of it is told again"
