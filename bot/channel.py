"""The door between gateway and Rasa: one message in, its answer, what was understood and the situation out.

On loopback only, with a shared secret, for the gateway alone. Nothing else of Rasa can be reached: its HTTP API is off.
"""

from __future__ import annotations

import asyncio
import gc
import hmac
import json
import logging
from collections.abc import Awaitable, Callable, Mapping
from itertools import takewhile
from pathlib import Path
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import InputChannel, OutputChannel, UserMessage
from rasa.core.nlg.response import TemplatedNaturalLanguageGenerator
from rasa.core.processor import MessageProcessor
from rasa.shared.core.events import BotUttered, UserUttered
from rasa.shared.exceptions import RasaException
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

import texts
from bot.carrying import SITUATION, carry
from bot.choices import chosen
from bot.memory.conversations import MemoryUnavailable
from bot.nlu.language.acts import CRISIS_INTENT_PREFIX
from bot.nlu.language_recognizer import ENTITY as LANGUAGE  # the slot that is filled from it is called the same
from bot.nlu.message_keys import UNDERSTOOD
from bot.words_for_buttons import tapped_in_words

logger = logging.getLogger(__name__)

TOKEN_HEADER = "X-Lotte-Token"

# Longer texts are hardly ever a button's label, and looking for one costs a look into the memory (3 to 4 ms).
_LABEL_CHARACTERS = 32
# What actions leave for the gateway beside offers: a number to be stored, a calendar file to be linked.
_PASSED_ON = ("callback", "callback_cancelled", "calendar")


class LotteChannel(InputChannel):
    """Registered in credentials.yml; `token` is the secret shared with the gateway."""

    def __init__(self, token: str) -> None:
        """An empty token would let every local process in."""
        if not token:
            raise RasaException("bot.channel.LotteChannel braucht ein token (LOTTE_INTERNAL_TOKEN).")
        self._token = token

    @classmethod
    def name(cls) -> str:
        """Part of the address: /webhooks/lotte."""
        return "lotte"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> LotteChannel:
        """Rasa's way of building a channel."""
        return cls(str((credentials or {}).get("token") or ""))

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The five addresses below /webhooks/lotte."""
        routes = Blueprint("lotte_channel")
        exchange = ModelExchange()

        @routes.middleware("request")
        async def only_the_gateway(request: Request) -> HTTPResponse | None:
            if hmac.compare_digest(request.headers.get(TOKEN_HEADER, "").encode(), self._token.encode()):
                return None
            return response.json({"error": "forbidden"}, status=403)

        @routes.get("/health")
        async def health(request: Request) -> HTTPResponse:
            ready = bool(request.app.ctx.agent and request.app.ctx.agent.is_ready())
            model = request.app.ctx.agent.model_name if ready else None
            told = {"ready": ready, "model": model, "loading": exchange.loading}
            return response.json(told, status=200 if ready else 503)

        @routes.post("/parse")
        async def parse(request: Request) -> HTTPResponse:
            parse_data = await _parse(request.app.ctx.agent, request.json["text"])
            return response.json({UNDERSTOOD: parse_data[UNDERSTOOD]}, dumps=_dumps)

        @routes.post("/message")
        async def message(request: Request) -> HTTPResponse:
            agent: Agent = request.app.ctx.agent
            body: Mapping[str, Any] = request.json
            if body.get("again") and (told := await _told(agent, body["sender"], body["message_id"])):
                return response.json(told, dumps=_dumps)
            if "payload" in body:
                parse_data = chosen(body["payload"], body["text"])
            else:
                parse_data = await _parse(agent, body["text"])
                button = await _typed_button(agent, body["sender"], body["text"], parse_data)
                if button:
                    parse_data = chosen(button["payload"], body["text"])
                    if parse_data["intent"]["name"] not in agent.domain.intents:
                        # the gateway's own button: it does itself what was asked for
                        return response.json({"own": button["payload"]}, dumps=_dumps)
            if "language" in body:
                parse_data = answered_in(parse_data, body["language"])
            message = UserMessage(
                body["text"],
                _Collected(),
                body["sender"],
                parse_data=parse_data,
                input_channel=body.get("source", self.name()),
                message_id=body.get("message_id"),
            )
            answer = await self._turn(agent, message)
            return response.json(answer, dumps=_dumps)

        @routes.post("/carry")
        async def carry_over(request: Request) -> HTTPResponse:
            try:
                carried = await carry(request.app.ctx.agent, request.json["from"], request.json["to"])
            except MemoryUnavailable as error:
                logger.error("Nothing could be carried over: %s", error)
                return response.json({"error": "memory"}, status=503)
            return response.json(carried, dumps=_dumps)

        @routes.put("/model")
        async def load_model(request: Request) -> HTTPResponse:
            # Sanic gives up on an answer after a minute, and a model may take longer on a busy machine: /health tells
            if not exchange.begin(request.app.ctx.agent, Path(request.json["path"])):
                return response.json({"error": "busy"}, status=409)
            return response.json({"loading": True}, status=202)

        return routes

    async def _turn(self, agent: Agent, message: UserMessage) -> dict[str, Any]:
        """One turn. A failure of memory or actions never hides a crisis answer, and is never passed off as success."""
        parse_data, output = message.parse_data, message.output_channel
        assert parse_data is not None
        assert isinstance(output, _Collected)
        understood = parse_data[UNDERSTOOD]
        slots: Mapping[str, Any] = {}
        try:
            await agent.handle_message(message)
            slots = await agent.tracker_store.slots(message.sender_id)
            complete = bool(output.messages)
        except MemoryUnavailable as error:
            logger.error("Conversation could not be remembered: %s", error)
            output.messages, complete = [], False
        if not output.messages and understood["crisis"]:
            output.messages = [_crisis_text(understood["crisis"], _language(parse_data))]
        return _answer(output.messages, complete, parse_data, slots)


class ModelExchange:
    """Puts another model into service while messages go on being answered by the old one.

    A turn that has begun ends with the model it began with. Stock (`Agent.load_model`) loads in the event loop, where
    for ten seconds nobody would be answered, and has changed half of the agent when a model turns out to be broken.

    Attributes:
        loading: name of the file that is being loaded, or None.
    """

    def __init__(self) -> None:
        self.loading: str | None = None
        self._task: asyncio.Task[None] | None = None

    def begin(self, agent: Agent, path: Path) -> bool:
        """Begins to load; False if another model is being loaded."""
        if self.loading:
            return False
        self.loading = path.name
        self._task = asyncio.get_running_loop().create_task(self._exchange(agent, path))
        return True

    async def _exchange(self, agent: Agent, path: Path) -> None:
        try:
            await exchange_model(agent, path)
        except Exception:  # whatever is wrong with the file: the old model goes on
            logger.exception("A model could not be loaded; the old one stays in service")
        finally:
            self.loading = None


async def exchange_model(agent: Agent, path: Path) -> None:
    """Loads beside the event loop, then changes the agent at one go.

    Raises:
        Exception: whatever Rasa says about the file; nothing has changed then.
    """
    processor = await asyncio.to_thread(
        MessageProcessor,
        model_path=path,
        tracker_store=agent.tracker_store,
        lock_store=agent.lock_store,
        action_endpoint=agent.action_endpoint,
        generator=agent.nlg,
        http_interpreter=agent.http_interpreter,
    )
    # once before it is in service: the first message would have to wait for what is made on first use
    await processor.parse_message(UserMessage("Guten Tag"))
    agent.processor, agent.domain = processor, processor.domain
    agent.tracker_store.domain = processor.domain
    if isinstance(agent.nlg, TemplatedNaturalLanguageGenerator):
        agent.nlg.responses = processor.domain.responses
    # the old model was put where the collector does not look (bot/rasa_server.py)
    gc.unfreeze()
    gc.collect()
    gc.freeze()


class _Collected(OutputChannel):
    """Keeps what Rasa says as it is: text, buttons and the structured part together in one message."""

    def __init__(self) -> None:
        self.messages: list[dict[str, Any]] = []

    @classmethod
    def name(cls) -> str:
        return "lotte"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        self.messages.append(_for_gateway(message.get("text"), message))


def _for_gateway(text: str | None, data: Mapping[str, Any]) -> dict[str, Any]:
    """What Lotte says, as the gateway gets it; `data` is Rasa's, with `buttons` and `custom`."""
    custom = data.get("custom") or {}
    return {
        "text": text or "",
        "buttons": data.get("buttons") or [],
        "offers": custom.get("offers", []),
        **{name: custom[name] for name in _PASSED_ON if name in custom},
    }


def _answer(
    messages: list[dict[str, Any]], complete: bool, parse_data: Mapping[str, Any], slots: Mapping[str, Any]
) -> dict[str, Any]:
    return {
        "messages": messages,
        "complete": complete,
        UNDERSTOOD: parse_data[UNDERSTOOD],
        SITUATION: slots.get(SITUATION) or {},
        "language": slots.get(LANGUAGE) or _language(parse_data),
    }


async def _told(agent: Agent, sender: str, message_id: str) -> dict[str, Any] | None:
    """The answer that was remembered for the last message of a conversation; None if that was another message.

    A messenger's message is asked again when the gateway ended before it had the answer; nobody wants to be understood
    twice ("nein, lieber nicht").
    """
    tracker = await agent.tracker_store.retrieve(sender)
    events = list(tracker.events) if tracker else []
    at = next((at for at in reversed(range(len(events))) if isinstance(events[at], UserUttered)), None)
    if at is None or events[at].message_id != message_id:
        return None
    messages = [_for_gateway(event.text, event.data) for event in events[at:] if isinstance(event, BotUttered)]
    return _answer(messages, bool(messages), events[at].parse_data, await agent.tracker_store.slots(sender))


async def _parse(agent: Agent, text: str) -> dict[str, Any]:
    """Understands without a conversation; the dialogue then uses the same result, nothing is parsed twice."""
    assert agent.processor is not None  # the gateway asks only when /health says ready
    return dict(await agent.processor.parse_message(UserMessage(text.lstrip("/ ") or " ")))


async def _typed_button(
    agent: Agent, sender: str, text: str, parse_data: Mapping[str, Any]
) -> Mapping[str, Any] | None:
    """The button of Lotte's last answer that was typed instead of tapped; danger is never taken for one."""
    if len(text) > _LABEL_CHARACTERS or parse_data[UNDERSTOOD]["crisis"]:
        return None
    tracker = await agent.tracker_store.retrieve(sender)
    events = reversed(tracker.events if tracker else [])
    said = takewhile(lambda event: not isinstance(event, UserUttered), events)
    buttons = [button for event in said if isinstance(event, BotUttered) for button in event.data.get("buttons") or []]
    return tapped_in_words(text, parse_data[UNDERSTOOD]["intent"], buttons)


def answered_in(parse_data: Mapping[str, Any], language: str) -> dict[str, Any]:
    """The same message, to be answered in the language of the page it came from, whatever it is written in.

    Args:
        parse_data: of a typed message or a button; `understood` stays as it is.
        language: one of `texts.LANGUAGES`; takes the place of the entity from which the slot `sprache` is filled.
    """
    others = [entity for entity in parse_data.get("entities") or [] if entity["entity"] != LANGUAGE]
    chosen_one = {"entity": LANGUAGE, "value": language, "start": 0, "end": 0, "text": ""}
    return {**parse_data, "entities": [*others, chosen_one]}


def _language(parse_data: Mapping[str, Any]) -> str:
    """What a message is answered in, as far as it says so itself."""
    said = (entity["value"] for entity in parse_data.get("entities") or [] if entity["entity"] == LANGUAGE)
    return str(next(said, parse_data[UNDERSTOOD]["language"]))


def _crisis_text(kind: str, language: str) -> dict[str, Any]:
    variant = texts.load(language).responses[f"utter_{CRISIS_INTENT_PREFIX}{kind}"][0]
    return {"text": variant["text"], "buttons": [], "offers": []}


def _dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
