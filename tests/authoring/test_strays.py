"""Files that are not what their names say."""

from pathlib import Path

import pytest

from kiosk.authoring import strays
from kiosk.procedures.files.broken import Written
from kiosk.procedures.procedure import ProcedureFile
from tests.authoring.small import HEAD, KIND


def test_only_files_like_ours_that_nobody_reads_are_told(tmp_path: Path) -> None:
    names = ("small/small.v1.form.yml", "small/small.v1.form.YAML", "small/README.md", "small.v1.form.yml")
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("a: b\n", encoding="utf-8")
    (tmp_path / "old.yml").mkdir()
    found = strays.never_read(tmp_path, [tmp_path / names[0]])
    assert [str(one.path.relative_to(tmp_path)) for one in found] == ["small/small.v1.form.YAML", "small.v1.form.yml"]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("small.v1.form.yml", None),
        ("small.v2.form.yml", "other_number"),
        ("small.v01.form.yml", "wrong_name"),
        ("small_v1.form.yml", "wrong_name"),
        ("Small.v1.form.yml", "wrong_name"),
        ("large.v1.form.yml", "wrong_name"),
        ("small.v１.form.yml", "wrong_name"),
    ],
)
def test_a_name_says_whose_version_it_is(name: str, kind: str | None) -> None:
    written = Written.of(Path(name), f"{HEAD}pages:\n{KIND}")
    found = list(strays.other_name(written, written.as_a(ProcedureFile)))
    assert [one.mistake.kind for one in found] == ([kind] if kind else [])
    if kind == "wrong_name":
        assert "'small.v1.form.yml'" in found[0].mistake.mend()
    if kind == "other_number":
        assert found[0].line == 2


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("vi", None),
        ("vn", "vi"),
        ("VN", "vi"),
        ("zh-hans", "zh-Hans"),
        ("pt", "pt-BR"),
        ("fr", None),
        ("zh-Hant", None),
    ],
)
def test_a_country_is_no_language_and_a_language_of_the_town_is_its_own(
    tmp_path: Path, name: str, meant: str | None
) -> None:
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / f"{name}.yml").write_text("a: b\n", encoding="utf-8")
    found = [dict(one.mistake.facts)["near"] for one in strays.misnamed_languages(tmp_path)]
    assert found == ([meant] if meant else [])
