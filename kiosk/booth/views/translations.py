"""Where the screens' words are: one TOML file a language. Needs no Qt, so that `kiosk check` can count them."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from kiosk.reviewed import Wording, read

FOLDER: Final = Path(__file__).parents[3] / "assets" / "translations"


def files(folder: Path = FOLDER) -> Mapping[str, Path]:
    """By locale, each ``booth.<locale>.toml``."""
    return {path.name.split(".")[1]: path for path in sorted(folder.glob("booth.*.toml"))}


def wordings(folder: Path = FOLDER) -> Mapping[str, Wording]:
    """By locale, every word of the screens."""
    return {locale: read(path) for locale, path in files(folder).items()}
