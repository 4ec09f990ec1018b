"""Shows offers: the first three, more of them or others, the details of one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import context, latest_message
from actions.cards import card, familienbuero_cards, plain_card
from actions.einzelheiten import asked_aspects, told
from actions.geholfen import ask_behind_offers
from actions.introduction import found, introduction
from actions.searching import search
from actions.situation import ASK_NEED, ASK_PLACE, NEARER, Situation
from offer_db.records import Offer, SearchResult
from offer_db.telephone import find_phone
from texts import DEFAULT_LANGUAGE, Texts, is_german, spoken

HINT_LANGUAGE, HINT_UNSPOKEN = "sprache", "andere_sprache"
# "die zweite", "nummer 2": which of the offers shown last
_ORDINALS = (
    (0, r"\b(erste[nrs]?|1\.?)(?!\w)"),
    (1, r"\b(zweite[nrs]?|2\.?)(?!\w)"),
    (2, r"\b(dritte[nrs]?|3\.?|letzte[nrs]?)(?!\w)"),
)


def recommend(dispatcher: CollectingDispatcher, situation: Situation, tracker: Tracker) -> Situation:
    """Says the best offers with their reasons, or the nearest alternative and which wish emptied the search.

    Args:
        dispatcher: takes the answer.
        situation: what the family looks for.
        tracker: the conversation: the parent's own words for the ranking, and the language.
    """
    texts = context.texts_for(tracker)
    language = tracker.get_slot("sprache")
    words, channel = latest_message.text(tracker), tracker.get_latest_input_channel()
    result = search(situation, words, frozenset(), language or DEFAULT_LANGUAGE, channel)
    foreign = hint_on_language(situation, language)
    hint = foreign or situation.worth_telling()
    term = _unexplained_term(situation, result, texts)
    before = Situation.from_slot(tracker.get_slot("situation"))
    opening = introduction(situation, result, texts)
    nearer = NEARER in (latest_message.understood(tracker).get("wishes") or ())
    if nearer and before.shown and {hit.offer.id for hit in result.hits} <= set(before.shown):
        opening = texts.phrase("nichts_naeheres")
    aside = [texts.phrase(key) for key in (term, hint and f"hinweis_{hint}") if key]
    # what ends with a colon stands right above the offers
    sentences = [*aside, opening] if opening.endswith(":") else [opening, *aside]
    if latest_message.was_away(tracker) and not before.is_empty:
        sentences.insert(0, texts.phrase("wieder_da"))
    help_in_language = [{"title": texts.phrase("knopf_sprache"), "payload": "/migration_sprache"}] if foreign else []
    call_back = [{"title": texts.phrase("knopf_rueckruf"), "payload": "/rueckruf"}]
    first = [*help_in_language, *(call_back if find_phone(latest_message.text(tracker)) else [])]
    _say(dispatcher, situation, " ".join(sentences), result, texts, first)
    say_worry(dispatcher, tracker, texts)
    return _showing(situation.hinting(hint, term), result)


class ActionMehrAngebote(Action):
    """More offers for the same question, or others: nearer, free of charge, for another child."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_mehr_angebote"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """What has been shown is not shown again; at the end a human is named."""
        before = Situation.from_slot(tracker.get_slot("situation"))
        situation = before.after(latest_message.understood(tracker))
        texts = context.texts_for(tracker)
        if situation.is_empty and not situation.shown:
            dispatcher.utter_message(response="utter_ask_bedarf")
            return [SlotSet("situation", situation.asking(ASK_NEED).to_slot())]
        if situation.missing() == ASK_PLACE:
            dispatcher.utter_message(response="utter_ask_wohnort")
            return [SlotSet("situation", situation.asking(ASK_PLACE).to_slot())]
        if not situation.shown:  # the question has changed, or nothing was shown yet
            situation = ask_behind_offers(dispatcher, tracker, recommend(dispatcher, situation, tracker))
            return [SlotSet("situation", situation.to_slot())]
        language = tracker.get_slot("sprache") or DEFAULT_LANGUAGE
        result = search(situation, "", frozenset(situation.shown), language)
        if not result.hits or not result.exact:
            dispatcher.utter_message(
                text=texts.phrase("keine_mehr"), json_message={"offers": familienbuero_cards(texts)}
            )
            return []
        _say(dispatcher, situation, found(situation, texts, "mehr_gefunden"), result, texts)
        situation = ask_behind_offers(dispatcher, tracker, _showing(situation, result))
        return [SlotSet("situation", situation.to_slot())]


class ActionAngebotDetails(Action):
    """What is known about one of the offers shown last, and what is not."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_angebot_details"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Without a hint which one, all offers shown last are described again."""
        situation = Situation.from_slot(tracker.get_slot("situation"))
        chosen = chosen_offer(situation, tracker)
        offers = context.directory().shown((chosen,) if chosen else situation.last)
        texts = context.texts_for(tracker)
        if not offers and situation.needs:  # "wo kann ich hin?" is a question of its own then
            return [SlotSet("situation", recommend(dispatcher, situation, tracker).to_slot())]
        if not offers:
            dispatcher.utter_message(text=texts.phrase("nichts_gezeigt"))
            return []
        aspects = asked_aspects(latest_message.text(tracker))
        text = " ".join(told(offers[0], aspects, texts) if len(offers) == 1 else [texts.phrase("details")])
        text = " ".join([text, *_to_bring(situation, offers, texts)])
        dispatcher.utter_message(
            text=" ".join(text.split()), json_message={"offers": [plain_card(offer, texts) for offer in offers]}
        )
        return [SlotSet("situation", situation.noting(latest_message.understood(tracker)).to_slot())]


def _to_bring(situation: Situation, offers: Sequence[Offer], texts: Texts) -> list[str]:
    """What the first step about these offers' topics asks parents to bring along, if one of them was asked for."""
    asked = {topic for offer in offers for topic in offer.topics} & set(situation.topics)
    bring = next((step.bring for step in context.steps() if step.bring and asked.intersection(step.topics)), ())
    return [texts.phrase("schritt_mitbringen", dinge=", ".join(bring))] if bring else []


def chosen_offer(situation: Situation, tracker: Tracker) -> str | None:
    """The id of the offer that was tapped or that "das zweite" means; None if the words name none or several."""
    if tapped := latest_message.choice(tracker).get("angebot"):
        return str(tapped)
    words = latest_message.text(tracker).casefold()
    named = [place for place, pattern in _ORDINALS if re.search(pattern, words)]
    if len(named) == 1 and named[0] < len(situation.last):
        return situation.last[named[0]]
    return situation.last[0] if len(situation.last) == 1 else None


def hint_on_language(situation: Situation, language: str | None) -> str | None:
    """Once a conversation: offers are described in German, and who helps with that."""
    if is_german(language) or not {HINT_LANGUAGE, HINT_UNSPOKEN}.isdisjoint(situation.hinted):
        return None
    return HINT_LANGUAGE if spoken(language) else HINT_UNSPOKEN


def _unexplained_term(situation: Situation, result: SearchResult, texts: Texts) -> str | None:
    """An official word in the best offer's title that has not been explained yet, as the key of its explanation."""
    terms = [f"begriff_{topic}" for hit in result.hits[:1] for topic in hit.offer.topics[:1]]
    return next((term for term in terms if term in texts.phrases and term not in situation.hinted), None)


def _say(
    dispatcher: CollectingDispatcher,
    situation: Situation,
    text: str,
    result: SearchResult,
    texts: Texts,
    first_buttons: Sequence[dict[str, str]] = (),
) -> None:
    buttons = [
        *first_buttons,
        {"title": texts.phrase("knopf_mehr"), "payload": "/mehr_angebote"},
        {"title": texts.phrase("knopf_mensch"), "payload": "/mensch_sprechen"},
        {"title": texts.phrase("knopf_von_vorn"), "payload": "/neustart"},
    ]
    offers = [card(hit, situation.focus, texts) for hit in result.hits]
    if not result.exact:  # nothing fits just so: somebody to ask belongs to it
        shown = {offer["id"] for offer in offers}
        offers += [offer for offer in familienbuero_cards(texts) if offer["id"] not in shown]
    # for the team's list of conversations: whether anything fitted (bot/memory/reviewing/summary.py)
    outcome = {"hits": len(result.hits), "relaxed": list(result.relaxed)}
    dispatcher.utter_message(text=text, json_message={"offers": offers, "outcome": outcome}, buttons=buttons)


def say_worry(dispatcher: CollectingDispatcher, tracker: Tracker, texts: Texts) -> None:
    """A number beside the answer where worry sounds through, though it is no alarm."""
    if worry := latest_message.understood(tracker).get("worry"):
        dispatcher.utter_message(text=texts.phrase(f"sorge_{worry}"))


def _showing(situation: Situation, result: SearchResult) -> Situation:
    return situation.showing([hit.offer.id for hit in result.hits])
