"""The command line for the directory of offers, see `docs/angebote-pflegen.md`. Speaks German."""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Final

from sqlalchemy import Engine
from tqdm import tqdm

from offer_db import arguments, migrate
from offer_db.checking import check
from offer_db.csvfile import open_csv
from offer_db.database import default_url, open_engine, writing
from offer_db.demandtable import COLUMNS, demand_csv
from offer_db.describing import describe_result
from offer_db.editing import confirm, set_state
from offer_db.errors import ImportRefused, OfferDbError
from offer_db.exporting import export_csv
from offer_db.fields import FIELDS, table_markdown
from offer_db.importing import import_offers
from offer_db.meaning import shared_encoder
from offer_db.search import OfferDirectory, SearchRequest
from offer_db.seeding import seed
from offer_db.vocabulary import NEEDS, State, Wish

OK: Final = 0
FAILED: Final = 1
MOST_PROBLEMS: Final = 200
"""Lines of problems printed at most; the rest is counted."""


def main(words: Sequence[str] | None = None) -> int:
    """Runs one command.

    Returns:
        exit code: 0 done, 1 an expected error or a serious finding (message on stderr), 2 wrong usage.
    """
    parsed = _parser().parse_args(words)
    command: Callable[[argparse.Namespace], int] = parsed.command
    try:
        return command(parsed)
    except ImportRefused as error:
        _print_problems(error.problems)
        _complain(str(error))
    except OfferDbError as error:
        _complain(str(error))
    except BrokenPipeError:
        # The reader of a pipe (head, less) has gone; that is no error. Python would complain while closing stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    return FAILED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m offer_db", description="Angebote für Familien verwalten.")
    parser.add_argument(
        "--database-url", default=None, help="Datenbank; sonst DATABASE_URL, sonst sqlite:///var/offers.db"
    )
    commands = parser.add_subparsers(required=True, metavar="BEFEHL")

    def add(name: str, help_text: str, command: Callable[[argparse.Namespace], int]) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=help_text, description=help_text)
        added.set_defaults(command=command)
        return added

    add("migrate", "Die Tabellen anlegen oder auf den neuesten Stand bringen.", _migrate)
    seeding = add("seed", "Orte, Themen und Angebote aus einem Ordner übernehmen.", _seed)
    seeding.add_argument("folder", nargs="?", type=Path, default=Path("data/gifhorn"), metavar="ORDNER")
    seeding.add_argument("--force", action="store_true", help="auch Dateien lesen, die sich nicht geändert haben")
    importing = add("import", "Eine CSV-Datei mit Angeboten übernehmen.", _import)
    importing.add_argument("file", type=Path, metavar="DATEI")
    importing.add_argument("--skip-bad", action="store_true", help="fehlerhafte Zeilen melden und die guten speichern")
    exporting = add("export", "Alle Angebote als CSV schreiben.", _export)
    exporting.add_argument("file", nargs="?", type=Path, metavar="DATEI", help="ohne Datei: auf den Bildschirm")
    searching = add("search", "Angebote suchen und zeigen, warum sie passen.", _search)
    searching.add_argument("--need", action="append", default=[], choices=list(NEEDS), metavar="BEDARF")
    searching.add_argument("--topic", action="append", default=[], metavar="THEMA")
    searching.add_argument(
        "--age",
        action="append",
        default=[],
        type=arguments.age,
        metavar="MONATE",
        help="18 oder 36..47; mehrmals für Geschwister",
    )
    searching.add_argument("--place", default="", metavar="ORT", help="Name oder Schlüssel aus municipalities.csv")
    searching.add_argument("--wish", action="append", default=[], choices=[str(w) for w in Wish], metavar="WUNSCH")
    searching.add_argument("--text", default="", metavar="SATZ")
    searching.add_argument("--limit", type=int, default=3, metavar="ANZAHL")
    checking = add("check", "Die Angebote auf Lücken und Veraltetes prüfen.", _check)
    checking.add_argument(
        "--code", action="append", default=[], metavar="ART", help="nur diese Art von Befunden zeigen"
    )
    fields = add("fields", "Die Spalten einer Angebotsdatei erklären.", _fields)
    fields.add_argument("--markdown", action="store_true", help="als Tabelle für die Dokumentation")
    stating = add("state", "Den Zustand eines Angebots setzen.", _state)
    stating.add_argument("offer_id", metavar="KENNUNG")
    stating.add_argument("state", choices=[str(state) for state in State], metavar="ZUSTAND")
    confirming = add("confirm", "Vermerken, dass ein Mensch das Angebot geprüft hat.", _confirm)
    confirming.add_argument("offer_id", metavar="KENNUNG")
    confirming.add_argument("--by", required=True, metavar="WER")
    confirming.add_argument(
        "--on", type=arguments.day, default=None, metavar="TAG", help="zum Beispiel 2026-05-01; sonst heute"
    )
    counting = add("demand", "Zeigen, wonach Familien suchten und was sie nicht fanden.", _demand)
    counting.add_argument("--month", type=arguments.month, default=None, metavar="MONAT", help="zum Beispiel 2026-05")
    counting.add_argument("--unmet", action="store_true", help="nur, wo ein Wunsch offenblieb")
    counting.add_argument(
        "--by", action="append", default=[], choices=list(COLUMNS), metavar="SPALTE", help="nur danach zählen"
    )
    reporting = add("reports", "Hinweise von Eltern zeigen oder als erledigt vermerken.", _reports)
    reporting.add_argument("--resolve", type=int, default=None, metavar="NUMMER", help="diesen Hinweis abschließen")
    return parser


def _url(parsed: argparse.Namespace) -> str:
    return str(parsed.database_url or default_url())


def _migrate(parsed: argparse.Namespace) -> int:
    migrate.upgrade(_url(parsed))
    print("Die Datenbank ist auf dem neuesten Stand.")
    return OK


def _seed(parsed: argparse.Namespace) -> int:
    migrate.upgrade(_url(parsed))
    engine = open_engine(_url(parsed))
    try:
        for report in seed(engine, parsed.folder, shared_encoder, force=parsed.force):
            print(f"{report.name}: {report.result}")
    finally:
        engine.dispose()
    return OK


def _import(parsed: argparse.Namespace) -> int:
    with (
        _opened(parsed) as engine,
        open_csv(parsed.file) as file,
        writing(engine) as session,
        tqdm(desc=parsed.file.name, unit=" Zeilen", delay=1.0, disable=None) as bar,
    ):
        report = import_offers(
            session,
            file,
            name=parsed.file.name,
            skip_bad=parsed.skip_bad,
            encoder=shared_encoder(),
            progress=bar.update,
        )
    _print_problems(report.problems)
    for notice in report.notices:
        print(f"Hinweis: {notice}")
    print(f"{parsed.file.name}: {report}")
    return OK


def _export(parsed: argparse.Namespace) -> int:
    with _opened(parsed) as engine:
        if parsed.file is None:
            for piece in export_csv(engine):
                sys.stdout.write(piece)
            sys.stdout.flush()
            return OK
        try:
            with parsed.file.open("w", encoding="utf-8", newline="") as stream:
                for piece in export_csv(engine):
                    stream.write(piece)
        except OSError as error:
            raise OfferDbError(f"Die Datei „{parsed.file}“ lässt sich nicht schreiben.") from error
    print(f"Geschrieben: {parsed.file}")
    return OK


def _search(parsed: argparse.Namespace) -> int:
    with OfferDirectory(_url(parsed)) as directory:
        place = directory.find_municipality(parsed.place) if parsed.place else None
        if parsed.place and place is None:
            raise OfferDbError(f"Den Ort „{parsed.place}“ gibt es nicht in der Ortsliste.")
        known = {topic.key for topic in directory.topics()}
        if unknown := [topic for topic in parsed.topic if topic not in known]:
            raise OfferDbError(f"Das Thema „{unknown[0]}“ gibt es nicht.")
        result = directory.search(
            SearchRequest(
                needs=tuple(parsed.need),
                topics=tuple(parsed.topic),
                ages=tuple(parsed.age),
                place_key=place.key if place else None,
                text=parsed.text,
                limit=parsed.limit,
                wishes=frozenset(parsed.wish),
            )
        )
    print(describe_result(result))
    return OK


def _check(parsed: argparse.Namespace) -> int:
    counts: Counter[str] = Counter()
    serious = False
    with _opened(parsed) as engine:
        for finding in check(engine, date.today()):
            counts[finding.code] += 1
            serious = serious or finding.serious
            if not parsed.code or finding.code in parsed.code:
                mark = "FEHLER" if finding.serious else "Hinweis"
                print(f"{mark} {finding.code}: {finding.offer_id or 'Verzeichnis'}: {finding.sentence}")
    print("Befunde: " + (", ".join(f"{code} {count}" for code, count in sorted(counts.items())) or "keine"))
    return FAILED if serious else OK


def _fields(parsed: argparse.Namespace) -> int:
    if parsed.markdown:
        print(table_markdown())
        return OK
    for field in FIELDS:
        needed = " (Pflicht)" if field.required else ""
        print(f"{field.heading} / {field.alias}{needed}\n    {field.help}\n    Beispiel: {field.example}")
    return OK


def _state(parsed: argparse.Namespace) -> int:
    engine = open_engine(_url(parsed))
    try:
        set_state(engine, parsed.offer_id, State(parsed.state))
    finally:
        engine.dispose()
    print(f"{parsed.offer_id}: {parsed.state}")
    return OK


def _confirm(parsed: argparse.Namespace) -> int:
    engine = open_engine(_url(parsed))
    try:
        confirm(engine, parsed.offer_id, parsed.by, parsed.on or date.today())
    finally:
        engine.dispose()
    print(f"{parsed.offer_id}: geprüft von {parsed.by}")
    return OK


def _demand(parsed: argparse.Namespace) -> int:
    with _opened(parsed) as engine:
        for line in demand_csv(engine, parsed.month, unmet_only=parsed.unmet, by=parsed.by):
            sys.stdout.write(line)
        sys.stdout.flush()
    return OK


def _reports(parsed: argparse.Namespace) -> int:
    with OfferDirectory(_url(parsed)) as directory:
        if parsed.resolve is not None:
            directory.resolve_report(parsed.resolve)
            print(f"Hinweis {parsed.resolve}: erledigt")
            return OK
        reports = directory.open_reports()
    for report in reports:
        print(f"{report.id}. {report.reported_on:%d.%m.%Y} {report.kind}: {report.offer_title} [{report.offer_id}]")
    print(f"Offene Hinweise: {len(reports)}")
    return OK


@contextmanager
def _opened(parsed: argparse.Namespace) -> Iterator[Engine]:
    """The database, if its tables are up to date."""
    engine = open_engine(_url(parsed))
    try:
        with engine.connect() as connection:
            migrate.require_current(connection)
        yield engine
    finally:
        engine.dispose()


def _print_problems(problems: Sequence[object]) -> None:
    for problem in problems[:MOST_PROBLEMS]:
        _complain(str(problem))
    if len(problems) > MOST_PROBLEMS:
        _complain(f"… und {len(problems) - MOST_PROBLEMS} weitere.")


def _complain(message: str) -> None:
    print(message, file=sys.stderr)
