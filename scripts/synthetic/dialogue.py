"""One conversation, played with the real rules, actions and texts; leaves the events Rasa would have stored."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

import texts
from actions.__main__ import ACTIONS
from bot.choices import chosen
from scripts.synthetic.rules import actions_by_intent

_LISTEN, _START, _LEAVE_FORM = "action_listen", "action_session_start", "action_deactivate_loop"
_METADATA = {"model_id": "saat", "assistant_id": "lotte-gifhorn"}
_ACTIONS = {action().name(): action() for action in ACTIONS}

Button = Mapping[str, str]


class Dialogue:
    """A conversation in the making.

    Attributes:
        events: unmasked, in Rasa's JSON form.
        slots: after the last turn.
        buttons: of Lotte's last answer.
        clock: seconds since 1970; every message moves it on.
    """

    def __init__(self, chance: random.Random, channel: str, language: str, start: float) -> None:
        self.events: list[dict[str, Any]] = []
        self.slots: dict[str, Any] = {}
        self.buttons: Sequence[Button] = ()
        self.clock = start
        self._chance, self._channel, self._language = chance, channel, language
        self._event("action", name=_START, policy=None, confidence=1.0, action_text=None, hide_rule_turn=False)
        self._event("session_started")
        self._action(_LISTEN)

    async def type(self, parse_data: Mapping[str, Any]) -> None:
        """A typed message, with what was understood of it."""
        await self._turn(str(parse_data["text"]), dict(parse_data))

    async def tap(self, button: Button) -> None:
        """A button of the last answer."""
        await self._turn(button["title"], chosen(button["payload"], button["title"]))

    async def _turn(self, text: str, parse_data: dict[str, Any]) -> None:
        self.clock += self._chance.lognormvariate(3.2, 0.8)
        self._event("user", text=text, parse_data=parse_data, input_channel=self._channel, message_id=None)
        language = parse_data["understood"]["language"] if "choice" not in parse_data else self._language
        if self.slots.get("sprache") != language:
            self._set("sprache", language)
        self._event("user_featurization", use_text_for_featurization=False)
        self.clock += 0.08
        self.buttons = ()
        for name in actions_by_intent().get(parse_data["intent"]["name"], ("action_nicht_verstanden",)):
            await self._run(name, text, parse_data)
        self._action(_LISTEN)

    async def _run(self, name: str, text: str, parse_data: Mapping[str, Any]) -> None:
        self._action(name)
        dispatcher = CollectingDispatcher()
        changes: Sequence[Mapping[str, Any]] = ()
        if name in _ACTIONS:
            slots = {"sprache": None, "situation": None, "nicht_verstanden": None, **self.slots}
            message = {**parse_data, "text": text}
            tracker = Tracker("saat", slots, message, self.events, False, None, {}, None)
            changes = await _ACTIONS[name].run(dispatcher, tracker, {}) or ()
        elif name.startswith("utter_"):
            dispatcher.utter_message(response=name)
        for message in dispatcher.messages:
            self._say(message)
        for change in changes:
            self._set(change["name"], change["value"])

    def _say(self, message: Mapping[str, Any]) -> None:
        text, buttons = message["text"], list(message["buttons"])
        if key := message["response"]:
            variant = self._chance.choice(texts.load(self._language).responses[key])
            text = str(variant["text"])
            for name, value in message.items():
                text = text.replace(f"{{{name}}}", str(value))
            buttons += variant.get("buttons") or []
        data = {"buttons": buttons or None, "custom": message["custom"] or None}
        self._event("bot", text=text, data=data)
        self.buttons = [*self.buttons, *buttons]

    def _action(self, name: str) -> None:
        rule = {"policy": "RulePolicy", "confidence": 1.0, "action_text": None, "hide_rule_turn": True}
        self._event("action", name=name, **rule)

    def _set(self, name: str, value: Any) -> None:
        self.slots[name] = value
        self._event("slot", name=name, value=value)

    def _event(self, kind: str, **values: Any) -> None:
        self.events.append({"event": kind, "timestamp": self.clock, "metadata": _METADATA, **values})
