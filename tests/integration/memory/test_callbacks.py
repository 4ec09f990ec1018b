"""Call-back wishes on both databases: one a conversation, ids never given twice, gone when they are done."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

import texts
from bot.memory.callbacks import LONGEST_NOTE, CallbackBook, note_beside
from bot.memory.cli import LANGUAGE_NAMES, main
from bot.memory.database import MemoryUnavailable
from bot.memory.migrate import upgrade
from offer_db import telephone
from tests.postgres import fresh_database

_numbers = itertools.count(1)


@pytest.fixture
def url(dialect: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if dialect == "sqlite":
        url = f"sqlite:///{tmp_path / 'conversations.db'}"
        upgrade(url)
        yield url
    else:
        with fresh_database(request.getfixturevalue("server"), f"callbacks_{next(_numbers)}") as url:
            upgrade(url)
            yield url


@pytest.fixture
def book(url: str) -> Iterator[CallbackBook]:
    book = CallbackBook(url)
    yield book
    book.close()


def phones(book: CallbackBook) -> list[str]:
    return [wish.phone for wish in book.open()]


def test_the_longest_waiting_comes_first_and_a_newer_wish_takes_the_place_of_the_older(book: CallbackBook) -> None:
    book.add("a", "05371 1", "ab 16 Uhr", "de")
    book.add("b", "05371 2", "", "tr")
    assert phones(book) == ["05371 1", "05371 2"]
    book.add("a", "05371 3", "x" * 500, "de")
    assert phones(book) == ["05371 2", "05371 3"]
    assert len(book.open()[1].note) == LONGEST_NOTE


def test_done_is_gone_and_its_id_is_never_given_again(book: CallbackBook) -> None:
    book.add("a", "05371 1", "", "de")
    (first,) = book.open()
    assert book.done(first.id)
    assert not book.done(first.id)
    book.add("a", "05371 2", "", "de")
    (second,) = book.open()
    assert second.id > first.id


def test_deleting_of_one_family_leaves_the_others(book: CallbackBook) -> None:
    book.add("a", "05371 1", "", "de")
    book.add("b", "05371 2", "", "de")
    assert book.delete_of("a")
    assert not book.delete_of("a")
    assert phones(book) == ["05371 2"]


def test_what_nobody_fulfilled_expires(book: CallbackBook) -> None:
    book.add("a", "05371 1", "", "de")
    assert book.delete_expired(1) == 0
    with book._engine.begin() as connection:
        connection.execute(sa.text("UPDATE callback_request SET created_at = created_at - 86400 * 14"))
    book.add("b", "05371 2", "", "de")
    assert book.delete_expired(14) == 1
    assert phones(book) == ["05371 2"]


def test_a_failure_keeps_the_older_wish_and_says_nothing_about_people(book: CallbackBook) -> None:
    book.add("a", "05371 1", "", "de")
    with pytest.raises(MemoryUnavailable) as failure:
        book.add("a", "05371 804440", "", None)  # type: ignore[arg-type]
    assert "804440" not in str(failure.value)
    assert phones(book) == ["05371 1"]


def test_it_fails_loudly(tmp_path: Path) -> None:
    for url in (f"sqlite:///{tmp_path / 'leer.db'}", "postgresql://niemand@127.0.0.1:1/nichts"):
        with pytest.raises(MemoryUnavailable):
            CallbackBook(url)


def test_a_deleted_number_is_not_left_in_the_file(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'c.db'}"
    upgrade(url)
    book = CallbackBook(url)
    book.add("a", "05371 804440", "", "de")
    assert book.delete_of("a")
    # still open, as in a running Lotte: the journal beside the file too
    assert [path.name for path in tmp_path.iterdir() if b"804440" in path.read_bytes()] == []
    book.close()


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("05371 804440", ""),
        ("05371 804440, ab 16 Uhr", "ab 16 Uhr"),
        ("05371 804440 - bitte nicht vor 9", "bitte nicht vor 9"),
        ("abends: 0171 1234567.", "abends"),
        ("Meine Nummer ist 05371/804440, ab 16 Uhr", "Meine Nummer ist [Telefon], ab 16 Uhr"),
        ("82123 vormittags", "vormittags"),
        ("05371 804440\nIch heiße Anna Krause", "Ich heiße [Name]"),
        ("05371 804440 oder 0171 1234567", "oder [Telefon]"),
        ("05371 804440 " + "x" * 500, "x" * LONGEST_NOTE),
    ],
)
def test_the_note_is_the_masked_rest(text: str, note: str) -> None:
    found = telephone.find(text)
    assert found
    assert note_beside(text, found) == note


def test_staff_see_who_waits_and_finish_one(url: str, book: CallbackBook, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rueckrufe"], url) == 0
    assert capsys.readouterr().out == "Niemand wartet auf einen Rückruf.\n"
    book.add("a", "05371 804440", "ab 16 Uhr,\nnicht freitags", "tr")
    with book._engine.begin() as connection:
        connection.execute(sa.text("UPDATE callback_request SET created_at = 1795186800"))  # 2026-11-20 16:00 here
    (wish,) = book.open()
    assert main(["rueckrufe"], url) == 0
    out = capsys.readouterr().out
    assert out.startswith("1 Familie wartet auf einen Rückruf")
    for shown in (f"[{wish.id}]  05371 804440", "seit 20.11.2026, 16:00 Uhr", "spricht Türkisch", "ab 16 Uhr, nicht"):
        assert shown in out
    book.add("b", "05371 12345", "", "xx")
    assert main(["rueckrufe"], url) == 0
    assert capsys.readouterr().out.startswith("2 Familien warten")
    assert main(["rueckrufe", "--erledigt", f"[{wish.id}]"], url) == 0
    assert "ist erledigt" in capsys.readouterr().out
    assert main(["rueckrufe", "--erledigt", str(wish.id)], url) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert f"keinen offenen Rückruf-Wunsch {wish.id}" in captured.err
    assert phones(book) == ["05371 12345"]


def test_errors_of_the_command_are_german(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rueckrufe"], f"sqlite:///{tmp_path / 'leer.db'}") == 1
    assert "nie gestartet" in capsys.readouterr().err
    for wrong in ([], ["rueckrufe", "--erledigt", "drei"]):
        with pytest.raises(SystemExit) as caught:
            main(wrong, "sqlite://")
        assert caught.value.code == 2


def test_every_language_has_a_name() -> None:
    assert set(LANGUAGE_NAMES) == set(texts.LANGUAGES)
