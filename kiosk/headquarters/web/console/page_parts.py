"""What every page of the console is made with: templates, the visitor, and refusals in words."""

from collections.abc import Callable, Coroutine
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from fastapi import Request
from fastapi.responses import HTMLResponse, Response
from fastapi.routing import APIRoute
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup
from typing_extensions import override

from kiosk.headquarters.cases.views import CannotOpen, NoSuchCase
from kiosk.headquarters.identity import wording
from kiosk.headquarters.staff.views import NotAllowed, Role, StaffMember
from kiosk.headquarters.storage.tables import UNREADABLE
from kiosk.headquarters.web.console.visible import visible
from kiosk.headquarters.web.desk import Desk
from kiosk.jpki.certificates import Mode
from kiosk.procedures.japanese.calendar import JAPAN
from kiosk.protocol.identifiers import PROTOCOL_VERSION
from kiosk.protocol.versions import SPOKEN

HERE: Final = Path(__file__).parent


class PageRefused(Exception):
    """A request that ends with this page, whatever asked for it."""

    def __init__(self, page: Response) -> None:
        super().__init__()
        self.page = page


class PageRoute(APIRoute):
    """A route that may end early with another page than its own."""

    @override
    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def answer(request: Request) -> Response:
            try:
                return await handle(request)
            except PageRefused as refused:
                return refused.page

        return answer


_TRIALS: Final = {Mode.TEST: "試験用（本物のカードは使えません）", Mode.REHEARSAL: "予行（本物のカードは使えません）"}
"""What every page says where real cards are not believed."""


class Pages:
    """Templates made into answers, with what every page shows."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._templates = Environment(
            loader=FileSystemLoader(HERE / "templates"),
            autoescape=select_autoescape(),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            finalize=visible,
        )
        self._templates.filters |= {
            "when": when,
            "day": day,
            "outcome_words": wording.OUTCOMES.get,
            "verdict_words": wording.VERDICTS.get,
            "forged_words": wording.forged_words,
            "shown_outcome": wording.shown_outcome,
            "level_words": wording.level_words,
        }
        self._templates.tests |= {"forged": wording.is_forged}
        self._templates.globals |= {
            "municipality": desk.settings.municipality.name,
            "protocol_version": PROTOCOL_VERSION,
            "protocol_spoken": SPOKEN,
            "icon": icon,
            "identity_words": wording.for_the_call_page(),
            "trial": _TRIALS.get(desk.settings.cards.mode, ""),
            "symbols": Markup((HERE / "icons.svg").read_text(encoding="utf-8")),  # noqa: S704 -- a file of ours
        }

    def page(self, template: str, status: int = 200, **values: Any) -> HTMLResponse:
        """One page; `values` are what its template asks for."""
        return HTMLResponse(self._templates.get_template(template).render(**values), status)

    def refusal(self, refused: NotAllowed | NoSuchCase | CannotOpen, visitor: "Visitor") -> HTMLResponse:
        """A page that says why there is nothing to see, and what to do."""
        if isinstance(refused, NotAllowed):
            words = f"「{refused.role.words}」の役割では見られません。"
            if refused.role is Role.ADMIN:
                words += "通話や案件には、担当者か監督者のアカウントでサインインしてください。"
            else:
                words += "必要なときは管理者に連絡してください。"
            return self.page("refusal.html", 403, visitor=visitor, title="この画面は見られません", words=words)
        if isinstance(refused, NoSuchCase):
            return self.page(
                "refusal.html",
                404,
                visitor=visitor,
                title="その案件はありません",
                words="番号をもう一度お確かめください。保存期間を過ぎた案件は消去されています。",
            )
        return self.page("refusal.html", 409, visitor=visitor, title="開封できません", words=refused.words)

    def stale(self, visitor: "Visitor") -> HTMLResponse:
        """A page for a form that was not made in this session: nothing was changed."""
        words = "変更はしていません。前の画面にもどって読み込みなおし、もう一度お試しください。"
        return self.page("refusal.html", 403, visitor=visitor, title="この画面は古くなりました", words=words)


class Visitor:
    """The signed-in staff member of one request, and the value their forms must send back."""

    def __init__(self, staff: StaffMember, csrf: str) -> None:
        self.staff = staff
        self.csrf = csrf


def icon(name: str) -> Markup:
    """One symbol of ``icons.svg``; the words beside it say the same."""
    return Markup('<svg class="icon" aria-hidden="true"><use href="#icon-{}"></use></svg>').format(name)


def when(at: datetime | None) -> str:
    """A moment as staff read it, in Japan's time."""
    if at is None:
        return "–"
    if at == UNREADABLE:
        return "不明"
    local = at.astimezone(JAPAN)
    return f"{local.year}年{local.month}月{local.day}日 {local:%H:%M}"


def day(at: datetime) -> str:
    """A date as staff read it, in Japan's time."""
    if at == UNREADABLE:
        return "不明"
    local = at.astimezone(JAPAN)
    return f"{local.year}年{local.month}月{local.day}日"
