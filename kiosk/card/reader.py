"""The booth's side of the card reader: events come out, flows go in; the driver lives behind it in a child process."""

import asyncio
import contextlib
from collections.abc import Callable, Mapping
from typing import Final, TypeVar

from kiosk.card import card, entries, messages
from kiosk.card.card import (
    CardEvent,
    CardKind,
    CardPresent,
    CardSeen,
    Fault,
    Outcome,
    ReaderAbsent,
    ReaderWhy,
    SlotEmpty,
)
from kiosk.card.messages import Ask, FromReader
from kiosk.card.settings import CardSettings
from kiosk.child import Child, ChildGone, ChildSilent
from kiosk.log import Log
from kiosk.protocol.faults import Code
from kiosk.tasks import Tasks

_log = Log("card")
_MARGIN_S: Final = 2.0  # what the reader's own watchdog has before the parent kills

T = TypeVar("T", bound=Outcome)


class CardReader:
    """One card reader. Flows are run one at a time; each ends with exactly one outcome, whatever the card does.

    Attributes:
        present: the card that was last recognised and still lies there, else None.
    """

    def __init__(
        self,
        on_event: Callable[[CardEvent], None],
        settings: CardSettings | None = None,
        *,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        """Describe the reader; `environment` is added to the child's, `PCSCLITE_CSOCK_NAME` for one."""
        self.present: CardPresent | None = None
        self._settings = settings or CardSettings()
        self._on_event = on_event
        self._flow = asyncio.Lock()
        self._tasks = Tasks("card")
        self._recognising: asyncio.TimerHandle | None = None
        self._insertion = 0
        self._child_insertion = (0, 0)
        self._wait_for_empty = False
        self._heard = False
        self._child = Child(
            "card",
            "kiosk.card.reader_child",
            self._arguments(),
            events=messages.FROM_READER,
            on_event=self._from_child,
            on_gone=self._child_gone,
            environment=environment,
        )

    @property
    def pid(self) -> int | None:
        """The process id of the reader's process while it runs."""
        return self._child.pid

    async def start(self) -> None:
        """Start the reader's process; the first event tells what it found. Unusable roots raise `TrustError` here."""
        if self._settings.trust is not None:  # the process would only die of them again and again
            from kiosk.card.files.integrity import load_integrity_roots
            from kiosk.jpki.certificates import Mode

            mode = Mode.REHEARSAL if self._settings.allow_virtual else Mode.PRODUCTION
            load_integrity_roots(self._settings.trust, mode)
        await self._child.start()
        if self._child.up:  # otherwise `_child_gone` sends it when a process could be made
            await self._child.send(_asked(messages.Watch()))

    async def tries_left(self, insertion: int | None = None) -> card.TriesOutcome:
        """The card's own counters; spends no try."""
        outcome = await self._run(lambda number: messages.AskTries(insertion=number), insertion)
        return _expect(outcome, card.TriesRead)

    async def read_identity(self, pin: bytearray, insertion: int | None = None) -> card.IdentityOutcome:
        """Show `pin` to the card once and read identity; `pin` is overwritten in any case.

        `insertion` names the card the PIN was typed for; another card answers `Swapped` and gets no PIN. A PIN is sent
        at most once, and never when the card says no try is left.
        """

        def ask(number: int) -> Ask:
            return messages.AskIdentity(insertion=number)

        return await self._show(pin, entries.can_be_pin, ask, insertion, card.IdentityRead)

    async def read_identity_by_code(self, code: bytearray, insertion: int | None = None) -> card.IdentityOutcome:
        """Read identity with 照合番号B, the 14 digits a staff member copies from the face; `code` is overwritten.

        Whoever has seen the card knows the code: it proves no identity, only that the card was there.
        """

        def ask(number: int) -> Ask:
            return messages.AskIdentityByCode(insertion=number)

        return await self._show(code, entries.can_be_code, ask, insertion, card.IdentityRead)

    async def read_face(self, code: bytearray, insertion: int | None = None) -> card.FaceOutcome:
        """Read the printed face (name, address and photograph as pictures) with 照合番号B; `code` is overwritten."""

        def ask(number: int) -> Ask:
            return messages.AskFace(insertion=number)

        return await self._show(code, entries.can_be_code, ask, insertion, card.FaceRead)

    async def read_certificate(self, insertion: int | None = None) -> card.CertificateOutcome:
        """Read the authentication certificate without a PIN (かざし); proves that a card was there, not whose."""
        outcome = await self._run(lambda number: messages.AskCertificate(insertion=number), insertion)
        return _expect(outcome, card.CertificateRead)

    async def sign_challenge(
        self, digest: bytes, pin: bytearray, insertion: int | None = None
    ) -> card.ChallengeOutcome:
        """Sign `digest`, the SHA-256 of a nonce made by headquarters, with the authentication key."""

        def ask(number: int) -> Ask:
            return messages.AskChallenge(insertion=number, digest=digest.hex())

        return await self._show(pin, entries.can_be_pin, ask, insertion, card.ChallengeSigned)

    async def sign_document(
        self, digest: bytes, password: bytearray, insertion: int | None = None
    ) -> card.DocumentOutcome:
        """Sign `digest`, the SHA-256 of an application's canonical bytes, with the signing key.

        `password` is the signing password, 6 to 16 letters and digits with at least one of each; small letters are
        sent as capitals, full-width ones as plain ones.
        """

        def ask(number: int) -> Ask:
            return messages.AskSignature(insertion=number, digest=digest.hex())

        return await self._show(password, entries.can_be_password, ask, insertion, card.DocumentSigned)

    async def forget(self) -> None:
        """Cut the card's power so that nothing on it stays opened."""
        async with self._flow:
            with contextlib.suppress(ChildSilent, ChildGone):
                await self._child.request(_asked(messages.Forget()), self._deadline)

    async def stop(self) -> None:
        """Cut the card's power and end the reader's process."""
        self._stop_recognising()
        if self.present is not None:  # a process that just dies leaves the card powered, and its PINs opened
            with contextlib.suppress(ChildSilent, ChildGone):
                await self._child.request(_asked(messages.Forget()), _MARGIN_S)
        await self._child.stop()
        await self._tasks.end()
        self.present = None

    async def _show(
        self,
        entry: bytearray,
        fits: Callable[[bytearray], bool],
        ask: Callable[[int], Ask],
        insertion: int | None,
        kind: type[T],
    ) -> T | Fault:
        """Show what a person typed to the card once; one that cannot fit is not sent, and it is overwritten anyway."""
        try:
            entries.fold(entry)
            if not fits(entry):
                return card.BadForm()
            return _expect(await self._run(ask, insertion, entry), kind)
        finally:
            entry[:] = bytes(len(entry))

    @property
    def _deadline(self) -> float:
        return self._settings.flow_s + _MARGIN_S

    def _arguments(self) -> list[str]:
        settings = self._settings
        arguments = ["--reader", settings.reader, "--apdu-seconds", str(settings.apdu_s)]
        arguments += ["--flow-seconds", str(settings.flow_s)]
        arguments += ["--trust", str(settings.trust)] if settings.trust else []
        return [*arguments, "--allow-virtual"] if settings.allow_virtual else arguments

    async def _run(self, ask: Callable[[int], Ask], insertion: int | None, secret: bytearray | None = None) -> Outcome:
        async with self._flow:
            if insertion is not None and insertion != self._insertion:
                return card.Swapped()
            if self.present is None:
                return card.Removed()
            try:
                answer = await self._child.request(_asked(ask(self._child_insertion[1])), self._deadline, secret=secret)
            except ChildSilent:
                outcome: Outcome = card.Silent(pin_uncertain=secret is not None)
            except ChildGone:
                outcome = card.ReaderLost(pin_uncertain=secret is not None)
            else:
                assert not isinstance(answer.told, CardEvent)
                outcome = answer.told
            code, spent = getattr(outcome, "code", None), getattr(outcome, "pin_uncertain", False)
            _log.event("card_flow_ended", outcome=outcome.outcome, code=code, pin_uncertain=spent)
            if isinstance(outcome, card.Silent):
                self._fell_silent()
            return outcome

    def _fell_silent(self) -> None:
        """A silent card blocks the service until it is taken away: the next process must not touch it."""
        self._wait_for_empty = True
        self._child.kill()
        self.present = None
        self._on_event(CardPresent(kind=CardKind.MUTE, insertion=self._insertion, code=Code.SILENT))

    def _child_gone(self) -> None:
        self._stop_recognising()
        self.present = None
        if not self._heard:  # it cannot even start: its packages are missing
            self._heard = True
            self._on_event(ReaderAbsent(why=ReaderWhy.NO_SERVICE))
        self._tasks.start(self._watch_again(), "watch_again")

    async def _watch_again(self) -> None:
        await self._child.send(_asked(messages.Watch(wait_for_empty=self._wait_for_empty)))

    def _from_child(self, message: FromReader) -> None:
        event = message.told
        self._heard = True
        if not isinstance(event, CardEvent):
            return  # the answer to a request that was given up
        if isinstance(event, CardSeen | CardPresent):
            event = self._numbered(event)
        self._stop_recognising()
        if isinstance(event, CardSeen):
            self._recognising = asyncio.get_running_loop().call_later(self._deadline, self._fell_silent)
        self.present = event if isinstance(event, CardPresent) else None
        if isinstance(event, CardPresent | SlotEmpty):
            self._wait_for_empty = isinstance(event, CardPresent) and event.code is Code.SILENT
        _log.event(event.event, code=getattr(event, "code", None), kind=getattr(event, "kind", None))
        self._on_event(event)

    def _numbered(self, event: CardSeen | CardPresent) -> CardSeen | CardPresent:
        """The event with an insertion number that stays unique when the process is started again."""
        number = (self._child.starts, event.insertion)
        if number != self._child_insertion:
            self._child_insertion = number
            self._insertion += 1
        return event.model_copy(update={"insertion": self._insertion})

    def _stop_recognising(self) -> None:
        if self._recognising:
            self._recognising.cancel()
            self._recognising = None


def _asked(ask: Ask) -> messages.ToReader:
    return messages.ToReader(asked=ask)


def _expect(outcome: Outcome, kind: type[T]) -> T | Fault:
    """`outcome` as the answer to what was asked; anything else would be a mistake of ours."""
    if isinstance(outcome, kind):
        return outcome
    assert isinstance(outcome, Fault)
    return outcome
