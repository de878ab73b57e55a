"""`kiosk procedures check|list|schema`: read a folder of files, say what is wrong, run the tests inside them."""

import argparse
import json
import sys
from pathlib import Path

from kiosk.procedures import groups, procedure
from kiosk.procedures.files.catalog import Catalog
from kiosk.procedures.papers import layout, shelf


def main(argv: list[str]) -> int:
    """Exit status 0 when every file is good, 1 when one is not."""
    parser = argparse.ArgumentParser(prog="kiosk procedures", description="Procedure files: check, list, schema.")
    parser.add_argument(
        "verb",
        choices=["check", "list", "schema"],
        help="check: rules and tests of all files; list: what there is; schema: for editors",
    )
    parser.add_argument(
        "--folder", type=Path, default=Path("config/procedures"), help="of the procedures (config/procedures)"
    )
    parser.add_argument(
        "--of", choices=["procedure", "groups", "paper"], default="procedure", help="schema: of which file"
    )
    parser.add_argument("--json", action="store_true", help="for programs")
    options = parser.parse_args(argv)
    if options.verb == "schema":
        made = {"groups": groups.schema, "paper": layout.schema, "procedure": procedure.schema}[options.of]()
        print(json.dumps(made, ensure_ascii=False, indent=2))
        return 0
    catalog = Catalog(options.folder).load()
    if options.json:
        print(json.dumps(_report(catalog), ensure_ascii=False, indent=2))
    else:
        _print(catalog)
    layouts = shelf.read(options.folder, catalog.procedures)
    for problem in layouts.problems:
        print(problem, file=sys.stderr)
    return 1 if catalog.problems or layouts.problems else 0


def _report(catalog: Catalog) -> dict[str, object]:
    return {
        "procedures": [
            {
                "id": one.id, "version": one.version, "status": one.status, "title": one.title.in_("ja"),
                "valid_from": one.valid.from_.isoformat(), "sha256": one.sha256, "pages": len(one.pages),
                "fields": len(one.fields), "tests": len(one.tests),
            }
            for one in catalog.procedures
        ],
        "problems": [
            {"path": str(one.path), "line": one.line, "reason": one.reason} for one in catalog.problems
        ],
    }  # fmt: skip


def _print(catalog: Catalog) -> None:
    for one in catalog.procedures:
        counts = f"{len(one.pages)} pages, {len(one.fields)} fields, {len(one.tests)} tests passed"
        print(f"{one.id} {one.version} {one.status}  {one.title.in_('ja')}  ({counts})")
    for problem in catalog.problems:
        print(problem, file=sys.stderr)
