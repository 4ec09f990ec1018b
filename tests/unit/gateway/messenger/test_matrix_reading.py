"""bot/gateway/messenger/matrix_reading.py: events as homeservers send them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.gateway.messenger.matrix_reading import Event, Room, left, news, read
from bot.gateway.messenger.platform import UNDECRYPTED, Incoming, Kind

LOTTE, MONA, OLA = "@lotte:kreis.example", "@mona:familie.example", "@ola:familie.example"
ALONE = Room("!zimmer", LOTTE, "Lotte", frozenset({MONA}))
GROUP = Room("!runde", LOTTE, "Lotte", frozenset({MONA, OLA}))


def event(kind: str = "m.room.message", sender: str = MONA, **fields: Any) -> dict[str, Any]:
    return {
        "type": kind,
        "sender": sender,
        "event_id": "$e1",
        "origin_server_ts": 1_795_417_088_472,
        "content": {},
        **fields,
    }


def message(msgtype: str = "m.text", body: str = "Kita in Brome", **content: Any) -> dict[str, Any]:
    return event(content={"msgtype": msgtype, "body": body, **content})


def got(source: Event, room: Room = ALONE) -> Incoming:
    incoming = read(source, room)
    assert incoming is not None
    return incoming


def test_a_text() -> None:
    assert got(message()) == Incoming(
        platform="matrix",
        id="$e1",
        chat="!zimmer",
        user=MONA,
        kind=Kind.TEXT,
        text="Kita in Brome",
        sent_at=1_795_417_088.472,
    )


REPLY = {"m.in_reply_to": {"event_id": "$davor"}}


@pytest.mark.parametrize(
    ("source", "kind", "text"),
    [
        (message("m.emote", "sucht eine Hebamme"), Kind.TEXT, "sucht eine Hebamme"),
        (message(body=""), Kind.TEXT, ""),
        (message(body="> <@lotte:x> Wie alt?\n> wirklich\n\n3", **{"m.relates_to": REPLY}), Kind.TEXT, "3"),
        (message(body="3", **{"m.relates_to": REPLY}), Kind.TEXT, "3"),
        (message(body="> das schrieb die Kita"), Kind.TEXT, "> das schrieb die Kita"),
        (message("m.image", "IMG_1.jpg", url="mxc://x/y"), Kind.UNREADABLE, ""),
        (message("m.image", "IMG_1.jpg", filename="IMG_1.jpg"), Kind.UNREADABLE, ""),
        (message("m.image", "Er schlägt mich", filename="IMG_1.jpg"), Kind.TEXT, "Er schlägt mich"),
        (message("m.audio", "Sprachnachricht"), Kind.UNREADABLE, ""),
        (message("m.video", "v.mp4"), Kind.UNREADABLE, ""),
        (message("m.file", "Bescheid.pdf"), Kind.UNREADABLE, ""),
        (message("example.unknown", "?"), Kind.UNREADABLE, ""),
        (message("m.location", "hier", geo_uri="irgendwo"), Kind.UNREADABLE, ""),
        (message("m.location", "hier", geo_uri="geo:95,10"), Kind.UNREADABLE, ""),
        (event("m.sticker", content={"body": "Katze", "url": "mxc://x/y"}), Kind.UNREADABLE, ""),
        (event("m.poll.start"), Kind.UNREADABLE, ""),
        (event("m.call.invite"), Kind.UNREADABLE, ""),
        (event("m.room.encrypted", content={"algorithm": "m.megolm.v1.aes-sha2"}), Kind.UNREADABLE, UNDECRYPTED),
    ],
)
def test_what_is_said(source: Event, kind: Kind, text: str) -> None:
    incoming = got(source)
    assert (incoming.kind, incoming.text) == (kind, text)
    assert incoming.is_addressed


@pytest.mark.parametrize(
    "source",
    [
        message("m.notice", "ich bin ein Roboter"),
        message("m.key.verification.request", "möchte vergleichen"),
        event(content={"msgtype": "m.text"}),
        event(content={"body": "ohne Art"}),
        event(content={"msgtype": ["m.text"], "body": "x"}),
        event(content="kein Inhalt"),
        event(sender=LOTTE, content={"msgtype": "m.text", "body": "Ich selbst"}),
        {**message(), "event_id": ""},
        {**message(), "sender": None},
        {**message(), "unsigned": {"redacted_because": {}}},
        event("m.reaction", content={"m.relates_to": {"rel_type": "m.annotation", "event_id": "$a", "key": "👍"}}),
        event("m.room.name", content={"name": "Familie"}, state_key=""),
        event("m.room.topic", content={"topic": "x"}, state_key=""),
        event("example.unknown"),
        event("m.room.redaction"),
        event("m.room.redaction", redacts=7),
        message(**{"m.relates_to": {"rel_type": "m.replace", "event_id": "$a"}}),
        message(**{"m.relates_to": {"rel_type": "m.replace"}, "m.new_content": {"msgtype": "m.text", "body": "x"}}),
    ],
)
def test_what_is_not_for_lotte(source: Event) -> None:
    assert read(source, ALONE) is None


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ({"geo_uri": "geo:52.48,10.54"}, (52.48, 10.54)),
        ({"geo_uri": "geo:52.48,10.54;u=35"}, (52.48, 10.54)),
        ({"geo_uri": "geo:52.48,10.54,60"}, (52.48, 10.54)),
        ({"geo_uri": "geo:-3.5,-70"}, (-3.5, -70.0)),
        ({"m.location": {"uri": "geo:52.48,10.54"}}, (52.48, 10.54)),
        ({"org.matrix.msc3488.location": {"uri": "geo:52.48,10.54"}}, (52.48, 10.54)),
    ],
)
def test_places(content: dict[str, Any], place: tuple[float, float]) -> None:
    incoming = got(message("m.location", "Standort", **content))
    assert (incoming.kind, incoming.latitude, incoming.longitude) == (Kind.PLACE, *place)


def test_an_edit_and_a_deletion_name_what_they_are_about() -> None:
    new = {"msgtype": "m.text", "body": "Hort in Brome"}
    relation = {"rel_type": "m.replace", "event_id": "$davor"}
    edited = got(message(body="* Hort in Brome", **{"m.relates_to": relation, "m.new_content": new}))
    assert (edited.kind, edited.text, edited.about) == (Kind.EDITED, "Hort in Brome", "$davor")
    for source in (
        event("m.room.redaction", redacts="$davor"),
        event("m.room.redaction", content={"redacts": "$davor"}),
    ):
        deleted = got(source)
        assert (deleted.kind, deleted.about) == (Kind.DELETED, "$davor")


MEANT = {"m.mentions": {"user_ids": [LOTTE]}}


@pytest.mark.parametrize(
    ("source", "addressed", "text"),
    [
        (message(body="Wer bringt Kuchen mit?"), False, "Wer bringt Kuchen mit?"),
        (message(body="Lotte: Kita?", **MEANT), True, "Kita?"),
        (message(body="@Lotte Kita?", **MEANT), True, "Kita?"),
        (message(body=f"{LOTTE}, Kita?"), True, "Kita?"),
        (message(body="weiß das lotte?"), True, "weiß das lotte?"),
        (message(body="Lotte"), True, "Lotte"),
        (message(body="Die Kinder spielten Lotterie"), False, "Die Kinder spielten Lotterie"),
        (message(body="Lotte fand das gut", **{"m.mentions": {}}), False, "fand das gut"),
        (message(body="Kita?", **{"m.mentions": {"user_ids": [OLA]}}), False, "Kita?"),
        (message(body="Kita?", **{"m.mentions": {"user_ids": "x"}}), False, "Kita?"),
        (message(body="Kita?", formatted_body=f'<a href="https://matrix.to/#/{LOTTE}">L</a> Kita?'), True, "Kita?"),
        (message(body=f"> <{LOTTE}> Wie alt?\n\n3", **{"m.relates_to": REPLY}), True, "3"),
        (message("m.image", "bild.jpg"), False, ""),
        (message("m.image", "bild.jpg", **MEANT), True, ""),
        (message("m.location", "hier", geo_uri="geo:52,10"), False, ""),
    ],
)
def test_in_a_group(source: Event, addressed: bool, text: str) -> None:
    incoming = got(source, GROUP)
    assert incoming.is_group
    assert (incoming.is_addressed, incoming.text) == (addressed, text)


def test_an_undecrypted_message_of_a_group_is_not_taken_for_lotte() -> None:
    assert not got(event("m.room.encrypted", content={"algorithm": "x"}), GROUP).is_addressed


def member(membership: str, before: str | None = "join", who: str = MONA, sender: str = MONA) -> dict[str, Any]:
    unsigned = {"prev_content": {"membership": before}} if before else {}
    return event("m.room.member", sender, state_key=who, content={"membership": membership}, unsigned=unsigned)


@pytest.mark.parametrize(
    ("source", "user"),
    [
        (member("leave"), MONA),
        (member("leave", "invite"), MONA),
        (member("ban", sender=OLA), MONA),
        (member("leave", before=None), MONA),
        (member("ban", "leave"), None),
        (member("join", "invite"), None),
        (member("join", "join"), None),
        (member("leave", who=LOTTE, sender=OLA), None),
        (event("m.room.member", content={"membership": "leave"}), None),
    ],
)
def test_who_has_left(source: Event, user: str | None) -> None:
    incoming = read(source, ALONE)
    assert (incoming and (incoming.kind, incoming.user)) == (user and (Kind.LEFT, user))


def test_left_knows_whether_others_are_there() -> None:
    assert not left(ALONE, MONA, "$e").is_group
    assert not left(Room("!leer", LOTTE), MONA, "$e").is_group
    assert left(Room("!runde", LOTTE, "", frozenset({OLA})), MONA, "$e").is_group


@pytest.mark.parametrize(
    ("events", "fresh"),
    [
        (["text"], ["text"]),
        (
            ["alt", member("invite", None, LOTTE), "neu", member("join", "invite", LOTTE, LOTTE), "neuer"],
            "neu join neuer",
        ),
        (["alt", member("join", None, LOTTE, LOTTE), "neu"], "neu"),
        (["alt", member("join", "leave", LOTTE, LOTTE), "neu"], "neu"),
        (["text", member("join", "join", LOTTE, LOTTE), "neu"], "text join neu"),  # she only changed her name
        (["text", member("join", "invite"), "neu"], "text join neu"),
        (["alt", member("invite", "leave", LOTTE)], ""),
    ],
)
def test_only_what_came_since_lotte_was_invited(events: list[Any], fresh: Any) -> None:
    given = [message(body=item) if isinstance(item, str) else item for item in events]
    names = [item["content"].get("body") or item["content"]["membership"] for item in news(given, LOTTE)]
    assert names == (fresh.split() if isinstance(fresh, str) else fresh)


_WORDS = [
    "type", "sender", "content", "body", "msgtype", "m.text", "m.location", "m.room.message", "m.room.member",
    "geo_uri",
    "m.relates_to", "m.replace", "m.new_content", "rel_type", "m.mentions", "user_ids", "unsigned", "prev_content",
    "membership", "leave", "state_key", "redacts", "m.room.redaction", "event_id", "m.in_reply_to", LOTTE, MONA,
]  # fmt: skip
_names = st.sampled_from(_WORDS) | st.text(max_size=5)
_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | _names,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_names, inner, max_size=6),
    max_leaves=20,
)
_events = st.fixed_dictionaries(
    {"type": st.sampled_from(["m.room.message", "m.room.member", "m.room.redaction", "m.sticker"]) | _json},
    optional={name: _json for name in ("sender", "event_id", "content", "unsigned", "origin_server_ts", "state_key")},
)
_messages = st.builds(lambda content: event(content=content), st.dictionaries(_names, _json, max_size=6))


@given(_events | _messages, st.sampled_from([ALONE, GROUP]))
def test_nothing_anybody_sends_breaks_it(source: dict[str, Any], room: Room) -> None:
    read(source, room)
    news([source], LOTTE)
