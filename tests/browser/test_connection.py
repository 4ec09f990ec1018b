"""A telephone in a dead spot: a message arrives once, is answered once, and is said once."""

from __future__ import annotations

import json

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, Request, Route, expect

from bot.memory.conversations import ConversationEvent
from bot.memory.database import normalised
from bot.memory.event_types import USER
from tests.browser.talking import CHAT, answered, ask, cards, send
from tests.browser.watching import Watch
from tests.running import RunningLotte

WORDS = "hebamme gesucht in {place}, bin schwanger"


def arrived(lotte: RunningLotte, words: str) -> int:
    """How often a message stands in the conversations Lotte keeps."""
    engine = sa.create_engine(normalised(lotte.settings.conversations_url))
    try:
        with engine.connect() as connection:
            kept = connection.scalars(
                sa.select(ConversationEvent.data).where(ConversationEvent.type_name == USER)
            ).all()
    finally:
        engine.dispose()
    return [json.loads(data).get("text") for data in kept].count(words)


def watch_ids(page: Page) -> list[str]:
    """The ids of all messages the page sends from now on."""
    ids: list[str] = []

    def note(request: Request) -> None:
        if request.url.endswith("/api/chat"):
            ids.append(request.post_data_json["id"])

    page.on("request", note)
    return ids


def said_once(page: Page, words: str) -> None:
    expect(page.locator(".von-eltern").filter(has_text=words)).to_have_count(1)
    expect(page.locator(".von-eltern")).to_have_count(1)
    expect(page.locator(".fehler")).to_have_count(0)
    assert cards(page).count() == page.locator(".von-lotte:has(.karte)").first.locator(".karte").count() > 0


def test_offline_and_back(page: Page, watch: Watch, lotte: RunningLotte) -> None:
    watch.expects("ERR_INTERNET_DISCONNECTED")
    words = WORDS.format(place="brome")
    ids = watch_ids(page)
    page.context.set_offline(True)
    send(page, words)
    expect(page.get_by_text("Das Netz ist gerade weg.")).to_be_visible()
    assert arrived(lotte, words) == 0
    page.context.set_offline(False)
    answered(page)
    said_once(page, words)
    assert len(ids) == 2
    assert len(set(ids)) == 1
    assert arrived(lotte, words) == 1


def test_an_answer_that_was_lost_comes_again(page: Page, watch: Watch, lotte: RunningLotte) -> None:
    watch.expects("ERR_FAILED")
    words = WORDS.format(place="meinersen")
    ids = watch_ids(page)

    def lose(route: Route) -> None:
        route.fetch()  # it arrives; its answer does not
        route.abort()

    page.route(CHAT, lose, times=1)
    send(page, words)
    expect(page.get_by_text("Das Netz ist gerade weg.")).to_be_visible()
    answered(page)
    said_once(page, words)
    assert len(ids) == 2
    assert len(set(ids)) == 1
    assert arrived(lotte, words) == 1


def test_lost_for_good_can_be_sent_again(page: Page, watch: Watch, lotte: RunningLotte) -> None:
    watch.expects("ERR_FAILED")
    words = WORDS.format(place="hankensbüttel")
    ids = watch_ids(page)
    page.route(CHAT, lambda route: route.abort(), times=2)
    send(page, words)
    again = page.get_by_role("button", name="Noch einmal senden")
    expect(again).to_be_visible(timeout=10_000)
    expect(page.get_by_text("Ihre Nachricht ist nicht angekommen.")).to_be_visible()
    again.click()
    answered(page)
    said_once(page, words)
    assert len(ids) == 3
    assert len(set(ids)) == 1
    assert arrived(lotte, words) == 1


@pytest.mark.parametrize(
    ("has_arrived", "place"), [(True, "isenbüttel"), (False, "wesendorf")], ids=["it had arrived", "it had not arrived"]
)
def test_a_reload_while_sending(page: Page, watch: Watch, lotte: RunningLotte, has_arrived: bool, place: str) -> None:
    watch.expects("ERR_FAILED", "ERR_ABORTED")
    words = WORDS.format(place=place)
    ids = watch_ids(page)

    def hold(route: Route) -> None:
        if has_arrived:
            route.fetch()

    page.route(CHAT, hold, times=1)
    with page.expect_request(CHAT):
        send(page, words)
    page.wait_for_timeout(1500 if has_arrived else 100)
    page.reload()
    expect(cards(page).first).to_be_visible(timeout=15_000)
    answered(page)
    said_once(page, words)
    assert len(set(ids)) == 1
    assert arrived(lotte, words) == 1
    page.reload()
    said_once(page, words)
    assert len(ids) == 2


def test_a_busy_lotte_says_so_and_can_be_asked_again(page: Page, watch: Watch) -> None:
    watch.expects("status of 503")
    error = {"error": {"code": "stoerung", "message": "Ich kann gerade nicht antworten."}}
    page.route(CHAT, lambda route: route.fulfill(status=503, json=error), times=1)
    ask(page, "hebamme gesucht")
    expect(page.get_by_text("Ich kann gerade nicht antworten.")).to_be_visible()
    page.get_by_role("button", name="Noch einmal senden").click()
    answered(page)
    expect(cards(page).first.or_(page.locator(".antworten")).first).to_be_visible()
    expect(page.locator(".von-eltern")).to_have_count(1)


def test_a_page_of_a_proxy_is_no_answer(page: Page) -> None:
    page.route(CHAT, lambda route: route.fulfill(status=200, content_type="text/html", body="<h1>WLAN</h1>"), times=1)
    ask(page, "hebamme gesucht, bin schwanger, gifhorn")
    expect(page.get_by_text("WLAN")).to_have_count(0)
    expect(cards(page).first).to_be_visible()
