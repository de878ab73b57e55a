"""Files that are there whole or not at all, also when the power goes meanwhile, and read within bounds."""

import errno
import os
import stat
from pathlib import Path


def write_private(path: Path, content: bytes) -> None:
    """Put `content` at `path`, readable by this account only; durable when this returns. Raises `OSError`."""
    draft = path.with_suffix(path.suffix + ".new")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    settle(path.parent)


def read_plain(path: Path, most_bytes: int) -> bytes:
    """What stands in a plain file. Raises `OSError`, for a larger one and for a pipe or a device, too."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)  # a pipe would wait for who writes
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(errno.EINVAL, "not a plain file", str(path))
    with os.fdopen(descriptor, "rb") as file:
        content = file.read(most_bytes + 1)
    if len(content) > most_bytes:
        raise OSError(errno.EFBIG, f"larger than {most_bytes} bytes", str(path))
    return content


def settle(folder: Path) -> None:
    """Names given or changed in `folder` survive a power cut from now on. Raises `OSError`."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
