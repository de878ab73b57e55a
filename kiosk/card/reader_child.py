"""The reader's process: `python -m kiosk.card.reader_child`; recognises cards, runs flows, dies of a silent card.

Two threads only listen (the door and the watcher) and post into one queue; the main thread alone touches the card, so
events and outcomes leave in the order in which things happened.
"""

import argparse
import os
import queue
import threading
from pathlib import Path
from typing import Final

from kiosk.card import card, messages
from kiosk.card.card import CardKind, CardPresent, CardSeen, Outcome
from kiosk.card.conversation import Conversation
from kiosk.card.files.integrity import IntegrityRoots, load_integrity_roots
from kiosk.card.messages import TO_READER, Ask, Flow, FromReader, ToReader
from kiosk.card.mynumber import MyNumberCard, outcome_of
from kiosk.card.patience import Patience
from kiosk.card.power import Power
from kiosk.card.recognise import Recognised, recognise
from kiosk.card.service import Slot
from kiosk.card.watchdog import Watchdog
from kiosk.card.watcher import Choice, NoReader, Sight, Slots, watch
from kiosk.child import ChildPort
from kiosk.jpki.certificates import Mode, is_rehearsal
from kiosk.log.capture import capture
from kiosk.memory import close_memory
from kiosk.protocol.faults import CardFault, Code
from kiosk.values import dataclass

_BUSY_WAITS: Final = 12  # times a quarter of a second
_WITH_CERTIFICATE: Final = card.CertificateRead | card.ChallengeSigned | card.DocumentSigned


@dataclass(frozen=True)
class Command:
    """What the door asked for, its request id and its secret."""

    asked: Ask
    number: int
    secret: bytearray


class ReaderLoop:
    """The card that lies there, and what is done with it."""

    def __init__(self, arguments: argparse.Namespace) -> None:
        self._choice = Choice(arguments.reader, arguments.allow_virtual)
        self._roots = _roots(arguments.trust, allow_virtual=arguments.allow_virtual)
        self._port = ChildPort(TO_READER)
        self._queue: queue.SimpleQueue[Command | Sight] = queue.SimpleQueue()
        self._watchdog = Watchdog(arguments.apdu_s, arguments.flow_s, self._fell_silent)
        self._power = Power(self._watchdog)
        self._slot: Slot | None = None
        self._insertion = 0
        self._card: MyNumberCard | None = None
        self._refused: Code | None = None
        self._patience = Patience()
        self._again_s: float | None = None
        self._busy = False
        self._wait_for_empty = False
        self._request: Command | None = None

    def run(self) -> None:
        """Serve until the door closes."""
        self._port.serve_in_thread(self._accept)
        while True:
            try:
                item = self._queue.get(timeout=self._again_s)
            except queue.Empty:
                self._recognise(busy_waits=1)
                continue
            match item:
                case NoReader():
                    self._lost(item)
                case Slots():
                    self._saw(item.slots)
                case Command():
                    self._obey(item)

    def _accept(self, command: ToReader, number: int, secret: bytearray) -> None:
        self._queue.put(Command(command.asked, number, secret))

    def _tell(self, told: card.CardEvent | Outcome, answers: int = 0) -> None:
        self._port.send(FromReader(told=told), answers)

    def _obey(self, command: Command) -> None:
        if isinstance(command.asked, messages.Watch):
            self._wait_for_empty = command.asked.wait_for_empty
            threading.Thread(target=watch, args=(self._choice, self._queue.put), name="watcher", daemon=True).start()
            return
        self._request = command
        with self._watchdog.flow():
            outcome = self._outcome(command)
        self._request = None
        command.secret[:] = bytes(len(command.secret))
        self._tell(outcome, command.number)
        if isinstance(outcome, card.Removed) and self._card is not None:
            self._lost_within_a_flow()

    def _fell_silent(self) -> None:
        """Called by the watchdog while a call hangs: say so and end; the next process leaves the card alone."""
        request = self._request
        if request is not None:
            request.secret[:] = bytes(len(request.secret))
            self._tell(card.Silent(pin_uncertain=bool(request.secret)), request.number)
        else:
            self._tell(CardPresent(kind=CardKind.MUTE, insertion=self._insertion, code=Code.SILENT))
        os._exit(3)

    # ------------------------------------------------------------------------------------- what the watcher saw

    def _lost(self, sight: NoReader) -> None:
        self._drop()
        self._power.leave_service()
        self._slot = None
        self._tell(card.ReaderAbsent(why=sight.why))

    def _saw(self, slots: tuple[Slot, ...]) -> None:
        present = [slot for slot in slots if slot.present]
        if self._wait_for_empty and present:
            return
        self._wait_for_empty = False
        if not present:
            self._drop()
            self._slot = None
            self._tell(card.SlotEmpty(reader=slots[0].reader))
        elif len(present) > 1:
            self._drop()
            self._slot = None
            self._insertion += 1
            self._tell(CardPresent(kind=CardKind.MUTE, insertion=self._insertion, code=Code.SEVERAL_CARDS))
        elif not self._is_same(present[0]):
            self._drop()
            self._slot = present[0]
            self._begin(Patience())

    def _is_same(self, slot: Slot) -> bool:
        known = self._slot
        return known is not None and (known.reader, known.insertions) == (slot.reader, slot.insertions)

    def _begin(self, patience: Patience) -> None:
        self._patience = patience
        self._insertion += 1
        self._tell(CardSeen(insertion=self._insertion))
        self._recognise(_BUSY_WAITS)

    def _lost_within_a_flow(self) -> None:
        """A card that lies there nevertheless is recognised as another: nobody saw what a hand did with it."""
        assert self._slot is not None
        if not self._patience.ended and not self._power.has_left(self._slot):
            self._drop()
            self._begin(self._patience.after_loss())

    def _recognise(self, busy_waits: int) -> None:
        """Say what lies there; a card that left meanwhile is told by the watcher."""
        assert self._slot is not None
        self._busy, self._again_s = False, None
        try:
            with self._watchdog.flow():
                if self._patience.losses:
                    self._power.ask_reader(self._slot)
                talk = self._power.connect(self._slot, busy_waits)
                found = recognise(talk, self._slot.atr)
        except CardFault as fault:
            self._drop()
            if not self._watcher_will_tell(fault):
                self._not_recognised(fault.code)
            return
        self._keep(talk, found)

    def _watcher_will_tell(self, fault: CardFault) -> bool:
        """Whether the card or the reader is really gone; a card may also lose contact while it lies there."""
        if fault.code in (Code.SWAPPED, Code.NO_READER):
            return True
        assert self._slot is not None
        return fault.code is Code.PULLED_OUT and self._power.has_left(self._slot)

    def _not_recognised(self, code: Code) -> None:
        """Say so, once, and try again what may pass."""
        before, self._patience = self._patience, self._patience.after(code)
        self._again_s = self._patience.again_s(code)
        self._busy = code is Code.BUSY
        if self._patience.said is not before.said:
            self._tell(CardPresent(kind=CardKind.MUTE, insertion=self._insertion, code=code))

    def _keep(self, talk: Conversation, found: Recognised) -> None:
        self._card = MyNumberCard(talk, found, self._roots)
        self._refused = Code.UNKNOWN_ISSUER if found.rehearsal and not self._choice.allow_virtual else None
        self._tell(
            CardPresent(
                kind=found.kind,
                insertion=self._insertion,
                label=found.label,
                certificates=found.certificates,
                tries=found.tries,
                expiry=found.expiry,
                municipality=found.municipality,
                code=self._refused or found.code,
                apdus=talk.exchange.count,
            )
        )

    # ------------------------------------------------------------------------------------------------- flows

    def _outcome(self, command: Command) -> Outcome:
        asked = command.asked
        if isinstance(asked, messages.Forget):
            self._power.off()
            return card.Forgotten()
        assert not isinstance(asked, messages.Watch)
        if self._slot is None or self._card is None:
            return card.Busy() if self._busy else card.Removed()
        if asked.insertion != self._insertion:
            return card.Swapped()
        if self._refused:
            return card.NotSupported(kind=self._card.recognised.kind, code=self._refused)
        try:
            self._reopen()
        except CardFault as fault:
            self._power.off()
            self._power.leave_service()
            return outcome_of(fault, pin_uncertain=False)
        outcome = self._flow(asked, command.secret)
        if command.secret or not isinstance(outcome, card.TriesRead | card.CertificateRead):
            self._power.off()  # no PIN stays opened, and what went wrong is not carried on
        return outcome

    def _flow(self, asked: Flow, secret: bytearray) -> Outcome:
        assert self._card is not None
        match asked:
            case messages.AskTries():
                return self._card.read_tries()
            case messages.AskIdentity():
                return self._card.read_identity(secret)
            case messages.AskIdentityByCode():
                return self._card.read_identity_by_code(secret)
            case messages.AskFace():
                return self._card.read_face(secret)
            case messages.AskChallenge():
                return self._genuine(self._card.sign_challenge(bytes.fromhex(asked.digest), secret))
            case messages.AskSignature():
                return self._genuine(self._card.sign_document(bytes.fromhex(asked.digest), secret))
            case messages.AskCertificate():
                return self._genuine(self._card.read_certificate())

    def _genuine(self, outcome: card.CertificateOutcome | card.ChallengeOutcome | card.DocumentOutcome) -> Outcome:
        """A certificate of the rehearsal is refused at a real counter, whatever the card's label says."""
        if self._choice.allow_virtual or not isinstance(outcome, _WITH_CERTIFICATE):
            return outcome
        try:
            refused = is_rehearsal(bytes.fromhex(outcome.der))
        except CardFault as fault:
            return outcome_of(fault, pin_uncertain=False)
        return card.NotSupported(kind=CardKind.MY_NUMBER, code=Code.UNKNOWN_ISSUER) if refused else outcome

    def _reopen(self) -> None:
        if not self._power.on:
            assert self._card is not None
            assert self._slot is not None
            talk = self._power.connect(self._slot, _BUSY_WAITS, short_ids=self._card.recognised.short_ids)
            self._card = MyNumberCard(talk, self._card.recognised, self._roots)

    def _drop(self) -> None:
        """Nothing is known any more of the card that lay there."""
        self._power.off()
        self._card = None
        self._refused = None
        self._busy, self._again_s = False, None


def _roots(folder: Path | None, *, allow_virtual: bool) -> IntegrityRoots:
    mode = Mode.REHEARSAL if allow_virtual else Mode.PRODUCTION
    return load_integrity_roots(folder, mode) if folder else IntegrityRoots()


def main(argv: list[str] | None = None) -> None:
    """Run as a child of the booth."""
    capture("reader")
    parser = argparse.ArgumentParser(prog="kiosk.card.reader_child")
    parser.add_argument("--reader", default="")
    parser.add_argument("--apdu-seconds", dest="apdu_s", type=float, default=5.0)
    parser.add_argument("--flow-seconds", dest="flow_s", type=float, default=20.0)
    parser.add_argument("--allow-virtual", action="store_true")
    parser.add_argument("--trust", type=Path, default=None)
    arguments = parser.parse_args(argv)
    close_memory()
    ReaderLoop(arguments).run()


if __name__ == "__main__":
    main()
