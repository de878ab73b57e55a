"""What may be written, and what of an exception."""

import sqlite3
import ssl
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.headquarters.storage.store import StoreUnavailable
from kiosk.log.facts import clean, described, place_of
from kiosk.protocol.faults import CardFault, Code

SECRET = "葛西辻子"


class Colour(StrEnum):
    JAPANESE = "赤"


@pytest.mark.parametrize(
    "text",
    ["葛西 辻子", "a name with spaces", "taro@example.jp", "x" * 97, "line\nbreak", 'quote"', Colour.JAPANESE],
)
def test_anything_but_an_identifier_is_withheld(text: str) -> None:
    assert clean(text) == "withheld"


@pytest.mark.parametrize("value", ["123456789012", "no-123456789012", "a123456789012b", "12/123456789012", 10**11])
def test_twelve_digits_are_withheld_wherever_they_stand(value: str | int) -> None:
    assert clean(value) == "withheld"


@pytest.mark.parametrize(
    "text",
    ["", "C-02", "himeji-ieshima-1", "01935f00-7b1c-7cc0-8000-123456789012", "kiosk/booth/app.py:12", "1234",
     "12345678901234", "0123456789012" + "a" * 51],
)  # fmt: skip
def test_identifiers_are_kept(text: str) -> None:
    assert clean(text) == text


@given(st.text(), st.text())
def test_no_text_gets_through_that_is_no_identifier(before: str, after: str) -> None:
    assert clean(f"{before} {after}") == "withheld"
    assert clean(f"{before}葛{after}") == "withheld"


@pytest.mark.parametrize("value", [SECRET.encode(), [1], {"name": 1}, ValueError(SECRET), object])
def test_what_is_no_fact_at_all_is_withheld(value: object) -> None:
    assert clean(value) == "withheld"


def raised(act: Callable[[], object]) -> BaseException:
    try:
        act()
    except BaseException as error:  # noqa: BLE001 -- whatever it is
        return error
    raise AssertionError("nothing was raised")


def stumble() -> None:
    raise ValueError(SECRET)


def test_the_place_is_ours_and_the_librarys_stands_beside_it() -> None:
    found = described(raised(lambda: place_of(SECRET, 1).encode("ascii").decode() and int(SECRET)))
    assert str(found["place"]).startswith("test_facts.py:")


def test_our_own_innermost_place_is_named_although_a_library_raised(tmp_path: Path) -> None:
    from kiosk.booth.settings import BoothSettings
    from kiosk.settings import SettingsError, load

    file = tmp_path / SECRET
    file.write_text(f"{SECRET} = ", encoding="utf-8")
    found = described(raised(lambda: load(file, BoothSettings)))
    assert found["error"] == SettingsError.__name__
    assert str(found["place"]).startswith("kiosk/settings.py:")
    assert found["cause"] == "TOMLDecodeError"
    assert SECRET not in repr(found)


def test_a_library_below_us_is_named_without_the_folders_of_this_machine() -> None:
    from kiosk.headquarters.keys.authority import fingerprint

    found = described(raised(lambda: fingerprint(SECRET)))  # type: ignore[arg-type]
    assert str(found["place"]).startswith("kiosk/headquarters/keys/authority.py:")
    assert "/home" not in repr(found)


def _constraint() -> None:
    with sqlite3.connect(":memory:") as connection:
        connection.execute("CREATE TABLE person (name TEXT UNIQUE)")
        for _ in range(2):
            connection.execute("INSERT INTO person VALUES (?)", [SECRET])


def _unavailable() -> None:
    try:
        _constraint()
    except sqlite3.Error as error:
        raise StoreUnavailable(SECRET) from error


def _card() -> None:
    raise CardFault(Code.PULLED_OUT)


def _no_file() -> None:
    (Path("/") / SECRET).read_bytes()


def _tls() -> None:
    context = ssl.create_default_context()
    context.load_verify_locations(cadata=SECRET.encode().hex())


def _group() -> None:
    raise ExceptionGroup(SECRET, [KeyError(SECRET), ValueError(SECRET)])


def _noted() -> None:
    error = ValueError(1)
    error.add_note(SECRET)
    raise error


@pytest.mark.parametrize(
    ("act", "error", "code"),
    [
        (_constraint, "IntegrityError", "SQLITE_CONSTRAINT_UNIQUE"),
        (_unavailable, "StoreUnavailable", "SQLITE_CONSTRAINT_UNIQUE"),
        (_card, "CardFault", Code.PULLED_OUT),
        (_no_file, "FileNotFoundError", "ENOENT"),
        (_group, "KeyError", None),
        (_noted, "ValueError", None),
    ],
)
def test_an_exception_is_told_by_type_and_code_and_never_by_its_words(
    act: Callable[[], None], error: str, code: str | None
) -> None:
    found = described(raised(act))
    assert (found["error"], found.get("code")) == (error, code)
    assert SECRET not in repr(found)


def test_a_chain_that_ends_in_itself_ends() -> None:
    error = ValueError(SECRET)
    error.__cause__ = KeyError(SECRET)
    error.__cause__.__cause__ = error
    assert described(error)["error"] == "ValueError"


@pytest.mark.parametrize(
    ("file", "place"),
    [
        ("/srv/葛西/venv/lib/python3.11/site-packages/aiohttp/client.py", "aiohttp/client.py:7"),
        ("/usr/lib/python3.11/asyncio/events.py", "asyncio/events.py:7"),
        ("/usr/lib/python3/dist-packages/pcsc.py", "pcsc.py:7"),
        ("/home/kasai/secret.py", "secret.py:7"),
        ("", ":7"),
    ],
)
def test_a_place_is_the_same_on_every_machine(file: str, place: str) -> None:
    assert place_of(file, 7) == place
