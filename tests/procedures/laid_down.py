"""Invented procedures for tests, read from a file as an operator would lay it down."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from kiosk.procedures.catalog import Catalog
from kiosk.procedures.procedure import Procedure


@cache
def laid_down(name: str, text: str) -> Procedure:
    """The procedure `name` of a file with this text."""
    with TemporaryDirectory(prefix="kiosk-procedures-") as folder:
        path = Path(folder) / name / f"{name}.v1.form.yml"
        path.parent.mkdir()
        path.write_text(text, encoding="utf-8")
        catalog = Catalog(Path(folder))
        loaded = catalog.load()
    found = catalog.procedure(name)
    assert found is not None, loaded.problems
    return found
