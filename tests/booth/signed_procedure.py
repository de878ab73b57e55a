"""An invented procedure that asks for a signature by card: one question, for tests only."""

from kiosk.procedures.procedure import Procedure
from tests.procedures.laid_down import laid_down

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
identity: {anybody: A4}
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


def signed_procedure() -> Procedure:
    """The procedure."""
    return laid_down("sealed_wish", FILE)
