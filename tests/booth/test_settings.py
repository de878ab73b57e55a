"""The booth's settings: the delivered file, paths as seen from it, and what an installer must not be able to set."""

from pathlib import Path

import pytest

from kiosk.booth.settings import BoothSettings
from kiosk.settings import SettingsError, load

DELIVERED = Path(__file__).parents[2] / "config" / "booth.toml"


def changed(tmp_path: Path, before: str, after: str) -> Path:
    text = DELIVERED.read_text(encoding="utf-8")
    assert before in text
    path = tmp_path / "booth.toml"
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    return path


def test_paths_are_seen_from_the_file() -> None:
    settings = load(DELIVERED, BoothSettings).beside(DELIVERED.parent)
    assert settings.procedures == DELIVERED.parent / "procedures"
    assert settings.state == DELIVERED.parent / "../var/booth"
    assert settings.headquarters.authority == DELIVERED.parent / "trust/authority.pem"
    assert settings.printer.folder.is_absolute()


def test_an_absolute_path_stays_where_it_is(tmp_path: Path) -> None:
    path = changed(tmp_path, '"../var/booth"', '"/var/lib/kiosk"')
    assert load(path, BoothSettings).beside(tmp_path).state == Path("/var/lib/kiosk")


@pytest.mark.parametrize(("rehearsal", "allowed"), [("false", False), ("true", True)])
def test_a_virtual_reader_is_for_rehearsals_only(tmp_path: Path, rehearsal: str, allowed: bool) -> None:
    path = changed(tmp_path, "rehearsal = false", f"rehearsal = {rehearsal}")
    path.write_text(path.read_text().replace("[card]", "[card]\nallow_virtual = true"))
    assert load(path, BoothSettings).beside(tmp_path).card.allow_virtual is allowed


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('reference_prefix = "IE"', 'reference_prefix = "ie"', "'reference_prefix'"),
        ("idle_s = 180", "idle_s = 10", "'times.idle_s'"),
        ("idle_s = 180", "idle = 180", "unknown key 'times.idle'; it is called 'idle_s' now"),
        ("idle_s = 180", "idel_s = 180", "unknown key 'times.idel_s'; did you mean 'idle_s'?"),
        ("width_mm = 476.0", "width_mm = 47.6", "'screen.width_mm'"),
        ('paper = "roll80"', 'paper = "a3"', "'slip.paper'"),
        ('kind = "cups"', 'kind = "laser"', "'printer.kind'"),
        ("most_megabytes = 2048", 'most_megabytes = "many"', "'outbox.most_megabytes'"),
        ('url = "https://headquarters.example:8443"', "", "'headquarters.url': Field required"),
    ],
)
def test_a_mistake_names_the_key(tmp_path: Path, before: str, after: str, said: str) -> None:
    path = changed(tmp_path, before, after)
    with pytest.raises(SettingsError) as caught:
        load(path, BoothSettings)
    assert str(path) in str(caught.value)
    assert said in str(caught.value)
