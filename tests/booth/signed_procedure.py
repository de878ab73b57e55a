"""An invented procedure that asks for a signature by card: one question, for tests only."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from kiosk.procedures.files.catalog import Catalog
from kiosk.procedures.procedure import Procedure

FILE = """
procedure: sealed_wish
version: 1.0.0
status: published
valid: {from: 2026-04-01, until: null}
title: {ja: 誓約書の提出, easy: 約束(やくそく)の 紙(かみ), en: Sworn statement}
icon: description
minutes: 1
purpose_of_use: {ja: 誓約の確認に使います。, easy: 約束(やくそく)を たしかめます。, en: To check the statement.}
office: {counter: shimin, opens: "08:35-17:00"}
identity: {self: A4, agent: A2}
keeps: {headquarters_days: 30}
languages: [ja, easy, en]
pages:
  - id: command
    title: {ja: 誓約しますか？, easy: 約束(やくそく)しますか？, en: "Do you swear?"}
    fields:
      - id: command
        type: choice
        label: {ja: 誓約, easy: 約束(やくそく), en: Statement}
        options:
          - {id: "yes", label: {ja: はい, easy: はい, en: "Yes"}}
          - {id: "no", label: {ja: いいえ, easy: いいえ, en: "No"}}
"""


@cache
def signed_procedure() -> Procedure:
    """The procedure, read from a file as an operator would lay it down."""
    with TemporaryDirectory(prefix="kiosk-procedures-") as folder:
        path = Path(folder) / "sealed_wish" / "sealed_wish.v1.form.yml"
        path.parent.mkdir()
        path.write_text(FILE, encoding="utf-8")
        catalog = Catalog(Path(folder))
        loaded = catalog.load()
    found = catalog.procedure("sealed_wish")
    assert found is not None, loaded.problems
    return found
