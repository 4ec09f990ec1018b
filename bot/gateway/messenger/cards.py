"""An offer as a few lines of plain text: what it is, why it fits, how to reach it. Pure.

Numbers and addresses stand in it as they are: every messenger makes a telephone number tappable. The link to a map is
one a parent may tap; nothing is asked of anybody before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import quote

from babel.numbers import format_decimal

from texts import Texts
from texts.cards import SEPARATOR

MAP: Final = "https://www.openstreetmap.org/search?query="
#: "Rufen Sie dort an." says no more than the number above it.
_SHOWN_ANYWAY: Final = ("weiter_anrufen", "weiter_schreiben", "weiter_webseite")
_SAFE_URL: Final = re.compile(r"https?://", re.IGNORECASE)
_CHAT: Final = re.compile(r"\bchat\b", re.IGNORECASE)


def card(offer: Mapping[str, Any], texts: Texts, public_url: str | None) -> str:
    """The card of an offer.

    Args:
        offer: of the chat contract.
        texts: in whose language the labels are; what the data says stays German.
        public_url: Lotte's own address without trailing slash; its page of the offer says everything else.
    """
    return "\n".join(_lines(offer, texts, public_url))


def call_card(offer: Mapping[str, Any], texts: Texts, public_url: str | None) -> str:
    """In danger: a name and a number, nothing to read; hours, since at night they matter."""
    if not offer["phone"]:
        return card(offer, texts, public_url)
    lines = [offer["title"], texts.phrase("karte_anrufen", nummer=offer["phone"])]
    if offer["opening_hours"]:
        lines.append(texts.phrase("karte_zeiten", zeiten=offer["opening_hours"]))
    # who is overheard cannot call
    if _CHAT.search(offer["description"] or "") and _SAFE_URL.match(offer["url"] or ""):
        lines.append(f"{texts.phrase('karte_schreiben')}: {offer['url']}")
        return "\n".join([*lines, *(_page(offer, texts, public_url) if public_url else ())])
    return "\n".join([*lines, *_page(offer, texts, public_url)])


def _lines(offer: Mapping[str, Any], texts: Texts, public_url: str | None) -> Iterator[str]:
    yield offer["title"]
    if offer["provider"] and offer["provider"] not in offer["title"]:
        yield offer["provider"]
    reasons = offer["why"] or [offer["for_whom"]]
    yield SEPARATOR.join(reason for reason in reasons if reason)
    if offer["cost"] and offer["cost"] not in reasons:
        yield texts.phrase("karte_kosten", kosten=offer["cost"])
    yield from _hours(offer, texts)
    if offer["address"]:
        yield _address(offer, reasons, texts)
        yield f"{texts.phrase('karte_weg')}: {MAP}{quote(offer['address'])}"
    if offer["phone"]:
        yield texts.phrase("karte_anrufen", nummer=offer["phone"])
    elif offer["email"]:
        yield f"{texts.phrase('karte_mail')}: {offer['email']}"
    elif public_url and _SAFE_URL.match(offer["url"] or ""):
        yield f"{texts.phrase('karte_webseite')}: {offer['url']}"
    if offer["next_step"] and offer["next_step"] not in map(texts.phrase, _SHOWN_ANYWAY):
        yield offer["next_step"]
    if offer["unknown"]:
        yield SEPARATOR.join(offer["unknown"])
    yield from _page(offer, texts, public_url)


def _hours(offer: Mapping[str, Any], texts: Texts) -> Iterator[str]:
    if offer["opening_today"]:
        hours = texts.phrase("karte_heute", zeiten=offer["opening_today"])
    elif offer["opening_hours"]:
        hours = texts.phrase("karte_zeiten", zeiten=offer["opening_hours"])
    else:
        return
    yield f"{hours} ({texts.phrase('karte_offen')})" if offer["open_now"] else hours


def _address(offer: Mapping[str, Any], reasons: list[str], texts: Texts) -> str:
    distance = offer["distance_km"]
    if distance is None or any(" km" in reason for reason in reasons if reason):
        return str(offer["address"])
    km = format_decimal(distance, format="0.#", locale=texts.locale)
    return f"{offer['address']} ({texts.phrase('karte_entfernung', km=km)})"


def _page(offer: Mapping[str, Any], texts: Texts, public_url: str | None) -> Iterator[str]:
    """Where the rest stands: on our page, or at least on theirs."""
    if public_url:
        yield f"{texts.phrase('karte_mehr')}: {public_url}/angebote/{quote(offer['id'])}"
    elif _SAFE_URL.match(offer["url"] or ""):
        yield f"{texts.phrase('karte_webseite')}: {offer['url']}"
