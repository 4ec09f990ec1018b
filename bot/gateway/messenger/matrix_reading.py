"""What an event of a Matrix room means to Lotte. Pure; the source is https://spec.matrix.org/v1.16/client-server-api/."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from bot.gateway.messenger.platform import UNDECRYPTED, Incoming, Kind

NAME: Final = "matrix"

Event = Mapping[str, Any]

_SPOKEN: Final = ("m.text", "m.emote")
_MEDIA: Final = ("m.image", "m.audio", "m.video", "m.file")
_UNREADABLE_TYPES: Final = ("m.sticker", "m.call.invite", "m.poll.start", "org.matrix.msc3381.poll.start")
#: The kinds of event that are somebody's word; nothing else may be encrypted.
SAID: Final = ("m.room.message", *_UNREADABLE_TYPES)
_GONE: Final = ("leave", "ban")
_THERE: Final = ("join", "invite", "knock")
_GEO_URI: Final = re.compile(r"^geo:(-?\d{1,2}(?:\.\d+)?),(-?\d{1,3}(?:\.\d+)?)(?=[,;]|$)")
_QUOTED: Final = re.compile(r"\A(?:>.*\n)+\n?")


@dataclass(frozen=True)
class Room:
    """What must be known of a room.

    Attributes:
        id: of the room.
        own_id: Lotte's user id there.
        own_name: the name people see; "" if she has none.
        people: everybody else who is in it or invited.
    """

    id: str
    own_id: str
    own_name: str = ""
    people: frozenset[str] = frozenset()

    @property
    def is_group(self) -> bool:
        """Whether several people read what Lotte writes."""
        return len(self.people) > 1


def read(event: Event, room: Room) -> Incoming | None:
    """One event of the timeline, decrypted where that was possible; None if it is not for Lotte to answer.

    Whatever is malformed is not for her either: anybody can send anything.
    """
    sender, kind = event.get("sender"), event.get("type")
    content = event.get("content")
    if not isinstance(content, Mapping) or not isinstance(sender, str) or not event.get("event_id"):
        return None
    if kind == "m.room.member":
        return _left(event, content, room)
    if sender == room.own_id or "redacted_because" in _mapping(event.get("unsigned")):
        return None
    if kind == "m.room.redaction":
        about = event.get("redacts") or content.get("redacts")  # since room version 11 it stands in the content
        return _incoming(event, room, Kind.DELETED, about=about) if isinstance(about, str) else None
    if kind == "m.room.encrypted":
        return _incoming(event, room, Kind.UNREADABLE, text=UNDECRYPTED)
    if kind in _UNREADABLE_TYPES:
        return _incoming(event, room, Kind.UNREADABLE)
    return _message(event, content, room) if kind == "m.room.message" else None


def _message(event: Event, content: Event, room: Room) -> Incoming | None:
    relation = _mapping(content.get("m.relates_to"))
    if relation.get("rel_type") == "m.replace":
        new, about = _mapping(content.get("m.new_content")), relation.get("event_id")
        text = _words(new)
        if text is None or not isinstance(about, str):
            return None
        return _spoken(event, room, Kind.EDITED, new, text, about)
    text = _words(content)
    if text is not None:
        if "m.in_reply_to" in relation:
            text = _QUOTED.sub("", text)
        return _spoken(event, room, Kind.TEXT, content, text)
    msgtype = content.get("msgtype")
    # m.notice is how robots speak: two of them would talk for ever. m.key.… is about comparing devices.
    if not isinstance(msgtype, str) or msgtype in (*_SPOKEN, "m.notice") or msgtype.startswith("m.key.verification"):
        return None
    addressed = is_addressed(content, room)
    place = _place(content) if msgtype == "m.location" else None
    if place is not None:
        return _incoming(event, room, Kind.PLACE, latitude=place[0], longitude=place[1], is_addressed=addressed)
    return _incoming(event, room, Kind.UNREADABLE, is_addressed=addressed)


def _words(content: Event) -> str | None:
    """What was written: a text, or the words below a picture; None if there are none."""
    body, msgtype = content.get("body"), content.get("msgtype")
    if not isinstance(body, str):
        return None
    if msgtype in _SPOKEN:
        return body
    # of a picture the body is its file's name, unless the name stands beside it
    filename = content.get("filename")
    has_caption = msgtype in _MEDIA and isinstance(filename, str) and filename != body and bool(body.strip())
    return body if has_caption else None


def _spoken(event: Event, room: Room, kind: Kind, content: Event, text: str, about: str = "") -> Incoming:
    addressed = is_addressed(content, room)
    text = _without_name(text, room) if room.is_group else text
    return _incoming(event, room, kind, text=text, about=about, is_addressed=addressed)


def is_addressed(content: Event, room: Room) -> bool:
    """Whether Lotte is meant: always when alone with somebody, in a group when she is mentioned or answered."""
    if not room.is_group:
        return True
    mentions = content.get("m.mentions")
    if isinstance(mentions, Mapping):  # the sender's app knows who is meant; a name in the text is not enough then
        users = mentions.get("user_ids")
        return isinstance(users, list) and room.own_id in users
    body, formatted = str(content.get("body", "")), str(content.get("formatted_body", ""))
    if room.own_id in body or f"matrix.to/#/{room.own_id}" in formatted:
        return True
    return (
        bool(room.own_name) and re.search(rf"(?<!\w){re.escape(room.own_name)}(?!\w)", body, re.IGNORECASE) is not None
    )


def _without_name(text: str, room: Room) -> str:
    """Without the "Lotte: " or "@lotte:server " an app puts before a message to somebody."""
    names = re.escape(room.own_id) + (rf"|@?{re.escape(room.own_name)}" if room.own_name else "")
    return re.sub(rf"\A\s*(?:{names})(?:[:,]\s*|\s+)(?=\S)", "", text, flags=re.IGNORECASE)


def _place(content: Event) -> tuple[float, float] | None:
    newer = _mapping(content.get("m.location") or content.get("org.matrix.msc3488.location"))
    match = _GEO_URI.match(str(content.get("geo_uri") or newer.get("uri") or ""))
    if match is None:
        return None
    latitude, longitude = float(match[1]), float(match[2])
    return (latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None


def _left(event: Event, content: Event, room: Room) -> Incoming | None:
    """Somebody went, or was put out; `room` may know that already or not."""
    who = event.get("state_key")
    unsigned = _mapping(event.get("unsigned"))
    before = _mapping(unsigned.get("prev_content") or event.get("prev_content")).get("membership", "join")
    if not isinstance(who, str) or who == room.own_id or content.get("membership") not in _GONE or before not in _THERE:
        return None
    return left(room, who, str(event["event_id"]), _seconds(event))


def left(room: Room, who: str, event_id: str, sent_at: float = 0.0) -> Incoming:
    """That somebody is not to be reached in this room any more."""
    is_group = len(room.people | {who}) > 1
    return Incoming(NAME, event_id, room.id, who, Kind.LEFT, sent_at=sent_at, is_group=is_group)


def news(events: list[Event], own_id: str) -> list[Event]:
    """A room's events since Lotte was invited, or came in by herself: what was said before is not meant for her."""
    start = 0
    for position, event in enumerate(events):
        if event.get("type") == "m.room.member" and event.get("state_key") == own_id:
            unsigned = _mapping(event.get("unsigned"))
            before = _mapping(unsigned.get("prev_content") or event.get("prev_content")).get("membership")
            now = _mapping(event.get("content")).get("membership")
            if now == "invite" or (now == "join" and before not in ("invite", "join")):
                start = position + 1
    return events[start:]


def _incoming(event: Event, room: Room, kind: Kind, **details: Any) -> Incoming:
    return Incoming(
        platform=NAME,
        id=str(event["event_id"]),
        chat=room.id,
        user=str(event["sender"]),
        kind=kind,
        sent_at=_seconds(event),
        is_group=room.is_group,
        **{"is_addressed": not room.is_group, **details},
    )


def _seconds(event: Event) -> float:
    stamp = event.get("origin_server_ts")
    return stamp / 1000 if isinstance(stamp, int) else 0.0


def _mapping(value: Any) -> Event:
    return value if isinstance(value, Mapping) else {}
