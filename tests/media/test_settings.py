"""An installer's mistakes are named."""

from pathlib import Path

import pytest

from kiosk.media.settings import MediaSettings
from kiosk.settings import SettingsError, load


def test_defaults_use_real_devices_and_no_rehearsal() -> None:
    settings = MediaSettings()
    assert {settings.camera, settings.microphone, settings.speaker} == {"auto"}
    assert not settings.rehearsal
    assert (settings.width_px, settings.height_px, settings.fps) == (1280, 720, 30)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('codec = "av1"', "codec"),
        ("fps = 300", "fps"),
        ("widht = 640", "did you mean 'width_px'"),
        ("width = 1285", "width"),
        ('virtual_camera = "rm -rf"', "virtual_camera"),
    ],
)
def test_mistakes(tmp_path: Path, line: str, told: str) -> None:
    path = tmp_path / "media.toml"
    path.write_text(line)
    with pytest.raises(SettingsError, match=told):
        load(path, MediaSettings)
