"""What waits for its turn is bounded, and its end is noticed."""

from kiosk.headquarters.web.inbox import MOST_BYTES, MOST_WAITING, Inbox


async def test_messages_are_taken_in_order_and_then_the_end() -> None:
    inbox = Inbox()
    assert inbox.put("one")
    assert inbox.put(b"two")
    inbox.end()
    assert [await inbox.take() for _ in range(4)] == ["one", b"two", None, None]


async def test_neither_many_messages_nor_large_ones_wait_without_bound() -> None:
    many, large = Inbox(), Inbox()
    assert [many.put("x") for _ in range(MOST_WAITING + 1)] == [True] * MOST_WAITING + [False]
    half = "x" * (MOST_BYTES // 2)
    assert [large.put(half), large.put(half), large.put("x")] == [True, True, False]
    await large.take()
    assert large.put(half), "what was taken makes room"


async def test_after_a_drop_nothing_is_heard() -> None:
    inbox = Inbox()
    inbox.put("one")
    inbox.drop()
    assert await inbox.take() is None
