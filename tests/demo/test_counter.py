"""What the counter writes is what the programs read; headquarters comes and goes on the same data."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from kiosk.booth.program import load_settings
from kiosk.demo.counter import CONFIG, Counter, has_display
from kiosk.media.sources import factory


def written(folder: Path, **options: Any) -> Any:
    counter = Counter(folder, **options)
    counter._headquarters = SimpleNamespace(ready={"authority": str(folder / "authority.pem")})  # type: ignore[assignment]
    counter._card = SimpleNamespace(ready={"reader": "Rehearsal Reader 00 00"})  # type: ignore[assignment]
    counter._write_booth_settings()
    return load_settings(counter.booth_config)


def test_the_booths_settings_are_a_rehearsals(tmp_path: Path) -> None:
    settings = written(tmp_path)
    assert settings.rehearsal
    assert settings.media.rehearsal
    assert settings.card.allow_virtual
    assert settings.card.reader == "Rehearsal Reader 00 00"
    assert settings.headquarters.authority == tmp_path / "authority.pem"
    assert settings.procedures == CONFIG / "procedures"
    assert settings.state == tmp_path / "booth"
    assert (settings.screen.width_px, settings.screen.height_px, settings.screen.full_screen) == (1920, 1080, False)


def test_the_virtual_parts_named_in_the_settings_exist(tmp_path: Path) -> None:
    media = written(tmp_path).media
    assert callable(factory(media.virtual_camera))
    assert callable(factory(media.virtual_microphone))


def test_a_window_for_a_smaller_display_and_real_devices_where_there_are_some(tmp_path: Path) -> None:
    settings = written(tmp_path, size=(1280, 720), camera="auto")
    assert (settings.screen.width_px, settings.screen.height_px) == (1280, 720)
    assert (settings.media.camera, settings.media.microphone) == ("auto", "auto")


@pytest.mark.parametrize(
    ("environment", "there"), [({}, False), ({"DISPLAY": ":0"}, True), ({"WAYLAND_DISPLAY": "wayland-0"}, True)]
)
def test_a_display_is_known_by_its_environment(
    environment: dict[str, str], there: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert has_display() is there


async def test_headquarters_comes_back_on_the_same_doors_with_the_same_account(tmp_path: Path) -> None:
    counter = Counter(tmp_path / "counter")
    try:
        await counter.start_headquarters()
        first = counter.headquarters.ready
        await counter.add_staff()
        assert counter.account is not None
        assert len(counter.account.password) >= 12
        await counter.stop_headquarters()
        assert not counter.headquarters.running
        await counter.start_headquarters()
        assert counter.headquarters.ready == first
        assert counter.headquarters.ready["staff_url"] == counter.staff_url
    finally:
        await counter.close()
    assert not counter.headquarters.running
