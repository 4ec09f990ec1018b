"""The command line for the staff who call families back. Speaks German."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime
from typing import Final

from bot.memory.callbacks import Callback, CallbackBook
from bot.memory.database import MemoryUnavailable
from offer_db.opening import TIMEZONE
from texts import LANGUAGE_NAMES

OK: Final = 0
FAILED: Final = 1


def main(arguments: Sequence[str], url: str) -> int:
    """Runs one command on the conversations at `url` (SQLAlchemy).

    Returns:
        exit code: 0 done, 1 an expected error (message on stderr), 2 wrong usage.
    """
    parsed = _parser().parse_args(arguments)
    try:
        with closing(CallbackBook(url)) as book:
            return _show(book) if parsed.erledigt is None else _finish(book, parsed.erledigt)
    except MemoryUnavailable as error:
        _complain(
            "Die Rückruf-Wünsche sind gerade nicht zu lesen: Die Datenbank der Unterhaltungen antwortet nicht, oder "
            f"Lotte wurde hier noch nie gestartet (make run). Meldung der Datenbank: {error}"
        )
    except BrokenPipeError:
        # The reader of a pipe (head, less) has gone; that is no error. Python would complain while closing stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    return FAILED


def described(wish: Callback) -> str:
    """One wish in a few lines: id, number, since when, language, note."""
    since = datetime.fromtimestamp(wish.created_at, TIMEZONE)
    lines = [
        f"[{wish.id}]  {wish.phone}",
        f"     seit {since:%d.%m.%Y, %H:%M} Uhr · spricht {LANGUAGE_NAMES.get(wish.language, wish.language)}",
    ]
    if wish.note:
        lines.append("     „" + " ".join(wish.note.split()) + "“")
    return "\n".join(lines)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot.memory", description="Was Lotte sich gemerkt hat.")
    commands = parser.add_subparsers(required=True, metavar="BEFEHL")
    text = "Offene Rückruf-Wünsche zeigen oder einen als erledigt löschen."
    wishes = commands.add_parser("rueckrufe", help=text, description=text)
    wishes.add_argument(
        "--erledigt", type=_id, metavar="ID", help="nach dem Anruf: diesen Wunsch mit der Telefonnummer löschen"
    )
    return parser


def _show(book: CallbackBook) -> int:
    wishes = book.open()
    if not wishes:
        print("Niemand wartet auf einen Rückruf.")
        return OK
    print("1 Familie wartet" if len(wishes) == 1 else f"{len(wishes)} Familien warten", end="")
    print(" auf einen Rückruf, wer am längsten wartet, zuerst:")
    for wish in wishes:
        print(f"\n{described(wish)}")
    print("\nNach dem Anruf löschen: python -m bot.memory rueckrufe --erledigt ID (die Zahl in den Klammern)")
    return OK


def _finish(book: CallbackBook, wish_id: int) -> int:
    if book.done(wish_id):
        print(f"Der Rückruf-Wunsch {wish_id} ist erledigt. Die Telefonnummer ist gelöscht.")
        return OK
    _complain(
        f"Es gibt keinen offenen Rückruf-Wunsch {wish_id}. Vielleicht ist er schon erledigt, oder die Familie hat ihre "
        "Daten gelöscht oder eine neue Nummer geschickt. Die offenen zeigt: python -m bot.memory rueckrufe"
    )
    return FAILED


def _id(value: str) -> int:
    try:
        return int(value.strip("[]"))
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"„{value}“ ist keine Zahl wie 7") from error


def _complain(message: str) -> None:
    print(message, file=sys.stderr)
