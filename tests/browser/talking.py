"""What a parent does on the chat page, and what tests read off it."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

CHAT = "**/api/chat"
SECONDS = 20_000  # milliseconds an answer may take on a busy machine


def field(page: Page) -> Locator:
    """Where a parent types; only the component's own, once it is there."""
    return page.locator("lotte-chat .eingabe textarea")


def ask(page: Page, words: str) -> None:
    """Types, sends, waits for the answer."""
    with page.expect_response(CHAT, timeout=SECONDS):
        send(page, words)
    answered(page)


def send(page: Page, words: str) -> None:
    field(page).fill(words)
    field(page).press("Enter")


def answered(page: Page) -> None:
    """Waits until what came back is shown."""
    expect(page.locator("lotte-chat .lotte")).not_to_have_attribute("data-busy", "true", timeout=SECONDS)


def tap(page: Page, button: str | Locator) -> None:
    """Taps a quick reply, by its words, or anything else that is answered."""
    with page.expect_response(CHAT, timeout=SECONDS):
        (page.get_by_role("button", name=button, exact=True) if isinstance(button, str) else button).click()
    answered(page)


def cards(page: Page) -> Locator:
    return page.locator(".karte")


def titles(cards: Locator) -> list[str]:
    return cards.locator(".kern-title").all_inner_texts()


def chip(page: Page, label: str) -> Locator:
    return page.locator(".chip").filter(has_text=label)


def save(card: Locator) -> None:
    """Puts an offer on the saved list."""
    button = card.get_by_role("button", name=re.compile("^(Merken|Gemerkt)"))
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
