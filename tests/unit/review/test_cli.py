"""The command line for accounts: what it does, what it says, and that it is in the log."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

import bot.memory.migrate
from bot.memory.database import open_engine
from bot.memory.staff.accounts import Accounts
from bot.memory.staff.audit import AuditLog
from bot.memory.staff.signing_in import TRIES, SigningIn
from bot.memory.staff.tables import Role
from bot.review.cli import FAILED, OK, main

PASSWORD = "ein langes Passwort"


@pytest.fixture
def url(tmp_path: Path) -> str:
    url = f"sqlite:///{tmp_path / 'conversations.db'}"
    bot.memory.migrate.upgrade(url)
    return url


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What somebody types when asked, in order."""
    answers: list[str] = []
    monkeypatch.setattr("getpass.getpass", lambda _: answers.pop(0))
    return answers


def run(url: str, line: str) -> int:
    return main(["konto", *line.split()], url)


def test_the_life_of_an_account(url: str, typed: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    typed += [PASSWORD, PASSWORD] * 3
    assert run(url, "anlegen Chefin --rolle leitung") == OK
    assert "„chefin“ (Leitung) ist angelegt" in capsys.readouterr().out
    assert run(url, "anlegen anna --rolle Redaktion") == OK
    assert run(url, "liste") == OK
    assert "noch nie" in capsys.readouterr().out
    assert run(url, "passwort anna") == OK
    for command in ("sperren anna", "entsperren anna", "zweiter-faktor-zuruecksetzen anna", "loeschen anna"):
        assert run(url, command) == OK
    engine = open_engine(url)
    assert [account.name for account in Accounts(engine).all()] == ["chefin"]
    lines = AuditLog(engine).latest(99)
    engine.dispose()
    assert {line.who for line in lines} == {"Befehlszeile"}
    assert [line.action for line in lines].count("Konto geändert") == 4
    assert (lines[0].action, lines[0].subject) == ("Konto gelöscht", "anna")


def test_a_password_may_come_from_a_pipe(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{PASSWORD}\nmehr\n"))
    assert run(url, "anlegen anna --rolle redaktion --passwort-stdin") == OK
    engine = open_engine(url)
    assert SigningIn(engine).password("anna", PASSWORD).passed
    engine.dispose()


def test_the_list_says_who_is_locked_after_failed_tries(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    engine = open_engine(url)
    Accounts(engine).add("anna", Role.REDAKTION, PASSWORD)
    signing_in = SigningIn(engine)
    for _ in range(TRIES):
        signing_in.password("anna", "falsch")
    engine.dispose()
    run(url, "liste")
    assert "nach Fehlversuchen gesperrt bis" in capsys.readouterr().out
    run(url, "entsperren anna")
    run(url, "liste")
    assert "gesperrt bis" not in capsys.readouterr().out.splitlines()[-1]


@pytest.mark.parametrize(
    ("line", "typing", "words"),
    [
        ("passwort niemand", [PASSWORD, PASSWORD], "gibt es nicht"),
        ("anlegen anna --rolle redaktion", ["kurz", "kurz"], "mindestens 12 Zeichen"),
        ("anlegen anna --rolle redaktion", [PASSWORD, "vertippt"], "nicht zweimal dasselbe"),
        ("anlegen anna --rolle redaktion", ["", ""], "fehlt"),
        ("anlegen a --rolle redaktion", [PASSWORD, PASSWORD], "kann kein Name sein"),
        ("sperren niemand", [], "gibt es nicht"),
    ],
)
def test_what_does_not_work_is_said(
    url: str, typed: list[str], capsys: pytest.CaptureFixture[str], line: str, typing: list[str], words: str
) -> None:
    typed += typing
    assert run(url, line) == FAILED
    assert words in capsys.readouterr().err


def test_the_last_lead_cannot_be_removed(url: str, typed: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    typed += [PASSWORD, PASSWORD]
    run(url, "anlegen chefin --rolle leitung")
    assert run(url, "loeschen chefin") == FAILED
    assert "letzte Konto der Leitung" in capsys.readouterr().err


def test_without_a_database_it_says_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(f"sqlite:///{tmp_path / 'leer.db'}", "liste") == FAILED
    assert "hier noch nie gestartet" in capsys.readouterr().err


def test_a_wrong_role_is_wrong_usage(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        run(url, "anlegen anna --rolle chefin")
    assert ended.value.code == 2
    assert "redaktion, auswertung, leitung" in capsys.readouterr().err
