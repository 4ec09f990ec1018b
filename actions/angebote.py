"""Shows offers: the first three, more of them, the details of one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import context, latest_message
from actions.cards import card, offer_card
from actions.situation import Situation
from offer_db.ages import AgeRange
from offer_db.records import Offer, SearchRequest, SearchResult
from texts import DEFAULT_LANGUAGE, Texts, spoken

HITS = 3
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
    result = _search(situation, latest_message.text(tracker), frozenset())
    texts = context.texts_for(tracker)
    foreign = _hint_on_language(situation, tracker.get_slot("sprache"))
    hint = foreign or situation.worth_telling()
    text = _introduction(situation, result, texts)
    if hint:
        text = f"{text} {texts.phrase(f'hinweis_{hint}')}"
    help_in_language = [{"title": texts.phrase("knopf_sprache"), "payload": "/migration_sprache"}] if foreign else []
    _say(dispatcher, situation, text, result, texts, help_in_language)
    return _showing(situation.hinting(hint), result)


class ActionMehrAngebote(Action):
    """The next offers for the same question."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_mehr_angebote"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """What has been shown is not shown again; at the end a human is named."""
        situation = Situation.from_slot(tracker.get_slot("situation"))
        texts = context.texts_for(tracker)
        if not situation.shown:
            dispatcher.utter_message(response="utter_ask_bedarf")
            return []
        result = _search(situation, "", frozenset(situation.shown))
        if not result.hits or not result.exact:
            dispatcher.utter_message(text=texts.phrase("keine_mehr"), json_message=_familienbuero())
            return []
        summary = _summary(situation, texts)
        text = texts.phrase("mehr_gefunden", wofuer=summary) if summary else texts.phrase("mehr_gefunden_ohne")
        _say(dispatcher, situation, text, result, texts)
        return [SlotSet("situation", _showing(situation, result).to_slot())]


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
        chosen = latest_message.choice(tracker).get("angebot") or _named(situation, latest_message.text(tracker))
        wanted = (chosen,) if chosen else situation.last
        offers = [offer for offer_id in wanted if (offer := context.directory().get(offer_id))]
        texts = context.texts_for(tracker)
        if not offers:
            dispatcher.utter_message(text=texts.phrase("nichts_gezeigt"))
            return []
        text = texts.phrase("details")
        if len(offers) == 1:
            text = " ".join([text, offers[0].description, _cost(offers[0], texts), _unknown(offers[0], texts)])
        dispatcher.utter_message(
            text=" ".join(text.split()), json_message={"offers": [offer_card(offer) for offer in offers]}
        )
        return []


def _search(situation: Situation, words: str, exclude: frozenset[str]) -> SearchResult:
    request = SearchRequest(
        needs=situation.needs,
        topics=situation.topics,
        ages=tuple(AgeRange(*child.age_months) for child in situation.focus),
        place_key=situation.place["key"] if situation.place else None,
        text=words,
        limit=HITS,
        exclude=exclude,
    )
    return context.directory().search(request)


def _hint_on_language(situation: Situation, language: str | None) -> str | None:
    """Once a conversation: offers are described in German, and who helps with that."""
    if language in (None, DEFAULT_LANGUAGE) or not {HINT_LANGUAGE, HINT_UNSPOKEN}.isdisjoint(situation.hinted):
        return None
    return HINT_LANGUAGE if spoken(language) else HINT_UNSPOKEN


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
    dispatcher.utter_message(
        text=text, json_message={"offers": [card(hit, situation.focus, texts) for hit in result.hits]}, buttons=buttons
    )


def _showing(situation: Situation, result: SearchResult) -> Situation:
    return situation.showing([hit.offer.id for hit in result.hits])


def _introduction(situation: Situation, result: SearchResult, texts: Texts) -> str:
    """The sentence above the offers: what was understood, or which wish could not be met."""
    place = situation.place["name"] if situation.place else ""
    if situation.outside:
        return texts.phrase("ausserhalb_kreis", ort=place)
    sentences = [texts.phrase("zu_alt")] if situation.too_old else []
    if "bedarf" in result.relaxed or not result.hits:
        sentences.append(texts.phrase("gelockert_bedarf"))
    elif "ort" in result.relaxed and place:
        sentences.append(texts.phrase("gelockert_ort", ort=place))
    elif "alter" in result.relaxed:
        sentences.append(texts.phrase("gelockert_alter"))
    elif "thema" in result.relaxed:
        sentences.append(texts.phrase("gelockert_thema"))
    else:
        summary = _summary(situation, texts)
        sentences.append(texts.phrase("gefunden", wofuer=summary) if summary else texts.phrase("gefunden_ohne"))
    return " ".join(sentences)


def _summary(situation: Situation, texts: Texts) -> str:
    """What was understood in one line, e.g. "18 Monate · Kita und Betreuung · Wittingen"."""
    parts = [child.label for child in situation.focus]
    parts += [texts.phrases.get(f"bedarf_{need}", need) for need in situation.needs]
    if situation.place:
        parts.append(situation.place["name"])
    return " · ".join(parts)


def _familienbuero() -> dict[str, Any]:
    offer = context.directory().familienbuero()
    return {"offers": [offer_card(offer)] if offer else []}


def _named(situation: Situation, words: str) -> str | None:
    """The offer among the last ones that "das zweite" means; None if the words name none or several."""
    named = [place for place, pattern in _ORDINALS if re.search(pattern, words.casefold())]
    if len(named) == 1 and named[0] < len(situation.last):
        return situation.last[named[0]]
    return situation.last[0] if len(situation.last) == 1 else None


def _cost(offer: Offer, texts: Texts) -> str:
    cost = offer_card(offer)["cost"]
    return texts.phrase("details_kosten", kosten=cost) if cost else ""


def _unknown(offer: Offer, texts: Texts) -> str:
    missing = [
        texts.phrase(key)
        for key, value in (
            ("fehlt_telefon", offer.phone),
            ("fehlt_kosten", offer.cost),
            ("fehlt_zeiten", offer.opening_hours),
        )
        if not value
    ]
    return texts.phrase("details_unbekannt", fehlt=", ".join(missing)) if missing else ""
