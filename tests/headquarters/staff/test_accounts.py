"""Sign-in: right, wrong, too often, idle for too long, and gone."""

import asyncio
from collections import Counter
from collections.abc import Iterable

import pytest
from sqlalchemy import text

from kiosk.headquarters.settings import SignIn
from kiosk.headquarters.staff import accounts
from kiosk.headquarters.staff.accounts import AccountTaken, Staff
from kiosk.headquarters.staff.views import Role, SessionToken, SignInRefused
from kiosk.headquarters.storage import audit
from kiosk.headquarters.storage.store import Store
from tests.headquarters.headquarters_world import CHEAP, PASSWORD, Clock


@pytest.fixture
def staff(store: Store, clock: Clock) -> Staff:
    return Staff(store, SignIn(), clock, CHEAP)


async def add(staff: Staff) -> None:
    await staff.add("sato", "佐藤花子", "市民課", Role.CLERK, PASSWORD, skills=("en",))


async def signed_in(staff: Staff) -> str:
    answer = await staff.sign_in("sato", PASSWORD, "192.0.2.1")
    assert isinstance(answer, SessionToken)
    return answer.text


async def test_a_guess_costs_64_mebibytes_and_three_passes(store: Store, clock: Clock) -> None:
    staff = Staff(store, SignIn(), clock)
    await add(staff)
    assert await signed_in(staff)
    kept = await store.read(lambda c: c.execute(text("SELECT password_hash FROM staff_account")).scalar_one())
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$")


async def test_the_right_password_opens_a_session(staff: Staff) -> None:
    await add(staff)
    member = await staff.staff_of(await signed_in(staff))
    assert member is not None
    assert (member.name, member.section, member.role, member.skills) == ("佐藤花子", "市民課", Role.CLERK, ("en",))


async def test_a_wrong_password_and_an_unknown_name_are_told_the_same(staff: Staff) -> None:
    await add(staff)
    wrong = await staff.sign_in("sato", "まちがい", "192.0.2.1")
    unknown = await staff.sign_in("nobody", "まちがい", "192.0.2.1")
    assert wrong == unknown == SignInRefused(reason="wrong")


async def test_after_five_wrong_tries_even_the_right_password_must_wait(staff: Staff, clock: Clock) -> None:
    await add(staff)
    for _ in range(5):
        await staff.sign_in("sato", "まちがい", "192.0.2.1")
    refused = await staff.sign_in("sato", PASSWORD, "192.0.2.1")
    assert isinstance(refused, SignInRefused)
    assert refused.reason == "wait"
    assert 0 < refused.wait_s <= 60
    assert "秒後に" in refused.words
    clock.push(seconds=61)
    assert await signed_in(staff)


def reasons(answers: Iterable[SessionToken | SignInRefused]) -> Counter[str]:
    return Counter(one.reason if isinstance(one, SignInRefused) else "in" for one in answers)


async def looked_at(staff: Staff, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The passwords that were really checked, from now on."""
    seen: list[str] = []
    matches = staff._matches

    def watched(hashed: str, password: str) -> bool:
        seen.append(password)
        return matches(hashed, password)

    monkeypatch.setattr(staff, "_matches", watched)
    return seen


@pytest.mark.parametrize("name", ["sato", "nobody"])
async def test_of_300_guesses_at_the_same_moment_five_are_looked_at(
    staff: Staff, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    await add(staff)
    seen = await looked_at(staff, monkeypatch)
    guesses = (staff.sign_in(name, f"guess {number}", "192.0.2.1") for number in range(300))
    assert reasons(await asyncio.gather(*guesses)) == {"wrong": 5, "wait": 295}
    assert len(seen) == 5


async def test_guesses_from_many_addresses_share_the_tries_of_the_name(staff: Staff) -> None:
    await add(staff)
    guesses = (staff.sign_in("sato", "guess", f"198.51.100.{number}") for number in range(100))
    assert reasons(await asyncio.gather(*guesses)) == {"wrong": 20, "wait": 80}


async def test_nobody_locks_out_a_browser_that_signed_in_before(staff: Staff, clock: Clock) -> None:
    await add(staff)
    before = await staff.sign_in("sato", PASSWORD, "192.0.2.1")
    assert isinstance(before, SessionToken)
    clock.push(days=30)
    guesses = [staff.sign_in("sato", "guess", f"198.51.100.{number}") for number in range(100)]
    known = staff.sign_in("sato", PASSWORD, "192.0.2.1", before.browser)
    *_, answer = await asyncio.gather(*guesses, known)
    assert isinstance(answer, SessionToken)
    assert answer.browser != before.browser


async def test_nobody_locks_out_a_colleague_at_another_address(staff: Staff) -> None:
    await add(staff)
    await asyncio.gather(*(staff.sign_in("sato", "guess", "198.51.100.1") for _ in range(300)))
    assert isinstance(await staff.sign_in("sato", PASSWORD, "192.0.2.1"), SessionToken)


async def test_a_stolen_browser_has_five_tries_and_only_for_names_it_knew(staff: Staff) -> None:
    await add(staff)
    await staff.add("abe", "阿部", "福祉課", Role.CLERK, PASSWORD)
    stolen = await staff.sign_in("sato", PASSWORD, "192.0.2.1")
    assert isinstance(stolen, SessionToken)
    for name, looked in (("sato", 5), ("abe", 20)):
        guesses = (staff.sign_in(name, "guess", f"198.51.100.{n}", stolen.browser) for n in range(50))
        assert reasons(await asyncio.gather(*guesses))["wrong"] == looked


async def test_a_desk_that_people_share_knows_them_all(staff: Staff) -> None:
    await add(staff)
    await staff.add("abe", "阿部", "福祉課", Role.CLERK, PASSWORD)
    browser: str | None = None
    for name in ("sato", "abe", "sato", "abe"):
        answer = await staff.sign_in(name, PASSWORD, "192.0.2.1", browser)
        assert isinstance(answer, SessionToken)
        browser = answer.browser
    for name in ("sato", "abe"):
        guesses = (staff.sign_in(name, "guess", f"198.51.100.{n}") for n in range(50))
        await asyncio.gather(*guesses)
        answer = await staff.sign_in(name, PASSWORD, "192.0.2.1", browser)
        assert isinstance(answer, SessionToken)
        browser = answer.browser


async def test_names_that_exist_are_answered_like_names_that_do_not(staff: Staff) -> None:
    await add(staff)
    told = {}
    for name in ("sato", "nobody"):
        told[name] = [await staff.sign_in(name, "guess", "192.0.2.1") for _ in range(8)]
    assert [one.model_dump(exclude={"wait_s"}) for one in told["sato"]] == [
        one.model_dump(exclude={"wait_s"}) for one in told["nobody"]
    ]
    assert all(isinstance(one, SignInRefused) and 0 < one.wait_s <= 12 for one in told["sato"][5:])


async def test_an_unknown_name_is_written_down_like_a_known_one(staff: Staff, store: Store) -> None:
    await add(staff)
    for name in ("sato", "nobody"):
        await staff.sign_in(name, "guess", "192.0.2.1")
    lines = await store.read(lambda c: audit.page(c).entries)
    assert [one.act for one in lines].count("sign_in_failed") == 2
    assert "nobody" not in str(lines)


async def test_who_comes_when_too_many_wait_is_told_so_and_loses_no_try(
    store: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accounts, "_MOST_WAITING", 3)
    staff = Staff(store, SignIn(), clock)  # a check lasts while the others come
    await add(staff)
    answers = await asyncio.gather(*(staff.sign_in(f"name {n}", "guess", "192.0.2.1") for n in range(20)))
    assert reasons(answers) == {"wrong": 5, "busy": 15}
    busy = next(one for one in answers if isinstance(one, SignInRefused) and one.reason == "busy")
    assert "混み合っています" in busy.words
    assert isinstance(await staff.sign_in("sato", PASSWORD, "192.0.2.1"), SessionToken)


async def test_accounts_are_unique_and_passwords_long(staff: Staff) -> None:
    await add(staff)
    with pytest.raises(AccountTaken):
        await add(staff)
    with pytest.raises(ValueError, match="at least 10"):
        await staff.add("short", "短", "市民課", Role.CLERK, "12345")
    assert await staff.count() == 1


async def test_neither_password_nor_token_is_in_the_store(staff: Staff, store: Store) -> None:
    await add(staff)
    token = await signed_in(staff)
    tables = ("staff_account", "staff_session", "staff_browser", "audit_line")
    rows = await store.read(lambda c: [str(c.execute(text(f"SELECT * FROM {table}")).all()) for table in tables])
    assert PASSWORD not in "".join(rows)
    assert token not in "".join(rows)
    assert token not in repr(await staff.sign_in("sato", PASSWORD, "192.0.2.1"))


async def test_many_sign_ins_at_once_all_get_an_answer(staff: Staff) -> None:
    await add(staff)
    answers = await asyncio.gather(*(staff.sign_in("sato", PASSWORD, "192.0.2.1") for _ in range(4)))
    assert len({one.text for one in answers if isinstance(one, SessionToken)}) == 4
