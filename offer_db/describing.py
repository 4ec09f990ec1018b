"""A search result as plain German lines for the command line. The bot has its own, reviewed sentences. Pure."""

from __future__ import annotations

from typing import Final

from offer_db.records import Hit, Reason, SearchResult
from offer_db.vocabulary import NEEDS

_REASONS: Final[dict[str, str]] = {
    "thema": "Thema {thema}",
    "bedarf": "Bedarf {schluessel}",
    "alter": "passt zum Alter ({von} bis {bis} Monate)",
    "alter_alle": "für fast jedes Alter ({von} bis {bis} Monate)",
    "ort": "in {ort}",
    "ort_nahe": "in der Nähe: {ort}, {km} km",
    "landkreis": "für den ganzen Landkreis",
    "region": "für die Region",
    "land": "für ganz {gebiet}",
    "bundesweit": "bundesweit",
    "online": "online",
    "kostenlos": "kostenlos",
    "telefonisch": "am Telefon",
    "hausbesuch": "kommt nach Hause",
    "offen_jetzt": "jetzt offen",
    "zielgruppe": "für: {zielgruppe}",
}
_RELAXED: Final[dict[str, str]] = {
    "kostenlos": "ohne Kosten",
    "telefonisch": "am Telefon",
    "hausbesuch": "mit Hausbesuch",
    "online": "online",
    "heute": "für heute",
    "thema": "zu genau diesem Thema",
    "ort": "für diesen Ort",
    "alter": "für dieses Alter",
    "bedarf": "zu diesem Bedarf",
}


def describe_result(result: SearchResult) -> str:
    """Several lines: what had to be let go, then each hit with provider, contact and reasons."""
    lines = []
    if result.relaxed:
        lines.append(f"Nichts gefunden {' und '.join(_RELAXED[key] for key in result.relaxed)}. Am nächsten kommt:")
    for number, hit in enumerate(result.hits, 1):
        lines.extend(_describe_hit(number, hit))
    lines.append(f"{len(result.hits)} von {result.total} Angeboten." if result.hits else "Keine Angebote.")
    return "\n".join(lines)


def describe_reason(reason: Reason) -> str:
    """A few words for one reason."""
    values = dict(reason.values)
    if reason.code == "bedarf":
        values["schluessel"] = NEEDS[values["schluessel"]]
    words = _REASONS[reason.code].format(**values)
    return f"{words} bis {values['bis']} Uhr" if reason.code == "offen_jetzt" and values["bis"] else words


def _describe_hit(number: int, hit: Hit) -> list[str]:
    offer = hit.offer
    where = " ".join(filter(None, (offer.address + "," if offer.address else "", offer.postcode, offer.town)))
    contact = " · ".join(filter(None, (where, offer.phone, offer.email, offer.url)))
    far = f", {hit.distance_km:.1f} km".replace(".", ",") if hit.distance_km is not None else ""
    return [
        f"{number}. {offer.title} [{offer.id}]",
        f"   {offer.provider}{far} (Punkte {hit.score:.2f})",
        *([f"   {contact}"] if contact else []),
        f"   Warum: {'; '.join(describe_reason(reason) for reason in hit.reasons) or 'allgemein'}",
    ]
