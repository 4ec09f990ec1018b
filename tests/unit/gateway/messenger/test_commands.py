"""Commands as the users of each platform type them; everything else stays words."""

from __future__ import annotations

import time

import pytest

from bot.gateway.messenger.commands import Command, read_command, read_number


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("/start", Command("start")),
        ("/start ABCD-EFGH", Command("start", "ABCD-EFGH")),
        ("/start@lotte_bot ABCD-EFGH", Command("start", "ABCD-EFGH")),
        ("/hilfe", Command("hilfe")),
        (" /HILFE ", Command("hilfe")),
        ("\u200e/hilfe", Command("hilfe")),
        (" \u200f /sprache ar\u200e", Command("sprache", "ar")),
        ("\u200fStopp!", Command("stopp")),
        ("/help", Command("hilfe")),
        ("!hilfe", Command("hilfe")),
        ("/loeschen", Command("loeschen")),
        ("/löschen", Command("loeschen")),
        ("/delete@lotte", Command("loeschen")),
        ("/sprache tr", Command("sprache", "tr")),
        ("/neustart", Command("neustart")),
        ("/web", Command("web")),
        ("/stop", Command("stopp")),
        ("Stopp!", Command("stopp")),
        ("STOP", Command("stopp")),
        ("Hier ist mein Code: ABCD-EFG2", Command("start", "ABCD-EFG2")),
        ("ABCD-EFGH", Command("start", "ABCD-EFGH")),
        ("/unbekannt", None),
        ("/ hilfe", None),
        ("hilfe", None),
        ("Stopp, ich brauche Hilfe", None),
        ("Kita-Platz", None),
        ("ABCD-EF0H", None),
        ("", None),
    ],
)
def test_commands(text: str, command: Command | None) -> None:
    assert read_command(text) == command


@pytest.mark.parametrize(
    ("text", "number"),
    [("2", 2), (" 2. ", 2), ("12)", 12), ("٢", 2), ("112", None), ("3 Jahre", None), ("drei", None), ("", None)],
)
def test_numbers(text: str, number: int | None) -> None:
    assert read_number(text) == number


@pytest.mark.parametrize(
    "words",
    [
        "stop" + " " * 60_000 + "x",
        "/a b" + " " * 60_000 + "\nx",
        "/a" + " " * 60_000 + "\nx",
        "1" + " " * 60_000 + "x",
        ("a" * 10 + " " * 10) * 3_000,
        " " * 60_000 + "x",
        "\u200e " * 30_000 + "x",
        "ABCD-EFGH" + " " * 60_000 + "x",
    ],
)
def test_no_line_takes_long(words: str) -> None:
    began = time.perf_counter()
    read_command(words)
    read_number(words)
    assert time.perf_counter() - began < 0.5
