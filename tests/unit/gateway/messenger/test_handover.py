"""From the web into a messenger and back: once, for ten minutes, from our own pages only, and not by guessing."""

from __future__ import annotations

import re
import time
from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import pytest
from aiohttp.test_utils import TestClient, TestServer

import texts
from bot.gateway.app import create_app
from bot.gateway.chat import ARCHIVE, SESSIONS
from bot.gateway.messenger.handover_answers import _SURELY
from bot.gateway.messenger.keys import CODES, SEAL
from bot.gateway.messenger.people import person_key, session_of
from bot.gateway.messenger.platform import Kind
from bot.gateway.messenger.wiring import add_messengers
from bot.gateway.messenger.work import OFFICE
from bot.gateway.session import COOKIE, HEADER
from bot.memory.messaging.codes import ALPHABET
from tests.unit.gateway.fake_rasa import FakeRasa
from tests.unit.gateway.messenger.conftest import Lotte
from tests.unit.gateway.messenger.fake_platform import FakeMessenger, incoming, text
from tests.unit.gateway.test_chat_page import data_of

Client = TestClient[Any, Any]
GERMAN = texts.load()
KNOWN = {
    "situation": {
        "children": [{"age_months": [24, 35], "label": "2 Jahre", "role": None}],
        "needs": ["kinderbetreuung"],
        "topics": ["krippe"],
        "place": {"key": "03151040", "name": "Wittingen"},
    },
    "language": "de",
}
OUR_PAGE = {"Sec-Fetch-Site": "same-origin"}
FOREIGN = "https://familie.example"
WANTS_PAGE = {"Accept": "text/html", **OUR_PAGE}
NO_CODE = GERMAN.phrase("messenger_weiter_ungueltig")


class Silent(FakeMessenger):
    """Its address opens a chat and can hand nothing over, as Matrix has it."""

    def link(self, code: str) -> str | None:
        return None if code else "https://matrix.example/#/@lotte"


class Starting(FakeMessenger):
    """Does not know its own address yet."""

    def link(self, code: str) -> str | None:
        return None


@pytest.fixture
async def client(lotte: Lotte) -> AsyncIterator[Client]:
    async with _client(lotte) as client:
        yield client


def _client(lotte: Lotte, **changed: Any) -> Client:
    # over https a browser would not send the cookie back to a test
    lotte.settings = lotte.settings.copy(update={"public_url": "http://lotte.example", **changed})
    lotte.app = create_app(lotte.settings)
    add_messengers(lotte.app, lotte.settings, [lotte.messenger])
    return TestClient(TestServer(lotte.app))


async def code_of(client: Client, **headers: str) -> str:
    answer = await client.post("/api/weiter", headers={**OUR_PAGE, **headers})
    assert answer.status == 200, await answer.text()
    return str((await answer.json())["code"])


async def sender_of(client: Client, rasa: FakeRasa) -> str:
    """The conversation of a browser; it has one from its first message on."""
    await client.post("/api/chat", json={"text": "Kita"})
    return str(rasa.asked[-1]["sender"])


def sender_there(lotte: Lotte, chat: str = "anna") -> str:
    return lotte.app[SESSIONS].sender(session_of(person_key(lotte.app[SEAL], incoming(chat=chat))))


async def answer_there(lotte: Lotte, words: str, **named: Any) -> str:
    """What Lotte says to a message in the messenger, without the note on data."""
    before = len(lotte.messenger.said(named.get("chat", "anna")))
    await lotte.app[OFFICE].receive(text(words, **named))
    chat = named.get("chat", "anna")
    await lotte.until(lambda: len(lotte.messenger.said(chat)) >= before + (1 if before else 2))
    return lotte.messenger.said(chat)[-1]


# --- from the web into a messenger ----------------------------------------------------------------------------------


async def test_what_the_page_is_given(client: Client) -> None:
    answer = await (await client.post("/api/weiter", headers=OUR_PAGE)).json()
    code = answer["code"]
    assert re.fullmatch(f"[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}", code)
    (way,) = answer["ways"]
    qr = way.pop("qr")
    expected = {"platform": "fake", "name": "Fake", "href": f"https://fake.example/{code}", "hands_over": True}
    assert (way, answer["minutes"]) == (expected, 10)
    assert qr["size"] > 21
    assert re.fullmatch(r"[Mmh\d. -]+", qr["path"])


@pytest.mark.parametrize("shape", ["/start {}", "{}", "Hallo Lotte {}", "/start@lotte_bot {}"])
async def test_the_situation_goes_along_once(client: Client, lotte: Lotte, rasa: FakeRasa, shape: str) -> None:
    rasa.believes = KNOWN
    browser = await sender_of(client, rasa)
    code = await code_of(client)
    said = await answer_there(lotte, shape.format(code))
    assert rasa.carried == [(browser, sender_there(lotte))]
    for words in ("Gut, wir machen hier weiter.", "2 Jahre", "Wittingen"):
        assert words in said
    (button,) = lotte.messenger.sent[-1][1].buttons
    assert button.label == GERMAN.phrase("messenger_weiter_angebote")
    assert await answer_there(lotte, shape.format(code)) == NO_CODE
    assert len(rasa.carried) == 1


async def test_however_the_code_is_typed(client: Client, lotte: Lotte, rasa: FakeRasa) -> None:
    rasa.believes = KNOWN
    for typed in (str.lower, lambda code: code.replace("-", ""), lambda code: f" {code.replace('-', ' ').lower()} "):
        assert "Wittingen" in await answer_there(lotte, typed(await code_of(client)))
    assert len(rasa.carried) == 3


async def test_the_button_shows_offers(client: Client, lotte: Lotte, rasa: FakeRasa) -> None:
    rasa.believes = KNOWN
    await answer_there(lotte, await code_of(client))
    await answer_there(lotte, "Angebote zeigen")
    await lotte.until(lambda: bool(rasa.asked))
    assert rasa.asked[-1]["text"] == "Angebote zeigen"


@pytest.mark.parametrize("word", ["hebammen", "Handwerk?", "baby-bett", "25 Wochen"])
async def test_words_stay_words(client: Client, lotte: Lotte, rasa: FakeRasa, word: str) -> None:
    await answer_there(lotte, word)
    assert [asked["text"] for asked in rasa.asked] == [word]
    assert rasa.carried == []


@pytest.mark.parametrize(
    ("typed", "surely"),
    [
        ("ABCD-EFGH", True),
        ("abcd-efg2", True),
        ("abcd efg2", True),
        ("ABCD2FGH", True),
        ("abcdefgh", False),
        ("baby-bett", False),
        ("bub 3 jahr", False),
        ("2 jahre", False),
    ],
)
def test_what_can_be_nothing_but_a_code(typed: str, surely: bool) -> None:
    assert bool(_SURELY.fullmatch(typed)) is surely


async def test_a_start_with_something_else_is_a_start(client: Client, lotte: Lotte) -> None:
    greeting = GERMAN.responses["utter_gruss"][0]["text"]
    assert (await answer_there(lotte, "/start werbung")).startswith(greeting[:20])
    assert await answer_there(lotte, "/start ABCD-EFG2") == NO_CODE


async def test_an_old_code(client: Client, lotte: Lotte, rasa: FakeRasa) -> None:
    long_ago = time.time() - 601
    code = lotte.app[CODES].make("jemand", long_ago)
    assert await answer_there(lotte, code) == NO_CODE
    assert rasa.carried == []


async def test_a_newer_code_takes_the_place_of_the_one_before(client: Client, lotte: Lotte, rasa: FakeRasa) -> None:
    await sender_of(client, rasa)
    first, second = await code_of(client), await code_of(client)
    assert await answer_there(lotte, first) == NO_CODE
    await answer_there(lotte, second)
    assert len(rasa.carried) == 1


async def test_a_code_that_led_nowhere_is_good_when_lotte_is_back(client: Client, lotte: Lotte, rasa: FakeRasa) -> None:
    rasa.believes = KNOWN
    code = await code_of(client)
    rasa.status = 503
    await lotte.app[OFFICE].receive(text(code))
    await lotte.until(lambda: bool(rasa.carried))
    rasa.status = 200
    await lotte.until(lambda: any("Wittingen" in said for said in lotte.messenger.said()))
    assert NO_CODE not in lotte.messenger.said()


async def test_who_said_nothing_yet_is_asked(client: Client, lotte: Lotte) -> None:
    assert await answer_there(lotte, await code_of(client)) == GERMAN.phrase("messenger_weiter_neu")


async def test_the_language_goes_along(client: Client, lotte: Lotte, rasa: FakeRasa) -> None:
    rasa.believes = {**KNOWN, "language": "tr"}
    said = await answer_there(lotte, await code_of(client))
    assert texts.load("tr").phrase("messenger_weiter") in said
    note = texts.load("tr").phrase("messenger_hinweis", plattform="Fake", tage=lotte.settings.retention_days)
    assert lotte.messenger.said()[0].startswith(note)


@pytest.mark.parametrize("shape", ["{}", "/start {}"])
async def test_a_code_that_a_group_has_seen_is_good_for_nothing(
    client: Client, lotte: Lotte, rasa: FakeRasa, shape: str
) -> None:
    rasa.believes = KNOWN
    code = await code_of(client)
    group = {"chat": "gruppe", "user": "anna", "is_group": True}
    assert await answer_there(lotte, shape.format(code), **group) == GERMAN.phrase("messenger_weiter_gruppe_code")
    assert await answer_there(lotte, code, chat="eva") == NO_CODE
    assert rasa.carried == []


async def test_in_a_group_nothing_is_told(client: Client, lotte: Lotte, rasa: FakeRasa) -> None:
    group = {"chat": "gruppe", "user": "anna", "is_group": True}
    for words in ("ABCD-EFG2", "/web"):
        assert await answer_there(lotte, words, **group) == GERMAN.phrase("messenger_weiter_gruppe")
    await answer_there(lotte, "hebammen", **group)
    assert [asked["text"] for asked in rasa.asked] == ["hebammen"]


def known_there(lotte: Lotte, **situation: Any) -> None:
    """Something is known already of whoever writes."""
    slots = {"situation": situation, "sprache": "de"}
    lotte.app[ARCHIVE].write(sender_there(lotte), 0, [{"event": "action", "name": "x", "timestamp": 1.0}], slots, None)


async def test_what_is_known_already_is_not_replaced_without_asking(
    client: Client, lotte: Lotte, rasa: FakeRasa
) -> None:
    rasa.believes = KNOWN
    known_there(lotte, needs=["schwangerschaft_geburt"])
    code = await code_of(client)
    assert await answer_there(lotte, f"/start {code}") == GERMAN.phrase("messenger_weiter_frage")
    assert rasa.carried == []
    yes, no = lotte.messenger.sent[-1][1].buttons
    assert [yes.label, no.label] == [GERMAN.phrase("messenger_weiter_ja"), GERMAN.phrase("messenger_weiter_nein")]
    await lotte.app[OFFICE].receive(incoming(Kind.CHOICE, choice=no.id))
    assert (await lotte.until_said(3))[-1] == GERMAN.phrase("messenger_weiter_bleibt")
    assert rasa.carried == []
    await lotte.app[OFFICE].receive(incoming(Kind.CHOICE, choice=yes.id))
    assert "Wittingen" in (await lotte.until_said(4))[-1]
    assert len(rasa.carried) == 1
    await lotte.app[OFFICE].receive(incoming(Kind.CHOICE, choice=yes.id))  # once
    assert (await lotte.until_said(5))[-1] == NO_CODE


async def test_nobody_is_asked_about_a_word_or_a_code_that_is_no_good(
    client: Client, lotte: Lotte, rasa: FakeRasa
) -> None:
    known_there(lotte, needs=["schwangerschaft_geburt"])
    assert await answer_there(lotte, "ABCD-EFG2") == NO_CODE
    await answer_there(lotte, "hebammen")
    assert [asked["text"] for asked in rasa.asked] == ["hebammen"]


async def test_who_only_said_hello_is_not_asked(client: Client, lotte: Lotte, rasa: FakeRasa) -> None:
    rasa.believes = KNOWN
    known_there(lotte, needs=[], children=[], place=None, shown=["x"])
    assert "Wittingen" in await answer_there(lotte, await code_of(client))


async def test_in_a_group_the_button_takes_nothing_over(client: Client, lotte: Lotte, rasa: FakeRasa) -> None:
    code = await code_of(client)
    group = {"chat": "gruppe", "user": "anna", "is_group": True}
    await lotte.app[OFFICE].receive(incoming(Kind.CHOICE, choice=f"own:weiter:{code.replace('-', '')}", **group))
    assert (await lotte.until_said(2, "gruppe"))[-1] == GERMAN.phrase("messenger_weiter_gruppe_code")
    assert rasa.carried == []


async def test_deleting_takes_the_code_along(client: Client, lotte: Lotte, rasa: FakeRasa) -> None:
    code = await code_of(client)
    body = await (await client.post("/api/chat", json={"text": "hallo"})).json()
    assert (await client.post("/api/weiter", headers=OUR_PAGE)).status == 200  # of the conversation that goes
    code = await code_of(client)
    deleting = next(button for message in body["messages"] for button in message["buttons"] if button["label"] == "Ja")
    assert (await client.post("/api/chat", json={"choice": deleting["id"]})).status == 200
    assert await answer_there(lotte, code) == NO_CODE
    assert rasa.carried == []


@pytest.mark.parametrize("messenger", [Silent()])
async def test_a_code_that_has_to_be_written(client: Client) -> None:
    answer = await (await client.post("/api/weiter", headers=OUR_PAGE)).json()
    (way,) = answer["ways"]
    assert (way["href"], way["hands_over"]) == ("https://matrix.example/#/@lotte", False)
    page = await (await client.post("/weiter/messenger", headers=WANTS_PAGE)).text()
    assert re.search(r"Schreiben Sie Lotte dort: \w{4}-\w{4}", page)


@pytest.mark.parametrize("messenger", [Starting()])
async def test_while_no_messenger_can_be_opened(client: Client) -> None:
    assert (await client.post("/api/weiter", headers=OUR_PAGE)).status == 503


# --- whose conversation it is ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://boese.example"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "null"},
    ],
)
async def test_another_page_gets_no_code_and_redeems_none(
    client: Client, rasa: FakeRasa, headers: dict[str, str]
) -> None:
    code = await code_of(client)
    for path in ("/api/weiter", "/weiter/messenger", "/weiter"):
        assert (await client.post(path, data={"code": code}, headers=headers)).status == 400, path
    assert rasa.carried == []
    assert (await client.post("/weiter", data={"code": code}, headers=OUR_PAGE)).status == 200


async def test_the_corner_of_an_allowed_page_hands_over_its_own_conversation(lotte: Lotte, rasa: FakeRasa) -> None:
    async with _client(lotte, widget_origins=FOREIGN) as client:
        from_there = {"Origin": FOREIGN, "Sec-Fetch-Site": "cross-site"}
        chat = await (await client.post("/api/chat", json={"text": "Kita"}, headers=from_there)).json()
        await answer_there(lotte, await code_of(client, **from_there, **{HEADER: chat["session"]}))
        assert rasa.carried == [(rasa.asked[0]["sender"], sender_there(lotte))]
        answer = await client.post("/api/weiter", headers=from_there)
        assert answer.headers["Access-Control-Allow-Origin"] == FOREIGN
        assert COOKIE not in {cookie.key for cookie in client.session.cookie_jar}
        # the pages are Lotte's own alone
        assert (await client.post("/weiter", data={"code": "ABCD-EFGH"}, headers=from_there)).status == 400


async def test_a_code_is_made_by_asking_not_by_looking(client: Client, lotte: Lotte) -> None:
    page = await client.get("/weiter")
    assert (page.status, page.headers["Cache-Control"]) == (200, "no-store")
    assert (await client.get("/api/weiter")).status == 405
    assert "<svg" not in await page.text()
    assert COOKIE not in {cookie.key for cookie in client.session.cookie_jar}


# --- from a messenger to the web ------------------------------------------------------------------------------------


async def code_from_there(lotte: Lotte) -> str:
    said = await answer_there(lotte, "/web")
    found = re.search(r"http://lotte\.example/weiter#(\S{9})\n", said)
    assert found, said
    return found[1]


async def test_here_goes_on_what_was_said_there(client: Client, lotte: Lotte, rasa: FakeRasa) -> None:
    rasa.believes = KNOWN
    code = await code_from_there(lotte)
    form = {"code": code, "id": str(uuid4())}
    answer = await client.post("/weiter", data=form, headers=WANTS_PAGE)
    assert (answer.status, answer.headers["Cache-Control"]) == (200, "no-store")
    first = data_of(await answer.text())["first"]
    assert first["id"] == form["id"]
    assert "2 Jahre" in [chip["label"] for chip in first["answer"]["situation"]["chips"]]
    (message,) = first["answer"]["messages"]
    browser = await sender_of(client, rasa)
    assert rasa.carried == [(sender_there(lotte), browser)]
    (button,) = message["buttons"]
    await client.post("/api/chat", json={"choice": button["id"]})
    assert rasa.asked[-1]["payload"] == "/angebot_suchen"
    # loaded again: the same page, and nothing carried again
    again = await client.post("/weiter", data=form, headers=WANTS_PAGE)
    assert data_of(await again.text())["first"] == first
    # once: in another form it is used up
    other = await client.post("/weiter", data={**form, "id": str(uuid4())}, headers=WANTS_PAGE)
    assert other.status == 400
    assert "Dieser Code gilt nicht." in await other.text()
    assert len(rasa.carried) == 1


async def test_the_conversation_of_the_browser_goes_on(client: Client, lotte: Lotte, rasa: FakeRasa) -> None:
    browser = await sender_of(client, rasa)
    await client.post("/weiter", data={"code": await code_from_there(lotte)}, headers=OUR_PAGE)
    assert rasa.carried == [(sender_there(lotte), browser)]


@pytest.mark.parametrize("code", ["", "ABCD-EFG2", "<b>", "x" * 5000])
async def test_what_is_no_code(client: Client, rasa: FakeRasa, code: str) -> None:
    answer = await client.post("/weiter", data={"code": code}, headers=WANTS_PAGE)
    assert answer.status == 400
    assert "<b>" not in await answer.text()
    assert COOKIE not in {cookie.key for cookie in client.session.cookie_jar}
    assert rasa.carried == []


async def test_a_code_is_not_to_be_guessed(client: Client, lotte: Lotte, rasa: FakeRasa) -> None:
    code = await code_from_there(lotte)
    tries = [await client.post("/weiter", data={"code": f"ABCD-EF{n}2"}, headers=OUR_PAGE) for n in range(2, 10)]
    tries += [await client.post("/weiter", data={"code": "ABCD-EFGH"}, headers=OUR_PAGE) for _ in range(4)]
    assert [answer.status for answer in tries] == [400] * 10 + [429] * 2
    # not even with the right one, and with another session
    client.session.cookie_jar.clear()
    assert (await client.post("/weiter", data={"code": code}, headers=OUR_PAGE)).status == 429
    assert rasa.carried == []


async def test_a_code_is_good_again_when_lotte_was_away(client: Client, lotte: Lotte, rasa: FakeRasa) -> None:
    form = {"code": await code_from_there(lotte), "id": str(uuid4())}
    rasa.status = 500
    assert (await client.post("/weiter", data=form, headers=OUR_PAGE)).status == 503
    rasa.status = 200
    assert (await client.post("/weiter", data=form, headers=OUR_PAGE)).status == 200


async def test_the_page_speaks_the_language_of_the_messenger(client: Client, lotte: Lotte, rasa: FakeRasa) -> None:
    await answer_there(lotte, "/sprache tr")
    said = await answer_there(lotte, "/web")
    assert re.search(r"http://lotte\.example/weiter\?sprache=tr#\S{9}", said)


# --- without a messenger --------------------------------------------------------------------------------------------


async def test_without_a_messenger_nothing_of_it_is_there(lotte: Lotte) -> None:
    lotte.app = create_app(lotte.settings)
    async with TestClient(TestServer(lotte.app)) as client:
        for path in ("/weiter", "/weiter/messenger", "/api/weiter"):
            assert (await client.post(path, headers=OUR_PAGE)).status == 404, path
        assert (await client.get("/weiter")).status == 404
        page = await (await client.get("/")).text()
        assert "/weiter" not in page
        assert GERMAN.phrase("chat_weiter") not in page
        assert not any(key.startswith("chat_weiter") for key in data_of(page)["sentences"])


async def test_with_one_the_chat_says_so(client: Client) -> None:
    page = await (await client.get("/")).text()
    data = data_of(page)
    assert data["handover"] is True
    assert 'href="/weiter"' in page
    assert {key for key in GERMAN.phrases if key.startswith("chat_weiter")} <= set(data["sentences"])


async def test_without_an_address_of_our_own_there_is_no_way_back(lotte: Lotte) -> None:
    async with _client(lotte, public_url=None) as client:
        assert "/web –" not in await answer_there(lotte, "/hilfe")
        assert "/web –" not in await answer_there(lotte, "/web")
        assert 'name="code"' not in await (await client.get("/weiter")).text()
