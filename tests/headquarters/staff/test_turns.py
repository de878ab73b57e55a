"""Who may check a password now, and who waits."""

import asyncio
from collections.abc import Awaitable

from kiosk.headquarters.staff.turns import Turns


class Counter:
    """People who take turns and note when they had theirs."""

    def __init__(self, turns: Turns) -> None:
        self.turns = turns
        self.now: list[str] = []
        self.had: list[str] = []
        self.most: dict[str, int] = {}
        self.may_end = asyncio.Event()

    async def take(self, name: str, who: str = "", *, known: bool = False) -> bool:
        async with self.turns.turn(name, known=known) as called:
            if called:
                self.now.append(name)
                self.most[name] = max(self.most.get(name, 0), self.now.count(name))
                self.had.append(who or name)
                await self.may_end.wait()
                self.now.remove(name)
            return called


async def begun(*taking: Awaitable[bool]) -> "list[asyncio.Future[bool]]":
    started: list[asyncio.Future[bool]] = [asyncio.ensure_future(one) for one in taking]  # noqa: TID251 -- gathered by the test
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    return started


async def test_one_name_is_checked_once_at_a_time_and_others_go_on() -> None:
    counter = Counter(Turns(at_once=2, most_waiting=10))
    taking = await begun(*(counter.take("sato") for _ in range(3)), counter.take("abe"))
    assert sorted(counter.now) == ["abe", "sato"]
    counter.may_end.set()
    assert await asyncio.gather(*taking) == [True] * 4
    assert counter.most == {"sato": 1, "abe": 1}


async def test_a_known_browser_goes_before_strangers_who_came_earlier() -> None:
    counter = Counter(Turns(at_once=1, most_waiting=10))
    strangers = [counter.take("sato", f"stranger {n}") for n in range(3)]
    taking = await begun(*strangers, counter.take("sato", "known", known=True))
    counter.may_end.set()
    await asyncio.gather(*taking)
    assert counter.had == ["stranger 0", "known", "stranger 1", "stranger 2"]


async def test_only_so_many_wait_and_strangers_take_no_place_of_known_browsers() -> None:
    counter = Counter(Turns(at_once=1, most_waiting=2))
    taking = await begun(*(counter.take("sato") for _ in range(5)), counter.take("sato", known=True))
    counter.may_end.set()
    assert await asyncio.gather(*taking) == [True, True, True, False, False, True]


async def test_who_gives_up_holds_nobody_up() -> None:
    counter = Counter(Turns(at_once=1, most_waiting=10))
    running, waiting, last = await begun(counter.take("sato"), counter.take("abe"), counter.take("ito"))
    waiting.cancel()
    running.cancel()
    await asyncio.gather(running, waiting, return_exceptions=True)
    counter.may_end.set()
    assert await last is True
    assert counter.had == ["sato", "ito"]
