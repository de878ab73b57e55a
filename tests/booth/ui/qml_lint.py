"""Tells qmllint what the Python views offer, and asks it about every QML file."""

import json
import os
import subprocess
import sys
from pathlib import Path

import PySide6

ROOT = Path(__file__).parents[3]
VIEWS = ROOT / "kiosk" / "booth" / "views"
UI = ROOT / "kiosk" / "booth" / "ui"
TOOLS = Path(PySide6.__file__).parent


def tool(name: str) -> str:
    """A tool of PySide6, from beside this Python."""
    return str(Path(sys.executable).parent / name)


def describe_views(folder: Path) -> Path:
    """Write the ``Booth`` module's types, read from the views' source, into `folder`; the import path to use."""
    module, sources = folder / "Booth", folder / "sources"
    module.mkdir()
    sources.mkdir()
    copies = []
    for view in sorted(VIEWS.rglob("*.py")):
        source = view.read_text(encoding="utf-8")
        if "QML_IMPORT_NAME" in source:
            copies.append(sources / view.name)
            # the dump knows the decorator by its bare name only, and of the bases only Qt's own
            known = (
                source.replace("@qt.Property", "@Property")
                .replace("@Later(", "@Property(")
                .replace("(View):", "(QObject):")
                .replace("(PageItem):", "(QQuickPaintedItem):")
            )
            copies[-1].write_text(known, encoding="utf-8")
    dump = subprocess.run(
        [tool("pyside6-metaobjectdump"), "-o", str(folder / "views.json"), *map(str, copies)],
        capture_output=True, text=True, check=False, cwd=ROOT,
    )  # fmt: skip
    assert dump.returncode == 0, dump.stderr
    described = (folder / "views.json").read_text().replace('"type": "list"', '"type": "QList<int>"')  # as Qt calls it
    (folder / "views.json").write_text(_with_constants(described))
    made = subprocess.run(
        [
            tool("pyside6-qmltyperegistrar"), "--generate-qmltypes", str(module / "views.qmltypes"),
            "-o", str(folder / "views.cpp"), str(folder / "views.json"), "--import-name", "Booth",
            "--major-version", "1", *_foreign(),
        ],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    (module / "qmldir").write_text("module Booth\nimport QtQuick\ndepends QtQuick\ntypeinfo views.qmltypes\n")
    return folder


def _with_constants(dumped: str) -> str:
    """The dump forgets ``constant=True``: a property nobody announces is constant.

    And a class whose base is another of ours would be left out: it gets what its base has.
    """
    files = json.loads(dumped)
    kinds = {kind["className"]: kind for file in files for kind in file["classes"]}
    for kind in kinds.values():
        if base := next((kinds[one["name"]] for one in kind.get("superClasses", ()) if one["name"] in kinds), None):
            kind["superClasses"], kind["object"] = base["superClasses"], True
            for what in ("properties", "signals", "slots"):
                kind[what] = [*base.get(what, ()), *kind.get(what, ())]
    for kind in kinds.values():
        for held in kind.get("properties", ()):
            held["constant"] = "notify" not in held
    return json.dumps(files)


def _foreign() -> list[str]:
    """What Qt's own classes offer, so that painted items and models are known."""
    found = sorted((TOOLS / "Qt" / "metatypes").glob("qt6*_metatypes.json"))
    modules = ("qt6core", "qt6gui", "qt6qml", "qt6quick", "qt6multimedia")
    wanted = [str(path) for path in found if path.name.split("_")[0] in modules]
    return ["--foreign-types", ",".join(wanted)] if wanted else []


def lint(imports: Path, files: list[Path]) -> tuple[int, str]:
    """qmllint's exit status and words about `files`; any warning counts."""
    done = subprocess.run(
        [tool("pyside6-qmllint"), "-W", "0", "-I", str(imports), "-I", str(UI), *map(str, files)],
        capture_output=True, text=True, check=False, env={**os.environ, "NO_COLOR": "1"},
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def qml_files() -> list[Path]:
    """Every QML file of the booth."""
    return sorted(UI.rglob("*.qml"))
