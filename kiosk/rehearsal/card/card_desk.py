"""The hand that lays virtual cards on the reader and pulls them out, told what to do by short lines."""

import json
import shlex
from collections.abc import Callable, Iterable
from dataclasses import asdict
from datetime import datetime

from kiosk.rehearsal.card.faults import Faults, FaultyCard, Moment
from kiosk.rehearsal.card.profiles import Profile, profiles
from kiosk.rehearsal.card.virtual_card import VirtualCard
from kiosk.rehearsal.card.vpcd import SlotUnreachable, VirtualSlot

Answer = dict[str, object]


class CardDesk:
    """One slot and the cards that were laid on it; a card keeps its counters while the desk stands.

    Lines: ``insert PROFILE``, ``eject``, ``eject-at N [before|within|after]``, ``silent-at N``, ``status-at N SW``,
    ``delay MS [BYTE_US]``, ``log``, ``list``, ``quit``. Each is answered by one JSON object with at least ``ok``;
    ``insert`` also tells what may be typed for the card (``entries``: pin, password, printed_code; nobody real has
    them). Command numbers count from 1 since the card was laid down; those given while no card lies there are for the
    next one.
    """

    def __init__(
        self, slot: VirtualSlot, now: Callable[[], datetime], delay_s: float = 0.0, byte_delay_s: float = 0.0
    ) -> None:
        self._slot = slot
        self._now = now
        self._delay_s, self._byte_delay_s = delay_s, byte_delay_s
        self._cards: dict[str, VirtualCard] = {}
        self._faults = Faults(delay_s=delay_s, byte_delay_s=byte_delay_s)
        self._name = ""
        self._verbs: dict[str, Callable[[list[str]], Answer]] = {
            "insert": self._insert,
            "eject": self._eject,
            "eject-at": self._eject_at,
            "silent-at": self._silent_at,
            "status-at": self._status_at,
            "delay": self._set_delay,
            "log": self._log,
            "list": self._list,
        }

    def serve(self, lines: Iterable[str], tell: Callable[[str], None]) -> None:
        """Obey `lines` until ``quit`` or their end; each answer is one line of JSON given to `tell`."""
        try:
            for line in lines:
                words = shlex.split(line, comments=True)
                if not words:
                    continue
                if words[0] == "quit":
                    tell(json.dumps({"ok": True, "did": "quit"}))
                    return
                tell(json.dumps(self.obey(words), ensure_ascii=False))
        finally:
            self._slot.eject()

    def obey(self, words: list[str]) -> Answer:
        """Do one line; what went wrong is an answer, too."""
        verb = self._verbs.get(words[0])
        if verb is None:
            return {"ok": False, "error": f"unknown word {words[0]!r}; known: {', '.join([*self._verbs, 'quit'])}"}
        try:
            return {"ok": True, "did": words[0], **verb(words[1:])}
        except (ValueError, IndexError) as error:
            return {"ok": False, "error": f"{words[0]}: {error}"}
        except SlotUnreachable as error:
            return {"ok": False, "error": str(error)}

    def _insert(self, words: list[str]) -> Answer:
        known = profiles(self._now())
        if not words or words[0] not in known:
            raise ValueError(f"no such profile; known: {' '.join(known)}")
        name = words[0]
        card = self._cards.setdefault(name, known[name].make(self._now()))
        self._slot.insert(FaultyCard(card, self._faults))
        self._faults = Faults(delay_s=self._delay_s, byte_delay_s=self._byte_delay_s)
        self._name = name
        opens = known[name].entries(self._now())
        return {"profile": name, "about": known[name].about, "entries": asdict(opens) if opens else {}}

    def _eject(self, words: list[str]) -> Answer:
        del words
        self._slot.eject()
        return {"profile": self._name}

    def _eject_at(self, words: list[str]) -> Answer:
        faults = self._next_faults()
        faults.eject_at = int(words[0])
        faults.eject_moment = Moment(words[1]) if len(words) > 1 else Moment.BEFORE
        return {"at": faults.eject_at, "moment": faults.eject_moment.value}

    def _silent_at(self, words: list[str]) -> Answer:
        self._next_faults().silent_at = int(words[0])
        return {"at": int(words[0])}

    def _status_at(self, words: list[str]) -> Answer:
        number, status = int(words[0]), int(words[1], 16)
        self._next_faults().status_at[number] = status
        return {"at": number, "status": f"{status:04X}"}

    def _set_delay(self, words: list[str]) -> Answer:
        self._delay_s = int(words[0]) / 1000
        self._byte_delay_s = int(words[1]) / 1_000_000 if len(words) > 1 else 0.0
        faults = self._next_faults()
        faults.delay_s, faults.byte_delay_s = self._delay_s, self._byte_delay_s
        return {"delay_ms": int(words[0]), "byte_us": round(1_000_000 * self._byte_delay_s)}

    def _next_faults(self) -> Faults:
        return self._slot.card.faults if self._slot.card is not None else self._faults

    def _log(self, words: list[str]) -> Answer:
        del words
        card = self._cards.get(self._name)
        if card is None:
            raise ValueError("no card was laid down yet")
        return {
            "profile": self._name,
            "present": self._slot.card is not None,
            "commands": [{"command": command, "status": f"{status:04X}"} for command, status in card.log],
            "apdus": len(card.log),
            "verifies": card.verifies,
            "number_selections": card.number_selections,
        }

    def _list(self, words: list[str]) -> Answer:
        del words
        return {"profiles": [{"name": one.name, "about": one.about} for one in profiles(self._now()).values()]}


def menu(now: datetime) -> list[Profile]:
    """Every profile, for a menu."""
    return list(profiles(now).values())
