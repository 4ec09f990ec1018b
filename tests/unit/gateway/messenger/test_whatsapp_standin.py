"""The stand-in itself: it must notice what Meta would not take."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import aiohttp
import pytest

from tests.messenger.standin_whatsapp import PHONE_ID, TOKEN, WhatsAppStandIn
from tests.messenger.whatsapp_people import WhatsAppPerson
from tests.messenger.whatsapp_schema import violations

TO = {"messaging_product": "whatsapp", "recipient_type": "individual", "to": "4917604069042"}


def text(body: Any = "Guten Tag", **more: Any) -> dict[str, Any]:
    return {**TO, "type": "text", "text": {"body": body}, **more}


def reply(**more: Any) -> dict[str, Any]:
    return {"type": "reply", "reply": {"id": "a", "title": "Ja", **more}}


def buttons(*replies: dict[str, Any], body: str = "Frage?") -> dict[str, Any]:
    interactive = {"type": "button", "body": {"text": body}, "action": {"buttons": list(replies)}}
    return {**TO, "type": "interactive", "interactive": interactive}


def rows(*given: dict[str, Any], opener: str = "Auswählen", sections: list[Any] | None = None) -> dict[str, Any]:
    action = {"button": opener, "sections": sections if sections is not None else [{"rows": list(given)}]}
    interactive = {"type": "list", "body": {"text": "Frage?"}, "action": action}
    return {**TO, "type": "interactive", "interactive": interactive}


def row(n: int = 0, **more: Any) -> dict[str, Any]:
    return {"id": f"r{n}", "title": f"Zeile {n}", **more}


def template(words: str = "Morgen", **more: Any) -> dict[str, Any]:
    components = [{"type": "body", "parameters": [{"type": "text", "text": words}]}]
    content = {"name": "lotte_erinnerung", "language": {"code": "de"}, "components": components, **more}
    return {**TO, "type": "template", "template": content}


READ = {"messaging_product": "whatsapp", "status": "read", "message_id": "wamid.HQYL"}


@pytest.mark.parametrize(
    "body",
    [
        {},
        {**READ, "message_id": "123"},
        {**READ, "typing_indicator": {"type": "audio"}},
        text(""),
        text(" \n"),
        text("x" * 4097),
        text(7),
        text(to=4917604069042),
        text(to="0176/04069042"),
        text(to="DE.5550001"),
        text(recipient="4917604069042"),
        text(messaging_product="telegram"),
        text(preview_url=False),
        {name: value for name, value in text().items() if name != "to"},
        {name: value for name, value in text().items() if name != "messaging_product"},
        buttons(),
        buttons(reply(), reply(id="b", title="Nein"), reply(id="c", title="Weiß nicht"), reply(id="d", title="Egal")),
        buttons(reply(title="x" * 21)),
        buttons(reply(title="")),
        buttons(reply(id="x" * 257)),
        buttons(reply(id=" a")),
        buttons(reply(payload="x")),
        buttons(reply(), reply(title="Nein")),
        buttons(reply(), reply(id="b")),
        buttons(reply(), body="x" * 1025),
        rows(),
        rows(*(row(n) for n in range(11))),
        rows(row(title="x" * 25)),
        rows(row(description="x" * 73)),
        rows(row(description="")),
        rows(row(id="x" * 201)),
        rows(row(), opener="x" * 21),
        rows(row(), opener=""),
        rows(row(), row(title="Andere")),
        rows(sections=[{"rows": [row(0)]}, {"rows": [row(1)]}]),
        rows(sections=[{"title": c, "rows": [row(6 * i + n) for n in range(6)]} for i, c in enumerate("AB")]),
        template("zwei\nZeilen"),
        template("viel     Platz"),
        template(""),
        template(name="Lotte Erinnerung"),
        template(language="de"),
        {**TO, "type": "image", "image": {"link": "https://lotte.example/1.jpg"}},
    ],
)
def test_what_is_not_as_published(body: dict[str, Any]) -> None:
    assert violations("messages", body)


@pytest.mark.parametrize(
    "body",
    [
        READ,
        {**READ, "typing_indicator": {"type": "text"}},
        text("x" * 4096),
        text(to="+4917604069042"),
        {"messaging_product": "whatsapp", "recipient": "DE.5550001", "type": "text", "text": {"body": "x"}},
        buttons(reply(title="x" * 20), reply(id="b" * 256, title="Nein"), reply(id="c", title="Weiß nicht")),
        rows(*(row(n, title=f"{n:24}", description="x" * 72) for n in range(10)), opener="x" * 20),
        template("viel    Platz"),
    ],
)
def test_what_is_as_published(body: dict[str, Any]) -> None:
    assert violations("messages", body) == []


def test_other_calls() -> None:
    command = {"command_name": "hilfe", "command_description": "was ich kann"}
    assert violations("conversational_automation", {"commands": [command]}) == []
    assert violations("conversational_automation", {"commands": [{**command, "command_name": "/hilfe"}]})
    assert violations("conversational_automation", {"commands": [command] * 31})
    assert violations("register", {})


@pytest.fixture
def api() -> Iterator[WhatsAppStandIn]:
    with WhatsAppStandIn() as api:
        yield api


async def asked(
    api: WhatsAppStandIn, body: dict[str, Any], token: str = TOKEN, number: str = PHONE_ID
) -> tuple[int, dict[str, Any]]:
    headers = {"Authorization": f"Bearer {token}"}
    address = f"{api.api}/{number}/messages"
    async with aiohttp.ClientSession(headers=headers) as http, http.post(address, json=body) as answer:
        return answer.status, await answer.json()


async def test_a_wrong_call_is_refused_and_remembered(api: WhatsAppStandIn) -> None:
    status, body = await asked(api, text(""))
    assert (status, body["error"]["code"]) == (400, 100)
    assert api.sent == []
    with pytest.raises(AssertionError, match="text/body"):
        api.check()


async def test_a_wrong_token_and_a_wrong_number(api: WhatsAppStandIn) -> None:
    status, body = await asked(api, text(), token="falsch")
    assert (status, body["error"]["code"]) == (401, 190)
    status, body = await asked(api, text(), number="4711")
    assert (status, body["error"]["error_subcode"]) == (400, 33)


async def test_the_window(api: WhatsAppStandIn) -> None:
    person = WhatsAppPerson(api, 42)
    api.refuses_at_once = True
    api.note(person.text("Hallo"))
    assert (await asked(api, text()))[0] == 200
    api.let_time_pass(hours=23.9)
    assert (await asked(api, text()))[0] == 200
    api.let_time_pass(hours=0.2)
    status, body = await asked(api, text())
    assert (status, body["error"]["code"]) == (400, 131047)
    assert (await asked(api, template()))[0] == 200
    api.note(person.text("Hallo noch einmal"))
    assert (await asked(api, text()))[0] == 200
    assert [sent.kind for sent in api.messages(person.chat)] == ["text", "text", "template", "text"]
    api.check()


@pytest.mark.parametrize(
    ("change", "code"),
    [({"name": "andere"}, 132001), ({"language": {"code": "tr"}}, 132001), ({"components": []}, 132000)],
)
async def test_a_template_that_was_not_approved(api: WhatsAppStandIn, change: dict[str, Any], code: int) -> None:
    api.note(WhatsAppPerson(api, 42).text("Hallo"))
    status, body = await asked(api, template(**change))
    assert (status >= 400, body["error"]["code"]) == (True, code)


async def test_both_names_of_a_person_mean_the_same(api: WhatsAppStandIn) -> None:
    person = WhatsAppPerson(api, 42)
    api.note(person.text("Hallo"))
    by_id = {name: value for name, value in text("zwei", recipient=person.chat).items() if name != "to"}
    answers = [(await asked(api, body))[1]["contacts"] for body in (text("eins", to=person.number), by_id)]
    assert answers == [
        [{"input": person.number, "wa_id": person.number}],
        [{"input": person.chat, "user_id": person.chat}],
    ]
    assert [sent.text for sent in person.answers()] == ["eins", "zwei"]
    assert api.messages(person.number) == api.messages(person.chat)


async def test_to_somebody_who_never_wrote_nothing_comes(api: WhatsAppStandIn) -> None:
    assert (await asked(api, text()))[0] == 200
    assert api.sent == []


async def test_too_fast(api: WhatsAppStandIn) -> None:
    api.note(WhatsAppPerson(api, 42).text("Hallo"))
    api.most_a_second = 2
    answers = [await asked(api, text(str(n))) for n in range(3)]
    assert [status for status, _ in answers] == [200, 200, 429]
    assert answers[-1][1]["error"]["code"] == 130429
