"""How like a received picture is to what the camera gave: structural similarity (SSIM). Pure.

Z. Wang, A. C. Bovik, H. R. Sheikh, E. P. Simoncelli, Image quality assessment, IEEE Transactions on Image Processing 13
(2004), on brightness, with windows of 8x8; a smaller picture is judged at the size it is shown in.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from kiosk.bench.calls.film import PICTURES as FILM_PICTURES
from kiosk.rehearsal.virtual_camera import VirtualCamera

Bright = npt.NDArray[np.uint8]
_WINDOW: Final = 8
_C1: Final = (0.01 * 255) ** 2
_C2: Final = (0.03 * 255) ** 2
_BAR_SHARE: Final = 15
"""The clock bar stands in the first fortieth or so of the lines; a little more is left out, for it is not the same."""
_SMALL: Final = 16


def enlarged(picture: Bright, height: int, width: int) -> npt.NDArray[np.float64]:
    """`picture` at this size, each point between its four neighbours."""
    rows = np.clip((np.arange(height) + 0.5) * picture.shape[0] / height - 0.5, 0, picture.shape[0] - 1)
    columns = np.clip((np.arange(width) + 0.5) * picture.shape[1] / width - 0.5, 0, picture.shape[1] - 1)
    across = _between(picture.astype(np.float64).T, columns).T
    return _between(across, rows)


def _between(lines: npt.NDArray[np.float64], at: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    below = np.minimum(at.astype(np.int64), len(lines) - 1)
    above = np.minimum(below + 1, len(lines) - 1)
    share = (at - below)[:, None]
    found: npt.NDArray[np.float64] = lines[below] * (1 - share) + lines[above] * share
    return found


def similarity(one: npt.NDArray[np.float64], other: npt.NDArray[np.float64]) -> float:
    """SSIM of two pictures of one size: 1 where they are the same, towards 0 where they have nothing in common."""
    mean_one, mean_other = _means(one), _means(other)
    spread_one = _means(one**2) - mean_one**2
    spread_other = _means(other**2) - mean_other**2
    together = _means(one * other) - mean_one * mean_other
    above = (2 * mean_one * mean_other + _C1) * (2 * together + _C2)
    below = (mean_one**2 + mean_other**2 + _C1) * (spread_one + spread_other + _C2)
    return float((above / below).mean())


def _means(values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Of every window, by sums from the corner."""
    sums = np.zeros((values.shape[0] + 1, values.shape[1] + 1))
    sums[1:, 1:] = values.cumsum(0).cumsum(1)
    size = _WINDOW
    found: npt.NDArray[np.float64] = (
        sums[size:, size:] - sums[:-size, size:] - sums[size:, :-size] + sums[:-size, :-size]
    )
    return found / size**2


class Original:
    """The pictures the virtual camera gives, to compare with: which of them a received one is shows by its content."""

    def __init__(self, pictures: Sequence[Bright]) -> None:
        self._pictures = pictures
        self._small = [enlarged(one[_bar(one) :], 9 * _SMALL, 16 * _SMALL) for one in pictures]

    def likeness(self, received: Bright) -> float:
        """SSIM of the received picture with the one it was; the clock bar is left out."""
        small = enlarged(received[_bar(received) :], 9 * _SMALL, 16 * _SMALL)
        distances = [float(((small - one) ** 2).mean()) for one in self._small]
        original = self._pictures[int(np.argmin(distances))]
        below = original[_bar(original) :].astype(np.float64)
        return similarity(below, enlarged(received[_bar(received) :], *below.shape))


def originals(width: int = 1280, height: int = 720) -> list[Bright]:
    """The brightness of every picture of the virtual camera's round."""
    camera = VirtualCamera(width, height, 1000, clock=False)
    try:
        read = (camera.read() for _ in range(FILM_PICTURES // 2))
        return [one.i420[: width * height].reshape(height, width) for one in read]
    finally:
        camera.close()


def _bar(picture: Bright) -> int:
    return -(-len(picture) // _BAR_SHARE)
