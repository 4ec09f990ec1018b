"""What leaves this package: frozen dataclasses. No ORM object and no session ever does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time

from offer_db.ages import AgeRange
from offer_db.vocabulary import Audience, State


@dataclass(frozen=True)
class Municipality:
    """A place families live in: a Gemeinde (8 digits), Samtgemeinde (9), the district (5) or a neighbouring town.

    Attributes:
        kind: one of `offer_db.vocabulary.PlaceKind`.
        parent_key: key of the Samtgemeinde or district above; None at the top and outside the district.
        latitude, longitude: WGS 84 degrees, good to about 1-5 km.
    """

    key: str
    name: str
    kind: str
    parent_key: str | None
    postcodes: tuple[str, ...]
    latitude: float
    longitude: float


@dataclass(frozen=True)
class Topic:
    """A narrower subject below a need, e.g. `elterngeld` below `finanzielle_hilfen`."""

    key: str
    need: str
    name: str


@dataclass(frozen=True)
class Offer:
    """One offer with everything that is known about it; what is unknown is empty, never guessed.

    Attributes:
        needs: need keys, the primary one first.
        topics: topic keys; `topic_names` are their German names in the same order.
        ages: months of the child the offer is for.
        target: target group as text, "alle" for everybody.
        audience, reach, state, confidence, formats: keys of `offer_db.vocabulary`.
        reach_key: municipality key of the area served for reach gemeinde and landkreis.
        latitude, longitude: of the municipality the offer is in, not of the house.
        opening_hours: as the source says it; `opening_hours_osm` the same in OSM syntax if that was safe to convert.
        source: one or more addresses, separated by " ; ".
        verified_on, verified_by: the last time a person confirmed the offer.
    """

    id: str
    title: str
    provider: str
    provider_kind: str
    description: str
    needs: tuple[str, ...]
    topics: tuple[str, ...]
    topic_names: tuple[str, ...]
    ages: AgeRange
    life_phases: tuple[str, ...]
    target: str
    audience: str
    cost: str
    free_of_charge: bool
    languages: str
    formats: tuple[str, ...]
    reach: str
    reach_area: str
    reach_key: str | None
    address: str
    postcode: str
    town: str
    municipality_key: str | None
    latitude: float | None
    longitude: float | None
    phone: str
    email: str
    url: str
    opening_hours: str
    opening_hours_osm: str
    state: str
    valid_from: date | None
    valid_to: date | None
    source: str
    source_checked: str
    source_date: str
    confidence: str
    verified_on: date | None
    verified_by: str
    notes: str

    def is_shown(self, today: date) -> bool:
        """Families may see it on this day: published, meant for them, and valid."""
        return (
            self.state == State.VEROEFFENTLICHT
            and self.audience == Audience.FAMILIEN
            and (self.valid_from is None or self.valid_from <= today)
            and (self.valid_to is None or self.valid_to >= today)
        )

    @property
    def age_min_months(self) -> int:
        """First month the offer is for."""
        return self.ages.min_months

    @property
    def age_max_months(self) -> int:
        """Last month the offer is for."""
        return self.ages.max_months


@dataclass(frozen=True)
class SearchRequest:
    """What a family is looking for. Everything is optional: an empty request lists what is there.

    Attributes:
        needs: need keys, most important first.
        topics: topic keys, most important first.
        ages: one range a child; an offer fits if it overlaps at least one.
        place_key: municipality key (8 digits), Samtgemeinde (9), the district (03151) or a town outside; None and
            keys nobody knows mean "not said".
        text: the parent's own words, for ranking by meaning and words.
        limit: number of hits wanted.
        exclude: ids that must not come again.
        now: time of asking; naive times are Europe/Berlin. None is the present.
        target_hints: target groups the parent spoke of ("alleinerziehend", "geringes Einkommen", ...).
        wishes: keys of `offer_db.vocabulary.Wish` ("kostenlos", "heute", ...); keys nobody knows are ignored.
    """

    needs: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    ages: tuple[AgeRange, ...] = ()
    place_key: str | None = None
    text: str = ""
    limit: int = 3
    exclude: frozenset[str] = frozenset()
    now: datetime | None = None
    target_hints: frozenset[str] = frozenset()
    wishes: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Reason:
    """Why an offer fits; `code` and its values are listed in `offer_db.reasons.REASON_VALUES`."""

    code: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Opening:
    """Whether an offer is open at one moment, and what comes next.

    Attributes:
        open_now: None if the opening hours are unknown, cannot be evaluated, or do not say (public holidays).
        opens_until: closing time (Europe/Berlin) if open now and it closes within 24 hours.
        opens_next: start of the next opening that is certain, aware (Europe/Berlin), if closed now and it is within
            7 days; holidays on which the hours are unknown are passed over.
    """

    open_now: bool | None = None
    opens_until: time | None = None
    opens_next: datetime | None = None


@dataclass(frozen=True)
class Hit:
    """An offer found.

    Attributes:
        reasons: at most four, most telling first.
        distance_km: from the middle of the asked place to the offer's municipality; None if either is unknown.
        open_now: None if the opening hours are unknown or cannot be evaluated.
        opens_until: closing time of today (Europe/Berlin) if open now and it closes within 24 hours.
        score: only comparable within one result.
        opens_next: see `Opening`.
    """

    offer: Offer
    reasons: tuple[Reason, ...]
    distance_km: float | None
    open_now: bool | None
    opens_until: time | None
    score: float
    opens_next: datetime | None = None


@dataclass(frozen=True)
class SearchResult:
    """What was found.

    Attributes:
        hits: best first, at most `limit`.
        total: how many offers fit (if `relaxed`: how many fit after relaxing), whatever the limit.
        relaxed: filters that were let go because they left nothing, of `offer_db.relaxing.RELAXATIONS`.
        exact: True if the hits fit everything that was asked.
    """

    hits: tuple[Hit, ...]
    total: int
    relaxed: tuple[str, ...]
    exact: bool


@dataclass(frozen=True)
class Demand:
    """One search as it is counted: closed lists only, no words and no session. What is not known stays empty.

    Whatever is in none of the lists is counted as empty, see `offer_db.demand`.

    Attributes:
        need, topic: the first one asked; without a need, that of the topic counts.
        age_band: the first child's life phase, one of `offer_db.ages.LIFE_PHASES` (see `offer_db.ages.age_band`).
        municipality_key: every key from outside the district is counted as "ausserhalb".
        language: code of the language the parent writes in, e.g. "de".
        hits: offers shown; more than 3 count as 3.
        relaxed: `SearchResult.relaxed`, joined with "+".
        month: JJJJ-MM; empty is the present month (Europe/Berlin).
        channel: one of `offer_db.vocabulary.Channel`.
    """

    need: str = ""
    topic: str = ""
    age_band: str = ""
    municipality_key: str = ""
    language: str = ""
    hits: int = 0
    relaxed: str = ""
    month: str = ""
    channel: str = ""


@dataclass(frozen=True)
class OfferReport:
    """A parent's note that something about an offer is wrong; it says what, never who.

    Attributes:
        kind: one of `offer_db.vocabulary.ReportKind`.
        resolved_on: the day staff dealt with it; None while it is open.
    """

    id: int
    offer_id: str
    offer_title: str
    kind: str
    reported_on: date
    resolved_on: date | None = None
