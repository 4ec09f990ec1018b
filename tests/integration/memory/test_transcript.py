"""A conversation as it was, on both databases; and conversations that were there before staff could look at them."""

from __future__ import annotations

import json
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command

from bot.memory.conversations import ConversationArchive
from bot.memory.database import open_engine
from bot.memory.migrate import alembic_config, upgrade
from bot.memory.reviewing.listing import ConversationList, Filters
from bot.memory.reviewing.transcript import ShownOffer, read_transcript, turns_of
from tests.rasa_events import action, said, slot, tapped, typed

EVENTS = [
    action("action_session_start"),
    typed(
        "Mein Sohn ist 3, Kita in Gifhorn",
        "kinderbetreuung",
        at=10.0,
        act="angebot_suchen",
        children=[{"age_months": [36, 47], "label": "3 Jahre", "role": "Sohn"}],
        needs=["kinderbetreuung"],
        topics=["kita"],
        place={"key": "03151009", "name": "Gifhorn"},
        wishes=["naeher"],
    ),
    slot("sprache", "de"),
    action("action_suchen"),
    said("Das passt:", offers=["gf-kita"], outcome={"hits": 1, "relaxed": []}, buttons=["Mehr Angebote"], at=11.0),
    said("Und noch etwas.", at=11.0),
    tapped("Mehr Angebote", "mehr_angebote", at=20.0),
    action("action_mehr_angebote"),
    said("Mehr gibt es nicht.", at=21.0),
]


def test_a_transcript(archive: ConversationArchive, memory_engine: sa.Engine) -> None:
    archive.write("a", 0, EVENTS, {}, None)
    transcript = read_transcript(memory_engine, "a")
    assert transcript is not None
    assert transcript.row.turns == 2
    first, second = transcript.turns
    assert (first.position, first.number, first.at, first.tapped) == (1, 1, 10.0, False)
    assert first.text == "Mein Sohn ist 3, Kita in Gifhorn"
    understood = first.understood
    assert understood is not None
    assert (understood.intent, understood.act, understood.confidence) == ("kinderbetreuung", "angebot_suchen", 0.9)
    assert understood.ranking == (("kinderbetreuung", 0.9), ("gruss", 0.01))
    assert understood.children == (("3 Jahre", 36, 47),)
    assert (understood.needs, understood.topics, understood.wishes) == (("kinderbetreuung",), ("kita",), ("naeher",))
    assert (understood.place, understood.crisis, understood.language) == (("03151009", "Gifhorn"), None, "de")
    offers, more = first.answers
    assert offers.offers == (ShownOffer("gf-kita", "Angebot gf-kita", "Träger", ("passt",)),)
    assert (offers.buttons, offers.action, offers.policy) == (("Mehr Angebote",), "action_suchen", "RulePolicy")
    assert (more.text, more.offers, more.action) == ("Und noch etwas.", (), "action_suchen")
    assert (second.position, second.number, second.tapped) == (6, 2, True)
    assert second.understood is not None
    assert second.understood.ranking == ()
    assert second.answers[0].action == "action_mehr_angebote"


@pytest.mark.parametrize("sender", ["niemand", "", "\x00", "\udcff"])
def test_there_is_none(memory_engine: sa.Engine, sender: str) -> None:
    assert read_transcript(memory_engine, sender) is None


def test_what_was_said_before_the_parent_has_a_turn_of_its_own() -> None:
    opening, first = turns_of(enumerate([said("Guten Tag"), typed("Hallo"), said("Hallo!")]))
    assert (opening.number, opening.text, opening.understood) == (0, "", None)
    assert (opening.answers[0].text, opening.answers[0].action) == ("Guten Tag", "")
    assert first.number == 1


def test_an_event_of_an_old_model_is_no_obstacle() -> None:
    event: dict[str, Any] = {
        "event": "user",
        "timestamp": None,
        "text": None,
        "parse_data": {"intent": {}, "entities": []},
    }
    (turn,) = turns_of([(4, event), (5, {"event": "bot", "text": None, "data": None})])
    assert (turn.position, turn.text, turn.understood, turn.answers[0].text) == (4, "", None, "")


def test_conversations_from_before_can_be_found_too(empty_memory_url: str) -> None:
    config = alembic_config(empty_memory_url)
    command.upgrade(config, "0003")
    engine = open_engine(empty_memory_url)
    with engine.begin() as connection:
        for number in range(450):  # more than one portion of the migration
            _write_as_before(connection, f"s{number:04d}")
    upgrade(empty_memory_url)
    listed = ConversationList(engine)
    assert listed.page(Filters(words="Kita", need="kinderbetreuung")).total == 450
    row = listed.page(Filters(), limit=1).rows[0]
    assert (row.channel, row.language, row.turns, row.first_offer_turn) == ("web", "tr", 2, 1)
    # and the way back
    command.downgrade(config, "0003")
    command.upgrade(config, "head")
    assert listed.page(Filters(words="Kita")).total == 450
    command.check(config)
    command.downgrade(config, "base")
    engine.dispose()


def _write_as_before(connection: sa.Connection, sender_id: str) -> None:
    columns = ("sender_id", "created_at", "updated_at", "next_position", "slots")
    conversation = sa.table("conversation", *map(sa.column, columns))
    event = sa.table("conversation_event", *map(sa.column, ("sender_id", "position", "timestamp", "type_name", "data")))
    connection.execute(
        sa.insert(conversation).values(
            sender_id=sender_id, created_at=1.0, updated_at=2.0, next_position=9, slots='{"sprache": "tr"}'
        )
    )
    rows = [
        {"sender_id": sender_id, "position": position, "timestamp": 1.0, "type_name": one["event"]}
        | {"data": json.dumps({**one, "value": None} if one["event"] == "slot" else one, ensure_ascii=False)}
        for position, one in enumerate(EVENTS)
    ]
    connection.execute(sa.insert(event), rows)
