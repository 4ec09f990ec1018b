"""What a Telegram update means to Lotte: pure, from python-telegram-bot's `Update` to `Incoming`.

Field names and what a bot is told are Telegram's (https://core.telegram.org/bots/api). Telegram does not tell a bot
that a person deleted a message, so there is no `Kind.DELETED` here: who wants everything gone says /loeschen.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, TypeGuard

from telegram import CallbackQuery, Chat, ChatMember, ChatMemberUpdated, Message, MessageEntity, Update, User

from bot.gateway.messenger.platform import Incoming, Kind
from bot.gateway.messenger.telegram_keyboards import label_of
from bot.gateway.messenger.whereabouts import point

NAME: Final = "telegram"
#: The updates Lotte asks Telegram for; nothing else is sent to us.
ALLOWED_UPDATES: Final = ("message", "edited_message", "callback_query", "my_chat_member")

_GONE: Final = frozenset({ChatMember.LEFT, ChatMember.BANNED})


@dataclass(frozen=True)
class Me:
    """The bot itself, as Telegram's getMe tells.

    Attributes:
        id: the number before the colon of the token.
        username: without "@"; "" as long as Telegram has not told it.
        reads_all: privacy mode is off, so that a group's every message comes here.
    """

    id: int
    username: str = ""
    reads_all: bool = False


def read(update: Update, me: Me) -> Incoming | None:
    """The update in no platform's words; None if it is nothing to answer (a channel, a bot, a notice of the group)."""
    if update.message:
        return _message(update.message, me)
    if update.edited_message:
        return _edit(update.edited_message, update.update_id, me)
    if update.callback_query:
        return _tap(update.callback_query)
    if update.my_chat_member:
        return _membership(update.my_chat_member, update.update_id)
    return None


def chat_and_topic(address: str) -> tuple[int, int | None]:
    """Telegram's number of the chat, and of the topic in a group with topics, of an `Incoming.chat`."""
    chat, _, topic = address.partition("/")
    return int(chat), int(topic) if topic else None


def _message(message: Message, me: Me) -> Incoming | None:
    if message.left_chat_member is not None:
        return _left(message, message.left_chat_member)
    sender = message.from_user
    if not _is_a_person(sender) or message.sender_chat is not None or message.chat.type == Chat.CHANNEL:
        return None
    incoming = Incoming(
        platform=NAME,
        id=_id(message),
        chat=_address(message),
        user=str(sender.id),
        kind=Kind.TEXT,
        language=_language(sender),
        sent_at=message.date.timestamp(),
        is_group=message.chat.type != Chat.PRIVATE,
        room=str(message.chat.id),
        is_addressed=message.chat.type == Chat.PRIVATE or _is_addressed(message, me),
    )
    if _words(message):
        return replace(incoming, text=_without_mention(message, me))
    if message.location is not None:
        place = point(message.location.latitude, message.location.longitude)
        if place is None:
            return replace(incoming, kind=Kind.UNREADABLE)
        return replace(incoming, kind=Kind.PLACE, latitude=place[0], longitude=place[1])
    if _is_unreadable(message):
        return replace(incoming, kind=Kind.UNREADABLE, id=_album(message) or incoming.id)
    return None


def _edit(message: Message, update_id: int, me: Me) -> Incoming | None:
    incoming = _message(message, me)
    if incoming is None or incoming.kind is not Kind.TEXT:  # e.g. a shared location that moves on
        return None
    when = message.edit_date.timestamp() if message.edit_date else incoming.sent_at
    return replace(incoming, kind=Kind.EDITED, id=f"edit:{update_id}", about=incoming.id, sent_at=when)


def _tap(query: CallbackQuery) -> Incoming | None:
    message = query.message
    if message is None or query.data is None or not _is_a_person(query.from_user):
        return None
    return Incoming(
        platform=NAME,
        id=f"tap:{query.id}",
        chat=_address(message) if isinstance(message, Message) else str(message.chat.id),
        user=str(query.from_user.id),
        kind=Kind.CHOICE,
        text=label_of(message.reply_markup, query.data) if isinstance(message, Message) else "",
        choice=query.data,
        language=_language(query.from_user),
        is_group=message.chat.type != Chat.PRIVATE,
        room=str(message.chat.id),
    )


def _membership(change: ChatMemberUpdated, update_id: int) -> Incoming | None:
    """The bot itself was blocked, or removed from a group."""
    if change.new_chat_member.status not in _GONE or change.chat.type == Chat.CHANNEL:
        return None
    return Incoming(
        platform=NAME,
        id=f"left:{update_id}",
        chat=str(change.chat.id),
        user=str(change.from_user.id),
        kind=Kind.LEFT,
        sent_at=change.date.timestamp(),
        is_group=change.chat.type != Chat.PRIVATE,
    )


def _left(message: Message, member: User) -> Incoming | None:
    """Somebody else left the group; that the bot did comes as `my_chat_member`."""
    if not _is_a_person(member):
        return None
    return Incoming(
        platform=NAME,
        id=_id(message),
        chat=str(message.chat.id),
        user=str(member.id),
        kind=Kind.LEFT,
        sent_at=message.date.timestamp(),
        is_group=True,
    )


def _words(message: Message) -> str:
    """What was written: a text, or the words below a picture, which may be the urgent ones."""
    return message.text or message.caption or ""


def _is_unreadable(message: Message) -> bool:
    """A picture, a voice message, … Where the library knows nothing of the content, it is something new of Telegram."""
    if message.effective_attachment is not None or message.checklist is not None:
        return True
    return message.chat.type == Chat.PRIVATE and bool(message.api_kwargs)


def _is_a_person(user: User | None) -> TypeGuard[User]:
    return user is not None and not user.is_bot


def _id(message: Message) -> str:
    return f"message:{message.chat.id}:{message.message_id}"


def _album(message: Message) -> str | None:
    """Pictures sent together come as one message each; those without words are one to us."""
    return f"album:{message.chat.id}:{message.media_group_id}" if message.media_group_id else None


def _address(message: Message) -> str:
    if message.chat.type != Chat.PRIVATE and message.is_topic_message and message.message_thread_id is not None:
        return f"{message.chat.id}/{message.message_thread_id}"
    return str(message.chat.id)


def _language(user: User) -> str:
    return (user.language_code or "").split("-")[0].lower()


def _is_addressed(message: Message, me: Me) -> bool:
    answered = message.reply_to_message
    if answered is not None and answered.from_user is not None and answered.from_user.id == me.id:
        return True
    if any(True for _ in _mentions(message, me)):
        return True
    commands = (text for entity, text in _entities(message) if entity.type == MessageEntity.BOT_COMMAND)
    return any(_is_own_command(command, me) for command in commands)


def _is_own_command(command: str, me: Me) -> bool:
    _, at, name = command.partition("@")
    if at:
        return _is_me(name, me)
    # in privacy mode Telegram itself hands such a command only to the bot that spoke last
    return not me.reads_all


def _mentions(message: Message, me: Me) -> Iterator[MessageEntity]:
    for entity, text in _entities(message):
        is_named = entity.type == MessageEntity.MENTION and _is_me(text.removeprefix("@"), me)
        if is_named or (entity.type == MessageEntity.TEXT_MENTION and entity.user and entity.user.id == me.id):
            yield entity


def _is_me(name: str, me: Me) -> bool:
    return bool(me.username) and name.lower() == me.username.lower()


def _entities(message: Message) -> list[tuple[MessageEntity, str]]:
    units = _units(_words(message))
    entities = message.entities if message.text else message.caption_entities
    return [(entity, _decoded(units[slice(*_span(entity))])) for entity in entities]


def _without_mention(message: Message, me: Me) -> str:
    """The text without "@LotteBot", which is no word of the sentence."""
    text = _words(message)
    spans = sorted(_span(entity) for entity in _mentions(message, me))
    if not spans:
        return text
    units, pieces, end = _units(text), [], 0
    for first, behind in spans:  # all cut from the text as it is: the places are of no other
        pieces.append(_decoded(units[end:first]))
        end = behind
    pieces.append(_decoded(units[end:]))
    words = [pieces[0].strip(), *(piece.lstrip(" ,:").strip() for piece in pieces[1:])]
    return " ".join(word for word in words if word)


def _span(entity: MessageEntity) -> tuple[int, int]:
    """First byte, and that behind the last, of `_units`: Telegram counts places in UTF-16 units."""
    return 2 * entity.offset, 2 * (entity.offset + entity.length)


def _units(text: str) -> bytes:
    return text.encode("utf-16-le", "surrogatepass")  # half characters, which some apps send


def _decoded(units: bytes) -> str:
    return units.decode("utf-16-le", "surrogatepass")
