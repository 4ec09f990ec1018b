"""The adapter over real sockets: webhooks in, messages out, against the stand-in."""

from __future__ import annotations

import asyncio
import json
import logging
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from typing import Any, cast

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.gateway.messenger import whatsapp_reading
from bot.gateway.messenger.keys import COUNTS
from bot.gateway.messenger.platform import Button, Buttons, Kind, Messenger, NotSendable, Part, TryLater
from bot.gateway.messenger.refusing import MOST_BYTES
from bot.gateway.messenger.whatsapp import WhatsApp, from_settings
from bot.gateway.messenger.whatsapp_webhook import PATH
from bot.memory.messaging.counts import Counts
from bot.settings import Settings
from tests.messenger import whatsapp_troubles as troubles
from tests.messenger.standin_whatsapp import (
    APP_SECRET,
    NUMBER,
    PHONE_ID,
    TOKEN,
    VERIFY_TOKEN,
    WhatsAppStandIn,
)
from tests.messenger.whatsapp_people import WhatsAppPerson, message_id
from tests.messenger.whatsapp_troubles import Trouble
from tests.unit.gateway.messenger.desk import Desk, until

PUBLIC = "https://lotte.example"


@pytest.fixture
def api() -> Iterator[WhatsAppStandIn]:
    with WhatsAppStandIn() as api:
        yield api
        api.check()


@pytest.fixture
def desk() -> Desk:
    return Desk()


def adapter(api: WhatsAppStandIn, **more: Any) -> WhatsApp:
    whatsapp = from_settings(settings(whatsapp_api=api.api, **more))
    assert whatsapp is not None
    return whatsapp


def settings(**more: Any) -> Settings:
    return Settings(
        **{
            "whatsapp_token": TOKEN,
            "whatsapp_phone_id": PHONE_ID,
            "whatsapp_number": NUMBER,
            "whatsapp_app_secret": APP_SECRET,
            "whatsapp_verify_token": VERIFY_TOKEN,
            **more,
        }
    )


@asynccontextmanager
async def running(api: WhatsAppStandIn, desk: Desk, **more: Any) -> AsyncIterator[WhatsApp]:
    whatsapp = adapter(api, **more)
    app = web.Application(client_max_size=16_384)
    app[COUNTS] = cast(Counts, desk.counts)
    app.add_routes(whatsapp.routes(desk.receive))
    async with TestServer(app) as server:
        task = asyncio.create_task(whatsapp.run(desk.receive))
        api.reaches(PUBLIC, str(server.make_url("")).rstrip("/"))
        try:
            assert await asyncio.to_thread(api.set_webhook, PUBLIC + PATH)
            await until(lambda: api.asked("conversational_automation"))
            yield whatsapp
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task


async def delivered(api: WhatsAppStandIn, update: dict[str, Any], **more: Any) -> int:
    return await asyncio.to_thread(lambda: api.deliver(update, **more))


@pytest.fixture
def mira(api: WhatsAppStandIn) -> WhatsAppPerson:
    return WhatsAppPerson(api, 42)


# --- the webhook


async def test_only_who_knows_the_word_can_enter_the_address(api: WhatsAppStandIn, desk: Desk) -> None:
    async with running(api, desk):
        assert not await asyncio.to_thread(api.set_webhook, PUBLIC + PATH, APP_SECRET, "geraten")
        assert not await asyncio.to_thread(api.set_webhook, PUBLIC + PATH, APP_SECRET, "")
        assert not await asyncio.to_thread(api.set_webhook, PUBLIC + PATH, APP_SECRET, "geräten")
    assert desk.counts.counted == [("whatsapp", "abgewiesen", 3)]  # at the end at the latest


async def test_a_message_arrives(api: WhatsAppStandIn, desk: Desk, mira: WhatsAppPerson) -> None:
    async with running(api, desk):
        assert await delivered(api, mira.text("Größe 38/39 👶🏽")) == 200
        [incoming] = desk.received
        assert (incoming.chat, incoming.text) == (mira.chat, "Größe 38/39 👶🏽")


async def test_one_webhook_can_hold_messages_of_many(api: WhatsAppStandIn, desk: Desk) -> None:
    people = [WhatsAppPerson(api, n) for n in range(120)]
    async with running(api, desk):
        batch = api.together(*(person.text(f"Hallo {person.index}") for person in people))
        assert len(json.dumps(batch)) > 16_384
        assert await delivered(api, batch) == 200
        assert desk.said == [f"Hallo {n}" for n in range(120)]


async def test_a_forged_one_is_refused_and_counted(api: WhatsAppStandIn, desk: Desk, mira: WhatsAppPerson) -> None:
    update = mira.text("Hallo")
    raw = json.dumps(update).encode()
    async with running(api, desk):
        right = api.signature(raw)
        forged = [
            "",
            "sha256=",
            "geraten",
            "größer",
            right[:-1],
            right + "0",
            right.upper(),
            right.removeprefix("sha256="),
        ]
        for signature in forged:
            assert await delivered(api, update, raw=raw, signature=signature) == 403
        assert await delivered(api, update, raw=raw + b" ", signature=right) == 403
        assert desk.received == []
        assert await delivered(api, update, raw=raw, signature=right) == 200
        assert desk.said == ["Hallo"]
    assert desk.counts.counted == [("whatsapp", "abgewiesen", len(forged) + 1)]


async def test_it_is_not_endless(api: WhatsAppStandIn, desk: Desk, mira: WhatsAppPerson) -> None:
    async with running(api, desk):
        assert await delivered(api, mira.text("x" * MOST_BYTES)) == 413
        assert desk.received == []


@pytest.mark.parametrize("raw", [b"", b"kein JSON", b"[1]", b"\xff", b"[" * 100_000])
async def test_a_signed_one_that_cannot_be_read_is_not_sent_again(
    api: WhatsAppStandIn, desk: Desk, mira: WhatsAppPerson, raw: bytes
) -> None:
    async with running(api, desk):
        assert await delivered(api, mira.text("Hallo"), raw=raw) == 200
        assert desk.received == []
    assert len(desk.counts.counted) == (raw != b"[1]")  # that is JSON, of nobody


async def test_what_was_not_kept_is_sent_again(api: WhatsAppStandIn, desk: Desk, mira: WhatsAppPerson) -> None:
    other = WhatsAppPerson(api, 43)
    async with running(api, desk):
        desk.failures = 2
        batch = api.together(mira.text("eins"), other.text("zwei"))
        await asyncio.to_thread(api.push, batch)
        await until(lambda: [delivery.status for delivery in api.deliveries] == [503, 503, 200])
        assert desk.said == ["eins", "zwei"]


async def test_one_message_that_breaks_something_does_not_keep_back_the_others(
    api: WhatsAppStandIn, desk: Desk, mira: WhatsAppPerson, caplog: pytest.LogCaptureFixture
) -> None:
    async with running(api, desk):
        desk.breaks_at = "Geheim"
        batch = api.together(*(mira.text(text) for text in ("eins", "Geheim", "zwei")))
        assert await delivered(api, batch) == 503
        assert desk.said == ["eins", "zwei"]
        desk.breaks_at = ""
        assert await delivered(api, batch) == 200
        assert desk.said == ["eins", "zwei", "Geheim"]
    assert "could not be kept (ValueError)" in caplog.text
    assert "Geheim" not in caplog.text


async def test_a_message_that_cannot_be_read_is_counted_and_does_not_come_again(
    api: WhatsAppStandIn, desk: Desk, mira: WhatsAppPerson, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaking(content: Any) -> float:
        if content["text"]["body"] == "Geheim":
            raise ValueError("Geheim")
        return 0.0

    monkeypatch.setattr(whatsapp_reading, "_seconds", breaking)
    async with running(api, desk):
        batch = api.together(*(mira.text(text) for text in ("eins", "Geheim", "zwei")))
        assert await delivered(api, batch) == 200
        assert desk.said == ["eins", "zwei"]
    assert desk.counts.counted == [("whatsapp", "unlesbar", 1)]


async def test_delivered_twice_it_has_the_same_id(api: WhatsAppStandIn, desk: Desk, mira: WhatsAppPerson) -> None:
    async with running(api, desk):
        update = mira.text("Hallo")
        assert [await delivered(api, update) for _ in range(3)] == [200, 200, 200]
        assert desk.said == ["Hallo"]


async def test_everything_people_do(api: WhatsAppStandIn, desk: Desk, mira: WhatsAppPerson) -> None:
    def act() -> None:
        first = mira.say("Mein Sohn ist 3")
        mira.edit(first, "Meine Tochter ist 3")
        mira.take_back(first)
        mira.share_place(52.7, 10.7)
        mira.send_sticker()
        mira.change_number()

    async with running(api, desk):
        await asyncio.to_thread(act)
        await until(lambda: len(desk.received) == 6)
        kinds = [incoming.kind for incoming in desk.received]
        assert kinds == [Kind.TEXT, Kind.EDITED, Kind.DELETED, Kind.PLACE, Kind.UNREADABLE, Kind.LEFT]
        assert desk.received[1].about == desk.received[2].about == desk.received[0].id
        assert {incoming.chat for incoming in desk.received} == {desk.received[0].chat}


# --- messages


async def test_an_answer(api: WhatsAppStandIn, desk: Desk, mira: WhatsAppPerson) -> None:
    async with running(api, desk) as whatsapp:
        await delivered(api, mira.text("Hallo"))
        await whatsapp.send(mira.chat, Part("Guten Tag"), "k1")
        await whatsapp.send(mira.chat, Part("Wie alt?", [Button("a", "0 bis 2"), Button("b", "3 bis 6")]), "k2")
        rows = [Button(f"r{n}", f"Thema {n}") for n in range(10)]
        await whatsapp.send(mira.chat, Part("Worum geht es?", rows, Buttons.LIST, "Auswählen"), "k3")
        assert [(sent.kind, sent.text, len(sent.buttons)) for sent in api.messages(mira.chat)] == [
            ("text", "Guten Tag", 0),
            ("button", "Wie alt?", 2),
            ("list", "Worum geht es?", 10),
        ]
        await asyncio.to_thread(mira.tap, "3 bis 6")
        await asyncio.to_thread(mira.tap, "Thema 9")
        await until(lambda: len(desk.received) == 3)
        assert [incoming.choice for incoming in desk.received[1:]] == ["b", "r9"]
        assert desk.counts.counted == []


@pytest.mark.parametrize("hides_number", [False, True])
async def test_whoever_writes_gets_an_answer(api: WhatsAppStandIn, desk: Desk, hides_number: bool) -> None:
    person = WhatsAppPerson(api, 7, hides_number=hides_number)
    async with running(api, desk) as whatsapp:
        await delivered(api, person.text("Hallo"))
        await whatsapp.send(desk.received[0].chat, Part("Guten Tag"), "k")
        assert [sent.text for sent in person.answers()] == ["Guten Tag"]


async def test_somebody_who_has_no_user_id_yet(api: WhatsAppStandIn, desk: Desk, mira: WhatsAppPerson) -> None:
    update = mira.text("Hallo")
    value = update["entry"][0]["changes"][0]["value"]
    del value["messages"][0]["from_user_id"], value["contacts"][0]["user_id"]
    async with running(api, desk) as whatsapp:
        await delivered(api, update)
        assert desk.received[0].chat == mira.number
        await whatsapp.send(mira.number, Part("Guten Tag"), "k")
        assert [sent.text for sent in api.messages(mira.number)] == ["Guten Tag"]


@pytest.mark.parametrize(
    ("trouble", "error", "seconds"),
    [
        (troubles.BROKEN, TryLater, None),
        (troubles.BAD_GATEWAY, TryLater, None),
        (troubles.PROXY_FORBIDS, TryLater, None),
        (troubles.LOST, TryLater, None),
        (troubles.RATE, TryLater, None),
        (troubles.PAIR_RATE, TryLater, None),
        (troubles.too_many(7), TryLater, 7.0),
        (troubles.WINDOW_CLOSED, NotSendable, None),
        (Trouble(200, 0, "", raw="<html>Anmeldung beim WLAN</html>"), TryLater, None),
        (Trouble(302, 0, "", raw="", headers={"Location": "https://lotte.example"}), TryLater, None),
    ],
)
async def test_trouble(
    api: WhatsAppStandIn,
    desk: Desk,
    mira: WhatsAppPerson,
    trouble: Trouble,
    error: type[Exception],
    seconds: float | None,
) -> None:
    async with running(api, desk) as whatsapp:
        await delivered(api, mira.text("Hallo"))
        api.trouble(trouble, chat=mira.chat)
        with pytest.raises(error) as raised:
            await whatsapp.send(mira.chat, Part("Guten Tag"), "k")
        assert getattr(raised.value, "seconds", None) == seconds
        assert raised.value.__cause__ is None
        assert raised.value.__context__ is None
        await whatsapp.send(mira.chat, Part("Guten Tag"), "k")
        assert api.messages(mira.chat)[-1].text == "Guten Tag"


async def test_nobody_is_there() -> None:
    whatsapp = from_settings(settings(whatsapp_api="http://127.0.0.1:9/v23.0"))
    assert whatsapp is not None
    with pytest.raises(TryLater):
        await whatsapp.send("4917604069042", Part("Guten Tag"), "k")


async def test_a_wrong_token_can_be_put_right(api: WhatsAppStandIn, desk: Desk) -> None:
    async with running(api, desk, whatsapp_token="abgelaufen") as whatsapp:
        with pytest.raises(TryLater):
            await whatsapp.send("4917604069042", Part("Guten Tag"), "k")


async def test_later_than_a_day_only_the_template(api: WhatsAppStandIn, desk: Desk, mira: WhatsAppPerson) -> None:
    async with running(api, desk, whatsapp_template="lotte_erinnerung") as whatsapp:
        assert whatsapp.abilities.can_remind
        await delivered(api, mira.text("Hallo"))
        api.let_time_pass(hours=25)
        api.refuses_at_once = True
        with pytest.raises(NotSendable, match="131047"):
            await whatsapp.send(mira.chat, Part("Guten Tag"), "k1")
        await whatsapp.send(mira.chat, Part("Morgen ist\nAnmeldung", unasked=True), "k2")
        assert [(sent.kind, sent.text) for sent in mira.answers()] == [("template", "Morgen ist · Anmeldung")]


async def test_what_fails_after_it_was_taken_is_counted(
    api: WhatsAppStandIn, desk: Desk, mira: WhatsAppPerson, caplog: pytest.LogCaptureFixture
) -> None:
    async with running(api, desk) as whatsapp:
        await delivered(api, mira.text("Hallo"))
        api.let_time_pass(hours=25)
        await whatsapp.send(mira.chat, Part("Guten Tag"), "k1")
        await until(lambda: desk.counts.counted)
        assert desk.counts.counted == [("whatsapp", "nicht_zustellbar", 1)]
        assert "131047" in caplog.text


async def test_without_a_template_there_are_no_reminders(api: WhatsAppStandIn) -> None:
    whatsapp = adapter(api)
    assert not whatsapp.abilities.can_remind
    with pytest.raises(NotSendable):
        await whatsapp.send("4917604069042", Part("Morgen ist Anmeldung", unasked=True), "k")


# --- typing, menu, link, settings


async def test_it_shows_that_lotte_writes(api: WhatsAppStandIn, desk: Desk, mira: WhatsAppPerson) -> None:
    async with running(api, desk) as whatsapp:
        update = mira.text("Hallo")
        await delivered(api, update)
        await whatsapp.typing(mira.chat, desk.received[0].id)
        assert api.read == [message_id(update)]


async def test_typing_never_fails_and_never_takes_long(api: WhatsAppStandIn, desk: Desk, mira: WhatsAppPerson) -> None:
    async with running(api, desk) as whatsapp:
        for trouble in (troubles.BROKEN, troubles.LOST, troubles.WINDOW_CLOSED, troubles.hanging(60)):
            api.trouble(trouble, "read")
            async with asyncio.timeout(30):
                await whatsapp.typing(mira.chat, "wamid.HQYL")
        await whatsapp.typing(mira.chat, "notice:wamid.HQYL")
        assert api.read == ["wamid.HQYL"]  # of the one whose answer got lost


async def test_the_menu(api: WhatsAppStandIn, desk: Desk) -> None:
    async with running(api, desk):
        assert list(api.menu)[:2] == ["hilfe", "neustart"]
        assert api.menu["loeschen"] == "unser Gespräch löschen"


async def test_without_a_menu_it_works_as_well(api: WhatsAppStandIn, desk: Desk, mira: WhatsAppPerson) -> None:
    api.trouble(troubles.BROKEN, "conversational_automation")
    async with running(api, desk) as whatsapp:
        await delivered(api, mira.text("Hallo"))
        await whatsapp.send(mira.chat, Part("Guten Tag"), "k")
        assert len(mira.answers()) == 1


async def test_the_link(api: WhatsAppStandIn) -> None:
    assert adapter(api).link("ABCD-EFGH") == f"https://wa.me/{NUMBER}?text=Hallo%20Lotte%20ABCD-EFGH"
    assert adapter(api).link("") == f"https://wa.me/{NUMBER}"
    assert adapter(api, whatsapp_number="").link("ABCD-EFGH") is None


async def test_it_is_a_messenger(api: WhatsAppStandIn) -> None:
    messenger: Messenger = adapter(api)
    assert messenger.name == "whatsapp"
    assert messenger.count("ä😀") == 3


@pytest.mark.parametrize("field", ["whatsapp_phone_id", "whatsapp_app_secret", "whatsapp_verify_token"])
def test_what_is_missing_is_named(field: str, caplog: pytest.LogCaptureFixture) -> None:
    assert from_settings(settings(**{field: ""})) is None
    assert f"LOTTE_{field.upper()}" in caplog.text


def test_without_a_token_it_is_off(caplog: pytest.LogCaptureFixture) -> None:
    assert from_settings(settings(whatsapp_token="")) is None
    assert caplog.text == ""


async def test_nothing_personal_in_the_log(
    api: WhatsAppStandIn, desk: Desk, mira: WhatsAppPerson, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    mira.name = "Mira Beispiel"
    async with running(api, desk) as whatsapp:
        await delivered(api, mira.text("Mein Geheimnis"))
        await delivered(api, mira.text("Mein Geheimnis"), signature="geraten")
        await delivered(api, mira.text("Mein Geheimnis"), raw=b'{"Mein Geheimnis"')
        desk.failures = 1
        await delivered(api, mira.text("Mein Geheimnis"))
        for trouble in (troubles.BROKEN, troubles.LOST, troubles.WINDOW_CLOSED, troubles.BAD_TOKEN):
            api.trouble(trouble)
            with suppress(TryLater, NotSendable):
                await whatsapp.send(mira.chat, Part("Ihre Antwort"), "k")
    own = "\n".join(record.getMessage() for record in caplog.records if record.name.startswith("bot."))
    assert "WhatsApp" in own
    for private in ("Geheimnis", "Antwort", "Mira", mira.number, mira.chat, TOKEN, APP_SECRET, "wamid"):
        assert private not in own
    assert not re.search(r"[0-9]{7,}", own)
