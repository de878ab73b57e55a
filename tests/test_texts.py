"""A text that nobody shows is still translated, checked and paid for: every key of every catalogue is named somewhere.

The booth's own are looked at where they live (`tests/booth/views/test_words.py`).
"""

import json
import re
from pathlib import Path

import pytest

import kiosk
from kiosk.applications.slip import words as slip_words
from kiosk.booth.speech import speech
from kiosk.booth.visit import stages
from kiosk.headquarters.identity import wording
from kiosk.procedures.field_types import FieldType
from kiosk.procedures.kinds.account import KINDS, Part
from kiosk.procedures.kinds.papers import PROOFS
from kiosk.procedures.words import words
from kiosk.protocol.faults import Code

HERE = Path(kiosk.__file__).parent
STATIC = HERE / "headquarters" / "web" / "console" / "static"
SIGNING = {f"{code}-signing" for code in speech._OWN_FOR_SIGNING}


def sources(folder: Path, *kinds: str, without: str = "") -> str:
    return "".join(
        path.read_text(encoding="utf-8")
        for kind in kinds
        for path in sorted(folder.rglob(f"*.{kind}"))
        if path.name != without
    )


def unnamed(keys: set[str], where: str) -> set[str]:
    """Those of `keys` that stand there neither as a word of its own in quotation marks nor behind a dot."""
    return {key for key in keys if not re.search(rf"""[."'`]{re.escape(key)}(?![\\w-])""", where)}


def keys_of_script(text: str) -> set[str]:
    """The keys of every object written down in a script, comments aside."""
    bare = re.sub(r"/\*.*?\*/|//[^\n]*", "", text, flags=re.DOTALL)
    bare = re.sub(r"new Intl\.\w+\([^;]*;", "", bare)
    return set(re.findall(r"""(?:[{,]|^)\s*"?([\w-]+)"?:\s""", bare, flags=re.MULTILINE))


def test_every_sentence_of_a_form_is_used() -> None:
    made = {f"account_{one}" for one in (*Part, *KINDS)} | {f"paper_{one}" for one in PROOFS} | {"slot_am", "slot_pm"}
    assert unnamed(set(words("ja")) - made, sources(HERE / "procedures", "py")) == set()


def test_every_word_of_the_slip_is_printed() -> None:
    template = sources(HERE / "applications" / "templates", "typ")
    either = {f"{what}_{when}" for what in ("next", "kept") for when in ("sent", "waiting")}
    either |= {"next_partly", "kept_several"}
    assert unnamed(set(slip_words()["ja"]) - either, template) == set()
    assert either <= set(slip_words()["ja"])
    assert unnamed({"next_text", "kept_text"}, template) == set()


def test_every_spoken_sentence_belongs_to_a_stage_a_kind_of_question_or_a_fault() -> None:
    spoken = set(speech.load()["ja"])
    asked = {f"Answering-{kind}" for kind in FieldType}
    parts = set(speech._PARTS.values())
    assert spoken - set(Code) - SIGNING - asked - parts - {one for one in vars(stages) if one[0].isupper()} == set()


def test_every_sentence_of_a_fault_belongs_to_a_fault() -> None:
    written = json.loads((HERE / "card" / "faults.json").read_text(encoding="utf-8"))
    assert set(written) == set(Code) | SIGNING


@pytest.mark.parametrize("script", ["words.js", "identity_words.js"])
def test_every_word_of_the_console_is_shown(script: str) -> None:
    """A locale, and what one of headquarters' messages says, are named in the protocol."""
    text = (STATIC / script).read_text(encoding="utf-8")
    elsewhere = sources(STATIC, "js", without=script) + sources(HERE / "protocol", "py")
    languages = {path.stem for path in speech.FOLDER.glob("*.toml")}
    assert unnamed(keys_of_script(text) - languages, elsewhere) == set()
    exported = set(re.findall(r"^export (?:const|function) (\w+)", text, flags=re.MULTILINE))
    assert {name for name in exported if not re.search(rf"\b{name}\b", elsewhere)} == set()


def test_every_check_of_a_card_that_has_words_is_made() -> None:
    made = sources(HERE / "jpki", "py") + sources(HERE / "protocol", "py")
    made += sources(HERE / "headquarters" / "identity", "py", without="wording.py")
    assert unnamed(set(wording.STEPS), made) == set()


def test_a_word_that_nobody_names_is_found() -> None:
    assert unnamed({"kept", "kept_sent", "no"}, '#item(part.words.kept, "no-cases")') == {"kept_sent", "no"}
    script = 'const A = {\n  gone: "x", // old: "z"\n  taken: { title: "y", "pt-BR": "z" },\n};'
    assert keys_of_script(script) == {"gone", "taken", "title", "pt-BR"}
