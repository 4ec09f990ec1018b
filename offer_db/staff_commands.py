"""The commands for what staff do with single offers: state, checking, history, undo, and the list of what to do."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Final, Protocol

from offer_db import arguments
from offer_db.command_database import opened
from offer_db.editing import COMMAND_LINE, confirm, set_state
from offer_db.meaning import shared_encoder
from offer_db.opening import TIMEZONE
from offer_db.versions import CHANGE_NAMES, undo, versions
from offer_db.vocabulary import State
from offer_db.worklist import KINDS, worklist

OK: Final = 0
LONGEST_CELL: Final = 70
"""Characters of a long text that are shown in the history."""


class Add(Protocol):
    """Adds a command: name, help, and what it does."""

    def __call__(
        self, name: str, help_text: str, command: Callable[[argparse.Namespace], int]
    ) -> argparse.ArgumentParser:
        """The parser of the command, for its arguments."""
        ...


def add_staff_commands(add: Add) -> None:
    """Adds them to the command line."""
    stating = add("state", "Den Zustand eines Angebots setzen.", _state)
    _add_id(stating)
    stating.add_argument("state", choices=[str(state) for state in State], metavar="ZUSTAND")
    _add_by(stating)
    confirming = add("confirm", "Vermerken, dass ein Mensch das Angebot geprüft hat.", _confirm)
    _add_id(confirming)
    confirming.add_argument("--by", required=True, metavar="WER")
    confirming.add_argument(
        "--on", type=arguments.day, default=None, metavar="TAG", help="zum Beispiel 2026-05-01; sonst heute"
    )
    telling = add("history", "Zeigen, wer wann was an einem Angebot geändert hat.", _history)
    _add_id(telling)
    undoing = add("undo", "Wiederherstellen, was vor einer Fassung galt.", _undo)
    _add_id(undoing)
    undoing.add_argument("version", type=int, metavar="FASSUNG", help="Nummer aus history")
    _add_by(undoing)
    working = add("worklist", "Zeigen, was an den Angeboten zu tun ist.", _worklist)
    working.add_argument(
        "--kind", action="append", default=[], choices=list(KINDS), metavar="ART", help="nur diese Art von Aufgaben"
    )


def _add_id(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("offer_id", metavar="KENNUNG")


def _add_by(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--by", default=COMMAND_LINE, metavar="WER", help="steht in der Geschichte des Angebots")


def _state(parsed: argparse.Namespace) -> int:
    with opened(parsed) as engine:
        set_state(engine, parsed.offer_id, parsed.state, parsed.by)
    print(f"{parsed.offer_id}: {parsed.state}")
    return OK


def _confirm(parsed: argparse.Namespace) -> int:
    with opened(parsed) as engine:
        confirm(engine, parsed.offer_id, parsed.by, parsed.on or date.today())
    print(f"{parsed.offer_id}: geprüft von {parsed.by}")
    return OK


def _history(parsed: argparse.Namespace) -> int:
    with opened(parsed) as engine:
        told = versions(engine, parsed.offer_id)
    for version in told:
        by = f" von {version.by}" if version.by else ""
        print(f"Fassung {version.id}, {_local(version.at):%d.%m.%Y %H:%M}: {CHANGE_NAMES[version.action]}{by}")
        for change in version.changes:
            print(f"    {change.heading}: „{_short(change.before)}“ → „{_short(change.after)}“")
    if not told:
        print("Seit Beginn der Aufzeichnung hat niemand das Angebot geändert.")
    return OK


def _undo(parsed: argparse.Namespace) -> int:
    with opened(parsed) as engine:
        undo(engine, parsed.offer_id, parsed.version, parsed.by, shared_encoder())
    print(f"{parsed.offer_id}: wiederhergestellt, was vor Fassung {parsed.version} galt")
    return OK


def _worklist(parsed: argparse.Namespace) -> int:
    with opened(parsed) as engine:
        items = worklist(engine, date.today())
    for item in items:
        if not parsed.kind or item.kind in parsed.kind:
            mark = "DRINGEND " if item.serious else ""
            number = f" (Hinweis {item.report_id})" if item.report_id is not None else ""
            print(f"{mark}{KINDS[item.kind]}: {item.title} [{item.offer_id}]: {item.sentence}{number}")
    counts = Counter(item.kind for item in items)
    print("Zu tun: " + (", ".join(f"{KINDS[kind]} {counts[kind]}" for kind in KINDS if counts[kind]) or "nichts"))
    return OK


def _local(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC).astimezone(TIMEZONE)


def _short(cell: str) -> str:
    line = " ".join(cell.split())
    return line if len(line) <= LONGEST_CELL else f"{line[: LONGEST_CELL - 1]}…"
