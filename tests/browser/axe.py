"""Runs axe-core (vendor/axe.min.js) over a page and names what it finds."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Page

TAGS: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_SCRIPT: Final = Path(__file__).parent / "vendor" / "axe.min.js"
_RUN: Final = """async (runOnly) => {
    const { violations } = await axe.run(document, { runOnly, resultTypes: ["violations"] });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")}: ${failureSummary}`));
}"""


@cache
def _source() -> str:
    return _SCRIPT.read_text(encoding="utf-8")


def violations(page: Page) -> list[str]:
    """What breaks a rule, inside shadow roots too; the page's context needs `bypass_csp=True`.

    The policy refuses any script that is not ours, this one included; that it does is tested elsewhere.
    """
    return _run(page, {"type": "tag", "values": TAGS})


def dark_violations(page: Page) -> list[str]:
    """What cannot be read when the device asks for dark pages; all other rules do not look at colours."""
    page.emulate_media(color_scheme="dark")
    found = _run(page, {"type": "rule", "values": ["color-contrast"]})
    page.emulate_media(color_scheme="light")
    return found


def _run(page: Page, rules: dict[str, Any]) -> list[str]:
    page.evaluate("document.fonts.ready")
    if not page.evaluate("'axe' in window"):
        page.add_script_tag(content=_source())
    found: list[str] = page.evaluate(_RUN, rules)
    return found
