"""The list of conversations on both databases: filters, words, pages, neighbours, and that nothing is left behind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from bot.memory.conversations import Conversation, ConversationArchive
from bot.memory.reviewing.listing import COUNTED, ConversationList, Filters
from bot.memory.reviewing.searching import ConversationWord
from bot.memory.reviewing.tables import ConversationFact, ConversationTag, ParentMessage
from tests.rasa_events import action, said, slot, tapped, typed

GIFHORN, WITTINGEN = {"key": "03151009", "name": "Gifhorn"}, {"key": "03151040", "name": "Wittingen"}
RELAXED = {"hits": 2, "relaxed": ["ort"]}
SEARCH = action("action_suchen")

CONVERSATIONS: dict[str, list[dict[str, Any]]] = {
    "kita": [
        typed("Ich suche einen Kitaplatz in Gifhorn", needs=["kinderbetreuung"], place=GIFHORN, confidence=0.95),
        SEARCH,
        said(offers=["a"], outcome={"hits": 3, "relaxed": []}),
        tapped("Ja", "geholfen", art="ja"),
    ],
    "logo": [
        typed("Logopädie für meinen Sohn", needs=["entwicklung_foerderung"], place=WITTINGEN, confidence=0.4),
        SEARCH,
        said(offers=["a"], outcome=RELAXED),
        typed("das hilft mir nicht", "feedback", confidence=0.8),
        typed("und jetzt?", confidence=0.7),
    ],
    "krise": [typed("er schlägt mich", "krise_gewalt", crisis="gewalt", channel="telegram", confidence=0.99)],
    "englisch": [
        typed("kindergarten please", needs=["kinderbetreuung"], confidence=0.45, channel="widget"),
        slot("sprache", "en"),
        action("action_nicht_verstanden"),
        said("Sorry"),
    ],
    "knopf": [tapped("Kita", "kinderbetreuung")],
}
NEWEST_FIRST = [*reversed(CONVERSATIONS)]


@pytest.fixture
def listed(archive: ConversationArchive, memory_engine: sa.Engine) -> ConversationList:
    for number, (sender, events) in enumerate(CONVERSATIONS.items()):
        archive.write(sender, 0, events, {}, None)
        _set(memory_engine, sender, updated_at=1_000.0 + number)
    with memory_engine.begin() as connection:
        connection.execute(sa.insert(ConversationTag).values(sender_id="logo", tag="Sprache"))
    _set(memory_engine, "kita", review_state="geprueft")
    _set(memory_engine, "logo", review_state="markiert")
    return ConversationList(memory_engine)


def _set(engine: sa.Engine, sender_id: str, **values: Any) -> None:
    with engine.begin() as connection:
        connection.execute(sa.update(Conversation).where(Conversation.sender_id == sender_id).values(**values))


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, NEWEST_FIRST),
        ({"since": 1_001.0}, ["knopf", "englisch", "krise", "logo"]),
        ({"since": 1_001.0, "until": 1_003.0}, ["krise", "logo"]),
        ({"channel": "telegram"}, ["krise"]),
        ({"language": "en"}, ["englisch"]),
        ({"need": "kinderbetreuung"}, ["englisch", "kita"]),
        ({"place_key": "03151040"}, ["logo"]),
        ({"tag": "Sprache"}, ["logo"]),
        ({"state": "markiert"}, ["logo"]),
        ({"no_offer": True}, ["logo"]),
        ({"fallback": True}, ["englisch"]),
        ({"low_confidence": True}, ["englisch", "logo"]),
        ({"crisis": True}, ["krise"]),
        ({"bad_feedback": True}, ["logo"]),
        ({"not_reviewed": True}, ["knopf", "englisch", "krise"]),
        ({"least_turns": 2}, ["logo", "kita"]),
        ({"most_turns": 1}, ["knopf", "englisch", "krise"]),
        ({"least_turns": 2, "most_turns": 2}, ["kita"]),
        # words
        ({"words": "Kitaplätze"}, ["kita"]),
        ({"words": "kita"}, ["kita"]),
        ({"words": "logop"}, ["logo"]),
        ({"words": "LOGOPAEDIE"}, ["logo"]),
        ({"words": "Sohn Logopädie"}, ["logo"]),
        ({"words": "logopädie gifhorn"}, []),
        ({"words": '"Logopädie" (für* -:&|!<> )'}, ["logo"]),
        ({"words": "   "}, NEWEST_FIRST),
        ({"words": "und"}, []),
        ({"words": "?!'\"%_\\"}, []),
        ({"words": "\x00kita\udcff"}, ["kita"]),
        ({"words": "kita " * 500}, ["kita"]),
        # together
        ({"need": "kinderbetreuung", "low_confidence": True}, ["englisch"]),
        ({"need": "kinderbetreuung", "words": "gifhorn", "channel": "web", "state": "geprueft"}, ["kita"]),
        ({"crisis": True, "no_offer": True}, []),
        # whatever stands in an address
        ({"channel": "\x00"}, []),
        ({"tag": "\udcff"}, []),
        ({"state": "'; DROP TABLE conversation; --"}, []),
        ({"least_turns": 10**30}, []),
        ({"most_turns": -(10**30)}, []),
        ({"since": float("inf")}, []),
    ],
)
def test_filters(listed: ConversationList, filters: Mapping[str, Any], found: Sequence[str]) -> None:
    page = listed.page(Filters(**filters))
    assert [row.sender_id for row in page.rows] == list(found)
    assert (page.total, page.capped) == (len(found), False)
    assert (page.newer, page.older) == (None, None)


def test_a_row_says_what_happened(listed: ConversationList) -> None:
    rows = {row.sender_id: row for row in listed.page(Filters()).rows}
    logo = rows["logo"]
    assert (logo.channel, logo.language, logo.turns, logo.first_offer_turn) == ("web", "de", 3, 1)
    assert logo.first_words == "Logopädie für meinen Sohn"
    assert (logo.needs, logo.places, logo.tags) == (("entwicklung_foerderung",), ("03151040",), ("Sprache",))
    assert (logo.no_offer, logo.bad_feedback, logo.lowest_confidence, logo.state) == (True, True, 0.4, "markiert")
    assert rows["kita"].helped == "ja"
    assert rows["krise"].crisis == "gewalt"
    assert rows["englisch"].fallbacks == 1
    assert (rows["knopf"].first_words, rows["knopf"].lowest_confidence) == ("Kita", None)


def test_a_long_first_message_is_cut_at_a_word(archive: ConversationArchive, memory_engine: sa.Engine) -> None:
    archive.write("a", 0, [typed("Mein Kind\nschläft nicht " * 20)], {}, None)
    (row,) = ConversationList(memory_engine).page(Filters()).rows
    assert len(row.first_words) <= 160
    assert row.first_words.startswith("Mein Kind schläft nicht Mein")
    assert row.first_words.endswith(("Mein…", "Kind…", "schläft…", "nicht…"))


def test_what_there_is_to_choose(listed: ConversationList) -> None:
    choices = listed.choices()
    assert choices.channels == ("telegram", "web", "widget")
    assert choices.languages == ("de", "en")
    assert choices.needs == ("entwicklung_foerderung", "kinderbetreuung")
    assert choices.places == ("03151009", "03151040")
    assert choices.tags == ("Sprache",)


@pytest.mark.parametrize("limit", [1, 2, 3, 7])
@pytest.mark.parametrize("filters", [Filters(), Filters(low_confidence=True)], ids=["all", "some"])
def test_pages_leave_nothing_out_and_repeat_nothing(memory_engine: sa.Engine, limit: int, filters: Filters) -> None:
    senders = _many(memory_engine, 23)
    expected = [sender for sender, unsure in senders if unsure or not filters.low_confidence]
    listed = ConversationList(memory_engine)
    page, seen = listed.page(filters, limit=limit), []
    while True:
        seen += [row.sender_id for row in page.rows]
        if page.older is None:
            break
        page = listed.page(filters, before=page.older, limit=limit)
    assert seen == expected
    back = [row.sender_id for row in page.rows]
    while page.newer:
        page = listed.page(filters, after=page.newer, limit=limit)
        back = [row.sender_id for row in page.rows] + back
    assert back == expected


def test_neighbours(memory_engine: sa.Engine) -> None:
    senders = [sender for sender, _ in _many(memory_engine, 9)]
    listed = ConversationList(memory_engine)
    for index, sender in enumerate(senders):
        newer = senders[index - 1] if index else None
        older = senders[index + 1] if index + 1 < len(senders) else None
        assert listed.neighbours(Filters(), sender) == (newer, older)
    assert listed.neighbours(Filters(), "niemand") == (None, None)
    assert listed.neighbours(Filters(), "\x00") == (None, None)


def test_neighbours_fulfil_the_filters_even_if_oneself_does_not(listed: ConversationList) -> None:
    assert listed.neighbours(Filters(low_confidence=True), "krise") == ("englisch", "logo")


@pytest.mark.parametrize("cursor", ["", "~", "x~a", "1.0", "1.0~\x00", "nan~a", "1e999~a"])
def test_a_cursor_that_is_none_shows_some_page(listed: ConversationList, cursor: str) -> None:
    assert listed.page(Filters(), before=cursor).total == len(CONVERSATIONS)
    assert listed.page(Filters(), after=cursor).total == len(CONVERSATIONS)


def test_what_was_only_carried_over_is_no_conversation_yet(
    archive: ConversationArchive, memory_engine: sa.Engine
) -> None:
    archive.write("s1", 0, [{"event": "slot", "name": "situation", "value": {}, "timestamp": 1.0}], {}, None)
    listed = ConversationList(memory_engine).page(Filters(), limit=5)
    assert (list(listed.rows), listed.total) == ([], 0)


def test_counting_ends(memory_engine: sa.Engine) -> None:
    _many(memory_engine, COUNTED + 1)
    page = ConversationList(memory_engine).page(Filters())
    assert (page.total, page.capped, len(page.rows)) == (COUNTED, True, 50)


def test_a_conversation_goes_on(archive: ConversationArchive, memory_engine: sa.Engine) -> None:
    position = archive.write("a", 0, [action("action_listen")], {}, None)
    position = archive.write("a", position, [typed("Hallo", confidence=0.8), said("Hallo!")], {}, None)
    # a turn in two portions
    position = archive.write("a", position, [typed("Kita", needs=["kinderbetreuung"], confidence=0.6)], {}, None)
    position = archive.write("a", position, [SEARCH, said(offers=["x"], outcome=RELAXED)], {}, None)
    archive.write("a", position, [typed("Kita bitte", confidence=0.9), slot("sprache", "tr")], {}, None)
    (row,) = ConversationList(memory_engine).page(Filters()).rows
    assert (row.turns, row.first_offer_turn, row.lowest_confidence, row.no_offer) == (3, 2, 0.6, True)
    assert (row.language, row.channel, row.first_words) == ("tr", "web", "Hallo")
    with memory_engine.connect() as connection:
        messages = connection.execute(sa.select(ParentMessage.position, ParentMessage.turn, ParentMessage.text)).all()
    assert [tuple(message) for message in messages] == [(1, 1, "Hallo"), (3, 2, "Kita"), (6, 3, "Kita bitte")]


def test_deleting_leaves_no_word(archive: ConversationArchive, memory_engine: sa.Engine, memory_url: str) -> None:
    archive.write("a", 0, [typed("Schreibambulanz Zwillinge", needs=["fruehe_hilfen"])], {}, None)
    archive.write("b", 0, [typed("Kita")], {}, None)
    archive.delete("a")
    with memory_engine.connect() as connection:
        for table in (ParentMessage, ConversationFact, ConversationWord):
            rows = connection.execute(sa.select(table.sender_id).where(table.sender_id == "a")).all()
            assert rows == []
    if memory_engine.dialect.name == "sqlite":
        with memory_engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        assert b"chreibambulan" not in Path(memory_url.removeprefix("sqlite:///")).read_bytes()


def _many(engine: sa.Engine, count: int) -> list[tuple[str, bool]]:
    """So many conversations, three at a time at the same moment; (sender, unsure), newest first."""
    rows = [
        {
            "sender_id": f"{(number * 7_919) % 100_003:06d}",
            "created_at": 1.0,
            "updated_at": 1_700_000_000.1 + number // 3,
            "next_position": 0,
            "slots": "{}",
            "turns": 1,
            "lowest_confidence": 0.2 if number % 2 else 0.9,
        }
        for number in range(count)
    ]
    with engine.begin() as connection:
        connection.execute(sa.insert(Conversation), rows)
    rows.sort(key=lambda row: (row["updated_at"], row["sender_id"]), reverse=True)
    return [(str(row["sender_id"]), row["lowest_confidence"] == 0.2) for row in rows]
