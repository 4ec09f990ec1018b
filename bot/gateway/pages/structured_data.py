"""An offer for search engines: schema.org as JSON-LD. Pure; what is not known is left out, nothing is made up."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from markupsafe import Markup

from bot.gateway.pages.data_block import data_block
from offer_db.hours import ALWAYS
from offer_db.records import Offer
from offer_db.vocabulary import TARGET_EVERYBODY, Reach

#: Providers that are the state; `provider_kind` as offers.csv calls them.
PUBLIC_BODIES: Final = frozenset({"Kommune", "Landkreis", "Land", "Bund"})
MONTHS: Final = "MON"
"""UN/CEFACT code of the unit."""
_DAYS: Final = dict(
    zip(
        ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"),
        ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
        strict=True,
    )
)
_DAY: Final = "(?:" + "|".join(_DAYS) + ")"
_RULE: Final = re.compile(
    rf"({_DAY}(?:-{_DAY})?(?:,{_DAY}(?:-{_DAY})?)*) (\d\d:\d\d-\d\d:\d\d(?:,\d\d:\d\d-\d\d:\d\d)*)"
)
_SPAN: Final = re.compile(r"(\d\d:\d\d)-(\d\d:\d\d)")


def json_ld(offer: Offer, address: str) -> Markup:
    """The content of a `<script type="application/ld+json">`; `address` is that of the offer's page."""
    return data_block(service(offer, address))


def service(offer: Offer, address: str) -> dict[str, Any]:
    """The offer as a schema.org Service; of a public body, as a GovernmentService."""
    public = offer.provider_kind in PUBLIC_BODIES
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "GovernmentService" if public else "Service",
        "@id": address,
        "url": address,
        "name": offer.title,
        "description": offer.description,
        "provider": {"@type": "GovernmentOrganization" if public else "Organization", "name": offer.provider},
        "serviceType": list(offer.topic_names),
        "areaServed": _area(offer),
        "audience": _audience(offer),
        "offers": _price(offer),
        "availableChannel": _channel(offer),
    }
    return _known(found)


def _area(offer: Offer) -> dict[str, Any] | None:
    if offer.reach == Reach.BUNDESWEIT:
        return {"@type": "Country", "name": "Deutschland"}
    return {"@type": "AdministrativeArea", "name": offer.reach_area} if offer.reach_area else None


def _audience(offer: Offer) -> dict[str, Any]:
    months: dict[str, Any] | None = None
    if offer.age_max_months > 0:
        months = {
            "@type": "QuantitativeValue",
            "minValue": max(0, offer.age_min_months),
            "maxValue": offer.age_max_months,
            "unitCode": MONTHS,
        }
    groups = [offer.target] if offer.target != TARGET_EVERYBODY else []
    if offer.age_min_months < 0 and offer.age_max_months <= 0:
        groups.insert(0, "Schwangere")
    return _known({"@type": "PeopleAudience", "audienceType": "; ".join(groups), "suggestedAge": months})


def _price(offer: Offer) -> dict[str, Any] | None:
    if offer.free_of_charge:
        return {"@type": "Offer", "price": "0", "priceCurrency": "EUR"}
    return {"@type": "Offer", "description": offer.cost} if offer.cost else None


def _channel(offer: Offer) -> dict[str, Any] | None:
    hours = opening_specifications(offer.opening_hours_osm)
    place = {
        "@type": "PostalAddress",
        "streetAddress": offer.address,
        "postalCode": offer.postcode,
        "addressLocality": offer.town,
    }
    phone = {"@type": "ContactPoint", "telephone": offer.phone, "email": offer.email, "hoursAvailable": hours}
    channel = {
        "serviceUrl": offer.url if offer.url.lower().startswith(("https://", "http://")) else "",
        "servicePhone": phone if offer.phone or offer.email else None,
        "serviceLocation": {
            "@type": "Place",
            "address": _known({**place, "addressCountry": "DE"}),
            "openingHoursSpecification": hours,
        }
        if offer.address
        else None,
    }
    known = _known(channel)
    return {"@type": "ServiceChannel", **known} if known else None


def opening_specifications(osm: str) -> list[dict[str, Any]]:
    """Plain weekdays and times as OpeningHoursSpecification; empty if the hours are unknown or say more than that.

    >>> opening_specifications("Mo,We 08:30-15:30; PH unknown")[0]["dayOfWeek"]
    ['Monday', 'Wednesday']
    """
    if osm == ALWAYS:
        return [_open(list(_DAYS.values()), "00:00", "23:59")]
    found: list[dict[str, Any]] = []
    for rule in filter(None, (part.strip() for part in osm.split(";"))):
        if rule.startswith("PH "):
            continue  # public holidays: what is unknown there makes the weekdays no less true
        match = _RULE.fullmatch(rule)
        if match is None:
            return []
        found += [_open(_weekdays(match[1]), *span) for span in _SPAN.findall(match[2])]
    return found


def _open(days: list[str], opens: str, closes: str) -> dict[str, Any]:
    return {"@type": "OpeningHoursSpecification", "dayOfWeek": days, "opens": opens, "closes": closes}


def _weekdays(spans: str) -> list[str]:
    order = list(_DAYS)
    listed: list[str] = []
    for span in spans.split(","):
        first, _, last = span.partition("-")
        start, end = order.index(first), order.index(last or first)
        listed += order[start : end + 1] if start <= end else order[start:] + order[: end + 1]
    return [_DAYS[day] for day in listed]


def _known(values: Mapping[str, Any]) -> dict[str, Any]:
    """Without what is empty."""
    return {
        name: _known(value) if isinstance(value, dict) else value
        for name, value in values.items()
        if value not in (None, "", [], {})
    }
