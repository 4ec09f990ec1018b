"""A stand-in for Telegram: its Bot API over a real socket, checking every call against the published schema.

`with TelegramStandIn() as telegram:` runs it in a thread; `telegram.address` is what LOTTE_TELEGRAM_API is set to, and
`telegram.reaches("https://lotte.example", "http://127.0.0.1:8080")` tells where a public address really is. People who
write to the bot are in telegram_people.py, troubles in telegram_troubles.py.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import time
from collections import Counter, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from tests.messenger import telegram_troubles as troubles
from tests.messenger.standin import StandIn
from tests.messenger.telegram_schema import METHODS, decoded, violations
from tests.messenger.telegram_troubles import Trouble

TOKEN = "4711:stand-in_Token"
USERNAME = "LotteProbeBot"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"


@dataclass(frozen=True)
class Call:
    """One call of the API: when (seconds, monotonic), what, and how it was answered (0: not at all)."""

    at: float
    method: str
    params: dict[str, Any]
    status: int


@dataclass(frozen=True)
class Sent:
    """A message the bot has sent and Telegram has taken."""

    at: float
    chat: int
    id: int
    text: str
    topic: int | None
    markup: dict[str, Any] | None

    @property
    def buttons(self) -> dict[str, str]:
        """Label → callback data."""
        rows = (self.markup or {}).get("inline_keyboard", [])
        return {button["text"]: button["callback_data"] for row in rows for button in row}


@dataclass(frozen=True)
class Delivery:
    """One attempt to bring an update to the webhook; status 0: nobody answered."""

    at: float
    update_id: int
    status: int


class TelegramStandIn(StandIn[Trouble]):
    """See `StandIn`.

    Attributes:
        calls, sent, deliveries: all there were, in order.
        webhook: what setWebhook set; {} if there is none.
        menus: language code ("" for all) → what setMyCommands set.
        most_a_second: messages to all together; above it Telegram answers 429. None: as many as they like.
    """

    def __init__(self, token: str = TOKEN, username: str = USERNAME) -> None:
        super().__init__()
        self.token = token
        self.bot = {"id": int(token.partition(":")[0]), "is_bot": True, "first_name": "Lotte", "username": username}
        self.reads_all = False
        self.calls: list[Call] = []
        self.sent: list[Sent] = []
        self.deliveries: list[Delivery] = []
        self.webhook: dict[str, Any] = {}
        self.menus: dict[str, list[dict[str, str]]] = {}
        self.blocked: set[int] = set()
        self.chats: dict[int, dict[str, Any]] = {}
        self.queries: set[str] = set()
        self.most_a_second: int | None = None
        self._numbers = itertools.count(1000)
        self._updates = itertools.count(500_000)
        self._pending: deque[dict[str, Any]] = deque()
        self._fetching: asyncio.Future[None] | None = None

    # --- what a test says

    def trouble(self, trouble: Trouble, method: str = "sendMessage", times: int = 1, chat: Any = None) -> None:
        """See `StandIn`."""
        super().trouble(trouble, method, times, chat)

    def update(self, kind: str, content: dict[str, Any]) -> dict[str, Any]:
        """An update with the next number."""
        return {"update_id": next(self._updates), kind: content}

    def number(self) -> int:
        """The next number of a message."""
        return next(self._numbers)

    def push(self, *updates: dict[str, Any]) -> None:
        """Hands updates to the bot as Telegram does: to the webhook, each chat in order, again until acknowledged;
        without a webhook they wait for getUpdates."""
        self._do(self._push(updates))

    def deliver(self, update: dict[str, Any], secret: str | None = None, raw: bytes | None = None) -> int:
        """One single attempt at the webhook, now; returns its status. Blocks: in a loop use asyncio.to_thread.

        `secret`: another than was agreed upon; `raw`: another body than the update.
        """
        return self._do(self._deliver(update, secret, raw))

    def messages(self, chat: int) -> list[Sent]:
        """All to one chat."""
        with self._lock:
            return [message for message in self.sent if message.chat == chat]

    def asked(self, method: str) -> list[Call]:
        """All calls of one method."""
        with self._lock:
            return [call for call in self.calls if call.method == method]

    def twice(self) -> list[tuple[int, str]]:
        """Chat and text of messages that were sent more than once."""
        with self._lock:
            return [key for key, n in Counter((sent.chat, sent.text) for sent in self.sent).items() if n > 1]

    def latest(self) -> str:
        last = [(call.method, call.status) for call in self.calls[-10:]]
        return f"last calls: {last}; last deliveries: {self.deliveries[-5:]}"

    # --- the server

    def routes(self) -> Sequence[web.RouteDef]:
        return [web.route("*", "/bot{token}/{method}", self._answer)]

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        if request.match_info["token"] != self.token:
            return _no(troubles.BAD_TOKEN)
        if method not in METHODS:
            self.violations.append(f"{method}: unknown method")
            return _no(Trouble(404, "Not Found"))
        is_json = request.content_type == "application/json"
        form = {} if is_json else {name: str(value) for name, value in (await request.post()).items()}
        params = await request.json() if is_json else decoded(method, form)
        trouble = self._trouble_of(method, params.get("chat_id"))
        if trouble is None or trouble.is_done:
            wrong = violations(method, params)
            if wrong:
                self.violations += wrong
                trouble = Trouble(400, f"Bad Request: {wrong[0]}")
        if trouble is not None and not trouble.is_done:
            await asyncio.sleep(trouble.seconds)
            return self._logged(method, params, _no(trouble))
        answer: Trouble | Any = await getattr(self, f"_on_{method}")(params)
        if trouble is not None and request.transport is not None:
            request.transport.abort()
            self._logged(method, params, None)
        response = _no(answer) if isinstance(answer, Trouble) else web.json_response({"ok": True, "result": answer})
        return response if trouble is not None else self._logged(method, params, response)

    def _logged(self, method: str, params: dict[str, Any], response: web.Response | None) -> web.Response:
        with self._lock:
            self.calls.append(Call(time.monotonic(), method, params, response.status if response else 0))
        return response or web.Response()

    # --- the methods

    async def _on_getMe(self, params: dict[str, Any]) -> Any:
        abilities = {"can_join_groups": True, "can_read_all_group_messages": self.reads_all}
        return {**self.bot, **abilities, "supports_inline_queries": False}

    async def _on_setMyCommands(self, params: dict[str, Any]) -> Any:
        self.menus[params.get("language_code", "")] = params["commands"]
        return True

    async def _on_setWebhook(self, params: dict[str, Any]) -> Any:
        self.webhook = params if params["url"] else {}
        self._room = asyncio.Semaphore(params.get("max_connections", 40))
        waiting = list(self._pending)
        self._pending.clear()
        await self._push(waiting)
        return True

    async def _on_deleteWebhook(self, params: dict[str, Any]) -> Any:
        self.webhook = {}
        return True

    async def _on_getUpdates(self, params: dict[str, Any]) -> Any:
        if self.webhook:
            text = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete it first"
            return Trouble(409, text)
        if self._fetching is not None and not self._fetching.done():
            self._fetching.cancel()
        mine = self._fetching = self._loop.create_future()
        offset = params.get("offset", 0)
        while self._pending and self._pending[0]["update_id"] < offset:
            self._pending.popleft()
        deadline = time.monotonic() + params.get("timeout", 0)
        while not self._pending and time.monotonic() < deadline:
            if mine.cancelled():
                text = (
                    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
                )
                return Trouble(409, text)
            await asyncio.sleep(0.02)
        if not mine.cancelled():
            mine.set_result(None)
        return list(itertools.islice(self._pending, params.get("limit", 100)))

    async def _on_sendMessage(self, params: dict[str, Any]) -> Any:
        chat = params["chat_id"]
        if chat not in self.chats:
            return troubles.NO_CHAT
        if chat in self.blocked:
            return troubles.BLOCKED if chat > 0 else troubles.KICKED
        if not params["text"].strip():
            return Trouble(400, "Bad Request: message text is empty")
        now = time.monotonic()
        if self.most_a_second is not None and sum(now - m.at < 1 for m in self.sent[-200:]) >= self.most_a_second:
            return troubles.too_many(1)
        topic, markup = params.get("message_thread_id"), params.get("reply_markup")
        message = Sent(now, chat, self.number(), params["text"], topic, markup)
        with self._lock:
            self.sent.append(message)
        return self.as_message(message)

    def as_message(self, sent: Sent) -> dict[str, Any]:
        """A message of the bot as Telegram shows it in answers and in updates."""
        shown: dict[str, Any] = {
            "message_id": sent.id,
            "from": self.bot,
            "chat": self.chats[sent.chat],
            "date": int(time.time()),
            "text": sent.text,
        }
        if sent.markup:
            shown["reply_markup"] = sent.markup
        if sent.topic is not None:
            shown |= {"message_thread_id": sent.topic, "is_topic_message": True}
        return shown

    async def _on_sendChatAction(self, params: dict[str, Any]) -> Any:
        return True if params["chat_id"] in self.chats else troubles.NO_CHAT

    async def _on_answerCallbackQuery(self, params: dict[str, Any]) -> Any:
        if params["callback_query_id"] not in self.queries:
            return Trouble(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
        return True

    async def _on_editMessageReplyMarkup(self, params: dict[str, Any]) -> Any:
        with self._lock:
            for index, sent in enumerate(self.sent):
                if (sent.chat, sent.id) == (params["chat_id"], params["message_id"]):
                    if sent.markup == params.get("reply_markup"):
                        return Trouble(400, "Bad Request: message is not modified")
                    self.sent[index] = Sent(
                        sent.at, sent.chat, sent.id, sent.text, sent.topic, params.get("reply_markup")
                    )
                    return self.as_message(self.sent[index])
        return Trouble(400, "Bad Request: message to edit not found")

    # --- updates

    async def _push(self, updates: Iterable[dict[str, Any]]) -> None:
        for update in updates:
            kind, content = next((name, value) for name, value in update.items() if name != "update_id")
            chat = (content.get("chat") or content.get("message", {}).get("chat"))["id"]
            self.chats.setdefault(chat, content.get("chat") or content["message"]["chat"])
            if kind == "callback_query":
                self.queries.add(content["id"])
            if not self.webhook:
                self._pending.append(update)
            elif kind in self.webhook.get("allowed_updates", [kind]):
                self._queue(chat, lambda update=update: self._taken(update))

    async def _taken(self, update: dict[str, Any]) -> bool:
        if not self.webhook:
            self._pending.append(update)  # for getUpdates
            return True
        async with self._room:
            return 200 <= await self._deliver(update) < 300

    async def _deliver(self, update: dict[str, Any], secret: str | None = None, raw: bytes | None = None) -> int:
        secret = self.webhook.get("secret_token", "") if secret is None else secret
        headers = {"Content-Type": "application/json", SECRET_HEADER: secret}
        body = raw if raw is not None else json.dumps(update).encode()
        status = await self._post(str(self.webhook["url"]), body, headers)
        with self._lock:
            self.deliveries.append(Delivery(time.monotonic(), update.get("update_id", 0), status))
        return status


def _no(trouble: Trouble) -> web.Response:
    if trouble.raw is not None:
        return web.Response(text=trouble.raw, status=trouble.status, content_type="text/html")
    body: dict[str, Any] = {"ok": False, "error_code": trouble.status, "description": trouble.description}
    if trouble.parameters:
        body["parameters"] = trouble.parameters
    return web.json_response(body, status=trouble.status)
