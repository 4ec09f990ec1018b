"""What a webhook of the WhatsApp Cloud API means to Lotte: pure, from Meta's JSON to `Incoming`.

Field names are Meta's (https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks). A person
who has chosen a user name hides the telephone number from us; the id that is always there is the business-scoped user
id ("DE.1234…"), and only that is kept where Meta tells it. Meta does not tell that somebody has blocked us.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from bot.gateway.messenger.commands import STOP
from bot.gateway.messenger.platform import Incoming, Kind
from bot.gateway.messenger.whereabouts import point

NAME: Final = "whatsapp"
#: Ids of what is no message of a person, so that nobody tries to mark it as read.
NOTICE: Final = "notice:"

Json = Mapping[str, Any]

_OBJECT: Final = "whatsapp_business_account"
#: Of messages, and of the kind that WhatsApp does not hand to us: nothing was said with them.
_SILENT: Final = frozenset({"reaction", "request_welcome"})
_SILENT_UNSUPPORTED: Final = frozenset({"pin", "poll_update", "reaction", "revoke"})
#: The account that wrote until now is no more: its owner has another one, and another id with it.
_CHANGED: Final = frozenset({"user_changed_number", "user_changed_user_id"})

#: Of the year 9999.
_LAST_SECOND: Final = 253_402_300_799.0


@dataclass(frozen=True)
class Batch:
    """What one webhook holds.

    Attributes:
        incoming: in the order Meta has put it in.
        failures: codes of Meta for messages of ours that were taken and then not delivered.
        broken: classes of the errors that messages ended in when they were read; those are left out.
    """

    incoming: tuple[Incoming, ...] = ()
    failures: tuple[int, ...] = ()
    broken: tuple[str, ...] = ()


def read(body: Any, phone_id: str) -> Batch:
    """The webhook in no platform's words; whatever is malformed or for another number is left out.

    Args:
        body: the parsed JSON, of any shape.
        phone_id: Meta's id of Lotte's number; an app can have several numbers.
    """
    incoming: list[Incoming] = []
    failures: list[int] = []
    broken: list[str] = []
    for value in _values(body, phone_id):
        said = [(_message, message) for message in _mappings(value.get("messages"))]
        wished = [(_stopped, preference) for preference in _mappings(value.get("user_preferences"))]
        for meaning, content in [*said, *wished]:
            try:
                one = meaning(content, value)
            except Exception as error:  # whatever it stumbles over; the others' messages must not wait for it
                broken.append(type(error).__name__)
                continue
            if one is not None and one.user:
                incoming.append(one)
        failures += _failures(value)
    return Batch(tuple(incoming), tuple(failures), tuple(broken))


def _values(body: Any, phone_id: str) -> Iterator[Json]:
    if _mapping(body).get("object") != _OBJECT:
        return
    for entry in _mappings(body.get("entry")):
        for change in _mappings(entry.get("changes")):
            value = _mapping(change.get("value"))
            if _mapping(value.get("metadata")).get("phone_number_id") == phone_id:
                yield value


def _message(message: Json, value: Json) -> Incoming | None:
    kind, id = _text(message, "type"), _text(message, "id")
    if not id or kind in _SILENT or message.get("group_id"):  # groups of businesses: nobody there talks to Lotte
        return None
    if kind == "system":
        return _changed(message, value)
    person = _person(message, value)
    incoming = Incoming(NAME, id, person, person, Kind.TEXT, sent_at=_seconds(message))
    content = _mapping(message.get(kind))
    if kind == "text":
        return replace(incoming, text=_text(content, "body"))
    if kind == "button":  # of a template, which has no ids of ours
        return replace(incoming, text=_text(content, "text"))
    if kind == "interactive":
        return _tap(incoming, content)
    if kind == "location":
        return _place(incoming, content)
    if kind == "edit":
        return _edit(incoming, content)
    if kind == "revoke":
        return replace(incoming, kind=Kind.DELETED, about=_text(content, "original_message_id"))
    if kind == "unsupported" and _text(content, "type") in _SILENT_UNSUPPORTED:
        return None
    caption = _text(content, "caption")
    if caption and caption != _text(content, "filename"):  # what is urgent may stand below a picture
        return replace(incoming, text=caption)
    return replace(incoming, kind=Kind.UNREADABLE)


def _tap(incoming: Incoming, content: Json) -> Incoming:
    reply = _mapping(content.get("button_reply") or content.get("list_reply"))
    choice = _text(reply, "id")
    if not choice:
        return replace(incoming, kind=Kind.UNREADABLE)
    # the description of a row is the whole label where the title had to be cut
    label = _text(reply, "description") or _text(reply, "title")
    return replace(incoming, kind=Kind.CHOICE, choice=choice, text=label)


def _place(incoming: Incoming, content: Json) -> Incoming:
    place = point(content.get("latitude"), content.get("longitude"))
    if place is None:
        return replace(incoming, kind=Kind.UNREADABLE)
    return replace(incoming, kind=Kind.PLACE, latitude=place[0], longitude=place[1])


def _edit(incoming: Incoming, content: Json) -> Incoming | None:
    """An edited text; below a picture it was not read before either."""
    message = _mapping(content.get("message"))
    about = _text(content, "original_message_id")
    if message.get("type") != "text" or not about:
        return None
    return replace(incoming, kind=Kind.EDITED, about=about, text=_text(_mapping(message.get("text")), "body"))


def _changed(message: Json, value: Json) -> Incoming | None:
    """Somebody has another number now; who gets the old one must not find their conversation."""
    system = _mapping(message.get("system"))
    if _text(system, "type") not in _CHANGED:
        return None
    person = _text(system, "previous_user_id") or _person(message, value)
    id = f"{NOTICE}{_text(message, 'id')}"
    return Incoming(NAME, id, person, person, Kind.LEFT, sent_at=_seconds(message))


def _stopped(preference: Json, value: Json) -> Incoming | None:
    """WhatsApp's own way to want no more of it; what Lotte would send unasked are reminders."""
    if preference.get("category") != "marketing_messages" or preference.get("value") != "stop":
        return None
    numbers = {"from": preference.get("wa_id"), "from_user_id": preference.get("user_id")}
    person, when = _person(numbers, value), _seconds(preference)
    return Incoming(NAME, f"{NOTICE}{when:.0f}", person, person, Kind.TEXT, text=f"/{STOP}", sent_at=when)


def _failures(value: Json) -> Iterator[int]:
    for status in _mappings(value.get("statuses")):
        if status.get("status") == "failed":
            codes = [error.get("code") for error in _mappings(status.get("errors"))]
            yield next((code for code in codes if isinstance(code, int)), 0)


def _person(message: Json, value: Json) -> str:
    """The business-scoped user id; the number where Meta does not tell the id. "" if neither is there."""
    number, user_id = _text(message, "from"), _text(message, "from_user_id")
    if not user_id:
        contacts = _mappings(value.get("contacts"))
        if number:
            contacts = [contact for contact in contacts if contact.get("wa_id") == number]
        if len(contacts) == 1:
            user_id = _text(contacts[0], "user_id")
    return user_id or number


def _seconds(message: Json) -> float:
    """When it was sent; 0 if that is no time, or one no calendar or database holds."""
    stamp = message.get("timestamp")
    if not isinstance(stamp, str | int) or isinstance(stamp, bool):
        return 0.0
    try:
        seconds = float(stamp)
    except (ValueError, OverflowError):
        return 0.0
    return seconds if 0.0 <= seconds <= _LAST_SECOND else 0.0


def _text(content: Json, name: str) -> str:
    value = content.get(name)
    return value if isinstance(value, str) else ""


def _mapping(value: Any) -> Json:
    return value if isinstance(value, Mapping) else {}


def _mappings(value: Any) -> list[Json]:
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []
