"""``kiosk check``: one page of what is there and what is missing on this machine; needs no screen."""

import argparse
import json
import os
import shutil
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Final

from kiosk import log
from kiosk.applications.glyphs import FontLists
from kiosk.booth.check import devices, headquarters, languages, machine, relay
from kiosk.booth.check.findings import Finding, Mark, Probe, Subject, Words, complete, examine
from kiosk.booth.check.page import name, page
from kiosk.booth.settings import BoothSettings
from kiosk.card.settings import CardSettings
from kiosk.media.settings import MediaSettings
from kiosk.settings import SettingsError, load

_USUAL: Final = (Path("/etc/kiosk/booth.toml"), Path("config/booth.toml"))
_USUAL_S: Final = 5.0


def main(argv: list[str] | None = None) -> int:
    """Run `kiosk check`; the exit status is 0 only if nothing the booth needs is missing."""
    parser = argparse.ArgumentParser("kiosk check", description="What is there and what is missing on this machine.")
    parser.add_argument("--config", type=Path, metavar="FILE", help="the booth's settings (else the usual places)")
    parser.add_argument("--json", action="store_true", help="one JSON object")
    parser.add_argument("--lang", choices=("ja", "en"), default="ja", help="language of the page (default ja)")
    options = parser.parse_args(argv)
    with open(os.devnull, "w", encoding="utf-8") as nowhere:  # noqa: PTH123 -- a stream: the page is the report
        log.to_stream(nowhere)
        try:
            findings = check(options.config or next((path for path in _USUAL if path.is_file()), None))
        finally:
            log.to_stream(None)
    sys.stdout.write(_json(findings, options.lang) if options.json else _page(findings, options.lang))
    sys.stdout.flush()
    return 0 if complete(findings) else 1


def check(config: Path | None) -> list[Finding]:
    """Look at everything the settings in `config` ask for; without usable settings at the machine alone."""
    now = datetime.now(UTC)  # noqa: TID251 -- the clock is one of the things looked at
    settings = None
    trouble: list[Finding] = []
    if config is None:
        advice = Words("--config で端末の設定ファイルを指定してください。", "Name the booth's settings with --config.")
        trouble = [Finding(Subject.SETTINGS, Mark.MISSING, Words("ありません", "absent"), advice)]
    else:
        try:
            settings = load(config, BoothSettings).beside(config.resolve().parent)
        except SettingsError as error:
            advice = Words("この行を直してください。", "Mend this line.")
            trouble = [
                Finding(Subject.SETTINGS, Mark.MISSING, Words(line, line), advice) for line in str(error).splitlines()
            ]
    probes = [*_machine(settings, now), *(_booth(config, settings, now) if config and settings else [])]
    return [*trouble, *examine(probes)]


def _machine(settings: BoothSettings | None, now: datetime) -> list[Probe]:
    card = settings.card if settings else CardSettings()
    media = settings.media if settings else MediaSettings()
    if settings:
        media = media.model_copy(update={"rehearsal": media.rehearsal and settings.rehearsal})
    return [
        Probe((Subject.FONTS,), _USUAL_S, partial(machine.fonts, FontLists())),
        Probe((Subject.KANA,), _USUAL_S, machine.kana),
        Probe((Subject.CLOCK,), _USUAL_S, partial(machine.clock, now)),
        Probe((Subject.CARD_SERVICE, Subject.READER), devices.CARD_S, partial(devices.card, card)),
        Probe(
            (Subject.CAMERA, Subject.MICROPHONE, Subject.SPEAKER, Subject.ENCODER),
            devices.MEDIA_S,
            partial(devices.media, media),
        ),
    ]


def _booth(config: Path, settings: BoothSettings, now: datetime) -> list[Probe]:
    identity = settings.state / "identity"
    return [
        Probe((Subject.SETTINGS,), _USUAL_S, partial(machine.settings_found, config, settings)),
        Probe((Subject.PROCEDURES,), _USUAL_S, partial(machine.procedures, settings.procedures, now)),
        Probe((Subject.LANGUAGES,), _USUAL_S, partial(languages.languages, settings)),
        Probe(
            (Subject.DISK,),
            _USUAL_S,
            partial(machine.disk, settings.state, settings.outbox.least_free_megabytes),
        ),
        Probe((Subject.OUTBOX,), _USUAL_S, partial(machine.outbox, settings.state / "booth.sqlite")),
        Probe(
            (Subject.PRINTER,),
            settings.printer.deadline_s + 1,
            partial(machine.printer, settings.printer),
        ),
        Probe((Subject.ENROLMENT,), _USUAL_S, partial(headquarters.enrolment, identity, now)),
        Probe(
            (Subject.HEADQUARTERS,),
            headquarters.DEADLINE_S,
            partial(headquarters.headquarters, settings.headquarters, identity, now),
        ),
        Probe((Subject.RELAY,), relay.DEADLINE_S, partial(relay.relay, identity)),
    ]


def _page(findings: Sequence[Finding], locale: str) -> str:
    colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    return page(findings, locale, width=min(100, shutil.get_terminal_size((100, 24)).columns), colour=colour)


def _json(findings: Sequence[Finding], locale: str) -> str:
    rows = [
        {
            "subject": one.subject.value,
            "name": name(one.subject, locale),
            "mark": one.mark.value,
            "found": one.found.in_(locale),
            "advice": one.advice.in_(locale),
        }
        for one in findings
    ]
    missing, warnings = (sum(1 for one in findings if one.mark is mark) for mark in (Mark.MISSING, Mark.WARN))
    told = {"ok": complete(findings), "missing": missing, "warnings": warnings, "findings": rows}
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"
