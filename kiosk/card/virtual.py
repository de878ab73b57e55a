"""Which readers are virtual: their driver lets any program on the network lay a card on them."""

import re
from pathlib import Path
from typing import Final

_CONFIGURATION: Final = Path("/etc/reader.conf.d")
_NAMES: Final = ("Virtual PCD", "Rehearsal Reader")
_FRIENDLY_NAME: Final = re.compile(r'^\s*FRIENDLYNAME\s+"([^"]+)"', re.MULTILINE)
_DRIVER: Final = re.compile(r"^\s*LIBPATH\s+\S*vpcd", re.MULTILINE)


def virtual_readers(names: list[str], configuration: Path = _CONFIGURATION) -> list[str]:
    """Those of `names` that have the driver vpcd, by its usual name or by the service's configuration."""
    beginnings = (*_NAMES, *_configured(configuration))
    return [name for name in names if name.startswith(beginnings)]


def _configured(configuration: Path) -> list[str]:
    try:
        texts = [one.read_text(encoding="utf-8", errors="replace") for one in sorted(configuration.iterdir())]
    except OSError:
        return []
    return [name for text in texts if _DRIVER.search(text) for name in _FRIENDLY_NAME.findall(text)]
