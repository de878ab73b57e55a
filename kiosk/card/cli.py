"""`kiosk card`: watch, read and examine the card reader from a terminal; needs no screen."""

import argparse
import asyncio
import json
import signal
import sys
from pathlib import Path

from kiosk import log
from kiosk.card import card
from kiosk.card.card import CardEvent, CardKind, CardPresent, CardSeen, FaceRead, IdentityRead, ReaderAbsent
from kiosk.card.doctor import examine
from kiosk.card.faults import resident_sentence, staff_sentence
from kiosk.card.files.integrity import list_integrity_roots
from kiosk.card.reader import CardReader
from kiosk.card.settings import CardSettings
from kiosk.jpki.certificates import Mode
from kiosk.jpki.roots import TrustError, list_roots
from kiosk.protocol.faults import Code

_ABSENT_S = 2.0  # how long a reader may need to come up before its absence is the answer


def main(argv: list[str] | None = None) -> int:
    """Run `kiosk card`; the exit status is 0 when what was asked for worked."""
    parser = argparse.ArgumentParser(prog="kiosk card", description="The card reader at the bench.")
    verbs = parser.add_subparsers(dest="verb", required=True)
    watch = verbs.add_parser("watch", help="one line for each event until stopped")
    read = verbs.add_parser("read", help="what the card says without a PIN, or its identity with one")
    doctor = verbs.add_parser("doctor", help="what an installer needs to know about reader, driver, service and rights")
    for verb in (watch, read, doctor):
        verb.add_argument("--json", action="store_true", help="as JSON")
        verb.add_argument("--reader", default="", help="the reader's name or its beginning")
        verb.add_argument("--real-only", action="store_true", help="refuse virtual readers and rehearsal cards")
        verb.add_argument("--log", action="store_true", help="show the event log on standard error")
    read.add_argument("--pin-stdin", action="store_true", help="read the PIN as one line from standard input")
    read.add_argument("--code-stdin", action="store_true", help="read 照合番号B (14 digits) as one line instead")
    read.add_argument("--face", type=Path, metavar="FOLDER", help="with --code-stdin: write the face's pictures there")
    read.add_argument("--trust", type=Path, metavar="FOLDER", help="roots to check the issuer's signatures against")
    read.add_argument("--wait", type=float, default=20.0, metavar="SECONDS", help="how long to wait for a card")
    trust = verbs.add_parser("trust", help="the roots this machine trusts, to compare with the published ones")
    trust.add_argument("--json", action="store_true", help="as JSON")
    trust.add_argument("--folder", type=Path, default=Path("config/trust"), help="with auth/, sign/ and face/ in it")
    trust.add_argument("--mode", choices=[mode.value for mode in Mode], default=Mode.PRODUCTION.value)
    arguments = parser.parse_args(argv)
    if arguments.verb == "trust":
        return _trust(arguments)
    if arguments.verb == "doctor":
        return _doctor(arguments)
    with open("/dev/null", "w", encoding="utf-8") as nowhere:  # noqa: PTH123 -- a stream, not a file
        log.to_stream(None if arguments.log else nowhere)
        try:
            return asyncio.run(_watch(arguments) if arguments.verb == "watch" else _read(arguments))
        except KeyboardInterrupt:
            return 0
        except TrustError as error:
            print(error, file=sys.stderr)
            return 1
        finally:
            log.to_stream(None)


def _settings(arguments: argparse.Namespace) -> CardSettings:
    trust = getattr(arguments, "trust", None)
    return CardSettings(reader=arguments.reader, allow_virtual=not arguments.real_only, trust=trust)


async def _watch(arguments: argparse.Namespace) -> int:
    stopped = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopped.set)
    reader = CardReader(lambda event: _show_event(event, as_json=arguments.json), _settings(arguments))
    await reader.start()
    try:
        await stopped.wait()
    finally:
        await reader.stop()
    return 0


def _show_event(event: CardEvent, *, as_json: bool) -> None:
    if as_json:
        print(event.model_dump_json(), flush=True)
        return
    words: list[str] = [event.event]
    if isinstance(event, CardPresent):
        words += [event.kind.value, event.label, f"tries {_tries(event)}", f"insertion {event.insertion}"]
    if isinstance(event, card.SlotEmpty):
        words.append(event.reader)
    code = getattr(event, "code", None)
    if code:
        words += [code.value, staff_sentence(code, kind=getattr(event, "kind", None))]
    print("  ".join(word for word in words if word), flush=True)


def _tries(event: CardPresent) -> str:
    tries = event.tries
    return f"card_face={tries.card_face} auth={tries.auth} sign={tries.sign}"


async def _read(arguments: argparse.Namespace) -> int:
    typed = arguments.pin_stdin or arguments.code_stdin
    secret = bytearray(sys.stdin.buffer.readline().strip()) if typed else None
    events: asyncio.Queue[CardEvent] = asyncio.Queue()
    reader = CardReader(events.put_nowait, _settings(arguments))
    await reader.start()
    try:
        present = await _first_card(events, arguments.wait)
        if not isinstance(present, CardPresent):
            return _complain({"error": "no_card" if present is None else present.why.value}, present, arguments.json)
        facts = _facts(present)
        if present.kind is not CardKind.MY_NUMBER or present.code is Code.UNKNOWN_ISSUER:
            return _complain(facts, present, arguments.json)
        if secret is not None:
            outcome = await _opened(reader, secret, arguments)
            if not isinstance(outcome, IdentityRead | FaceRead):
                return _complain({**facts, "outcome": outcome.outcome}, outcome, arguments.json)
            facts |= _identity(outcome) if isinstance(outcome, IdentityRead) else _face(outcome, arguments.face)
        _show_facts(facts, as_json=arguments.json)
        return 0
    finally:
        await reader.stop()


async def _opened(
    reader: CardReader, secret: bytearray, arguments: argparse.Namespace
) -> card.IdentityOutcome | card.FaceOutcome:
    if not arguments.code_stdin:
        return await reader.read_identity(secret)
    return await (reader.read_face(secret) if arguments.face else reader.read_identity_by_code(secret))


async def _first_card(events: "asyncio.Queue[CardEvent]", seconds: float) -> CardPresent | ReaderAbsent | None:
    """The first card that was recognised; a reader that stays absent is told at once."""
    absent: ReaderAbsent | None = None
    try:
        async with asyncio.timeout(seconds):
            while True:
                async with asyncio.timeout(_ABSENT_S if absent else None):
                    event = await events.get()
                if isinstance(event, CardPresent):
                    return event
                if not isinstance(event, CardSeen):
                    absent = event if isinstance(event, ReaderAbsent) else None
    except TimeoutError:
        return absent


def _facts(present: CardPresent) -> dict[str, object]:
    return {
        "kind": present.kind.value,
        "label": present.label,
        "certificates": present.certificates.model_dump(),
        "tries_left": present.tries.model_dump(),
        "expiry": present.expiry,
        "municipality": present.municipality,
        "apdus": present.apdus,
    }


def _identity(outcome: IdentityRead) -> dict[str, object]:
    identity = outcome.identity
    return {
        "identity": {
            "name": identity.name,
            "address": identity.address,
            "birth_date": identity.birth_date.raw,
            "sex": identity.sex_raw,
        },
        "integrity": outcome.integrity.value,
        "notes": [note.model_dump(mode="json") for note in outcome.notes],
        "apdus": outcome.apdus,
    }


def _face(outcome: FaceRead, folder: Path) -> dict[str, object]:
    """The face's texts, with its pictures written to `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    pictures = {"name": outcome.name, "address": outcome.address, "photograph": outcome.photograph}
    for name, picture in pictures.items():
        if picture:
            (folder / f"{name}.png").write_bytes(bytes.fromhex(picture))
    return {
        "face": {
            "birth_date": outcome.birth_date,
            "sex": outcome.sex,
            "expiry": outcome.expiry,
            "municipality": outcome.municipality,
            "pictures": [f"{name}.png" for name, picture in pictures.items() if picture],
        },
        "integrity": outcome.integrity.value,
        "notes": [note.model_dump(mode="json") for note in outcome.notes],
        "apdus": outcome.apdus,
    }


def _show_facts(facts: dict[str, object], *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(facts, ensure_ascii=False))
        return
    for name, value in facts.items():
        shown = value if not isinstance(value, dict) else "  ".join(f"{key}={one}" for key, one in value.items())
        print(f"{name:14} {shown}")


def _complain(facts: dict[str, object], about: object, as_json: bool) -> int:
    code = getattr(about, "code", None)
    if code is not None:
        kind = about.kind if isinstance(about, CardPresent | card.NotSupported) else None
        left = about.left if isinstance(about, card.WrongPin) else None
        facts |= {"code": code.value, "staff": staff_sentence(code, left=left, kind=kind)}
        facts |= {"resident": resident_sentence(code, left=left, kind=kind)}
    _show_facts(facts, as_json=as_json)
    return 1


def _doctor(arguments: argparse.Namespace) -> int:
    findings = examine(arguments.reader, allow_virtual=not arguments.real_only)
    if arguments.json:
        print(json.dumps([one.__dict__ for one in findings], ensure_ascii=False))
    else:
        for one in findings:
            print(f"{'OK' if one.good else 'NG'}  {one.subject:10} {one.found}")
            if not one.good:
                print(f"    → {one.advice}")
    return 0 if all(one.good for one in findings) else 1


def _trust(arguments: argparse.Namespace) -> int:
    try:
        mode = Mode(arguments.mode)
        roots = [*list_roots(arguments.folder, mode), *list_integrity_roots(arguments.folder, mode)]
    except TrustError as error:
        print(error, file=sys.stderr)
        return 1
    if arguments.json:
        print(json.dumps([one.__dict__ for one in roots], ensure_ascii=False))
        return 0
    if not roots:
        print(f"{arguments.folder}: no roots; no certificate will be trusted")
    for one in roots:
        life = f"  {one.begins} – {one.ends}" if one.begins else ""
        print(f"{one.purpose:5} {one.file}  {one.organisation}{life}")
        print(f"      {one.fingerprint}")
    return 0
