"""Asks once a conversation whether what was shown has helped, and answers what parents say to it."""

from __future__ import annotations

from typing import Any, Final

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import context
from actions.latest_message import choice, text, understood
from actions.mensch import name_human
from actions.situation import HELPED, Situation
from texts import spoken

#: Behind the first offers it would be too early: nobody has read them yet.
FROM_ANSWER: Final = 2
YES: Final = "ja"
# who says so in the same breath is not asked
_SAYS_SO: Final = ("geholfen", "hilft", "geklappt", "helped", "helps", "yardım", "помог", "допом", "pomog", "ساعد")


def ask_behind_offers(dispatcher: CollectingDispatcher, tracker: Tracker, situation: Situation) -> Situation:
    """Puts the question below offers, from the second answer on; returns the situation afterwards.

    Not where the answer is a question itself, and not behind a correction, which is the answer before once more.

    Args:
        dispatcher: has taken the answer already.
        tracker: the conversation.
        situation: once this answer was given.
    """
    worried = bool(understood(tracker).get("worry"))  # then a number stands beside the answer, and that is enough
    if situation.answers < FROM_ANSWER or situation.asked or worried:
        return situation
    return _ask(dispatcher, tracker, situation)


def _ask(dispatcher: CollectingDispatcher, tracker: Tracker, situation: Situation) -> Situation:
    """Once, about offers of the last answer, in a language the parent reads."""
    if HELPED in situation.hinted or not situation.last or not spoken(tracker.get_slot("sprache")):
        return situation
    dispatcher.utter_message(response="utter_ask_geholfen")
    return situation.hinting(HELPED)


class ActionGeholfenFragen(Action):
    """Behind thanks: whoever says thank you has read what was shown."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_geholfen_fragen"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Says nothing where nothing was shown, after an alarm, or a second time."""
        before = Situation.from_slot(tracker.get_slot("situation"))
        words = text(tracker).casefold()
        situation = before if any(word in words for word in _SAYS_SO) else _ask(dispatcher, tracker, before)
        return [] if situation == before else [SlotSet("situation", situation.to_slot())]


class ActionGeholfen(Action):
    """The answer was tapped; it is counted from the conversation itself."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_geholfen"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Who was not helped gets a human, other offers, and another try."""
        if choice(tracker).get("art") == YES:
            dispatcher.utter_message(response="utter_geholfen_ja")
            return []
        texts = context.texts_for(tracker)
        ways = [
            {"title": texts.phrase("knopf_mehr"), "payload": "/mehr_angebote"},
            {"title": texts.phrase("knopf_anders_fragen"), "payload": "/ja"},
        ]
        name_human(dispatcher, texts, "geholfen_nein", ways)
        return []
