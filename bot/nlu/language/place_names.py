"""The places Lotte knows and every way of writing them: Ortsteile, adjectives, spellings without umlauts, postcodes.

Sources: `municipalities.csv` (the district, its 7 Samtgemeinden and 41 municipalities, 6 neighbour towns) and, beside
it, `places_outside.csv` (other towns, regions and states that families of the district name).
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.nlu.language.folding import words
from bot.nlu.language.place_words import AMBIGUOUS, MEINE, RARE

OUTSIDE_FILE = "places_outside.csv"
OUTSIDE, DISTRICT, ASSOCIATION, STATE = "ausserhalb", "Landkreis", "Samtgemeinde", "Staat"
_ASSOCIATION_PREFIX = re.compile(r"^(?:Samtgemeinde|SG)\s+")
_NO_ADJECTIVE = AMBIGUOUS | RARE | {MEINE}  # "meiner", "müder"
_SIZE_PREFIX = re.compile(r"^(?:Groß|Gross|Gr\.|Klein)\s+")
_BRACKETS = re.compile(r"\s*\(([^)]*)\)")
_ABBREVIATION = re.compile(r"[A-ZÄÖÜ]{2,3}")
_PLAIN_VOWELS = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "Ä": "A", "Ö": "O", "Ü": "U", "ß": "s"})


@dataclass(frozen=True, slots=True)
class Place:
    """A place as Lotte passes it on; `key` is the official key, or `ausserhalb:<slug>` in the second file."""

    key: str
    name: str
    kind: str
    inside: bool
    parent: str = ""
    """Name of the Samtgemeinde or the district it belongs to."""


@dataclass(frozen=True, slots=True)
class Names:
    """What the files say, by folded words: `("gross", "oesingen")`."""

    full: dict[tuple[str, ...], Place]
    adjectives: dict[str, Place]
    """"wittinger", "wittingern"; of the district and its neighbour towns only."""
    abbreviations: dict[str, Place]
    """"GF", "WOB": as on number plates, in capitals."""
    postcodes: dict[str, Place]
    associations: dict[str, Place]
    """Samtgemeinde by the folded name it shares with a member ("brome")."""
    district: Place | None


def read_names(path: Path) -> Names:
    """Reads the municipalities and, where it lies beside them, the list of places outside.

    Raises:
        OSError: if the file of municipalities cannot be read.
        KeyError: if a column is missing.
    """
    rows = _rows(path)
    outside = path.with_name(OUTSIDE_FILE)
    return collect_names([*rows, *(_rows(outside) if outside.exists() else ())])


def collect_names(rows: Iterable[dict[str, str]]) -> Names:
    """Builds every spelling; a municipality goes before the Samtgemeinde of its name, both before places outside."""
    names = Names({}, {}, {}, {}, {}, None)
    by_postcode: dict[str, list[Place]] = defaultdict(list)
    by_name: dict[str, Place] = {}
    district: Place | None = None
    for row in sorted(rows, key=_rank):
        inside = not row["key"].startswith(OUTSIDE) and row["kind"] != OUTSIDE
        place = Place(row["key"], row["name"], row["kind"], inside, row.get("parent", ""))
        by_name.setdefault(place.name, place)
        if place.kind == DISTRICT:
            district = place
        local = "parent" in row
        for spelling in _spellings(row["name"], row["variants"].split(";")):
            _add(names, spelling, place, local)
        for postcode in filter(None, row.get("postcodes", "").split(";")):
            if place.kind not in (ASSOCIATION, DISTRICT):
                by_postcode[postcode].append(place)
    for postcode, places in by_postcode.items():
        shared = {by_name.get(place.parent) for place in places} if len(places) > 1 else {places[0]}
        common = shared.pop() if len(shared) == 1 else district
        if common is not None:
            names.postcodes[postcode] = common
    return Names(names.full, names.adjectives, names.abbreviations, names.postcodes, names.associations, district)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _rank(row: dict[str, str]) -> tuple[int, int]:
    kinds = (ASSOCIATION, DISTRICT, OUTSIDE)
    return (row["key"].startswith(OUTSIDE), kinds.index(row["kind"]) + 1 if row["kind"] in kinds else 0)


def _spellings(name: str, variants: Iterable[str]) -> Iterator[str]:
    for spelling in (name, *variants):
        if (short := _SIZE_PREFIX.sub("", spelling)) != spelling:
            yield from (short, short.translate(_PLAIN_VOWELS))
        plain = _BRACKETS.sub("", spelling).strip()
        for form in filter(None, (_BRACKETS.sub(r" \1", spelling).strip(), plain)):
            yield form
            yield form.translate(_PLAIN_VOWELS)


def _add(names: Names, spelling: str, place: Place, local: bool) -> None:
    if _ABBREVIATION.fullmatch(spelling):
        names.abbreviations.setdefault(spelling, place)
        return
    folded = tuple(word.folded for word in words(spelling))
    if not folded:
        return
    names.full.setdefault(folded, place)
    names.full.setdefault(("".join(folded),), place)
    bare = tuple(word.folded for word in words(_ASSOCIATION_PREFIX.sub("", spelling)))
    if place.kind == ASSOCIATION:
        names.associations.setdefault(" ".join(bare), place)
        names.full.setdefault(bare, place)
    if local and place.kind != DISTRICT and len(bare) == 1 and bare[0] not in _NO_ADJECTIVE:
        for adjective in _adjectives(bare[0]):
            names.adjectives.setdefault(adjective, place)


def _adjectives(name: str) -> Iterator[str]:
    """Inhabitant forms of a folded name: "wittingen" -> "wittinger", "isenbuettel" -> "isenbuetteler"."""
    stems = [name + "er"]
    if name.endswith("en"):
        stems.append(name[:-2] + "er")
    if name.endswith("hausen"):
        stems.append(name[:-6] + "haeuser")
    if name.endswith("e"):
        stems.append(name + "r")
    if name.endswith("el"):
        stems.append(name[:-2] + "ler")
    for stem in stems:
        yield from (stem, stem + "n", stem + "s", stem + "in", stem + "innen")
