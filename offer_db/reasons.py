"""Why an offer fits: codes with values, no sentences. The German sentences belong to whoever speaks. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import time
from types import MappingProxyType
from typing import Final

from offer_db.places import Place
from offer_db.ranking import Question
from offer_db.records import Offer, Reason
from offer_db.targets import is_meant
from offer_db.vocabulary import TARGET_EVERYBODY, Format, Reach, Wish

REASON_VALUES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        # It is about the asked topic. schluessel: topic key, thema: its German name.
        "thema": ("schluessel", "thema"),
        # It answers the asked need. schluessel: need key.
        "bedarf": ("schluessel",),
        # It is made for the child's age. kind_von, kind_bis: the child; von, bis: the offer. All in months.
        "alter": ("kind_von", "kind_bis", "von", "bis"),
        # It is for children of (nearly) every age, this one too. Same values.
        "alter_alle": ("kind_von", "kind_bis", "von", "bis"),
        # It is in or for the asked place. ort: name of the place or area.
        "ort": ("ort",),
        # It is in a place near by. ort: name of the town, km: distance with a decimal comma.
        "ort_nahe": ("ort", "km"),
        # It is for the whole district / the region / the state. gebiet: name of the area.
        "landkreis": ("gebiet",),
        "region": ("gebiet",),
        "land": ("gebiet",),
        # It is for families all over Germany.
        "bundesweit": (),
        # It is given online.
        "online": (),
        # It costs nothing.
        "kostenlos": (),
        # It can be had by phone. telefon: the number.
        "telefonisch": ("telefon",),
        # Somebody comes to the family's home.
        "hausbesuch": (),
        # It is open now. bis: closing time as 17:30, empty around the clock.
        "offen_jetzt": ("bis",),
        # It is for the group the parent spoke of. zielgruppe: as the offer calls it.
        "zielgruppe": ("zielgruppe",),
    }
)
"""Every reason code with the names of its values."""

MOST: Final = 4
"""So many reasons a hit has at most; more is not read."""
NEAR_KM: Final = 15.0
EVERY_AGE_MONTHS: Final = 120
"""From this width on an offer is "for children of every age" rather than for this age."""


def reasons(
    offer: Offer,
    question: Question,
    *,
    distance_km: float | None,
    open_now: bool | None,
    opens_until: time | None,
) -> tuple[Reason, ...]:
    """The reasons that are true for this offer and this question, most telling first, at most `MOST`.

    What the family wished for stands right behind the subject.
    """
    every = (
        *_subject(offer, question),
        *_wished(offer, question.wishes),
        *_age(offer, question, wide=False),
        *_near_place(offer, question.place, distance_km),
        *_group(offer, question),
        *_open(offer, open_now, opens_until),
        *_home(offer),
        *_free(offer),
        *_far_place(offer),
        *_phone(offer),
        *_age(offer, question, wide=True),
    )
    # A wish may bring forward what would come later: each code once, where it stands first.
    first: dict[str, Reason] = {}
    for reason in every:
        first.setdefault(reason.code, reason)
    return tuple(first.values())[:MOST]


def _reason(code: str, *values: str) -> Reason:
    return Reason(code, MappingProxyType(dict(zip(REASON_VALUES[code], values, strict=True))))


def _subject(offer: Offer, question: Question) -> Iterator[Reason]:
    for key in question.topics:
        if key in offer.topics:
            yield _reason("thema", key, offer.topic_names[offer.topics.index(key)])
            return
    for key in question.needs:
        if key in offer.needs:
            yield _reason("bedarf", key)
            return


def _wished(offer: Offer, wishes: frozenset[Wish]) -> Iterator[Reason]:
    if Wish.KOSTENLOS in wishes:
        yield from _free(offer)
    if Wish.TELEFONISCH in wishes:
        yield from _phone(offer)
    if Wish.HAUSBESUCH in wishes:
        yield from _home(offer)
    if Wish.ONLINE in wishes and Format.ONLINE in offer.formats:
        yield _reason("online")


def _age(offer: Offer, question: Question, *, wide: bool) -> Iterator[Reason]:
    fitting = [child for child in question.ages if child.overlaps(offer.ages)]
    if fitting and (offer.ages.width > EVERY_AGE_MONTHS) == wide:
        child = fitting[0]
        months = (child.min_months, child.max_months, offer.ages.min_months, offer.ages.max_months)
        yield _reason("alter_alle" if wide else "alter", *map(str, months))


def _near_place(offer: Offer, place: Place | None, distance: float | None) -> Iterator[Reason]:
    if place is None or place.whole_district:
        return
    if offer.reach == Reach.GEMEINDE and place.serves(offer.reach, offer.reach_key):
        yield _reason("ort", offer.reach_area)
    elif offer.municipality_key == place.municipality.key:
        yield _reason("ort", place.municipality.name)
    elif distance is not None and distance <= NEAR_KM and offer.town:
        yield _reason("ort_nahe", offer.town, f"{distance:.1f}".replace(".", ","))


def _far_place(offer: Offer) -> Iterator[Reason]:
    if offer.reach in (Reach.LANDKREIS, Reach.REGION, Reach.LAND):
        yield _reason(offer.reach, offer.reach_area)
    elif offer.reach == Reach.ONLINE or Format.ONLINE in offer.formats:
        yield _reason("online")
    elif offer.reach == Reach.BUNDESWEIT:
        yield _reason("bundesweit")


def _group(offer: Offer, question: Question) -> Iterator[Reason]:
    if offer.target != TARGET_EVERYBODY and is_meant(offer.target, question.text, question.hints):
        yield _reason("zielgruppe", offer.target)


def _open(offer: Offer, open_now: bool | None, until: time | None) -> Iterator[Reason]:
    if open_now and (offer.phone or Format.VOR_ORT in offer.formats):
        yield _reason("offen_jetzt", until.strftime("%H:%M") if until else "")


def _home(offer: Offer) -> Iterator[Reason]:
    if Format.HAUSBESUCH in offer.formats:
        yield _reason("hausbesuch")


def _free(offer: Offer) -> Iterator[Reason]:
    if offer.free_of_charge:
        yield _reason("kostenlos")


def _phone(offer: Offer) -> Iterator[Reason]:
    if offer.phone and Format.TELEFONISCH in offer.formats:
        yield _reason("telefonisch", offer.phone)
