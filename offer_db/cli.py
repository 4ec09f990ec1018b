"""The command line for the directory of offers, see `docs/angebote-pflegen.md`. Speaks German."""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from sqlalchemy import Engine
from tqdm import tqdm

from offer_db import arguments, migrate
from offer_db.checking import check
from offer_db.command_database import database_url, opened
from offer_db.database import open_engine, writing
from offer_db.demandtable import COLUMNS, demand_csv
from offer_db.describing import describe_result
from offer_db.errors import ImportRefused, OfferDbError
from offer_db.exporting import export_csv, export_json, export_xlsx
from offer_db.fields import FIELDS, table_markdown
from offer_db.importing import import_offers
from offer_db.meaning import shared_encoder
from offer_db.previewing import preview_import
from offer_db.search import OfferDirectory, SearchRequest
from offer_db.seeding import seed
from offer_db.spreadsheet import open_table
from offer_db.staff_commands import add_staff_commands
from offer_db.vocabulary import NEEDS, Wish

OK: Final = 0
FAILED: Final = 1
FORMATS: Final = ("csv", "xlsx", "json")
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
    importing = add("import", "Eine CSV- oder XLSX-Datei mit Angeboten übernehmen.", _import)
    importing.add_argument("file", type=Path, metavar="DATEI")
    importing.add_argument("--skip-bad", action="store_true", help="fehlerhafte Zeilen melden und die guten speichern")
    importing.add_argument("--preview", action="store_true", help="nur zeigen, was sich ändern würde")
    exporting = add("export", "Alle Angebote in eine Datei schreiben.", _export)
    exporting.add_argument(
        "--format", choices=FORMATS, default=None, metavar="FORMAT", help="csv, xlsx oder json; sonst nach der Endung"
    )
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
    add_staff_commands(add)
    counting = add("demand", "Zeigen, wonach Familien suchten und was sie nicht fanden.", _demand)
    counting.add_argument("--month", type=arguments.month, default=None, metavar="MONAT", help="zum Beispiel 2026-05")
    counting.add_argument("--unmet", action="store_true", help="nur, wo ein Wunsch offenblieb")
    counting.add_argument(
        "--by", action="append", default=[], choices=list(COLUMNS), metavar="SPALTE", help="nur danach zählen"
    )
    reporting = add("reports", "Hinweise von Eltern zeigen oder als erledigt vermerken.", _reports)
    reporting.add_argument("--resolve", type=int, default=None, metavar="NUMMER", help="diesen Hinweis abschließen")
    return parser


def _migrate(parsed: argparse.Namespace) -> int:
    migrate.upgrade(database_url(parsed))
    print("Die Datenbank ist auf dem neuesten Stand.")
    return OK


def _seed(parsed: argparse.Namespace) -> int:
    migrate.upgrade(database_url(parsed))
    engine = open_engine(database_url(parsed))
    try:
        for report in seed(engine, parsed.folder, shared_encoder, force=parsed.force):
            print(f"{report.name}: {report.result}")
    finally:
        engine.dispose()
    return OK


def _import(parsed: argparse.Namespace) -> int:
    if parsed.preview:
        return _preview(parsed)
    with (
        opened(parsed) as engine,
        open_table(parsed.file) as file,
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


def _preview(parsed: argparse.Namespace) -> int:
    with opened(parsed) as engine, open_table(parsed.file) as file:
        preview = preview_import(engine, file, parsed.file.name)
    for offer in preview.new:
        print(f"neu: {offer.title} [{offer.id}]")
    for offer, differences in preview.changed:
        print(f"geändert: {offer.title} [{offer.id}]: {', '.join(change.heading for change in differences)}")
    _print_problems(preview.problems)
    for notice in preview.notices:
        print(f"Hinweis: {notice}")
    print(f"{parsed.file.name}: {preview}. Es wurde nichts gespeichert.")
    return FAILED if preview.problems else OK


def _export(parsed: argparse.Namespace) -> int:
    suffix = parsed.file.suffix.lower().removeprefix(".") if parsed.file else ""
    wanted = parsed.format or (suffix if suffix in FORMATS else "csv")
    with opened(parsed) as engine:
        if parsed.file is None:
            if wanted == "xlsx":
                raise OfferDbError("Eine XLSX-Datei braucht einen Dateinamen.")
            for piece in (export_json if wanted == "json" else export_csv)(engine):
                sys.stdout.write(piece)
            sys.stdout.flush()
            return OK
        try:
            _write_export(engine, parsed.file, wanted)
        except OSError as error:
            raise OfferDbError(f"Die Datei „{parsed.file}“ lässt sich nicht schreiben.") from error
    print(f"Geschrieben: {parsed.file}")
    return OK


def _write_export(engine: Engine, path: Path, wanted: str) -> None:
    if wanted == "xlsx":
        with path.open("wb") as binary:
            export_xlsx(engine, binary)
        return
    with path.open("w", encoding="utf-8", newline="") as stream:
        for piece in (export_json if wanted == "json" else export_csv)(engine):
            stream.write(piece)


def _search(parsed: argparse.Namespace) -> int:
    with OfferDirectory(database_url(parsed)) as directory:
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
    with opened(parsed) as engine:
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


def _demand(parsed: argparse.Namespace) -> int:
    with opened(parsed) as engine:
        for line in demand_csv(engine, parsed.month, unmet_only=parsed.unmet, by=parsed.by):
            sys.stdout.write(line)
        sys.stdout.flush()
    return OK


def _reports(parsed: argparse.Namespace) -> int:
    with OfferDirectory(database_url(parsed)) as directory:
        if parsed.resolve is not None:
            directory.resolve_report(parsed.resolve)
            print(f"Hinweis {parsed.resolve}: erledigt")
            return OK
        reports = directory.open_reports()
    for report in reports:
        print(f"{report.id}. {report.reported_on:%d.%m.%Y} {report.kind}: {report.offer_title} [{report.offer_id}]")
    print(f"Offene Hinweise: {len(reports)}")
    return OK


def _print_problems(problems: Sequence[object]) -> None:
    for problem in problems[:MOST_PROBLEMS]:
        _complain(str(problem))
    if len(problems) > MOST_PROBLEMS:
        _complain(f"… und {len(problems) - MOST_PROBLEMS} weitere.")


def _complain(message: str) -> None:
    print(message, file=sys.stderr)
