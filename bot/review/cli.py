"""The command line for the accounts of the team. Speaks German."""

from __future__ import annotations

import argparse
import getpass
import sys
import time
from collections.abc import Callable, Sequence
from typing import Final

from bot.memory.database import MemoryUnavailable, open_engine
from bot.memory.staff.accounts import Account, Accounts
from bot.memory.staff.audit import AuditLog
from bot.memory.staff.errors import AccountError
from bot.memory.staff.tables import Role
from bot.review.roles import ROLE_NAMES
from bot.review.shell import moment

OK: Final = 0
FAILED: Final = 1
WHO: Final = "Befehlszeile"


class Commands:
    """What the commands do; every change is a line in the audit log."""

    def __init__(self, url: str) -> None:
        """`url`: of the conversations (SQLAlchemy)."""
        self._engine = open_engine(url)
        self._accounts = Accounts(self._engine)
        self._log = AuditLog(self._engine)

    def close(self) -> None:
        """Closes the connections."""
        self._engine.dispose()

    def add(self, parsed: argparse.Namespace) -> None:
        """`konto anlegen`."""
        account = self._accounts.get(self._accounts.add(parsed.name, parsed.rolle, _password(parsed)))
        assert account is not None
        self._note("Konto angelegt", account, f"Rolle: {ROLE_NAMES[account.role]}")
        print(f"Das Konto „{account.name}“ ({ROLE_NAMES[account.role]}) ist angelegt. Anmelden: /team/anmelden")

    def set_password(self, parsed: argparse.Namespace) -> None:
        """`konto passwort`."""
        account = self._accounts.named(parsed.name)
        self._accounts.set_password(account.id, _password(parsed))
        self._note("Konto geändert", account, "neues Passwort")
        print(f"„{account.name}“ hat ein neues Passwort und ist überall abgemeldet.")

    def show(self, parsed: argparse.Namespace) -> None:
        """`konto liste`."""
        accounts = self._accounts.all()
        for account in accounts:
            print(described(account, time.time()))
        if not accounts:
            print("Es gibt noch kein Konto. Das erste: python -m bot.review konto anlegen NAME --rolle leitung")

    def close_account(self, parsed: argparse.Namespace) -> None:
        """`konto sperren`."""
        account = self._accounts.named(parsed.name)
        self._accounts.set_active(account.id, False)
        self._note("Konto geändert", account, "gesperrt")
        print(f"„{account.name}“ ist gesperrt und überall abgemeldet.")

    def open_account(self, parsed: argparse.Namespace) -> None:
        """`konto entsperren`."""
        account = self._accounts.named(parsed.name)
        self._accounts.set_active(account.id, True)
        self._note("Konto geändert", account, "entsperrt")
        print(f"„{account.name}“ kann sich wieder anmelden.")

    def reset_second_factor(self, parsed: argparse.Namespace) -> None:
        """`konto zweiter-faktor-zuruecksetzen`."""
        account = self._accounts.named(parsed.name)
        self._accounts.remove_second_factor(account.id)
        self._note("Konto geändert", account, "zweiter Faktor zurückgesetzt")
        print(
            f"„{account.name}“ braucht beim Anmelden nur noch das Passwort, bis der zweite Faktor neu eingerichtet ist."
        )

    def remove(self, parsed: argparse.Namespace) -> None:
        """`konto loeschen`."""
        account = self._accounts.named(parsed.name)
        self._accounts.remove(account.id)
        self._note("Konto gelöscht", account)
        print(f"Das Konto „{account.name}“ ist gelöscht. Was es getan hat, bleibt im Protokoll stehen.")

    def _note(self, action: str, account: Account, detail: str = "") -> None:
        self._log.add(WHO, action, account.name, detail)


def main(arguments: Sequence[str], url: str) -> int:
    """Runs one command on the accounts at `url` (SQLAlchemy).

    Returns:
        exit code: 0 done, 1 an expected error (message on stderr), 2 wrong usage.
    """
    parsed = _parser().parse_args(arguments)
    commands = Commands(url)
    command: Callable[[Commands, argparse.Namespace], None] = parsed.command
    try:
        command(commands, parsed)
    except AccountError as error:
        print(error, file=sys.stderr)
    except MemoryUnavailable as error:
        print(
            "Die Konten sind gerade nicht zu lesen: Die Datenbank der Unterhaltungen antwortet nicht, oder Lotte wurde "
            f"hier noch nie gestartet (make run). Meldung der Datenbank: {error}",
            file=sys.stderr,
        )
    else:
        return OK
    finally:
        commands.close()
    return FAILED


def described(account: Account, now: float) -> str:
    """One account in a line; `now` in seconds since 1970."""
    way = "Konto der Verwaltung" if account.from_directory else "Passwort" if account.has_password else "kein Passwort"
    if account.has_second_factor:
        way += " und Code"
    state = "gesperrt" if not account.active else ""
    if account.active and account.locked_until > now:
        state = f"nach Fehlversuchen gesperrt bis {moment(account.locked_until)}"
    last = moment(account.last_login_at) or "noch nie"
    parts = [f"{account.name:24} {ROLE_NAMES[account.role]:11} {way:24} zuletzt angemeldet: {last}", state]
    return "  ".join(part for part in parts if part)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot.review", description="Der Team-Bereich von Lotte.")
    areas = parser.add_subparsers(required=True, metavar="BEREICH")
    text = "Konten anlegen, ändern, zeigen."
    commands = areas.add_parser("konto", help=text, description=text).add_subparsers(required=True, metavar="BEFEHL")

    def add(name: str, command: Callable[[Commands, argparse.Namespace], None], text: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=text, description=text)
        added.set_defaults(command=command)
        return added

    def with_name(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
        parser.add_argument("name", metavar="NAME", help="womit sich die Person anmeldet, z. B. anna.beispiel")
        return parser

    def with_password(parser: argparse.ArgumentParser) -> None:
        parser.add_argument(
            "--passwort-stdin", action="store_true", help="liest das Passwort aus der Standardeingabe, statt zu fragen"
        )

    made = with_name(add("anlegen", Commands.add, "Ein neues Konto mit Passwort."))
    made.add_argument(
        "--rolle",
        required=True,
        type=_role,
        metavar="ROLLE",
        help="redaktion (Angebote), auswertung (Gespräche, Korrekturen, Berichte) oder leitung (alles)",
    )
    with_password(made)
    with_password(with_name(add("passwort", Commands.set_password, "Ein neues Passwort, z. B. wenn es vergessen ist.")))
    add("liste", Commands.show, "Alle Konten.")
    with_name(add("sperren", Commands.close_account, "Meldet überall ab; die Person kann sich nicht mehr anmelden."))
    with_name(add("entsperren", Commands.open_account, "Hebt eine Sperre auf, auch die nach Fehlversuchen."))
    text = "Für ein verlorenes Telefon: Beim Anmelden genügt wieder das Passwort."
    with_name(add("zweiter-faktor-zuruecksetzen", Commands.reset_second_factor, text))
    with_name(add("loeschen", Commands.remove, "Löscht ein Konto; das Protokoll bleibt."))
    return parser


def _role(value: str) -> Role:
    try:
        return Role(value.strip().lower())
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"„{value}“ ist keine Rolle; es gibt {', '.join(Role)}") from error


def _password(parsed: argparse.Namespace) -> str:
    """Asked for twice without showing it, or one line of a pipe.

    Raises:
        AccountError: empty, or not twice the same.
    """
    if parsed.passwort_stdin:
        password = sys.stdin.readline().strip()
    else:
        password = getpass.getpass("Passwort: ").strip()
        if getpass.getpass("Noch einmal: ").strip() != password:
            raise AccountError("Das war nicht zweimal dasselbe. Nichts wurde geändert.")
    if not password:
        raise AccountError("Das Passwort fehlt. Nichts wurde geändert.")
    return password
