"""Words of the package's own sentences (problems, review) per language, from `words/<locale>.json`."""

import json
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "words"


@cache
def words(locale: str) -> dict[str, str]:
    """The sentences in `locale`, else in Japanese."""
    path = _FOLDER / f"{locale}.json"
    if not locale.isascii() or not locale.replace("-", "").isalpha() or not path.is_file():
        path = _FOLDER / "ja.json"
    found: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return found
