"""What an offer becomes when a row of a file meets what is stored: all rules of the import in one pure function."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final, TypeVar

from offer_db.ages import LIFE_PHASES, AgeRange, life_phases
from offer_db.gazetteer import Gazetteer
from offer_db.hours import to_osm
from offer_db.records import Offer, Topic
from offer_db.vocabulary import (
    TARGET_PROFESSIONALS,
    Audience,
    Confidence,
    Format,
    Reach,
    State,
)

_FREE: Final = re.compile(
    r"((für (familien|eltern|kinder) )?(kostenlos|kostenfrei|gebührenfrei|umsonst|gratis)|keine kosten|0 (euro|€))\.?"
)
_HOME_VISIT: Final = re.compile(
    r"\b(hausbesuch\w*|(kommt|kommen|besucht|besuchen|helfen|hilft|hilfe|besuch)\b[^.]{0,60}\b(zu|nach) hause)",
    re.IGNORECASE,
)
_SET_BY_HAND: Final = frozenset({State.PAUSIERT.value, State.BEENDET.value})

Result = TypeVar("Result")


class CellError(ValueError):
    """A value that cannot stay, by itself or beside the rest; `alias` names its column.

    `others` is what else is wrong with the same row.
    """

    def __init__(self, alias: str, reason: str) -> None:
        super().__init__(reason)
        self.alias = alias
        self.others: tuple[CellError, ...] = ()


@dataclass(frozen=True)
class Merged:
    """The offer as it should be stored, and what staff should know about it (German sentences)."""

    offer: Offer
    notices: tuple[str, ...] = ()


def merge(stored: Offer | None, values: Mapping[str, Any], places: Gazetteer, topics: Mapping[str, Topic]) -> Merged:
    """Applies the values of one row.

    Args:
        stored: the offer with this id, None if it is new.
        values: parsed cells by English alias; columns the file does not have are missing here.
        places: to find areas and towns.
        topics: all topics by key.

    Raises:
        CellError: the row contradicts itself, the stored offer or the tables of places and topics; its `others` are
            the further contradictions.
    """
    wrong: list[CellError] = []

    def tried(work: Callable[[], Result], otherwise: Result) -> Result:
        try:
            return work()
        except CellError as error:
            wrong.append(error)
            return otherwise

    def value(alias: str, current: Any) -> Any:
        return values.get(alias, current)

    old = stored
    first, last = (
        value("age_min_months", old and old.ages.min_months),
        value("age_max_months", old and old.ages.max_months),
    )
    ages = tried(lambda: _ages(first, last), AgeRange(0, 0))
    needs = _needs(old, values)
    topic_keys = tuple(value("topics", old.topics if old else ()))
    for key in topic_keys:
        if key not in topics:
            wrong.append(CellError("topics", f"Das Thema „{key}“ gibt es nicht."))
    reach = value("reach", old.reach if old else "")
    reach_area = value("reach_area", old.reach_area if old else "")
    reach_key = tried(lambda: _reach_key(reach, reach_area, places), None)
    town = value("town", old.town if old else "")
    postcode = value("postcode", old.postcode if old else "")
    located = places.locate(town, postcode)
    target = value("target", old.target if old else "")
    confidence = value("confidence", old.confidence if old else "")
    cost = value("cost", old.cost if old else "")
    unchecked: tuple[date | None, str] = (None, "")
    verified_on, verified_by = tried(lambda: _verification(old, values), unchecked)
    state, notices = _state(old, values.get("state", ""), confidence, verified_on is not None)
    valid_from, valid_to = value("valid_from", old and old.valid_from), value("valid_to", old and old.valid_to)
    if valid_from and valid_to and valid_from > valid_to:
        wrong.append(CellError("valid_to", "Die Gültigkeit endet, bevor sie beginnt."))
    if wrong:
        wrong[0].others = tuple(wrong[1:])
        raise wrong[0]
    hours = value("opening_hours", old.opening_hours if old else "")
    draft = Offer(
        id=values["id"],
        title=value("title", old.title if old else ""),
        provider=value("provider", old.provider if old else ""),
        provider_kind=value("provider_type", old.provider_kind if old else ""),
        description=value("description", old.description if old else ""),
        needs=needs,
        topics=topic_keys,
        topic_names=tuple(topics[key].name for key in topic_keys),
        ages=ages,
        life_phases=_phases(old, values, ages),
        target=target,
        audience=_audience(old, values, target),
        cost=cost,
        free_of_charge=is_free(cost),
        languages=value("languages", old.languages if old else ""),
        formats=(),
        reach=reach,
        reach_area=reach_area,
        reach_key=reach_key,
        address=value("address", old.address if old else ""),
        postcode=postcode,
        town=town,
        municipality_key=located.key if located else None,
        latitude=located.latitude if located else None,
        longitude=located.longitude if located else None,
        phone=value("phone", old.phone if old else ""),
        email=value("email", old.email if old else ""),
        url=value("url", old.url if old else ""),
        opening_hours=hours,
        opening_hours_osm=_osm(old, values, hours),
        state=state,
        valid_from=valid_from,
        valid_to=valid_to,
        source=value("source_url", old.source if old else ""),
        source_checked=value("source_checked", old.source_checked if old else ""),
        source_date=value("source_date", old.source_date if old else ""),
        confidence=confidence,
        verified_on=verified_on,
        verified_by=verified_by,
        notes=value("notes", old.notes if old else ""),
    )
    return Merged(_with_formats(draft, old, values), notices)


def is_free(cost: str) -> bool:
    """True if the words say that families pay nothing at all; "Beratung kostenlos, Kurse kosten" does not."""
    return bool(_FREE.fullmatch(cost.strip().lower()))


def formats_of(offer: Offer) -> tuple[str, ...]:
    """How an offer is given, as far as its other fields tell beyond doubt."""
    found = []
    if offer.reach == Reach.ONLINE:
        found.append(Format.ONLINE.value)
    elif offer.address or offer.town:
        found.append(Format.VOR_ORT.value)
    elif offer.phone and offer.reach in (Reach.LAND, Reach.BUNDESWEIT):
        found.append(Format.TELEFONISCH.value)
    if _HOME_VISIT.search(f"{offer.title}. {offer.description}"):
        found.append(Format.HAUSBESUCH.value)
    return tuple(form.value for form in Format if form.value in found)


def _ages(first: int | None, last: int | None) -> AgeRange:
    if first is None or last is None:
        raise CellError("age_min_months", "Das Alter fehlt.")
    if first > last:
        raise CellError("age_max_months", f"Das Alter endet mit {last} Monaten, bevor es mit {first} beginnt.")
    return AgeRange(first, last)


def _needs(old: Offer | None, values: Mapping[str, Any]) -> tuple[str, ...]:
    primary = values.get("category") or (old.needs[0] if old and old.needs else "")
    further = values["needs"] if "needs" in values else (old.needs[1:] if old else ())
    return (primary, *(need for need in further if need != primary))


def _phases(old: Offer | None, values: Mapping[str, Any], ages: AgeRange) -> tuple[str, ...]:
    given: tuple[str, ...] = values.get("life_phase") or ()
    if given:
        return tuple(sorted(given, key=list(LIFE_PHASES).index))
    return old.life_phases if old and old.ages == ages and "life_phase" not in values else life_phases(ages)


def _audience(old: Offer | None, values: Mapping[str, Any], target: str) -> str:
    if target.casefold() == TARGET_PROFESSIONALS.casefold():
        return Audience.FACHKRAEFTE.value
    if values.get("audience"):
        return str(values["audience"])
    # A target group that is no longer "nur Fachkräfte" opens the offer; otherwise staff's decision stays.
    reopened = old is not None and old.target.casefold() == TARGET_PROFESSIONALS.casefold()
    return old.audience if old and not reopened else Audience.FAMILIEN.value


def _reach_key(reach: str, area: str, places: Gazetteer) -> str | None:
    municipality = places.area(area) if area else None
    if reach not in (Reach.GEMEINDE, Reach.LANDKREIS):
        return None
    if not area:
        raise CellError("reach_area", f"Bei der Reichweite {reach} muss das Gebiet genannt sein.")
    if municipality is None:
        raise CellError("reach_area", f"Das Gebiet „{area}“ steht nicht in der Ortsliste.")
    return municipality.key


def _osm(old: Offer | None, values: Mapping[str, Any], hours: str) -> str:
    if "opening_hours_osm" in values:
        return str(values["opening_hours_osm"])
    return old.opening_hours_osm if old and old.opening_hours == hours else to_osm(hours)


def _verification(old: Offer | None, values: Mapping[str, Any]) -> tuple[date | None, str]:
    if old is not None and old.verified_on is not None:
        return old.verified_on, old.verified_by
    return checked_pair(values.get("verified_on"), values.get("verified_by", ""))


def checked_pair(day: date | None, who: str) -> tuple[date | None, str]:
    """The day of checking and who checked: both or neither.

    Raises:
        CellError: one of the two is missing.
    """
    if day and not who:
        raise CellError("verified_by", "Wer hat geprüft? Zu einem Prüfdatum gehört ein Name.")
    if who and not day:
        raise CellError("verified_on", "Wann wurde geprüft? Zu einem Namen gehört ein Prüfdatum.")
    return day, who


def is_doubtful(confidence: str, verified: bool) -> bool:
    """Nobody should publish it: the source supports it badly, and no person has confirmed it."""
    return confidence == Confidence.LOW and not verified


def _state(old: Offer | None, wanted: str, confidence: str, verified: bool) -> tuple[str, tuple[str, ...]]:
    doubtful = is_doubtful(confidence, verified)
    if old is not None and old.state in _SET_BY_HAND:
        if wanted and wanted != old.state:
            return old.state, (f"Der Zustand bleibt {old.state}, weil er von Hand gesetzt wurde.",)
        return old.state, ()
    if wanted:
        if wanted == State.VEROEFFENTLICHT and doubtful and (old is None or old.state != wanted):
            return State.ENTWURF.value, ("Bleibt Entwurf: Das Vertrauen ist low und niemand hat geprüft.",)
        return wanted, ()
    if old is None:
        return (State.ENTWURF if doubtful else State.VEROEFFENTLICHT).value, ()
    if (old.confidence == Confidence.LOW) != (confidence == Confidence.LOW):
        return (State.ENTWURF if doubtful else State.VEROEFFENTLICHT).value, ()
    return old.state, ()


def _with_formats(draft: Offer, old: Offer | None, values: Mapping[str, Any]) -> Offer:
    if "formats" in values:
        chosen = tuple(form.value for form in Format if form.value in values["formats"])
    else:
        chosen = old.formats if old else formats_of(draft)
    return replace(draft, formats=chosen)
