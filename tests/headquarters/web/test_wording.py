"""Sentences of refusals: one for each kind, each written once, every kind that asks for one has it."""

import ast
import re
from collections import Counter
from pathlib import Path
from typing import Final

import pytest

from kiosk.headquarters.web import wording

HEADQUARTERS: Final = Path(wording.__file__).parents[1]
JAPANESE: Final = re.compile(r"[ぁ-ん]")


def constants(path: Path) -> list[str]:
    """The texts of a source, without what is only said to its readers."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said
    ]


def test_no_sentence_of_headquarters_is_written_twice() -> None:
    sentences = Counter(
        text.rstrip("。")
        for path in sorted(HEADQUARTERS.rglob("*.py"))
        for text in constants(path)
        if JAPANESE.search(text) and len(text) > 12
    )
    assert [text for text, count in sentences.items() if count > 1] == []


def test_the_doors_themselves_hold_no_sentence() -> None:
    """Titles of the two applications, which nobody is shown, are names and no sentences."""
    found = {
        (path.name, text)
        for path in (HEADQUARTERS / "web").glob("*.py")
        if path.name != "wording.py"
        for text in constants(path)
        if JAPANESE.search(text)
    }
    assert found == {("booth_app.py", "窓口端末の口"), ("staff_app.py", "職員画面とAPI")}


@pytest.mark.parametrize(
    ("kind", "status", "title"),
    [
        ("code-used", 403, "登録コードはもう使われています。新しいコードを作ってください"),
        ("no-such-case", 404, "見つかりません"),
        ("http-418", 418, "エラー"),
    ],
)
def test_a_kind_without_a_sentence_is_called_by_its_status(kind: str, status: int, title: str) -> None:
    assert wording.title(kind, status) == title


def test_who_asks_too_often_is_told_for_how_long() -> None:
    assert wording.too_many(30) == "続けて何度もためそうとしています。30秒お待ちください"


def test_a_case_somebody_else_changed_is_named_by_its_state() -> None:
    assert wording.wrong_state("完了") == "この案件は「完了」です"


def test_every_kind_with_a_sentence_is_one_that_is_refused() -> None:
    sources = "\n".join(path.read_text(encoding="utf-8") for path in (HEADQUARTERS / "web").rglob("*.py"))
    computed = {"code-expired", "code-used", "code-wrong"}  # out of the reason
    used = {kind for kind in wording.BY_KIND if re.search(rf'\(\s*\d{{3}},\s*"{kind}"', sources)}
    assert wording.BY_KIND.keys() - used == computed
