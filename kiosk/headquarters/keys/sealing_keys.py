"""The keys applications are sealed to: made at the first start, all kept, the newest offered first."""

from pathlib import Path
from typing import Final

from kiosk.applications.sealing import BadSealingKey, SealingKeyPair, SuiteId, sign_sealing_key
from kiosk.files import write_private
from kiosk.headquarters.keys.authority import Authority, KeysUnusable
from kiosk.log import Log
from kiosk.protocol.presence import SealingKey

_log = Log("headquarters.sealing_keys")
_SUITES: Final = (("a", SuiteId.XWING), ("b", SuiteId.X25519))


class SealingKeys:
    """Every key pair of this headquarters; old ones still open what was sealed to them."""

    def __init__(self, pairs: tuple[SealingKeyPair, ...], authority: Authority) -> None:
        self.pairs = pairs
        self.offered: tuple[SealingKey, ...] = tuple(sign_sealing_key(pair, authority.key) for pair in pairs)


def open_sealing_keys(folder: Path, authority: Authority) -> SealingKeys:
    """The pairs kept in `folder`, made on first use. Raises `KeysUnusable`; a lost key is never replaced unseen."""
    if not any(folder.glob("sealing-*.pem")):
        for letter, suite in _SUITES:
            pair = SealingKeyPair.generate(f"hq-1{letter}", suite)
            write_private(folder / f"sealing-{pair.key_id}.pem", pair.private_pem())
            _log.event("sealing_key_made", key=pair.key_id)
    pairs = []
    for path in sorted(folder.glob("sealing-*.pem")):
        try:
            pairs.append(SealingKeyPair.from_pem(path.read_bytes()))
        except (OSError, BadSealingKey) as error:
            raise KeysUnusable(f"{path}: not usable; restore it from the backup") from error
    return SealingKeys(tuple(pairs), authority)
