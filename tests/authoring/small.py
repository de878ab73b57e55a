"""Procedures of a few lines, for tests of the tools."""

from kiosk.procedures.procedure import Procedure
from tests.procedures.laid_down import laid_down

TEXT = "{ja: 語, easy: ことば, en: word}"
HEAD = f"""\
procedure: small
version: 1.0.0
status: published
valid: {{from: 2026-04-01}}
title: {{ja: 小さな手続き, easy: ちいさな てつづき, en: Something small}}
purpose_of_use: {TEXT}
office: {{counter: shimin}}
identity: {{self: A0}}
keeps: {{headquarters_days: 1}}
"""
KIND = """\
  - id: kind
    title: {ja: どれですか？, easy: どれですか？, en: Which?}
    fields:
      - id: kind
        type: choice
        label: {ja: 種類, easy: どれか, en: Kind}
        options:
          - {id: a, label: {ja: あ, easy: あ, en: A}}
          - {id: b, label: {ja: い, easy: い, en: B}}
"""
NUMBER = f"""\
  - id: number
    title: {TEXT}
    show_if: "kind == 'b'"
    fields:
      - id: number
        type: text
        label: {{ja: 番号, easy: ばんごう, en: Number}}
        check:
          - rule: "number.matches('^[0-9]{{4}}$')"
            error: {{ja: 4けたで 書いてください, easy: 4けたで かいて ください, en: Four digits please}}
"""


def small(pages: str = KIND, rest: str = "") -> Procedure:
    """A procedure of these pages, and of what follows after them."""
    return laid_down("small", f"{HEAD}pages:\n{pages}{rest}")
