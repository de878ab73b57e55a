"""`kiosk procedures`: the tools of whoever writes procedures, each with a face for people and one for programs."""

import argparse
import asyncio
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

from kiosk.authoring import blanks, icons, linting, rehearsed, report
from kiosk.authoring.starting import CannotStart, start
from kiosk.authoring.texts import table
from kiosk.authoring.texts.importing import Imported, take_in
from kiosk.authoring.texts.rows import rows
from kiosk.authoring.trying import tried
from kiosk.authoring.walking import walk
from kiosk.authoring.wording import language_of, say
from kiosk.clocks import wall_clock
from kiosk.headquarters.settings import HeadquartersSettings
from kiosk.procedures import procedure
from kiosk.procedures.catalog import Catalog
from kiosk.procedures.files import groups, translations
from kiosk.procedures.files.broken import Broken
from kiosk.procedures.files.mistakes import Language, mistake
from kiosk.procedures.files.reading import TRIAL_DAY, untried
from kiosk.procedures.japanese.calendar import day_in_japan
from kiosk.procedures.papers import layout
from kiosk.settings import SettingsError, load

FOLDER: Final = Path("config/procedures")
_SCHEMAS: Final = {"groups": groups.schema, "paper": layout.schema, "procedure": procedure.schema}
GOOD, MISTAKES, MISUSED = 0, 1, 2
"""Exit status: all is well; there are mistakes; the command itself could not be followed."""


def main(argv: list[str]) -> int:
    """Run one verb; exit status 0 when all is well, 1 when there are mistakes, 2 when it could not be done."""
    options = _parser().parse_args(argv)
    language: Language = getattr(options, "lang", None) or language_of(os.environ)
    run: Callable[[argparse.Namespace, Language], int] = options.run
    return run(options, language)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="kiosk procedures", description="Write, try and mend procedures.")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    lint = _verb(verbs, "lint", _lint, "every mistake, where, and how to mend it", folder=False)
    lint.add_argument("path", nargs="?", type=Path, default=FOLDER, help="a folder or one file (config/procedures)")
    lint.add_argument("--json", action="store_true", help="for programs")
    listed = _verb(verbs, "list", _list, "the procedures there are")
    listed.add_argument("--json", action="store_true", help="for programs")
    test = _verb(verbs, "test", _test, "the tests inside, and walks that find where one gets stuck")
    test.add_argument("id", nargs="?", help="of one procedure (all)")
    test.add_argument("--walks", type=int, default=20, help="how often to walk through (20)")
    test.add_argument("--json", action="store_true", help="for programs")
    preview = _verb(
        verbs, "preview", _preview, "every screen and paper of a procedure as pictures, on one page", told=False
    )
    preview.add_argument("id", help="of the procedure")
    preview.add_argument("--out", type=Path, required=True, help="folder for the pictures and index.html")
    preview.add_argument("--answers", type=Path, help="a file with a field and its answer a line (the usual answers)")
    preview.add_argument("--lang", dest="locale", default="ja", help="that residents read: ja, easy, en, vi ... (ja)")
    preview.add_argument("--width", type=int, default=1920, help="of the pictures, in pixels (1920)")
    new = _verb(verbs, "new", _new, "a commented file to begin with, and its place behind a big answer")
    new.add_argument("id", help="of the new procedure: small letters, digits and _")
    new.add_argument("--group", help="the big answer it is behind, by its id in groups.yml (the first)")
    texts = _verb(verbs, "texts", _texts, "every text as one table (CSV) for translators, and back into the files")
    texts.add_argument("action", choices=["export", "import"], help="write the table; take a changed one in")
    texts.add_argument("table", type=Path, help="the table, ending in .csv")
    texts.add_argument("id", nargs="?", help="export the texts of one procedure (all)")
    pictures = _verb(verbs, "icons", _icons, "every picture that a file may name, drawn on one page", folder=False)
    pictures.add_argument("--out", type=Path, required=True, help="the page, ending in .html")
    publish = _verb(verbs, "publish", _publish, "sign them without a mistake for headquarters and every booth")
    publish.add_argument("--data", type=Path, required=True, help="folder of headquarters' data, with its keys")
    publish.add_argument("--config", type=Path, help="headquarters.toml")
    publish.add_argument("--number", type=int, help="above that of every booth, where data were put back from a backup")
    publish.add_argument("--json", action="store_true", help="for programs")
    schema = _verb(verbs, "schema", _schema, "the JSON Schema of a file, for editors", folder=False)
    schema.add_argument("--of", choices=sorted(_SCHEMAS), default="procedure", help="of which file")
    blank = _verb(verbs, "blank", _blank, "blank forms to print, for days without power")
    blank.add_argument("id", nargs="*", help="of which procedures (all that can be used today)")
    blank.add_argument("--out", type=Path, required=True, help="a folder, or for one form a file ending in .pdf")
    blank.add_argument("--config", type=Path, help="headquarters.toml, for the name of the municipality")
    return parser


def _verb(
    verbs: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    run: Callable[[argparse.Namespace, Language], int],
    purpose: str,
    *,
    folder: bool = True,
    told: bool = True,
) -> argparse.ArgumentParser:
    """A verb with the options that most have: the folder, and the language of what is told."""
    verb = verbs.add_parser(name, help=purpose, description=purpose)
    verb.set_defaults(run=run)
    if told:
        verb.add_argument("--lang", choices=["ja", "en"], help="of what is told (that of the system: LANG)")
    if folder:
        verb.add_argument("--folder", type=Path, default=FOLDER, help="of the procedures (config/procedures)")
    return verb


def _lint(options: argparse.Namespace, language: Language) -> int:
    try:
        linted = linting.lint(options.path)
    except linting.NoProcedures:
        print(say(language, "no_procedures", path=str(options.path)), file=sys.stderr)
        return MISUSED
    if options.json:
        found = [report.as_json(one, language) for one in linted.mistakes]
        print(json.dumps({"files": len(linted.files), "mistakes": found}, ensure_ascii=False, indent=2))
    else:
        texts = {one.path: report.lines_of(one.path) for one in linted.mistakes}
        for one in linted.mistakes:
            print(report.told(one, texts[one.path], language), end="\n\n")
        print(report.summed_up(len(linted.mistakes), len(linted.files), language))
    return MISTAKES if linted.mistakes else GOOD


def _list(options: argparse.Namespace, language: Language) -> int:
    catalog = Catalog(options.folder).load()
    spoken = report.languages(options.folder)
    if options.json:
        told = {"procedures": report.listed(catalog.procedures), "languages": spoken}
        print(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        for one in catalog.procedures:
            print(f"{one.id} {one.version} {one.status}  {one.title.in_(language)}")
        for locale, counts in spoken.items():
            print(say(language, "spoken", locale=locale, **counts))
    return GOOD


def _test(options: argparse.Namespace, language: Language) -> int:
    files = linting.newest(options.folder, options.id)
    if not files:
        return _nothing(options, language)
    found: list[rehearsed.Rehearsed] = []
    for path in files:
        try:
            procedure = untried(path)
        except Broken as broken:
            return _mend_first(broken, language)
        walked = walk(procedure, options.walks)
        found.append(rehearsed.Rehearsed(procedure, tried(procedure, TRIAL_DAY, language), walked))
        if not options.json:
            print(rehearsed.told(found[-1], language), end="\n\n")
    if options.json:
        print(json.dumps([rehearsed.as_json(one) for one in found], ensure_ascii=False, indent=2))
    return GOOD if all(one.passed for one in found) else MISTAKES


def _preview(options: argparse.Namespace, language: Language) -> int:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("QT_QUICK_BACKEND", "software")
    from kiosk.authoring.preview.making import Wanted, answers, make

    files = linting.newest(options.folder, options.id)
    if not files:
        return _nothing(options, language)
    try:
        procedure = untried(files[0])
        given = answers(options.answers, procedure) if options.answers else {}
    except Broken as broken:
        return _mend_first(broken, language)
    index = make(Wanted(procedure, options.folder, given, options.locale, options.width), options.out, language)
    print(say(language, "preview_made", path=str(index)))
    return GOOD


def _new(options: argparse.Namespace, language: Language) -> int:
    try:
        started = start(options.folder, options.id, options.group, day_in_japan(wall_clock()))
    except CannotStart as error:
        print(say(language, error.key, **error.facts), file=sys.stderr)
        return MISUSED
    except Broken as broken:
        return _mend_first(broken, language)
    print(say(language, "started", path=str(started.path)))
    if started.group:
        print(say(language, "in_group", group=started.group))
    print(say(language, "next_steps", name=options.id))
    return GOOD


def _texts(options: argparse.Namespace, language: Language) -> int:
    return (_export if options.action == "export" else _import)(options, language)


def _export(options: argparse.Namespace, language: Language) -> int:
    found = list(rows(options.folder, options.id))
    if not found:
        return _nothing(options, language)
    locales = sorted({path.stem for path in translations.paths(options.folder)})
    options.table.write_text(table.written(found, locales), encoding="utf-8", newline="")
    print(say(language, "texts_exported", path=str(options.table), count=len(found)))
    return GOOD


def _import(options: argparse.Namespace, language: Language) -> int:
    try:
        done = take_in(options.folder, table.read(options.table.read_bytes()))
    except table.NoTable as error:
        wrong = mistake(error.kind)
        print(f"{options.table}: {wrong.reason(language)}\n    {wrong.mend(language)}", file=sys.stderr)
        return MISUSED
    except OSError as error:
        print(f"kiosk procedures: {error}", file=sys.stderr)
        return MISUSED
    if isinstance(done, Imported):
        print(say(language, "texts_imported", changed=done.changed, files=len(done.files)))
        for path in done.files:
            print(f"    {path}")
        return GOOD
    for one in done.rows:
        reason, mend = one.mistake.reason(language), one.mistake.mend(language)
        print(f"{say(language, 'row', number=one.row)} {reason}\n    {mend}", file=sys.stderr)
    for broken in done.mistakes:
        print(report.told(broken, report.lines_of(broken.path), language), file=sys.stderr)
    print(say(language, "texts_refused" if done.rows else "texts_refused_files"), file=sys.stderr)
    return MISTAKES


def _icons(options: argparse.Namespace, language: Language) -> int:
    options.out.write_text(icons.page(linting.ICONS, language), encoding="utf-8")
    print(say(language, "preview_made", path=str(options.out)))
    return GOOD


def _publish(options: argparse.Namespace, language: Language) -> int:
    from kiosk.authoring import publishing

    try:
        settings = load(options.config, HeadquartersSettings) if options.config else HeadquartersSettings()
        asked = publishing.release(options.folder, options.data, settings, wall_clock(), options.number)
        released = asyncio.run(asked)
    except linting.NoProcedures:
        print(say(language, "no_procedures", path=str(options.folder)), file=sys.stderr)
        return MISUSED
    except publishing.CannotPublish as error:
        print(f"kiosk procedures: {error}", file=sys.stderr)
        return MISUSED
    if isinstance(released, publishing.Withheld):
        for one in released.mistakes:
            print(report.told(one, report.lines_of(one.path), language), file=sys.stderr)
        why = "publish_mistakes" if released.mistakes else "publish_nothing"
        print(say(language, why, count=len(released.mistakes)), file=sys.stderr)
        return MISTAKES
    facts = {"number": released.number, "files": released.files, "procedures": released.procedures}
    print(json.dumps(facts) if options.json else say(language, "published", **facts))
    return GOOD


def _nothing(options: argparse.Namespace, language: Language) -> int:
    if not options.folder.is_dir():
        print(say(language, "no_procedures", path=str(options.folder)), file=sys.stderr)
        return MISUSED
    known = ", ".join(sorted({path.parent.name for path in linting.newest(options.folder, None)}))
    print(say(language, "nothing_of_this_name", name=options.id or "", known=known or "-"), file=sys.stderr)
    return MISUSED


def _mend_first(broken: Broken, language: Language) -> int:
    print(say(language, "mend_first"), file=sys.stderr)
    for one in broken.problems:
        print(report.told(one, report.lines_of(one.path), language), file=sys.stderr)
    return MISTAKES


def _schema(options: argparse.Namespace, language: Language) -> int:
    print(json.dumps(_SCHEMAS[options.of](), ensure_ascii=False, indent=2))
    return GOOD


def _blank(options: argparse.Namespace, language: Language) -> int:
    try:
        settings = load(options.config, HeadquartersSettings) if options.config else HeadquartersSettings()
        written = blanks.write(options.folder, options.id, settings.municipality.name, options.out, wall_clock())
    except blanks.NoSuchProcedure as error:
        known = " ".join(error.known)
        print(say(language, "nothing_of_this_name", name=str(error), known=known), file=sys.stderr)
        return MISUSED
    except (SettingsError, OSError) as error:
        print(f"kiosk procedures: {error}", file=sys.stderr)
        return MISUSED
    for path in written:
        print(path)
    return GOOD
