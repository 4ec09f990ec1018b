"""What staff add to conversations, and the filters they keep, on both databases."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.memory.conversations import ConversationArchive
from bot.memory.database import open_engine
from bot.memory.migrate import upgrade
from bot.memory.reviewing.remarks import MOST_NOTES, MOST_TAGS, RemarkBook, RemarkRefused
from bot.memory.reviewing.saved_filters import MOST_FILTERS, SavedFilters
from bot.memory.reviewing.tables import LONGEST_NOTE, LONGEST_TAG, ConversationNote, ConversationTag, ReviewState
from bot.memory.staff.accounts import Accounts
from bot.memory.staff.tables import Role, StaffAccount
from tests.postgres import fresh_database

_numbers = itertools.count(1)
HELLO = {"event": "user", "timestamp": 1.0, "text": "hallo", "parse_data": {"text": "hallo"}}


@pytest.fixture
def url(dialect: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if dialect == "sqlite":
        url = f"sqlite:///{tmp_path / 'conversations.db'}"
        upgrade(url)
        yield url
    else:
        with fresh_database(request.getfixturevalue("server"), f"remarks_{next(_numbers)}") as url:
            upgrade(url)
            yield url


@pytest.fixture
def engine(url: str) -> Iterator[sa.Engine]:
    """With two conversations, "a" and "b"."""
    with closing(ConversationArchive(url)) as archive:
        for sender_id in ("a", "b"):
            archive.write(sender_id, 0, [HELLO], {}, None)
    engine = open_engine(url)
    yield engine
    engine.dispose()


@pytest.fixture
def book(engine: sa.Engine) -> RemarkBook:
    return RemarkBook(engine)


def tags(book: RemarkBook, sender_id: str = "a") -> tuple[str, ...]:
    remarks = book.read(sender_id)
    assert remarks is not None
    return remarks.tags


def test_a_state_has_somebody_who_set_it_until_it_is_new_again(book: RemarkBook) -> None:
    assert book.set_state("a", ReviewState.MARKIERT, "jana")
    marked, untouched = book.read("a"), book.read("b")
    assert marked is not None
    assert untouched is not None
    assert (marked.state, marked.reviewed_by) == (ReviewState.MARKIERT, "jana")
    assert marked.reviewed_at is not None
    assert (untouched.state, untouched.reviewed_by, untouched.reviewed_at) == (ReviewState.NEU, "", None)
    book.set_state("a", ReviewState.NEU, "jana")
    again = book.read("a")
    assert again is not None
    assert (again.reviewed_by, again.reviewed_at) == ("", None)


@pytest.mark.parametrize("sender_id", ["gibtesnicht", "", "\x00", "x" * 500])
def test_what_is_not_there_has_no_remarks(book: RemarkBook, sender_id: str) -> None:
    assert book.read(sender_id) is None
    assert not book.set_state(sender_id, ReviewState.GEPRUEFT, "jana")


def test_a_tag_is_masked_and_takes_the_spelling_that_is_known(book: RemarkBook) -> None:
    assert book.add_tag("a", " Kita \t fehlt\x00 ") == "Kita fehlt"
    assert book.add_tag("b", "KITA FEHLT") == "Kita fehlt"
    assert book.add_tag("b", "Kita\u00a0fehlt\t") == "Kita fehlt"
    assert book.add_tag("a", "kita fehlt") == "Kita fehlt"
    assert book.add_tag("a", "für Frau Krause") == "für Frau [Name]"
    assert tags(book) == ("für Frau [Name]", "Kita fehlt")
    assert book.known_tags() == ("für Frau [Name]", "Kita fehlt")
    assert book.remove_tag("a", "Kita fehlt")
    assert not book.remove_tag("a", "Kita fehlt")
    assert not book.remove_tag("a", "\x00")
    assert tags(book, "b") == ("Kita fehlt",)


def test_one_tag_given_twice_at_once_is_there_once(book: RemarkBook) -> None:
    with ThreadPoolExecutor(4) as pool:
        given = list(pool.map(lambda _: book.add_tag("a", "Kita"), range(8)))
    assert set(given) == {"Kita"}
    assert tags(book) == ("Kita",)


@pytest.mark.parametrize("tag", ["", "  ", "x" * (LONGEST_TAG + 1)])
def test_a_tag_that_is_none_is_refused(book: RemarkBook, tag: str) -> None:
    with pytest.raises(RemarkRefused):
        book.add_tag("a", tag)


def test_tags_and_notes_have_a_limit(book: RemarkBook) -> None:
    for number in range(MOST_TAGS):
        book.add_tag("a", f"Wort {number}")
    with pytest.raises(RemarkRefused, match="höchstens 20 Schlagworte"):
        book.add_tag("a", "zu viel")
    for number in range(MOST_NOTES):
        book.add_note("a", f"Notiz {number}", "jana")
    with pytest.raises(RemarkRefused, match="höchstens 50 Notizen"):
        book.add_note("a", "zu viel", "jana")
    book.add_note("b", "geht", "jana")


def test_a_note_is_masked_and_deleted_by_its_author(book: RemarkBook) -> None:
    number = book.add_note("a", "Frau Krause, 05371 123456\r\nbitte anrufen\x00", "jana")
    remarks = book.read("a")
    assert remarks is not None
    (note,) = remarks.notes
    assert (note.id, note.text, note.who) == (number, "Frau [Name], [Telefon]\nbitte anrufen", "jana")
    assert not book.delete_note("a", number, written_by="uwe")
    assert not book.delete_note("b", number, written_by=None)
    assert not book.delete_note("\x00", number, written_by=None)
    assert book.delete_note("a", number, written_by="jana")
    assert not book.delete_note("a", number, written_by=None)
    book.add_note("a", "ab 16\u00a0Uhr, می\u200cخواهم", "jana")
    remarks = book.read("a")
    assert remarks is not None
    assert [note.text for note in remarks.notes] == ["ab 16\u00a0Uhr, می\u200cخواهم"], "kein Zeichen geht verloren"


@pytest.mark.parametrize("text", ["", " \n ", "x" * (LONGEST_NOTE + 1)])
def test_a_note_that_is_none_is_refused(book: RemarkBook, text: str) -> None:
    with pytest.raises(RemarkRefused):
        book.add_note("a", text, "jana")


def test_remarks_go_with_their_conversation(book: RemarkBook, engine: sa.Engine, url: str) -> None:
    book.add_tag("a", "Kita")
    book.add_note("a", "bitte anrufen", "jana")
    book.add_tag("b", "Hort")
    with closing(ConversationArchive(url)) as archive:
        archive.delete("a")
    with engine.connect() as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(ConversationNote)) == 0
        assert list(connection.scalars(sa.select(ConversationTag.tag))) == ["Hort"]


def test_filters_belong_to_an_account_and_go_with_it(engine: sa.Engine) -> None:
    jana, uwe = (Accounts(engine).add(name, Role.AUSWERTUNG) for name in ("jana", "uwe"))
    saved = SavedFilters(engine)
    saved.save(jana, " Gefahr  heute ", "gefahr=1&zeitraum=heute")
    saved.save(jana, "alle", "")
    saved.save(uwe, "Gefahr heute", "gefahr=1")
    saved.save(jana, "Gefahr heute", "gefahr=1&zeitraum=7")
    assert [(view.name, view.query) for view in saved.all(jana)] == [
        ("alle", ""),
        ("Gefahr heute", "gefahr=1&zeitraum=7"),
    ]
    (theirs,) = saved.all(uwe)
    assert not saved.delete(jana, theirs.id)
    assert saved.delete(uwe, theirs.id)
    with engine.begin() as connection:
        connection.execute(sa.delete(StaffAccount).where(StaffAccount.id == jana))
    assert saved.all(jana) == ()


def test_a_filter_needs_a_name_and_there_are_not_endlessly_many(engine: sa.Engine) -> None:
    jana = Accounts(engine).add("jana", Role.AUSWERTUNG)
    saved = SavedFilters(engine)
    for name, query in (("", "x=1"), ("x" * 81, ""), ("x", "x" * 2001)):
        with pytest.raises(RemarkRefused):
            saved.save(jana, name, query)
    for number in range(MOST_FILTERS):
        saved.save(jana, f"Filter {number}", "")
    with pytest.raises(RemarkRefused, match="löschen Sie zuerst"):
        saved.save(jana, "noch einer", "")
    saved.save(jana, "Filter 1", "gefahr=1")
