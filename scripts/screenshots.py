"""Draws the pages as they are, for docs/bilder: `make bilder`. Needs Chromium; starts a Lotte of its own."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from playwright.sync_api import Browser, Page

from bot.settings import ROOT
from tests.browser.chromium import chromium_path, running_chromium
from tests.browser.foreign_page import foreign_page
from tests.browser.gateways import running_gateway
from tests.browser.talking import ask, cards, chip, save
from tests.running import RunningLotte, running_lotte

FOLDER: Final = ROOT / "docs" / "bilder"
SIZES: Final = {360: 740, 768: 1024, 1280: 800}
OFFERS: Final = "hebamme gesucht, ich bin schwanger, wir wohnen in gifhorn"
DANGER: Final = "mein baby hat spülmaschinentabs verschluckt"


def _empty(page: Page) -> None:
    page.goto("/")


def _offers(page: Page) -> None:
    page.goto("/")
    ask(page, OFFERS)


def _correction(page: Page) -> None:
    _offers(page)
    chip(page, "Gifhorn").click()


def _danger(page: Page) -> None:
    page.goto("/")
    ask(page, DANGER)


def _list(page: Page) -> None:
    page.goto("/angebote?bedarf=kinderbetreuung")


def _offer(page: Page) -> None:
    page.goto("/angebote/gf-familienbuero")


def _saved(page: Page) -> None:
    _offers(page)
    for index in range(2):
        save(cards(page).nth(index))
    page.get_by_role("link", name="Merkliste").click()
    page.wait_for_url("**/merkliste?*")


def _arabic(page: Page) -> None:
    page.goto("/?sprache=ar")
    ask(page, "أبحث عن قابلة، أنا حامل")


#: Name of the picture → what leads there; in all widths.
STATES: Final[dict[str, Callable[[Page], None]]] = {
    "leer": _empty,
    "angebote": _offers,
    "aendern": _correction,
    "gefahr": _danger,
    "liste": _list,
    "angebot": _offer,
    "merkliste": _saved,
    "arabisch": _arabic,
}


def main() -> int:
    """Writes all pictures; exit code 1 without Chromium."""
    chromium = chromium_path()
    if chromium is None:
        print("Chromium ist nicht installiert.", file=sys.stderr)
        return 1
    FOLDER.mkdir(parents=True, exist_ok=True)
    with running_lotte() as lotte, running_chromium(chromium) as browser:
        for width, height in SIZES.items():
            for name, lead in STATES.items():
                with _page(browser, lotte, width, height) as page:
                    lead(page)
                    _shoot(page, f"{name}-{width}")
        with _page(browser, lotte, 360, 740, "dark") as page:
            _offers(page)
            _shoot(page, "dunkel-360")
        _shoot_corner(browser, lotte)
    return 0


def _shoot_corner(browser: Browser, lotte: RunningLotte) -> None:
    with foreign_page() as foreign, running_gateway(lotte, LOTTE_WIDGET_ORIGINS=foreign.origin) as address:
        foreign.widget = f"{address}/widget.js"
        with _page(browser, lotte, 1280, 800) as page:
            page.goto(f"{foreign.origin}/")
            page.get_by_role("button", name="Lotte fragen").click()
            ask(page, OFFERS)
            _shoot(page, "fenster-1280")


@contextmanager
def _page(browser: Browser, lotte: RunningLotte, width: int, height: int, scheme: str = "light") -> Iterator[Page]:
    context = browser.new_context(
        base_url=lotte.address,
        viewport={"width": width, "height": height},
        locale="de-DE",
        color_scheme=scheme,  # type: ignore[arg-type]
        reduced_motion="reduce",
    )
    yield context.new_page()
    context.close()


def _shoot(page: Page, name: str) -> None:
    page.wait_for_load_state("networkidle")
    page.screenshot(path=FOLDER / f"{name}.png")
    print(f"docs/bilder/{name}.png", flush=True)


if __name__ == "__main__":
    sys.exit(main())
