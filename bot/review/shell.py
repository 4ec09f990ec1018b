"""What every page of the team shares: the frame, the menu of what the role may enter, and messages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import aiohttp_jinja2
import jinja2
from aiohttp import web
from markupsafe import Markup

from bot.review.keys import STAFF
from bot.review.roles import ROLE_NAMES, Area, may
from bot.review.routing import PREFIX
from bot.web.assets import ASSETS
from offer_db.opening import TIMEZONE

#: Of dangers, hours and the like no smaller number is shown but 0; see `few`.
SMALLEST_SHOWN: Final = 5
TEMPLATES: Final = Path(__file__).parent / "templates"
#: What a redirect tells the page it leads to; one word in the address, the sentence stands here and nowhere else.
NOTICES: Final[Mapping[str, str]] = {
    "gespeichert": "Gespeichert.",
    "abgemeldet": "Sie sind abgemeldet.",
    "geloescht": "Gelöscht.",
    "rueckruf_erledigt": "Erledigt. Die Nummer ist gelöscht.",
    "passwort": "Das neue Passwort gilt. In allen anderen Browsern sind Sie abgemeldet.",
    "andere_abgemeldet": "Alle anderen Browser sind abgemeldet.",
    "zweiter_faktor_an": "Der zweite Faktor ist eingerichtet. Beim nächsten Anmelden brauchen Sie einen Code.",
    "zweiter_faktor_aus": "Der zweite Faktor ist abgeschaltet.",
    "angelegt": "Das Angebot ist angelegt.",
    "geprueft": "Als geprüft vermerkt.",
    "zurueckgenommen": "Zurückgenommen.",
    "erledigt": "Erledigt.",
    "linkpruefung": "Die Webadressen werden geprüft.",
    "uebernommen": "Die Datei ist übernommen.",
    "verworfen": "Die Datei ist verworfen.",
    "modell_neu": "Das neue Modell ist im Betrieb.",
    "modell_alt": "Das vorige Modell ist wieder im Betrieb.",
    "modell_spaeter": "Das vorige Modell gilt wieder, sobald Lotte neu gestartet wird; es wird dann erst trainiert.",
    "abgebrochen": "Abgebrochen.",
    "ende_der_liste": "Gespeichert. Hier ist die Liste zu Ende.",
}


@dataclass(frozen=True)
class MenuEntry:
    """A line of the menu: where it leads (behind /team), its name, and the area one must be allowed to enter."""

    path: str
    name: str
    area: Area


MENU: Final = (
    MenuEntry("/gespraeche", "Gespräche", Area.GESPRAECHE),
    MenuEntry("/rueckrufe", "Rückrufe", Area.RUECKRUFE),
    MenuEntry("/korrekturen", "Korrekturen", Area.KORREKTUREN),
    MenuEntry("/angebote", "Angebote", Area.ANGEBOTE),
    MenuEntry("/luecken", "Angebotslücken", Area.BERICHTE),
    MenuEntry("/zahlen", "Zahlen", Area.BERICHTE),
    MenuEntry("/konten", "Konten", Area.KONTEN),
    MenuEntry("/protokoll", "Protokoll", Area.PROTOKOLL),
)


def set_up(app: web.Application) -> None:
    """Gives the application its templates."""
    aiohttp_jinja2.setup(
        app,
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        filters={"zeitpunkt": moment, "tag": day, "anteil": share, "zahl": whole, "wenige": few},
    )


def render(request: web.Request, template: str, *, status: int = 200, **values: Any) -> web.Response:
    """A page, or a part of one for htmx.

    Args:
        request: says who asks.
        template: a file in `templates/`; whole pages extend `team.html`, parts begin with an underscore.
        status: of the answer.
        values: for the template; what is missing is an error, not an empty place.
    """
    staff = request.get(STAFF)
    frame = {
        "datei": request.app[ASSETS].address,
        "wer": staff,
        "rolle": ROLE_NAMES[staff.role] if staff else "",
        "csrf": staff.csrf if staff else "",
        "csrf_feld": _csrf_field(staff.csrf if staff else ""),
        "menue": [
            {"href": f"{PREFIX}{entry.path}", "name": entry.name, "hier": _is_here(request, entry.path)}
            for entry in MENU
            if staff and may(staff.role, entry.area)
        ],
        "hinweis": NOTICES.get(request.query.get("hinweis", ""), ""),
        "darf": lambda area: staff is not None and may(staff.role, Area(area)),
    }
    page = aiohttp_jinja2.render_string(template, request, {**frame, **values})
    return web.Response(text=page, content_type="text/html", status=status)


def done(path: str, notice: str = "gespeichert") -> web.HTTPSeeOther:
    """To be raised after a form was carried out: the page at `path` (behind /team) says so; see `NOTICES`."""
    assert notice in NOTICES, notice
    mark = "&" if "?" in path else "?"
    return web.HTTPSeeOther(f"{PREFIX}{path}{mark}hinweis={notice}")


def moment(seconds: float | None) -> str:
    """Seconds since 1970 as "23.11.2026, 14:05"; empty for None."""
    return "" if seconds is None else f"{datetime.fromtimestamp(seconds, TIMEZONE):%d.%m.%Y, %H:%M}"


def day(value: Any) -> str:
    """A date as "23.11.2026"; empty for None."""
    return "" if value is None else f"{value:%d.%m.%Y}"


def share(value: float | None) -> str:
    """A part of 1 as "87,3 %"; a dash for None."""
    return "–" if value is None else f"{100 * value:.1f}".replace(".", ",") + " %"


def whole(number: int) -> str:
    """With dots between the thousands."""
    return f"{number:,}".replace(",", ".")


def amount(number: int, one: str, many: str) -> str:
    """A number with the word that fits it: "1 Gespräch", "1.608 Gespräche"."""
    return f"{whole(number)} {one if number == 1 else many}"


def few(number: int) -> str:
    """A number that could lead to single families: "unter 5" for 1 to 4."""
    return f"unter {SMALLEST_SHOWN}" if 0 < number < SMALLEST_SHOWN else whole(number)


def _csrf_field(token: str) -> Markup:
    return Markup('<input type="hidden" name="csrf" value="{}">').format(token)


def _is_here(request: web.Request, path: str) -> bool:
    here = request.path.removeprefix(PREFIX)
    return here == path or here.startswith(f"{path}/")
