"""States are sent once and in their newest form, events all and in order."""

from typing import Any

from kiosk.protocol.calls import CallEnded, CallQueued, EndReason, PinCurtain
from kiosk.protocol.forms import FormHidden, FormShown
from kiosk.protocol.identifiers import new_id
from kiosk.protocol.outgoing import Outbox
from kiosk.protocol.presence import Availability

CALL, OTHER = new_id(), new_id()


def free(count: int) -> Availability:
    return Availability(staff_free=count, staff_on_duty=9, waiting=0)


def ended(call_id: str = CALL) -> CallEnded:
    return CallEnded(call_id=call_id, epoch=1, reason=EndReason.LOST)


def drained(outbox: Outbox) -> list[Any]:
    taken = []
    while (message := outbox.take()) is not None:
        taken.append(message)
    return taken


def test_of_a_state_only_the_newest_is_sent() -> None:
    outbox = Outbox()
    for count in range(1000):
        assert outbox.put(free(count))
    assert drained(outbox) == [free(999)]


def test_events_are_all_sent_and_in_order() -> None:
    outbox = Outbox()
    said = [ended(CALL), ended(OTHER), ended(CALL)]
    for message in said:
        assert outbox.put(message)
    assert drained(outbox) == said


def test_a_state_never_overtakes_what_was_said_before_it() -> None:
    outbox = Outbox()
    for message in (free(1), ended(), free(2)):
        outbox.put(message)
    assert drained(outbox) == [ended(), free(2)]


def test_states_of_two_calls_are_two_states() -> None:
    outbox = Outbox()
    for call_id, ahead in ((CALL, 2), (OTHER, 1), (CALL, 0)):
        outbox.put(CallQueued(call_id=call_id, waiting_number=1, ahead=ahead))
    assert [(one.call_id, one.ahead) for one in drained(outbox)] == [(OTHER, 1), (CALL, 0)]


def test_a_hidden_form_takes_the_place_of_the_shown_one_and_a_curtain_does_not() -> None:
    common: dict[str, Any] = {"call_id": CALL, "epoch": 1}
    shown = FormShown(**common, procedure="juminhyo", version="1", title="住民票", locale="ja", fields=())
    outbox, curtain, hidden = Outbox(), PinCurtain(**common, drawn=True), FormHidden(**common)
    for message in (shown, curtain, hidden):
        outbox.put(message)
    assert drained(outbox) == [curtain, hidden]


def test_events_do_not_wait_without_bound_and_a_state_that_waits_already_still_fits() -> None:
    outbox = Outbox(most=3)
    assert [outbox.put(message) for message in (free(1), ended(), ended(), ended())] == [True, True, True, False]
    assert outbox.put(free(2))
    assert len(outbox) == 3
    outbox.clear()
    assert drained(outbox) == []
