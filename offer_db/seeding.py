"""Fills a database from a folder of CSV files: places, topics, offers, topics of offers. Repeating it is cheap."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from sqlalchemy import Engine, delete, insert, select, update
from sqlalchemy.exc import DataError, IntegrityError
from sqlalchemy.orm import Session

from offer_db.constraints import explain
from offer_db.csvfile import CsvFile, Row, open_csv
from offer_db.database import reading, writing
from offer_db.errors import FileUnreadable, ImportRefused, NotAllowed, RowProblem
from offer_db.importing import import_offers
from offer_db.loading import load_municipalities, load_offers
from offer_db.meaning import SentenceEncoder
from offer_db.models import Municipality as MunicipalityRow
from offer_db.models import MunicipalityPostcode, OfferTopic, SeedFile
from offer_db.models import Topic as TopicRow
from offer_db.records import Municipality
from offer_db.storing import index_again
from offer_db.vocabulary import NEEDS, PlaceKind

FILES: Final = ("municipalities.csv", "topics.csv", "offers.csv", "offer_topics.csv")
"""What is read, in this order: later files refer to earlier ones. Files that are not there are left out."""


@dataclass(frozen=True)
class SeedReport:
    """What happened with one file."""

    name: str
    result: str


def seed(
    engine: Engine,
    folder: Path,
    encoder: Callable[[], SentenceEncoder] | None = None,
    *,
    force: bool = False,
) -> list[SeedReport]:
    """Takes over the files of a folder that changed since the last time, all in one transaction.

    A file that did not change is not read again, so what staff changed since then stays.

    Args:
        engine: of a migrated database.
        folder: for example data/gifhorn.
        encoder: gives the encoder if there are new texts; None leaves the vectors to the first search.
        force: read all files again, changed or not.

    Raises:
        FileUnreadable: the folder holds none of the files, or one cannot be read.
        ImportRefused: a row is bad; nothing was written.
    """
    present = [folder / name for name in FILES if (folder / name).is_file()]
    if not present:
        raise FileUnreadable(f"In „{folder}“ liegt keine der Dateien {', '.join(FILES)}.")
    digests = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in present}
    with reading(engine) as session:
        known = {row.name: row.sha256 for row in session.execute(select(SeedFile.name, SeedFile.sha256))}
    stale = [path for path in present if force or known.get(path.name) != digests[path.name]]
    results = {path.name: "unverändert" for path in present}
    if stale:
        with writing(engine) as session:
            for path in stale:
                with open_csv(path) as file:
                    results[path.name] = _take(session, path.name, file, encoder)
                _remember(session, path.name, digests[path.name])
    return [SeedReport(name, result) for name, result in results.items()]


def _take(session: Session, name: str, file: CsvFile, encoder: Callable[[], SentenceEncoder] | None) -> str:
    try:
        if name == "municipalities.csv":
            return _municipalities(session, name, file)
        if name == "topics.csv":
            return _topics(session, name, file)
        return str(import_offers(session, file, name=name, encoder=encoder() if encoder else None))
    except (IntegrityError, DataError) as error:
        raise NotAllowed(f"{name}: {explain(error)}") from error


def _municipalities(session: Session, name: str, file: CsvFile) -> str:
    _require(file, name, ("key", "name", "kind", "parent", "postcodes", "latitude", "longitude"))
    rows = list(file.rows)
    keys = {row.cells["name"].strip(): row.cells["key"].strip() for row in rows}
    problems: list[RowProblem] = []
    places: list[Municipality] = []
    for row in rows:
        try:
            places.append(_municipality(row, keys))
        except ValueError as error:
            problems.append(RowProblem(row.line, "", str(error)))
    if problems:
        raise ImportRefused(name, problems)
    stored = {place.key: place for place in load_municipalities(session)}
    written = [place for place in places if stored.get(place.key) != place]
    # Parents first: a member refers to its Samtgemeinde, which may stand further down.
    depth = {PlaceKind.LANDKREIS.value: 0, PlaceKind.AUSSERHALB.value: 0, PlaceKind.SAMTGEMEINDE.value: 1}
    for place in sorted(written, key=lambda place: depth.get(place.kind, 2)):
        values = {
            "key": place.key,
            "name": place.name,
            "kind": place.kind,
            "parent_key": place.parent_key,
            "latitude": place.latitude,
            "longitude": place.longitude,
        }
        if place.key in stored:
            session.execute(update(MunicipalityRow).where(MunicipalityRow.key == place.key).values(**values))
            session.execute(delete(MunicipalityPostcode).where(MunicipalityPostcode.municipality_key == place.key))
        else:
            session.execute(insert(MunicipalityRow).values(**values))
        for rank, postcode in enumerate(place.postcodes, 1):
            session.execute(
                insert(MunicipalityPostcode).values(municipality_key=place.key, postcode=postcode, rank=rank)
            )
    new = sum(place.key not in stored for place in written)
    return f"{new} neu, {len(written) - new} geändert, {len(places) - len(written)} unverändert"


def _municipality(row: Row, keys: dict[str, str]) -> Municipality:
    cells = {heading: cell.strip() for heading, cell in row.cells.items()}
    if cells["kind"] not in set(PlaceKind):
        raise ValueError(f"Die Art „{cells['kind']}“ gibt es nicht.")
    if cells["parent"] and cells["parent"] not in keys:
        raise ValueError(f"Der übergeordnete Ort „{cells['parent']}“ steht nicht in der Datei.")
    try:
        latitude, longitude = float(cells["latitude"]), float(cells["longitude"])
    except ValueError as error:
        raise ValueError("Die Koordinaten sind keine Zahlen.") from error
    postcodes = tuple(dict.fromkeys(part.strip() for part in cells["postcodes"].split(";") if part.strip()))
    parent = keys[cells["parent"]] if cells["parent"] else None
    return Municipality(cells["key"], cells["name"], cells["kind"], parent, postcodes, latitude, longitude)


def _topics(session: Session, name: str, file: CsvFile) -> str:
    _require(file, name, ("key", "need", "name"))
    stored = {
        row.key: row for row in session.execute(select(TopicRow.key, TopicRow.need, TopicRow.name, TopicRow.words))
    }
    problems: list[RowProblem] = []
    seen: set[str] = set()
    new: list[dict[str, str]] = []
    changed: list[dict[str, str]] = []
    unchanged = 0
    for row in file.rows:
        values = {key: row.cells.get(key, "").strip() for key in ("key", "need", "name", "words")}
        if values["need"] not in NEEDS:
            problems.append(RowProblem(row.line, "need", f"Den Bedarf „{values['need']}“ gibt es nicht."))
        elif not values["key"] or not values["name"]:
            problems.append(RowProblem(row.line, "", "Schlüssel oder Name fehlt."))
        elif values["key"] in seen:
            problems.append(RowProblem(row.line, "key", f"Das Thema „{values['key']}“ steht zweimal in der Datei."))
        elif values["key"] not in stored:
            new.append(values)
        elif tuple(values.values()) != tuple(stored[values["key"]]):
            changed.append(values)
        else:
            unchanged += 1
        seen.add(values["key"])
    if problems:
        raise ImportRefused(name, problems)
    if new:
        session.execute(insert(TopicRow), new)
    if changed:
        session.execute(update(TopicRow), changed)
        _index_offers_of(session, [values["key"] for values in changed])
    return f"{len(new)} neu, {len(changed)} geändert, {unchanged} unverändert"


def _index_offers_of(session: Session, topic_keys: list[str]) -> None:
    ids = session.scalars(select(OfferTopic.offer_id).where(OfferTopic.topic_key.in_(topic_keys)).distinct()).all()
    for start in range(0, len(ids), 400):
        index_again(session, list(load_offers(session, ids[start : start + 400]).values()))


def _require(file: CsvFile, name: str, headings: tuple[str, ...]) -> None:
    if missing := [heading for heading in headings if heading not in file.headings]:
        raise FileUnreadable(f"„{name}“: Diese Spalten fehlen: {', '.join(missing)}.")


def _remember(session: Session, name: str, digest: str) -> None:
    session.execute(delete(SeedFile).where(SeedFile.name == name))
    session.execute(
        insert(SeedFile).values(name=name, sha256=digest, imported_at=datetime.now(UTC).replace(tzinfo=None))
    )
