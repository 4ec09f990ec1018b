"""Demand against supply (Angebotslücken): what families asked for, and what there is, as tables and sentences.

    report = gap_report(engine, GapQuery(period="2026-Q4"), date.today())

Every number in a report is one `offer_db.gaps_suppression` lets through; a hidden one is None.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from sqlalchemy import Engine

from offer_db.ages import LIFE_PHASES
from offer_db.database import reading
from offer_db.errors import OfferDbError
from offer_db.gaps_counts import place_path, read_counts
from offer_db.gaps_lattice import ANY, UNMET, Cell, is_counted, is_month, quarter, steps
from offer_db.gaps_names import (
    CHANNEL_NAMES,
    PHASE_NAMES,
    is_period,
    language_name,
    period_name,
    place_name,
    subject_name,
)
from offer_db.gaps_sentences import strongest
from offer_db.gaps_supply import Supply, read_supply
from offer_db.gaps_suppression import Protected
from offer_db.loading import load_municipalities, load_topics
from offer_db.records import Municipality, Topic
from offer_db.vocabulary import DISTRICT_KEY, NEEDS, OUTSIDE, Channel, PlaceKind

SIDES: Final[Mapping[str, str]] = {"ort": "place", "sprache": "language", "kanal": "channel"}
"""By what the families can be divided, one at a time, and the field of `Cell` for it."""
_FIELDS: Final = Cell._fields
MOST_STEPS: Final = 12
"""So many periods a course over time has at most, the latest ones."""


class UnknownPart(OfferDbError):
    """A period, need or part of the families that there is not; says which."""


@dataclass(frozen=True)
class GapQuery:
    """What a report is about.

    Attributes:
        period: "2026-10", "2026-Q4", "2026" or `ANY`.
        need: only this need, divided by topics; "" for all needs.
        side: one of `SIDES`, or "" for all families.
        part: of that side: a language, a channel, or the key of an area ("03151040") or place ("031515402/03151005").
    """

    period: str = ANY
    need: str = ""
    side: str = ""
    part: str = ""


@dataclass(frozen=True)
class Line:
    """One row of a table; each value stands below the column of the same place, `total` is their sum.

    Attributes:
        key: need, or "need/topic".
        searches, unmet: None where hidden.
        offers: offers there are; empty in tables that show demand alone.
    """

    key: str
    name: str
    searches: tuple[int | None, ...]
    unmet: tuple[int | None, ...]
    offers: tuple[int, ...]
    total: int | None
    total_unmet: int | None


@dataclass(frozen=True)
class Table:
    """Subjects against life phases, places, periods, languages or channels.

    Attributes:
        key: "lebensphase", "ort", "verlauf", "sprache" or "kanal".
        sums: the last row: all subjects together.
    """

    key: str
    title: str
    columns: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...]
    sums: Line

    @property
    def heading(self) -> str:
        """What stands above the names of the lines."""
        return "Thema" if self.lines and "/" in self.lines[0].key else "Bedarf"


@dataclass(frozen=True)
class GapChoices:
    """What a report can be about, as (value, name)."""

    periods: tuple[tuple[str, str], ...]
    needs: tuple[tuple[str, str], ...]
    parts: Mapping[str, tuple[tuple[str, str], ...]]


@dataclass(frozen=True)
class GapReport:
    """A report; what is hidden is hidden in it already.

    Attributes:
        gaps: the strongest ones, each in a sentence.
        choices: what else it could be about.
    """

    query: GapQuery
    title: str
    period: str
    part: str
    gaps: tuple[str, ...]
    tables: tuple[Table, ...]
    today: date
    unfinished: bool
    choices: GapChoices = field(compare=False, repr=False)

    def table(self, key: str) -> Table | None:
        """The table with this key, if the report has one."""
        return next((table for table in self.tables if table.key == key), None)


@dataclass(frozen=True)
class _World:
    shown: Protected
    supply: Supply
    places: Mapping[str, Municipality]
    place_names: Mapping[str, str]
    topics: Mapping[str, Topic]
    topic_names: Mapping[str, str]
    choices: GapChoices


def gap_report(engine: Engine, query: GapQuery, today: date) -> GapReport:
    """A report on demand and supply.

    Args:
        engine: of a migrated database.
        query: what it is about.
        today: offers valid on this day count; a period that is not over on it is unfinished.

    Raises:
        UnknownPart: the query names what there is not.
    """
    world = _read(engine, today)
    _check(query, world)
    part = dict(world.choices.parts.get(query.side, ())).get(query.part, "")
    base = Cell(time=query.period)
    if query.side:
        base = base._replace(**{SIDES[query.side]: query.part})
    # topics of a part of the families would be too small to be seen, except in one place
    divided = bool(query.need) and is_counted(base._replace(subject="a/b"))
    rows = _subjects(world, query.need, divided)
    top = base._replace(subject=query.need) if query.need else base
    columns = {
        "lebensphase": ("Bedarf und Lebensphase", "phase", [(key, PHASE_NAMES[key]) for key in (*LIFE_PHASES, "")]),
        "ort": ("Bedarf und Ort", "place", _place_columns(world, query)),
        "verlauf": ("Verlauf", "time", _time_columns(world, query.period)),
        "sprache": ("Bedarf und Sprache", "language", world.choices.parts["sprache"]),
        "kanal": ("Bedarf und Kanal", "channel", world.choices.parts["kanal"]),
    }
    whole_need = [(query.need, NEEDS[query.need])] if query.need else rows
    tables = []
    for key, (title, divided_by, own) in columns.items():
        subjects = next((some for some in (rows, whole_need) if _can(top, some, divided_by, own)), None)
        if own and subjects is not None:
            tables.append(_table(world, key, title, top, subjects, divided_by, own))
    names = [period_name(query.period), part, subject_name(query.need, {}) if query.need else ""]
    return GapReport(
        query=query,
        title=" · ".join(name for name in names if name),
        period=period_name(query.period),
        part=part,
        gaps=strongest(world.shown, world.supply, top, world.place_names, world.topic_names),
        tables=tuple(tables),
        today=today,
        unfinished=query.period in steps(0, f"{today:%Y-%m}"),
        choices=world.choices,
    )


def _read(engine: Engine, today: date) -> _World:
    with reading(engine) as session:
        places = {place.key: place for place in load_municipalities(session)}
        topics = load_topics(session)
        shown, supply = read_counts(session, places), read_supply(session, places.values(), today)
    names = {key: place.name for key, place in places.items()}
    return _World(
        shown,
        supply,
        places,
        names,
        topics,
        {key: topic.name for key, topic in topics.items()},
        _choices(shown, names, places),
    )


def _choices(shown: Protected, names: Mapping[str, str], places: Mapping[str, Municipality]) -> GapChoices:
    values = shown.lattice.values
    periods = sorted(values["time"], key=lambda time: (time.count("-"), "Q" not in time, time))
    areas = [
        place.key
        for place in places.values()
        if place.kind in (PlaceKind.STADT, PlaceKind.EINHEITSGEMEINDE, PlaceKind.SAMTGEMEINDE)
    ]
    known = sorted(areas, key=lambda key: names[key].removeprefix("Samtgemeinde "))
    languages = sorted(values["language"] - {ANY}, key=lambda code: (not code, language_name(code)))
    extra = [key for key in (DISTRICT_KEY, OUTSIDE, "") if key == "" or key == OUTSIDE or key in places]
    return GapChoices(
        periods=tuple((period, period_name(period)) for period in periods) or ((ANY, period_name(ANY)),),
        needs=tuple(NEEDS.items()),
        parts={
            "ort": tuple((key, place_name(key, names)) for key in (*known, *extra)),
            "sprache": tuple((code, language_name(code)) for code in languages),
            "kanal": tuple((key, CHANNEL_NAMES[key]) for key in (*map(str, Channel), "") if key in values["channel"]),
        },
    )


def _check(query: GapQuery, world: _World) -> None:
    if not is_period(query.period):
        raise UnknownPart(f"„{query.period}“ ist kein Zeitraum wie 2026-10, 2026-Q4 oder 2026.")
    if query.need and query.need not in NEEDS:
        raise UnknownPart(f"Den Bedarf „{query.need}“ gibt es nicht.")
    if query.side and query.side not in SIDES:
        raise UnknownPart(f"Nach „{query.side}“ wird nicht gezählt.")
    if query.side and query.part not in dict(world.choices.parts[query.side]):
        raise UnknownPart(f"„{query.part}“ kommt unter „{query.side}“ nicht vor.")


def _subjects(world: _World, need: str, divided: bool) -> list[tuple[str, str]]:
    if not need:
        return [*NEEDS.items(), ("", subject_name("", {}))]
    if not divided:
        return [(need, NEEDS[need])]
    topics = [f"{need}/{key}" for key, topic in world.topics.items() if topic.need == need]
    ordered = sorted(topics, key=lambda subject: subject_name(subject, world.topic_names))
    return [(subject, subject_name(subject, world.topic_names)) for subject in (*ordered, f"{need}/")]


def _place_columns(world: _World, query: GapQuery) -> Sequence[tuple[str, str]]:
    if query.side != "ort":
        return world.choices.parts["ort"]
    within = [place_path(key, world.places) for key, place in world.places.items() if place.parent_key == query.part]
    inside = [path for path in within if path.startswith(f"{query.part}/")]
    if not inside:
        return ()
    return [(path, place_name(path, world.place_names)) for path in (*sorted(inside), f"{query.part}/")]


def _time_columns(world: _World, period: str) -> Sequence[tuple[str, str]]:
    months = sorted(filter(is_month, world.shown.lattice.values["time"]))
    if period == ANY:
        finer = sorted({quarter(month) for month in months})
    else:
        finer = [month for month in months if period in steps(0, month)]
    return [(own, period_name(own)) for own in finer[-MOST_STEPS:]]


def _can(top: Cell, rows: Sequence[tuple[str, str]], field: str, columns: Sequence[tuple[str, str]]) -> bool:
    """Whether there are such cells; families who are one part already are not divided by the same side again."""
    if any(getattr(top, field) not in steps(_FIELDS.index(field), column)[:-1] for column, _ in columns):
        return False
    return all(is_counted(top._replace(**{"subject": row[0], field: column[0]})) for row in rows for column in columns)


def _table(
    world: _World,
    key: str,
    title: str,
    top: Cell,
    rows: Iterable[tuple[str, str]],
    field: str,
    columns: Sequence[tuple[str, str]],
) -> Table:
    with_offers = field in ("phase", "place")

    def line(subject: str, name: str) -> Line:
        whole = top._replace(subject=subject)
        cells = [whole._replace(**{field: column}) for column, _ in columns]
        counts = [world.supply.count(cell.subject, cell.phase, cell.place).offers for cell in cells]
        return Line(
            key=subject,
            name=name,
            searches=tuple(world.shown.value(cell) for cell in cells),
            unmet=tuple(world.shown.value(cell._replace(outcome=UNMET)) for cell in cells),
            offers=tuple(counts) if with_offers else (),
            total=world.shown.value(whole),
            total_unmet=world.shown.value(whole._replace(outcome=UNMET)),
        )

    lines = tuple(line(subject, name) for subject, name in rows)
    # the row of those who said no need or no topic is left out where there is nobody
    kept = tuple(own for own in lines if own.total != 0 or (own.key and not own.key.endswith("/")))
    return Table(key, title, tuple(columns), kept, line(top.subject, "Alle zusammen"))
