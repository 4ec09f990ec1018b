"""The adapter over real sockets: updates in by webhook or fetched, messages out, against the stand-in."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from telegram import Bot, CallbackQuery, Update, User

import texts
from bot.gateway.messenger import telegram as telegram_module
from bot.gateway.messenger import telegram_taps
from bot.gateway.messenger.keys import COUNTS
from bot.gateway.messenger.platform import Button, Incoming, Kind, Messenger, Part, PersonGone, TryLater
from bot.gateway.messenger.telegram import PATH, Telegram, from_settings
from bot.gateway.messenger.telegram_reading import Me, read
from bot.settings import Settings
from tests.messenger import telegram_troubles as troubles
from tests.messenger.standin_telegram import TOKEN, TelegramStandIn
from tests.messenger.telegram_people import TelegramPerson
from tests.messenger.telegram_troubles import Trouble
from tests.unit.gateway.messenger.desk import Desk, FakeCounts, until

PUBLIC = "https://lotte.example"
SECRET = "abgemacht"
WORDS = TOKEN.partition(":")[2]


class FakeLease:
    """A lease that is had, or not."""

    def __init__(self, is_had: bool = True) -> None:
        self.is_had = is_had
        self.given_back = 0

    def hold(self, name: str, holder: str, seconds: float) -> bool:
        return self.is_had

    def give_back(self, name: str, holder: str) -> None:
        self.given_back += 1


@pytest.fixture
def api() -> Iterator[TelegramStandIn]:
    with TelegramStandIn() as api:
        yield api
        api.check()


@pytest.fixture
def desk() -> Desk:
    return Desk()


@asynccontextmanager
async def running(telegram: Telegram, desk: Desk) -> AsyncIterator[None]:
    task = asyncio.create_task(telegram.run(desk.receive))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


@asynccontextmanager
async def by_webhook(api: TelegramStandIn, desk: Desk) -> AsyncIterator[tuple[Telegram, FakeCounts]]:
    telegram, counts = Telegram(TOKEN, api.address, SECRET, PUBLIC + PATH), FakeCounts()
    app = web.Application(client_max_size=16_384)
    app[COUNTS] = counts  # type: ignore[misc]
    app.add_routes(telegram.routes(desk.receive))
    async with TestServer(app) as server, running(telegram, desk):
        api.reaches(PUBLIC, str(server.make_url("")).rstrip("/"))
        await until(lambda: "ar" in api.menus)
        yield telegram, counts


@asynccontextmanager
async def by_fetching(
    api: TelegramStandIn, desk: Desk, lease: FakeLease | None = None, counts: FakeCounts | None = None
) -> AsyncIterator[Telegram]:
    telegram = Telegram(TOKEN, api.address, SECRET, lease or FakeLease(), counts)
    assert telegram.routes(desk.receive) == ()
    async with running(telegram, desk):
        yield telegram


# --- by webhook


async def test_it_introduces_itself(api: TelegramStandIn, desk: Desk) -> None:
    async with by_webhook(api, desk) as (telegram, _):
        assert api.webhook["url"] == PUBLIC + PATH
        assert api.webhook["secret_token"] == SECRET
        assert api.webhook["allowed_updates"] == ["message", "edited_message", "callback_query", "my_chat_member"]
        assert telegram.link("ABCD-EFGH") == "https://t.me/LotteProbeBot?start=ABCD-EFGH"
        assert telegram.link("kein gültiger Code") is None


async def test_the_menu_is_there_in_every_language(api: TelegramStandIn, desk: Desk) -> None:
    async with by_webhook(api, desk):
        assert set(api.menus) == {"", *texts.LANGUAGES} - {"de", "leicht"}
        assert [entry["command"] for entry in api.menus[""]][:1] == ["hilfe"]
        assert "loeschen" in [entry["command"] for entry in api.menus["tr"]]


async def test_an_update_is_acknowledged_when_it_is_safe(api: TelegramStandIn, desk: Desk) -> None:
    async with by_webhook(api, desk):
        desk.failures = 2
        update = TelegramPerson(api, 77).say("Kita in Brome")
        await until(lambda: desk.received)
        [incoming] = desk.received
        assert (incoming.kind, incoming.text, incoming.chat) == (Kind.TEXT, "Kita in Brome", "77")
        await until(lambda: len(api.deliveries) == 3)
        assert [delivery.status for delivery in api.deliveries] == [500, 500, 200]
        assert {delivery.update_id for delivery in api.deliveries} == {update["update_id"]}


@pytest.mark.parametrize("secret", ["", "falsch", SECRET + "x", SECRET[:-1], "Ä" * 300])
async def test_a_forged_update_is_refused_and_counted(api: TelegramStandIn, desk: Desk, secret: str) -> None:
    async with by_webhook(api, desk) as (_, counts):
        update = api.update("message", TelegramPerson(api, 77).message(text="gefälscht"))
        assert await asyncio.to_thread(api.deliver, update, secret) == 403
        assert desk.received == []
    assert counts.counted == [("telegram", "abgewiesen", 1)]  # at the end at the latest


async def test_a_replayed_update_is_received_once(api: TelegramStandIn, desk: Desk) -> None:
    async with by_webhook(api, desk):
        update = TelegramPerson(api, 77).say("hallo")
        await until(lambda: desk.received)
        assert await asyncio.to_thread(api.deliver, update) == 200
        assert len(desk.received) == 1


@pytest.mark.parametrize("raw", [b"", b"nein", b"[]", b'{"update_id": 1, "message": {"text": "Egon"}}', b"\xff\xfe"])
async def test_what_cannot_be_read_does_not_come_again(
    api: TelegramStandIn, desk: Desk, raw: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    async with by_webhook(api, desk) as (_, counts):
        assert await asyncio.to_thread(api.deliver, {}, None, raw) == 200
    assert desk.received == []
    assert counts.counted == [("telegram", "unlesbar", 1)]
    assert "could not be read" in caplog.text
    assert "Egon" not in caplog.text


async def test_a_long_update_fits(api: TelegramStandIn, desk: Desk) -> None:
    person = TelegramPerson(api, 77)
    long = "ж" * 4096  # 6 bytes each on the way
    async with by_webhook(api, desk):
        person.say(long, reply_to_message=person.message(text=long))
        await until(lambda: desk.received)
        assert desk.received[0].text == long


async def test_a_tap_is_acknowledged_and_ticked(api: TelegramStandIn, desk: Desk) -> None:
    person = TelegramPerson(api, 77)
    async with by_webhook(api, desk) as (telegram, _):
        person.say("hallo")
        await until(lambda: desk.received)
        await telegram.send("77", Part("Wie alt?", [Button("w-1", "0 bis 2"), Button("w-2", "3 bis 6")]), "k1")
        update = person.tap("3 bis 6")
        await until(lambda: api.asked("editMessageReplyMarkup"))
        assert (desk.received[-1].kind, desk.received[-1].choice) == (Kind.CHOICE, "w-2")
        [answered] = api.asked("answerCallbackQuery")
        assert (answered.params["callback_query_id"], answered.params["text"]) == (
            update["callback_query"]["id"],
            "✓ 3 bis 6",
        )
        assert api.messages(77)[-1].buttons == {"0 bis 2": "w-1", "✓ 3 bis 6": "w-2"}
        await asyncio.to_thread(api.deliver, update)  # once more
        await asyncio.sleep(0.1)
        assert len(api.asked("answerCallbackQuery")) == 1


async def test_a_tap_is_received_even_if_telegram_takes_no_acknowledgement(api: TelegramStandIn, desk: Desk) -> None:
    person = TelegramPerson(api, 77)
    async with by_webhook(api, desk) as (telegram, _):
        person.say("hallo")
        await until(lambda: desk.received)
        await telegram.send("77", Part("Wie alt?", [Button("w-1", "0 bis 2")]), "k1")
        api.trouble(troubles.BROKEN, "answerCallbackQuery")
        api.trouble(troubles.too_many(5), "editMessageReplyMarkup")
        person.tap("0 bis 2")
        await until(lambda: api.asked("editMessageReplyMarkup"))
        assert desk.received[-1].choice == "w-1"


async def test_taps_without_end_do_not_pile_up(api: TelegramStandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telegram_taps, "MOST_WAITING", 3)
    api.trouble(troubles.hanging(2), "answerCallbackQuery", times=50)
    bot = Bot(TOKEN, base_url=f"{api.address}/bot")
    taps, before = telegram_taps.Taps(bot), len(asyncio.all_tasks())
    for n in range(50):
        taps.acknowledge(CallbackQuery(str(n), User(77, "Mira", is_bot=False), "1", data="w-1"))
    assert len(asyncio.all_tasks()) - before == 3
    taps.stop()
    await until(lambda: len(asyncio.all_tasks()) == before)
    taps.acknowledge(CallbackQuery("51", User(77, "Mira", is_bot=False), "1", data="w-1"))
    assert len(asyncio.all_tasks()) - before == 1
    taps.stop()


async def test_blocking_and_leaving(api: TelegramStandIn, desk: Desk) -> None:
    async with by_webhook(api, desk) as (telegram, _):
        person = TelegramPerson(api, 77)
        person.say("hallo")
        person.block()
        await until(lambda: len(desk.received) == 2)
        assert desk.received[-1].kind is Kind.LEFT
        with pytest.raises(PersonGone):
            await telegram.send("77", Part("Noch da?"), "k1")


async def test_trouble_at_the_start_passes(api: TelegramStandIn, desk: Desk) -> None:
    api.trouble(troubles.BROKEN, "getMe")
    api.trouble(troubles.too_many(1), "setWebhook")
    api.trouble(troubles.BROKEN, "setMyCommands")
    telegram = Telegram(TOKEN, api.address, SECRET, PUBLIC + PATH)
    async with running(telegram, desk):
        assert telegram.link("ABCD") is None
        await until(lambda: api.asked("setMyCommands"))
        assert [call.status for call in api.asked("getMe")] == [500, 200]
        assert [call.status for call in api.asked("setWebhook")] == [429, 200]


# --- by fetching


async def test_updates_are_fetched_in_order(api: TelegramStandIn, desk: Desk) -> None:
    person = TelegramPerson(api, 77)
    api.webhook = {"url": "https://frueher.example/x"}
    async with by_fetching(api, desk):
        await until(lambda: api.asked("deleteWebhook"))
        for n in range(5):
            person.say(str(n))
        await until(lambda: len(desk.received) == 5)
    assert desk.said == ["0", "1", "2", "3", "4"]


async def test_what_was_not_safe_is_fetched_again(api: TelegramStandIn, desk: Desk) -> None:
    desk.failures = 1
    person = TelegramPerson(api, 77)
    person.say("a")
    person.say("b")
    async with by_fetching(api, desk):
        await until(lambda: len(desk.received) == 2)
    assert desk.said == ["a", "b"]


async def test_a_restart_loses_nothing_and_takes_nothing_twice(api: TelegramStandIn, desk: Desk) -> None:
    person = TelegramPerson(api, 77)
    person.say("a")
    async with by_fetching(api, desk):
        await until(lambda: desk.said == ["a"])
    person.say("b")
    async with by_fetching(api, desk):
        await until(lambda: desk.said == ["a", "b"])


async def test_one_broken_update_holds_up_nobody(
    api: TelegramStandIn, desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    api.push(api.update("message", {"chat": {"id": 77, "type": "private"}, "text": "Egon"}))
    TelegramPerson(api, 77).say("heil")
    counts = FakeCounts()
    async with by_fetching(api, desk, counts=counts):
        await until(lambda: desk.said == ["heil"])
    assert counts.counted == [("telegram", "unlesbar", 1)]
    assert "could not be read" in caplog.text
    assert "Egon" not in caplog.text


@pytest.fixture
def breaking(monkeypatch: pytest.MonkeyPatch) -> None:
    """Our own reading ends in an error when Egon is named."""

    def breaking(update: Update, me: Me) -> Incoming | None:
        if update.message and update.message.text == "Egon":
            raise ValueError("Egon")
        return read(update, me)

    monkeypatch.setattr(telegram_module, "read", breaking)


@pytest.mark.usefixtures("breaking")
async def test_one_update_that_breaks_our_reading_does_not_come_again(api: TelegramStandIn, desk: Desk) -> None:
    async with by_webhook(api, desk) as (_, counts):
        TelegramPerson(api, 77).say("Egon")
        TelegramPerson(api, 77).say("heil")
        await until(lambda: len(api.deliveries) == 2)
        assert [delivery.status for delivery in api.deliveries] == [200, 200]
    assert desk.said == ["heil"]
    assert counts.counted == [("telegram", "unlesbar", 1)]


@pytest.mark.usefixtures("breaking")
async def test_one_update_that_breaks_our_reading_holds_up_nobody(
    api: TelegramStandIn, desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    TelegramPerson(api, 77).say("Egon")
    TelegramPerson(api, 77).say("heil")
    counts = FakeCounts()
    async with by_fetching(api, desk, counts=counts):
        await until(lambda: desk.said == ["heil"])
    assert counts.counted == [("telegram", "unlesbar", 1)]
    assert "could not be read (ValueError)" in caplog.text
    assert "Egon" not in caplog.text


async def test_trouble_while_fetching_passes(api: TelegramStandIn, desk: Desk) -> None:
    api.trouble(troubles.BROKEN, "getUpdates")
    TelegramPerson(api, 77).say("hallo")
    async with by_fetching(api, desk):
        await until(lambda: desk.received)
    assert [call.status for call in api.asked("getUpdates")][:2] == [500, 200]


async def test_only_who_has_the_lease_fetches(api: TelegramStandIn, desk: Desk) -> None:
    lease = FakeLease(is_had=False)
    TelegramPerson(api, 77).say("hallo")
    async with by_fetching(api, desk, lease):
        await until(lambda: "ar" in api.menus)
        await asyncio.sleep(0.2)
        assert api.asked("getUpdates") == []
    assert lease.given_back == 1


# --- out


async def test_a_message(api: TelegramStandIn) -> None:
    TelegramPerson(api, 77).say("hallo")
    telegram = Telegram(TOKEN, api.address, SECRET, "")
    await telegram.send("77", Part("Tel. 05371 12345\n<b>*_[x](y)", [Button("a" * 20, "Ja")]), "k1")
    [call] = api.asked("sendMessage")
    assert call.params == {
        "chat_id": 77,
        "text": "Tel. 05371 12345\n<b>*_[x](y)",
        "link_preview_options": {"is_disabled": True},
        "reply_markup": {"inline_keyboard": [[{"text": "Ja", "callback_data": "a" * 20}]]},
    }


async def test_an_answer_goes_to_the_topic_of_a_group(api: TelegramStandIn) -> None:
    TelegramPerson(api, 77, group=-100123).say("hallo")
    telegram = Telegram(TOKEN, api.address, SECRET, "")
    await telegram.typing("-100123/9", "message:1")
    await telegram.send("-100123/9", Part("Hier."), "k1")
    assert [call.params["message_thread_id"] for call in api.calls] == [9, 9]


async def test_a_group_that_moved(api: TelegramStandIn) -> None:
    TelegramPerson(api, 77, group=-100123).say("hallo")
    api.trouble(troubles.moved_to(-100123), chat=-5)
    await Telegram(TOKEN, api.address, SECRET, "").send("-5", Part("Hier."), "k1")
    assert [call.params["chat_id"] for call in api.asked("sendMessage")] == [-5, -100123]


async def test_a_message_is_not_waited_for_for_ever(api: TelegramStandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.gateway.messenger.telegram._SEND_SECONDS", 0.3)
    TelegramPerson(api, 77).say("hallo")
    api.trouble(troubles.hanging(2))
    with pytest.raises(TryLater):
        await Telegram(TOKEN, api.address, SECRET, "").send("77", Part("Hier."), "k1")


async def test_a_burst_is_received_whole_and_each_chat_in_order(api: TelegramStandIn, desk: Desk) -> None:
    people = [TelegramPerson(api, 1000 + n) for n in range(50)]
    async with by_webhook(api, desk):
        desk.failures = 20
        for text in ("1", "2", "3", "4", "5", "6", "7", "8", "9", "10"):
            for person in people:
                person.say(text)
        await until(lambda: len(desk.received) == 500, 30)
    for person in people:
        said = [incoming.text for incoming in desk.received if incoming.chat == str(person.id)]
        assert said == [str(n) for n in range(1, 11)]


@pytest.mark.parametrize("trouble", [troubles.BROKEN, troubles.too_many(60), troubles.BLOCKED, troubles.BAD_GATEWAY])
async def test_typing_never_fails(api: TelegramStandIn, trouble: Trouble) -> None:
    api.trouble(trouble, "sendChatAction")
    await Telegram(TOKEN, api.address, SECRET, "").typing("77", "message:1")


async def test_typing_never_takes_long(api: TelegramStandIn) -> None:
    api.trouble(troubles.hanging(60), "sendChatAction")
    async with asyncio.timeout(30):
        await Telegram(TOKEN, api.address, SECRET, "").typing("77", "message:1")


@pytest.mark.parametrize(("text", "units"), [("", 0), ("Öl", 2), ("👶", 2), ("👶🏽", 4), ("a\nb", 3)])
def test_counting(api: TelegramStandIn, text: str, units: int) -> None:
    assert Telegram(TOKEN, api.address, SECRET, "").count(text) == units


# --- what must never be written down


async def test_the_log_holds_no_person_no_word_no_token(
    api: TelegramStandIn, desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    person = TelegramPerson(api, 5550009876, name="Egonia")
    garbled = Trouble(200, "", raw='{"ok": true, "result": {"text": "Egon schlägt uns"')
    api.trouble(garbled, "getMe")
    async with by_webhook(api, desk) as (telegram, _):
        person.say("Egon schlägt uns")
        await until(lambda: desk.received)
        for trouble in (None, garbled, troubles.BAD_TOKEN, troubles.BLOCKED, troubles.BAD_GATEWAY, troubles.LOST):
            if trouble is not None:
                api.trouble(trouble)
            with suppress(Exception):
                await telegram.send("5550009876", Part("Egon schlägt uns", [Button("w-1", "Ja")]), "k1")
        person.tap("Ja")
        await until(lambda: api.asked("editMessageReplyMarkup"))
        desk.failures = 1
        person.say("Egon schon wieder")
        await until(lambda: "Egon schon wieder" in desk.said)
    async with by_fetching(api, desk):
        api.trouble(garbled, "getUpdates")
        api.trouble(troubles.BAD_TOKEN, "getUpdates")
        person.say("Egon nochmal")
        await until(lambda: "Egon nochmal" in desk.said, 10)
    ours = [record for record in caplog.records if not record.name.startswith(("aiohttp", "asyncio"))]
    assert any(record.name.startswith("bot.") for record in ours)
    for forbidden in (WORDS, "Egon", "5550009876"):
        assert forbidden not in caplog.text


# --- set up by the operator

DEFAULTS: dict[str, Any] = {"secret": "geheim", "telegram_token": TOKEN, "public_url": PUBLIC, "database_url": None}


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"telegram_token": ""}, None),
        ({"telegram_token": "Hans:Wurst"}, "LOTTE_TELEGRAM_TOKEN"),
        ({"public_url": None}, "LOTTE_PUBLIC_URL"),
    ],
)
def test_off_until_configured(changed: dict[str, Any], says: str | None, caplog: pytest.LogCaptureFixture) -> None:
    assert from_settings(Settings(**{**DEFAULTS, **changed})) is None
    assert bool(caplog.text) == bool(says)
    assert (says or "") in caplog.text
    assert "Hans:Wurst" not in caplog.text


async def test_configured_for_the_webhook(api: TelegramStandIn, desk: Desk) -> None:
    telegram: Messenger | None = from_settings(Settings(**DEFAULTS, telegram_api=api.address))
    assert telegram is not None
    assert [route.path for route in telegram.routes(desk.receive)] == ["/messenger/telegram/webhook"]  # type: ignore[attr-defined]
    async with running(telegram, desk):  # type: ignore[arg-type]
        await until(lambda: api.webhook)
    derived = api.webhook["secret_token"]
    assert len(derived) == 64
    assert "geheim" not in derived


async def test_the_operators_own_secret(api: TelegramStandIn, desk: Desk) -> None:
    telegram = from_settings(Settings(**DEFAULTS, telegram_api=api.address, telegram_secret="meins"))
    assert telegram is not None
    async with running(telegram, desk):
        await until(lambda: api.webhook)
    assert api.webhook["secret_token"] == "meins"
