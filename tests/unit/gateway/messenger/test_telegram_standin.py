"""The stand-in itself: it must notice what Telegram would not take."""

from __future__ import annotations

from typing import Any

import aiohttp
import pytest

from tests.messenger.standin_telegram import TOKEN, TelegramStandIn
from tests.messenger.telegram_people import TelegramPerson
from tests.messenger.telegram_schema import violations

BUTTON = {"text": "Ja", "callback_data": "x"}


def keyboard(**button: object) -> dict[str, Any]:
    return {"inline_keyboard": [[{**BUTTON, **button}]]}


@pytest.mark.parametrize(
    ("method", "params"),
    [
        ("sendMessage", {"chat_id": 1}),
        ("sendMessage", {"chat_id": 1, "text": ""}),
        ("sendMessage", {"chat_id": 1, "text": "😀" * 2049}),
        ("sendMessage", {"chat_id": "1", "text": "x"}),
        ("sendMessage", {"chat_id": 1, "text": "x", "disable_web_page_preview": True}),
        ("sendMessage", {"chat_id": 1, "text": "x", "message_thread_id": "7"}),
        ("sendMessage", {"chat_id": 1, "text": "x", "reply_markup": keyboard(callback_data="ä" * 33)}),
        ("sendMessage", {"chat_id": 1, "text": "x", "reply_markup": keyboard(callback_data="")}),
        ("sendMessage", {"chat_id": 1, "text": "x", "reply_markup": keyboard(text="")}),
        ("sendMessage", {"chat_id": 1, "text": "x", "reply_markup": keyboard(url="https://lotte.example")}),
        ("sendMessage", {"chat_id": 1, "text": "x", "reply_markup": keyboard(colour="red")}),
        ("sendMessage", {"chat_id": 1, "text": "x", "reply_markup": {"inline_keyboard": [BUTTON]}}),
        ("sendChatAction", {"chat_id": 1, "action": "thinking"}),
        ("answerCallbackQuery", {"callback_query_id": "1", "text": "x" * 201}),
        ("setWebhook", {"url": "http://lotte.example/x"}),
        ("setWebhook", {"url": "https://lotte.example/x", "secret_token": "mit Leerzeichen"}),
        ("setWebhook", {"url": "https://lotte.example/x", "allowed_updates": ["messages"]}),
        ("setMyCommands", {"commands": [{"command": "löschen", "description": "x"}]}),
        ("setMyCommands", {"commands": [{"command": "x", "description": ""}]}),
        ("getUpdates", {"limit": 101}),
        ("getMe", {"chat_id": 1}),
        ("sendMassage", {}),
    ],
)
def test_what_is_not_as_published(method: str, params: dict[str, Any]) -> None:
    assert violations(method, params)


@pytest.mark.parametrize(
    ("method", "params"),
    [
        ("sendMessage", {"chat_id": -100, "text": "😀" * 2048}),
        ("sendMessage", {"chat_id": "@lotte_kanal", "text": "x"}),
        ("sendMessage", {"chat_id": 1, "text": "x", "reply_markup": keyboard(callback_data="ä" * 32)}),
        ("sendMessage", {"chat_id": 1, "text": "x", "reply_markup": {"inline_keyboard": []}}),
        ("answerCallbackQuery", {"callback_query_id": "1"}),
        ("setWebhook", {"url": ""}),
    ],
)
def test_what_is_as_published(method: str, params: dict[str, Any]) -> None:
    assert violations(method, params) == []


async def asked(api: TelegramStandIn, method: str, token: str = TOKEN, **form: str) -> tuple[int, dict[str, Any]]:
    async with aiohttp.ClientSession() as http, http.post(f"{api.address}/bot{token}/{method}", data=form) as answer:
        return answer.status, await answer.json()


async def test_a_form_is_read_as_telegram_does() -> None:
    with TelegramStandIn() as api:
        TelegramPerson(api, 7).say("hallo")
        status, body = await asked(
            api, "sendMessage", chat_id="7", text="123", link_preview_options='{"is_disabled":true}'
        )
        assert (status, body["result"]["text"], body["result"]["chat"]["id"]) == (200, "123", 7)
        api.check()


async def test_a_wrong_call_is_refused_and_remembered() -> None:
    with TelegramStandIn() as api:
        TelegramPerson(api, 7).say("hallo")
        status, body = await asked(api, "sendMessage", chat_id="7", text="x", reply_markup='{"keys":[]}')
        assert (status, body["ok"], body["error_code"]) == (400, False, 400)
        assert api.sent == []
        with pytest.raises(AssertionError, match="reply_markup"):
            api.check()


async def test_a_wrong_token_and_an_unknown_chat() -> None:
    with TelegramStandIn() as api:
        assert (await asked(api, "getMe", token="4711:falsch"))[0] == 401
        status, body = await asked(api, "sendMessage", chat_id="8", text="x")
        assert (status, body["description"]) == (400, "Bad Request: chat not found")


async def test_updates_stay_until_they_are_confirmed() -> None:
    with TelegramStandIn() as api:
        first, second = TelegramPerson(api, 7).say("a"), TelegramPerson(api, 7).say("b")
        assert (await asked(api, "getUpdates"))[1]["result"] == [first, second]
        assert (await asked(api, "getUpdates", offset=str(second["update_id"])))[1]["result"] == [second]
        assert (await asked(api, "getUpdates"))[1]["result"] == [second]


async def test_no_fetching_beside_a_webhook() -> None:
    with TelegramStandIn() as api:
        await asked(api, "setWebhook", url="https://lotte.example/x")
        assert (await asked(api, "getUpdates"))[0] == 409
        await asked(api, "deleteWebhook")
        assert (await asked(api, "getUpdates"))[0] == 200


async def test_too_fast() -> None:
    with TelegramStandIn() as api:
        TelegramPerson(api, 7).say("hallo")
        api.most_a_second = 2
        answers = [await asked(api, "sendMessage", chat_id="7", text=str(n)) for n in range(3)]
        assert [status for status, _ in answers] == [200, 200, 429]
        assert answers[-1][1]["parameters"] == {"retry_after": 1}
