"""A stand-in for Meta's WhatsApp Cloud API over a real socket, checking every call against what Meta publishes.

`with WhatsAppStandIn() as whatsapp:` runs it in a thread; `whatsapp.api` is what LOTTE_WHATSAPP_API is set to.
`whatsapp.set_webhook(…)` is what an operator enters in Meta's dashboard, and is confirmed as Meta does it.
People who write are in whatsapp_people.py, troubles in whatsapp_troubles.py.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import itertools
import json
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from tests.messenger import whatsapp_troubles as troubles
from tests.messenger.standin import StandIn
from tests.messenger.whatsapp_schema import choices_of, kind_of, violations
from tests.messenger.whatsapp_troubles import Trouble

TOKEN = "EAAstand-in"
PHONE_ID = "555000420042004"
NUMBER = "4917139200042"
APP_SECRET = "5f3e0c7a9d"
VERIFY_TOKEN = "abgemacht"
SIGNATURE_HEADER = "X-Hub-Signature-256"
WINDOW_SECONDS = 24 * 3600.0
_VERSION = "/v23.0"
_ACCOUNT = "555000990099009"


@dataclass(frozen=True)
class Call:
    """One call: when (seconds, monotonic), what (a kind of the schema), to whom, and how it was answered (0: not)."""

    at: float
    path: str
    kind: str
    chat: str
    body: dict[str, Any]
    status: int


@dataclass(frozen=True)
class Sent:
    """A message Meta has taken and delivered.

    Attributes:
        chat: the person's business-scoped user id, or the number of one who has none.
        choices: (id, title, description) of what can be tapped.
    """

    at: float
    chat: str
    id: str
    kind: str
    text: str
    choices: tuple[tuple[str, str, str], ...]

    @property
    def buttons(self) -> dict[str, str]:
        """Title → id."""
        return {title: id for id, title, _ in self.choices}


@dataclass(frozen=True)
class Delivery:
    """One attempt at the webhook; status 0: nobody answered."""

    at: float
    body: dict[str, Any]
    status: int


class WhatsAppStandIn(StandIn[Trouble]):
    """See `StandIn`.

    Attributes:
        calls, sent, deliveries: all there were, in order.
        read: ids of messages that were marked as read.
        menu: what the commands were set to, name → description.
        templates: name → language of those that are approved; each with one placeholder.
        refuses_at_once: a message outside of the window is refused, not taken and then reported as failed.
        reports: every message is reported as sent and delivered.
        most_a_second: messages to all together; above it Meta answers 130429. None: as many as they like.
    """

    def __init__(self) -> None:
        super().__init__()
        self.calls: list[Call] = []
        self.sent: list[Sent] = []
        self.deliveries: list[Delivery] = []
        self.read: list[str] = []
        self.menu: dict[str, str] = {}
        self.templates = {"lotte_erinnerung": "de"}
        self.refuses_at_once = False
        self.reports = True
        self.most_a_second: int | None = None
        self._hook = ("", "")
        self._known: dict[str, str] = {}
        self._heard: dict[str, float] = {}
        self._ahead = 0.0
        self._numbers = itertools.count(1)

    # --- what a test says

    @property
    def api(self) -> str:
        """The address with the version, as in the settings."""
        return f"{self.address}{_VERSION}"

    def set_webhook(self, url: str, app_secret: str = APP_SECRET, verify_token: str = VERIFY_TOKEN) -> bool:
        """Whether the address has confirmed itself; only then anything is sent there."""
        if confirmed := self._do(self._confirm(url, verify_token)):
            self._hook = (url, app_secret)
        return bool(confirmed)

    def let_time_pass(self, hours: float) -> None:
        """For the window of 24 hours."""
        self._ahead += 3600 * hours

    def number(self) -> str:
        """The next id of a message."""
        raw = b"\x1d\x06\x0b" + f"3AB0{next(self._numbers):016X}".encode()
        return f"wamid.{base64.b64encode(raw).decode()}"

    def update(self, field: str = "messages", **content: Any) -> dict[str, Any]:
        """A webhook with this content for Lotte's number."""
        own = {"display_phone_number": NUMBER, "phone_number_id": PHONE_ID}
        value = {"messaging_product": "whatsapp", "metadata": own, **content}
        changes = [{"value": value, "field": field}]
        return {"object": "whatsapp_business_account", "entry": [{"id": _ACCOUNT, "changes": changes}]}

    def together(self, *updates: dict[str, Any]) -> dict[str, Any]:
        """Several webhooks as one, as Meta does when there is much to tell."""
        return {**updates[0], "entry": [entry for update in updates for entry in update["entry"]]}

    def note(self, update: Mapping[str, Any]) -> str:
        """Remembers who wrote just now, by both their names; returns the first of them."""
        writers = []
        for value in (change["value"] for entry in update["entry"] for change in entry["changes"]):
            for message in value.get("messages", []):
                number, user_id = message.get("from", ""), message.get("from_user_id", "")
                chat = user_id or number
                writers.append(chat)
                self._known |= {name: chat for name in (number, user_id) if name}
                self._heard[chat] = time.monotonic() + self._ahead
        return writers[0] if writers else ""

    def push(self, *updates: dict[str, Any]) -> None:
        """Delivers as Meta does, again until acknowledged; here each person's in order, which Meta does not promise."""
        self._do(self._push(updates))

    def deliver(self, update: dict[str, Any], *, raw: bytes | None = None, signature: str | None = None) -> int:
        """One single attempt, now; returns its status. `signature`: another than the right one; "" for none."""
        return int(self._do(self._deliver(update, raw, signature)))

    def signature(self, body: bytes) -> str:
        return f"sha256={hmac.new(self._hook[1].encode(), body, hashlib.sha256).hexdigest()}"

    def messages(self, chat: str) -> list[Sent]:
        """All to one person, by number or user id."""
        with self._lock:
            whose = self._known.get(chat, chat)
            return [message for message in self.sent if message.chat == whose]

    def asked(self, kind: str) -> list[Call]:
        """All calls of one kind (of whatsapp_schema.json)."""
        with self._lock:
            return [call for call in self.calls if call.kind == kind]

    def tries(self, chat: str) -> list[Call]:
        """All messages that were to be sent to a person, taken or not."""
        with self._lock:
            whose = self._known.get(chat, chat)
            return [call for call in self.calls if call.chat == whose]

    def twice(self) -> list[tuple[str, str]]:
        """Person and text of messages that were sent more than once."""
        with self._lock:
            return [key for key, n in Counter((sent.chat, sent.text) for sent in self.sent).items() if n > 1]

    def trouble(self, trouble: Trouble, method: str = "messages", times: int = 1, chat: Any = None) -> None:
        """The next so many calls (to that person) fail so; `method` can also be "read", "conversational_automation"."""
        super().trouble(trouble, method, times, self._known.get(chat, chat))

    def latest(self) -> str:
        last = [(call.kind, call.status) for call in self.calls[-10:]]
        return f"last calls: {last}; last deliveries: {[one.status for one in self.deliveries[-5:]]}"

    # --- the server

    def routes(self) -> Sequence[web.RouteDef]:
        return [web.post(f"{_VERSION}/{{number}}/{{path}}", self._answer)]

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        path, body = request.match_info["path"], await request.json()
        kind, chat = kind_of(path, body), self._chat_of(body)
        trouble = self._trouble_of(kind if kind in ("read", "conversational_automation") else path, chat)
        if trouble is None or trouble.is_done:
            refused = self._refused(request, path, body)
            trouble = refused or trouble
        if trouble is not None and not trouble.is_done:
            await asyncio.sleep(trouble.seconds)
            return self._logged(path, kind, chat, body, _no(trouble))
        answer = getattr(self, f"_on_{kind}", self._on_message)(kind, chat, body)
        if trouble is not None and request.transport is not None:
            request.transport.abort()
            self._logged(path, kind, chat, body, None)
            return web.Response()
        response = _no(answer) if isinstance(answer, Trouble) else web.json_response(answer)
        return self._logged(path, kind, chat, body, response)

    def _refused(self, request: web.Request, path: str, body: Mapping[str, Any]) -> Trouble | None:
        if request.headers.get("Authorization") != f"Bearer {TOKEN}":
            return troubles.BAD_TOKEN
        if request.match_info["number"] != PHONE_ID:
            return troubles.NO_SUCH_NUMBER
        wrong = violations(path, body)
        self.violations += wrong
        return Trouble(400, 100, f"Invalid parameter: {wrong[0]}") if wrong else None

    def _logged(
        self, path: str, kind: str, chat: str, body: dict[str, Any], response: web.Response | None
    ) -> web.StreamResponse:
        with self._lock:
            self.calls.append(Call(time.monotonic(), path, kind, chat, body, response.status if response else 0))
        return response or web.Response()

    def _chat_of(self, body: Mapping[str, Any]) -> str:
        """Whom a message is for; the number counts where both are given."""
        given = str(body.get("to") or body.get("recipient") or "")
        return self._known.get(given, given)

    # --- the calls

    def _on_read(self, kind: str, chat: str, body: Mapping[str, Any]) -> dict[str, Any]:
        self.read.append(body["message_id"])
        return {"success": True}

    def _on_conversational_automation(self, kind: str, chat: str, body: Mapping[str, Any]) -> dict[str, Any]:
        self.menu = {one["command_name"]: one["command_description"] for one in body.get("commands", [])}
        return {"success": True}

    def _on_message(self, kind: str, chat: str, body: Mapping[str, Any]) -> dict[str, Any] | Trouble:
        now, id = time.monotonic(), self.number()
        if self.most_a_second is not None and sum(now - one.at < 1 for one in self.sent[-200:]) >= self.most_a_second:
            return troubles.RATE
        if kind == "template" and (wrong := self._wrong_template(body["template"])) is not None:
            return wrong
        failure = self._failure(kind, chat, now)
        if failure is troubles.WINDOW_CLOSED and self.refuses_at_once:
            return failure
        if failure is None:
            with self._lock:
                self.sent.append(Sent(now, chat, id, kind, _text_of(body), tuple(choices_of(body))))
        self._report(chat, id, failure)
        name = "to" if "to" in body else "recipient"
        shown = {"input": body[name], "wa_id" if name == "to" else "user_id": body[name].removeprefix("+")}
        return {"messaging_product": "whatsapp", "contacts": [shown], "messages": [{"id": id}]}

    def _wrong_template(self, template: Mapping[str, Any]) -> Trouble | None:
        if self.templates.get(template["name"]) != template["language"]["code"]:
            return troubles.NO_TEMPLATE
        values = [value for one in template.get("components", []) for value in one.get("parameters", [])]
        return None if len(values) == 1 else troubles.OTHER_PLACEHOLDERS

    def _failure(self, kind: str, chat: str, now: float) -> Trouble | None:
        if chat not in self._heard:
            return troubles.UNDELIVERABLE
        if kind != "template" and now + self._ahead - self._heard[chat] > WINDOW_SECONDS:
            return troubles.WINDOW_CLOSED
        return None

    def _report(self, chat: str, id: str, failure: Trouble | None) -> None:
        if not self._hook[0] or (failure is None and not self.reports):
            return
        status: dict[str, Any] = {"id": id, "timestamp": str(int(time.time())), "recipient_user_id": chat}
        if failure is None:
            statuses = [{**status, "status": name} for name in ("sent", "delivered")]
        else:
            error = {"code": failure.code, "title": failure.title, "message": failure.title}
            statuses = [{**status, "status": "failed", "errors": [error]}]
        report = self.update(statuses=statuses)
        self._queue(("status", chat), lambda: self._taken(report))

    # --- webhooks

    async def _confirm(self, url: str, verify_token: str) -> bool:
        for public, real in self._addresses.items():
            url = url.replace(public, real)
        query = {"hub.mode": "subscribe", "hub.challenge": "1158201444", "hub.verify_token": verify_token}
        async with self._http.get(url, params=query) as response:
            return response.status == 200 and await response.text() == query["hub.challenge"]

    async def _push(self, updates: Sequence[dict[str, Any]]) -> None:
        for update in updates:
            self._queue(self.note(update), lambda update=update: self._taken(update))

    async def _taken(self, update: dict[str, Any]) -> bool:
        return 200 <= await self._deliver(update) < 300

    async def _deliver(self, update: dict[str, Any], raw: bytes | None = None, signature: str | None = None) -> int:
        self.note(update)
        # Meta writes nothing but ASCII, and slashes with a backslash: who signs another form of it is wrong
        body = raw if raw is not None else json.dumps(update, separators=(",", ":")).replace("/", "\\/").encode()
        headers = {"Content-Type": "application/json", SIGNATURE_HEADER: signature or self.signature(body)}
        if signature == "":
            del headers[SIGNATURE_HEADER]
        status = await self._post(self._hook[0], body, headers)
        with self._lock:
            self.deliveries.append(Delivery(time.monotonic(), update, status))
        return status


def _text_of(body: Mapping[str, Any]) -> str:
    """What a person reads; of a template, what stands in the placeholder."""
    if body["type"] == "text":
        return str(body["text"]["body"])
    if body["type"] == "interactive":
        return str(body["interactive"]["body"]["text"])
    return str(body["template"]["components"][0]["parameters"][0]["text"])


def _no(trouble: Trouble) -> web.Response:
    if trouble.raw is not None:
        return web.Response(text=trouble.raw, status=trouble.status, content_type="text/html")
    return web.json_response(trouble.body, status=trouble.status, headers=trouble.headers)
