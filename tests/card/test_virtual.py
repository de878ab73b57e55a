from pathlib import Path

from kiosk.card.virtual import virtual_readers

REAL = "SONY FeliCa RC-S300/P (1234567) 00 00"


def test_virtual_readers_are_known_by_their_usual_names(tmp_path: Path) -> None:
    names = [REAL, "Virtual PCD 00 00", "Rehearsal Reader 00 01"]
    assert virtual_readers(names, tmp_path) == names[1:]


def test_a_virtual_reader_under_another_name_is_known_by_its_driver(tmp_path: Path) -> None:
    (tmp_path / "hidden").write_text('FRIENDLYNAME "Good Reader"\nLIBPATH /usr/lib/pcsc/drivers/serial/libifdvpcd.so\n')
    (tmp_path / "serial").write_text('FRIENDLYNAME "Serial Reader"\nLIBPATH /usr/lib/pcsc/drivers/serial/libtwin.so\n')
    assert virtual_readers(["Good Reader 00 00", "Serial Reader 00 00"], tmp_path) == ["Good Reader 00 00"]


def test_a_machine_without_such_a_configuration_has_none(tmp_path: Path) -> None:
    assert virtual_readers([REAL], tmp_path / "absent") == []
