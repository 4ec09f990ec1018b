"""A human instead of Lotte: the Familienbüro, and its call back where the parent agrees to it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import context
from actions.cards import familienbuero_cards
from actions.latest_message import text, understood
from offer_db.records import Offer
from offer_db.telephone import find_phone
from texts import Texts
from texts.cards import opens

ASK_NUMBER: Final = "rueckruf_nummer"
_ABOUT_THE_CALL: Final = frozenset({"rueckruf", "rueckruf_ja", "ausserhalb", "dank", "ja", "mensch_sprechen"})
_SURE: Final = 0.85
_TAKEN_BACK: Final = re.compile(r"\b(?:nicht|kein\w*|nein|doch nicht|lösch\w*|loesch\w*|abbrechen|zurückziehen)\b")
_WHEN_TO_CALL: Final = re.compile(
    r"\b(vormittag|nachmittag|mittag|morgen|abend|früh|uhr|ab \d|erreich|zeit|immer|jederzeit)"
)


def name_human(
    dispatcher: CollectingDispatcher, texts: Texts, phrase: str, other_ways: Sequence[dict[str, str]] = ()
) -> None:
    """Names the Familienbüro after the sentence `phrase`, says when it is open, and offers a call back.

    Args:
        dispatcher: takes the answer.
        texts: to speak with.
        phrase: key of the sentence.
        other_ways: buttons below the one for the call back.
    """
    offer = context.directory().familienbuero()
    sentences = [texts.phrase(phrase), *([_open(offer, texts)] if offer else [])]
    dispatcher.utter_message(
        text=" ".join(sentences),
        json_message={"offers": familienbuero_cards(texts)},
        buttons=[{"title": texts.phrase("knopf_rueckruf"), "payload": "/rueckruf"}, *other_ways],
    )


def _open(offer: Offer, texts: Texts) -> str:
    opening = context.directory().opening(offer)
    if opening.open_now and opening.opens_until:
        return texts.phrase("mensch_offen", bis=f"{opening.opens_until:%H:%M}")
    if opening.opens_next:
        return texts.phrase("mensch_wieder_offen", **opens(opening.opens_next, texts))
    return texts.phrase("mensch_zeiten_unbekannt")


class ActionMenschSprechen(Action):
    """Names the Familienbüro, where a human answers."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_mensch_sprechen"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Always available, without a question before it."""
        name_human(dispatcher, context.texts_for(tracker), "mensch")
        return []


class ActionRueckruf(Action):
    """Asks for consent before any number is asked for."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_rueckruf"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """A number that stands in the wish itself is not kept: nobody has agreed to it yet.

        "Doch kein Anruf" takes the wish back; the gateway deletes the number and says so.
        """
        if _TAKEN_BACK.search(text(tracker).casefold()):
            dispatcher.utter_message(json_message={"callback_cancelled": True})
            return []
        dispatcher.utter_message(response="utter_rueckruf", tage=context.callback_days())
        return []


class ValidateRueckrufForm(Action):
    """Waits for a telephone number. The number itself never gets into a slot: the gateway stores it."""

    def name(self) -> str:
        """Found by Rasa through the form's name."""
        return "validate_rueckruf_form"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """A message with a number is the answer; one that clearly says something else is answered by its own rule."""
        message = understood(tracker)
        if message.get("act") == "krise":
            return []
        found = find_phone(text(tracker)) is not None
        if not found and _asks_something_else(message, text(tracker)):
            return []
        if found:
            dispatcher.utter_message(json_message={"callback": True})
        # Rasa takes a form's answer only where a slot of it is set, so the empty one is
        return [SlotSet(ASK_NUMBER, None), SlotSet("requested_slot", None if found else ASK_NUMBER)]


def _asks_something_else(message: Mapping[str, Any], words: str) -> bool:
    """ "am besten vormittags" belongs to the call, "ich such doch lieber einen Krippenplatz" does not."""
    if message.get("act") not in ("angebot_suchen", "nachfrage"):
        return message.get("intent") not in _ABOUT_THE_CALL
    if any(message.get(name) for name in ("children", "place")):
        return True
    return float(message.get("confidence") or 0) > _SURE and not _WHEN_TO_CALL.search(words.casefold())
