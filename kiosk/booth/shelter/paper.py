"""What the desk prints: its list, whom it may tell of, and the numbers for the notice board."""

from datetime import datetime
from typing import Any, Final, Literal

from kiosk.applications.typesetting import PdfDocument, Typesetter
from kiosk.booth.shelter.ports import Edges
from kiosk.procedures.japanese import languages
from kiosk.procedures.japanese.calendar import JAPAN
from kiosk.procedures.japanese.eras import written_day
from kiosk.protocol.shelter import ShelterNow
from kiosk.shelter import lists
from kiosk.shelter.counting import BANDS, NEEDS, published, published_people
from kiosk.shelter.people import Inquiry, Member, Pet
from kiosk.shelter.register import Household, Register

_PETS: Final = {Pet.DOG: "犬", Pet.CAT: "ねこ", Pet.OTHER: "動物"}
_TITLES: Final = {"desk": "避難者名簿（受付用）", "told": "問い合わせに答えてよい方", "counts": "避難者数"}
_INQUIRIES: Final = {Inquiry.ANSWER: "答えてよい", Inquiry.SILENT: "答えない", Inquiry.HIDDEN: "答えない"}


def render(register: Register, told: ShelterNow, what: Literal["desk", "told", "counts"], edges: Edges) -> PdfDocument:
    """Set one of them as PDF/A-2b for the printer's paper. Raises `TypesettingFailed`."""
    at = edges.now()
    data = {
        "paper": edges.settings.slip.paper,
        "title": _TITLES[what],
        "secret": what != "counts",
        "name": edges.typesetter.gothic.write(told.name).spans,
        "at": _moment(at),
        "day": [at.year, at.month, at.day],
        "rehearsal": edges.settings.rehearsal,
        "people": published_people(told) if what == "counts" else f"{told.bands.people}人",
        "families": published(told.families, "世帯") if what == "counts" else f"{told.families}世帯",
        "out": published(told.out, "世帯") if what == "counts" else f"{told.out}世帯",
        "counts": _counts(told, public=what == "counts"),
        "rows": _rows(register, what, edges.typesetter),
    }
    return PdfDocument(edges.typesetter.set_pdf("shelter", data, at))


def _counts(told: ShelterNow, *, public: bool) -> list[list[list[str]]]:
    """Two columns: by age, and by need; on a notice board small numbers are said as few."""
    say = published if public else str
    by_age = [[BANDS[band], say(number)] for band, number in told.bands.by_age.items()]
    by_need = [[NEEDS[need], say(number)] for need, number in told.needs.by_need.items()]
    return [by_age, [*by_need, ["動物といっしょ", say(told.pets)], ["ほかの市町村から", say(told.elsewhere)]]]


def _rows(register: Register, what: str, typesetter: Typesetter) -> list[dict[str, Any]]:
    chosen = {"desk": lists.desk, "told": lists.told}.get(what)
    return [_row(one, typesetter, full=what == "desk") for one in chosen(register)] if chosen else []


def _row(one: Household, typesetter: Typesetter, *, full: bool) -> dict[str, Any]:
    """A line. Of who is hidden there is a number, how many they are and what they need, and no word that names them."""
    family = one.family

    def write(text: str) -> Any:
        return typesetter.gothic.write(text).spans

    name = "（名前は出しません）" if family.hidden else family.name or "（名前なし）"
    rest = [] if family.hidden else [family.address or family.town, family.telephone]
    needs = [NEEDS[need] for need in family.needs] + ([_PETS[family.pet]] if family.pet in _PETS else [])
    members = [] if family.hidden else [_named(member) for member in family.members]
    if family.locale not in ("ja", "easy"):
        needs.append(f"画面のことば {languages.named(family.locale)}")
    return {
        "reference": one.reference,
        "name": write(name),
        "kana": write("" if family.hidden else family.kana),
        "members": write("、".join(members) if full else ""),
        "people": family.bands.people,
        "ages": "　".join(f"{BANDS[band]} {number}" for band, number in family.bands.by_age.items() if number),
        "needs": write("、".join(needs) if full else ""),
        "allergy": write(family.allergy if full else ""),
        "rest": write("　".join(one for one in rest if one) if full else family.town),
        "inquiry": _INQUIRIES[family.inquiry],
        "warn": family.inquiry is not Inquiry.ANSWER,
        "since": f"{one.since.astimezone(JAPAN):%-m/%-d %H:%M}",
    }


def _moment(at: datetime) -> str:
    made = at.astimezone(JAPAN)
    return f"{written_day(made)} {made:%H:%M}"


def _named(member: Member) -> str:
    return f"{member.name}（{member.kana}）" if member.kana else member.name
