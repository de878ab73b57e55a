"""Tells headquarters what is true of the call and of the form in it: numbered, and not more often than is read."""

from collections.abc import Callable
from typing import Final

from kiosk.booth.call.pace import Clock, Paced
from kiosk.booth.call.ports import Headquarters
from kiosk.booth.call.state import Call, Sharing, Talking
from kiosk.booth.call.told import booth_now
from kiosk.log import Log
from kiosk.procedures import review
from kiosk.procedures.shared_form import SharedForm
from kiosk.protocol import forms
from kiosk.protocol.message import FromBooth

_log = Log("booth.call")
FORM_EVERY_S: Final = 0.3
"""A whole form is sent at each change: while somebody types, not more often than a person reads."""


class Telling:
    """The booth's words about its call. What cannot be sent is dropped: all of it is told again with the next line."""

    def __init__(self, headquarters: Headquarters, call: Callable[[], Call], clock: Callable[[], Clock]) -> None:
        self._headquarters = headquarters
        self._call = call
        self._clock = clock
        self._number = 0
        self._form: SharedForm | None = None
        self._locale = ""
        self._asking: tuple[str, ...] = ()
        self._showing = Paced(self._send_form, FORM_EVERY_S, clock)

    def tell_now(self) -> None:
        """Send all that is true of the call now; nothing while there is none."""
        self._number += 1
        if now := booth_now(self._call(), self._number, self._clock().time()):
            self.send(now)

    def send(self, message: FromBooth) -> bool:
        """Send one message; False when there is no line."""
        sent = self._headquarters.send(message)
        if not sent:
            _log.event("message_dropped", kind=message.kind)
        return sent

    # -- the form -----------------------------------------------------------------------------------------------------

    def form_is(self, form: SharedForm | None, locale: str = "", asking: tuple[str, ...] = ()) -> bool:
        """The form of the visit is this one now, in this language at these fields; whether of another procedure."""
        before, self._form, self._locale, self._asking = self._form, form, locale, asking
        return before is not None and form is not None and before.procedure.id != form.procedure.id

    def show_form(self) -> None:
        """Send it now, or as soon as it may be again."""
        self._showing.ask()

    def hide_form(self) -> None:
        """Say that no form up to this one may be seen."""
        self._showing.drop()
        stage = self._call().stage
        if isinstance(stage, Talking):
            self.send(forms.FormHidden(call_id=stage.call_id, epoch=stage.epoch, number=stage.form_number))

    def stop(self) -> None:
        """Send nothing more by itself."""
        self._showing.drop()

    def _send_form(self) -> None:
        """The form and the call of this moment, not of the moment of the change."""
        stage = self._call().stage
        if not isinstance(stage, Talking) or stage.form is not Sharing.SHOWN:
            return
        if self._form is None:
            self.hide_form()
        else:
            shown = review.shown(self._form, stage.call_id, stage.epoch, locale=self._locale, asking=self._asking)
            self.send(shown.model_copy(update={"number": stage.form_number}))
