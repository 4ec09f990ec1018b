"""What somebody means to be a script stays a text: offers, messages, buttons, addresses."""

from __future__ import annotations

import json
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.hostile_offers import MARK, TITLE
from tests.browser.talking import ask, cards, field, tap
from tests.browser.watching import Watch

SCRIPT = f'"><img src=x onerror={MARK}=1><script>{MARK}=1</script>'
BAD_ADDRESSES = 'a[href^="javascript:" i], [src^="javascript:" i], form[action^="javascript:" i]'


def harmless(page: Page) -> None:
    """Nothing ran, nothing was built from it, and no link leads to a script."""
    page.wait_for_timeout(150)  # an image that fails does so later
    assert page.evaluate(f"'{MARK}' in window") is False
    assert page.locator("img[onerror], svg[onload], lotte-chat img, .karte img, .karte b").count() == 0
    assert page.locator(BAD_ADDRESSES).count() == 0
    inline = page.locator("script:not([src]):not([type='application/json']):not([type='application/ld+json'])")
    assert inline.count() == 0


def test_a_hostile_offer_in_the_chat(page: Page, hostile: str) -> None:
    ask(page, "kita für mein kind, 2 jahre, in wittingen")
    for _ in range(4):
        if cards(page).filter(has_text=TITLE).count():
            break
        page.get_by_role("button", name="Mehr Angebote").last.click()
        expect(page.locator("lotte-chat .lotte")).not_to_have_attribute("data-busy", "true", timeout=15_000)
    card = cards(page).filter(has_text=TITLE).first
    expect(card).to_be_visible()
    expect(card.locator(".kern-title")).to_have_text(TITLE)
    card.get_by_role("button").first.click()  # saved: its title is said aloud there
    harmless(page)
    page.reload()
    expect(cards(page).first).to_be_visible()
    harmless(page)


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without"])
def test_a_hostile_offer_on_its_pages(open_page: OpenPage, hostile: str, script: bool) -> None:
    for path in (f"/angebote/{hostile}", f"/merkliste?angebote={hostile}", "/angebote?wort=script&ort=03151040"):
        page = open_page(path, java_script_enabled=script)
        expect(page.get_by_text(TITLE).first).to_be_visible()
        if script:
            harmless(page)
        assert page.locator(BAD_ADDRESSES).count() == 0


def test_what_search_engines_read_of_it_is_still_json(open_page: OpenPage, hostile: str) -> None:
    page = open_page(f"/angebote/{hostile}")
    data = json.loads(page.locator("script[type='application/ld+json']").text_content() or "")
    assert TITLE in json.dumps(data, ensure_ascii=False).replace('\\"', '"')
    assert "javascript:" not in json.dumps(data)


@pytest.mark.parametrize(
    "words", [SCRIPT, "<b>Hallo</b>", "javascript:alert(1)", "{{7*7}} ${7*7} %s", "</script><script>alert(1)</script>"]
)
def test_a_hostile_message(page: Page, words: str) -> None:
    ask(page, words)
    expect(page.locator(".von-eltern")).to_have_count(1)
    expect(page.locator(".von-eltern .blase")).to_contain_text(words)
    harmless(page)
    page.reload()
    expect(page.locator(".von-eltern .blase")).to_contain_text(words)
    harmless(page)


def test_a_hostile_message_without_javascript(plain_page: Page) -> None:
    plain_page.get_by_label("Ihre Nachricht an Lotte").fill(SCRIPT)
    plain_page.get_by_role("button", name="Senden").click()
    expect(plain_page.get_by_text(SCRIPT)).to_be_visible()
    assert plain_page.locator("main img, main script:not([type='application/json'])").count() == 0


CHOICES = ["", "x", "/neustart", "../..", SCRIPT, "eyJhIjoxfQ.AAAA", "/loeschen_bestaetigt", "\u0000", "a" * 5000]
CHANGES: list[object] = [
    {"field": "child", "index": 0, "value": "36..47 nr=3"},
    {"field": "child", "index": 0, "value": "999..9999"},
    {"field": "child", "index": -1, "value": None},
    {"field": "child", "index": 1e9, "value": None},
    {"field": "place", "index": 0, "value": SCRIPT},
    {"field": "place", "index": 0, "value": "99999999"},
    {"field": "need", "index": 0, "value": "/neustart"},
    {"field": "__proto__", "index": 0, "value": None},
    {"field": ["child"], "index": 0},
    "child:0:",
    [],
]


@pytest.mark.parametrize("body", [{"choice": one} for one in CHOICES] + [{"change": one} for one in CHANGES], ids=repr)
def test_a_forged_button_or_correction_is_refused(page: Page, body: dict[str, object], watch: Watch) -> None:
    watch.expects("status of 4")
    answer = page.evaluate(
        """async (body) => {
            const response = await fetch("/api/chat", {
                method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
            });
            return { status: response.status, body: await response.json() };
        }""",
        body,
    )
    assert 400 <= answer["status"] < 500
    assert answer["body"]["error"]["message"].endswith((".", "?", "!"))
    assert MARK not in json.dumps(answer)


def test_a_forged_button_in_the_conversation_itself(page: Page, watch: Watch) -> None:
    """Kept entries are whatever stands in the tab's storage: still only texts and ids that the server refuses."""
    watch.expects("status of 400")
    entry = {
        "answer": {
            "messages": [
                {
                    "text": SCRIPT,
                    "buttons": [{"id": SCRIPT, "label": SCRIPT}],
                    "links": [{"label": SCRIPT, "href": f"javascript:{MARK}=1"}],
                    "offers": [
                        {
                            "id": "../../x",
                            "title": SCRIPT,
                            "url": f"javascript:{MARK}=1",
                            "phone": SCRIPT,
                            "why": [SCRIPT],
                        }
                    ],
                }
            ],
            "situation": {"chips": [{"field": "child", "index": 0, "label": SCRIPT, "value": SCRIPT}]},
        }
    }
    page.evaluate("(entry) => sessionStorage.setItem('lotte-verlauf', JSON.stringify({ entries: [entry] }))", entry)
    page.reload()
    expect(cards(page).first).to_be_visible()
    harmless(page)
    tap(page, page.locator(".antworten button"))
    expect(page.locator(".fehler")).to_be_visible()
    harmless(page)


ADDRESSES = [
    f"/angebote?wort={quote(SCRIPT)}",
    f"/angebote?alter={quote(SCRIPT)}&ort={quote(SCRIPT)}&bedarf={quote(SCRIPT)}&form={quote(SCRIPT)}&seite={quote(SCRIPT)}",
    "/angebote?seite=-1&alter=999999999999&kostenlos=%00&angebotssprache=__proto__",
    "/angebote?wort=%00%ff%fe&seite=99999999999999999999",
    "/angebote?wort=" + quote("' OR 1=1; DROP TABLE offer; --"),
    f"/?sprache={quote(SCRIPT)}",
    f"/merkliste?angebote={quote(SCRIPT)},javascript:alert(1),../../etc/passwd",
    "/merkliste?angebote=" + ",".join(f"x{number}" for number in range(200)),
    f"/impressum?sprache={quote(SCRIPT)}",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_hostile_address(open_page: OpenPage, address: str) -> None:
    page = open_page()
    response = page.goto(address)
    assert response is not None
    assert response.status == 200
    harmless(page)
    expect(page.locator("main")).to_be_visible()


@pytest.mark.parametrize(
    "path", [f"/angebote/{quote(SCRIPT, safe='')}", "/angebote/..%2f..%2fetc%2fpasswd", f"/{quote(SCRIPT)}"]
)
def test_a_hostile_path(open_page: OpenPage, path: str, watch: Watch) -> None:
    watch.expects("status of 404")
    page = open_page()
    response = page.goto(path)
    assert response is not None
    assert response.status == 404
    harmless(page)
    expect(page.get_by_role("link", name="Lotte fragen").first).to_be_visible()


def test_the_policy_lets_no_script_in_and_the_watch_would_see_it(page: Page, watch: Watch) -> None:
    watch.expects("Content Security Policy", "TrustedHTML", "Trusted")
    header = page.request.get("/").headers["content-security-policy"]
    assert "unsafe" not in header
    refused = page.evaluate(
        f"""() => {{
            const script = document.createElement("script");
            try {{ script.textContent = "{MARK}=1"; document.body.append(script); }} catch (error) {{ return true; }}
            return !("{MARK}" in window);
        }}"""
    )
    assert refused
    watch._announced.clear()
    with page.expect_console_message(lambda message: message.type == "error"):
        page.evaluate("() => { const image = new Image(); image.src = 'http://203.0.113.1/x.png'; }")
    assert watch.wrong, "the console said it, and the watch heard it"
    watch.wrong.clear()
    watch.foreign.clear()
    expect(field(page)).to_be_visible()
