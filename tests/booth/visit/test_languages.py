"""Languages and the procedures written in them."""

from kiosk.booth.visit.languages import translated, with_readings
from kiosk.procedures.procedure import Procedure


def test_a_procedure_nobody_translated_is_shown_in_easy_japanese_with_its_readings(juminhyo: Procedure) -> None:
    procedure = juminhyo
    assert all(translated(locale, procedure) for locale in ("ja", "easy", "en"))
    assert translated("xx", None)
    assert not translated("xx", procedure)
    assert with_readings("xx", procedure)
    assert with_readings("easy", None)
    assert not with_readings("en", procedure)
