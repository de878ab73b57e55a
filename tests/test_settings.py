"""Settings files: every mistake names file, key and remedy."""

from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import pytest

from kiosk.booth.settings import BoothSettings, TimeSettings
from kiosk.headquarters.settings import CallRules
from kiosk.settings import Settings, SettingsError, load


class Door(Settings):
    host: str = "127.0.0.1"
    port: int = 8443


class House(Settings):
    renamed: ClassVar = {"title": "name"}

    name: str
    door: Door = Door()
    rooms: tuple[Door, ...] = ()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "house.toml"


def complaint(file: Path) -> str:
    with pytest.raises(SettingsError) as caught:
        load(file, House)
    return str(caught.value)


def test_what_is_not_written_keeps_its_default(file: Path) -> None:
    file.write_text('name = "家"\n[door]\nport = 1\n', encoding="utf-8")
    assert load(file, House) == House(name="家", door=Door(host="127.0.0.1", port=1))


def test_an_unknown_key_names_the_one_that_was_meant(file: Path) -> None:
    file.write_text('name = "a"\n[door]\nprot = 1\n')
    assert complaint(file) == f"{file}: unknown key 'door.prot'; did you mean 'port'?"


def test_an_unknown_key_like_no_other_is_to_be_removed(file: Path) -> None:
    file.write_text('name = "a"\nxylophone = 1\n')
    assert complaint(file) == f"{file}: unknown key 'xylophone'; remove it"


def test_an_unknown_key_in_a_list_is_named_with_its_place(file: Path) -> None:
    file.write_text('name = "a"\n[[rooms]]\nport = 1\n[[rooms]]\nfoo = 1\n')
    assert complaint(file) == f"{file}: unknown key 'rooms.1.foo'; remove it"


def test_a_key_of_an_earlier_version_is_refused_with_its_new_name(file: Path) -> None:
    file.write_text('title = "a"\nname = "a"\n')
    assert complaint(file) == f"{file}: unknown key 'title'; it is called 'name' now"


def kinds(base: type[Settings] = Settings) -> Iterator[type[Settings]]:
    for kind in base.__subclasses__():
        yield kind
        yield from kinds(kind)


def test_a_renamed_key_is_gone_and_its_new_name_is_there() -> None:
    assert {kind for kind in kinds() if kind.renamed} >= {House, TimeSettings, CallRules}
    for kind in kinds():
        assert set(kind.renamed.values()) <= kind.model_fields.keys()
        assert not kind.renamed.keys() & kind.model_fields.keys()


def test_every_mistake_is_told_at_once(file: Path) -> None:
    file.write_text('naem = "a"\n[door]\nport = "many"\n')
    told = complaint(file).splitlines()
    assert len(told) == 3
    assert any("'name': Field required" in line for line in told)
    assert any("'door.port': " in line for line in told)
    assert any("unknown key 'naem'; did you mean 'name'?" in line for line in told)


def test_a_wrong_value_is_never_repeated(file: Path) -> None:
    file.write_text('name = "a"\n[door]\nport = "my secret"\n')
    assert "my secret" not in complaint(file)


def test_a_file_that_is_no_toml_names_the_line(file: Path) -> None:
    file.write_text('name = "a"\nport : 1\n')
    told = complaint(file)
    assert told.startswith(f"{file}: not valid TOML: ")
    assert "line 2" in told


def test_a_missing_file_says_so(file: Path) -> None:
    assert complaint(file) == f"{file}: no such settings file"


def test_a_folder_in_place_of_a_file_cannot_be_read(file: Path) -> None:
    file.mkdir()
    assert complaint(file).startswith(f"{file}: cannot be read (")


def test_a_file_in_another_encoding_cannot_be_read(file: Path) -> None:
    file.write_bytes('name = "姫路"'.encode("shift_jis"))
    assert complaint(file).startswith(f"{file}: cannot be read (")


def test_settings_never_change_while_a_program_runs() -> None:
    with pytest.raises(ValueError, match="frozen"):
        House(name="a").name = "b"  # that is the point


def test_the_file_that_is_delivered_is_good() -> None:
    delivered = Path(__file__).parents[1] / "config" / "booth.toml"
    assert load(delivered, BoothSettings).rehearsal is False
