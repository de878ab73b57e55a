"""The papers of cases: the form an application was made with, found and set for the town or for the resident."""

from functools import cached_property
from pathlib import Path

from kiosk.applications.application import Application
from kiosk.applications.document import Copy, Form, render
from kiosk.applications.typesetting import Typesetter
from kiosk.headquarters.cases.countersigning import at_a_desk
from kiosk.headquarters.cases.opening import Opened
from kiosk.log import Log
from kiosk.procedures.catalog import Catalog
from kiosk.procedures.papers import shelf
from kiosk.procedures.papers.shelf import Shelf
from kiosk.procedures.procedure import Procedure

_log = Log("headquarters.papers")


class CasePapers:
    """Sets papers with the layouts that lie beside the procedures."""

    def __init__(self, catalog: Catalog, folder: Path, typesetter: Typesetter) -> None:
        """`folder` is where the procedures, and so their layouts, are."""
        self._catalog = catalog
        self._folder = folder
        self._typesetter = typesetter

    def procedure(self, application: Application) -> Procedure | None:
        """The procedure an application was made with, as staff work on it; the newest where that version is gone."""
        form = application.form
        found = self._catalog.procedure(form.procedure, form.version) or self._catalog.procedure(form.procedure)
        return at_a_desk(found, application) if found else None

    def paper(self, opened: Opened, receipt_number: str, copy: Copy = Copy.TOWN) -> bytes:
        """The paper of an application as PDF; raise `TypesettingFailed`. Takes a processor for a while."""
        procedure = self.procedure(opened.application)
        form = Form(procedure, self._shelf.layout(procedure))
        made = render(
            opened.application, opened.attachments, self._typesetter, form, copy=copy, receipt_number=receipt_number
        )
        return made.content

    def read_again(self, folder: Path) -> None:
        """The catalog holds something else, and the layouts are in `folder` now."""
        self._folder = folder
        self.__dict__.pop("_shelf", None)

    @cached_property
    def _shelf(self) -> Shelf:
        read = shelf.read(self._folder, self._catalog.procedures)
        if read.problems:
            _log.warning("layouts_not_usable", layouts=len(read.problems))  # those procedures keep the general paper
        return read
