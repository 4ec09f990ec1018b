"""What staff add to a conversation: where its review stands, tags and notes. All of it goes with the conversation."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa

from bot.memory.conversations import Conversation
from bot.memory.database import storable, transaction
from bot.memory.masking import mask
from bot.memory.reviewing.recording import add_missing
from bot.memory.reviewing.tables import LONGEST_NOTE, LONGEST_TAG, ConversationNote, ConversationTag, ReviewState

MOST_TAGS: Final = 20
MOST_NOTES: Final = 50


class RemarkRefused(Exception):
    """A tag or note that is not kept; the message is German and says what to do."""


@dataclass(frozen=True)
class Note:
    """A remark, masked.

    Attributes:
        id: of the row.
        text: masked; lines as they were written.
        who: name of the account that wrote it.
        at: seconds since 1970.
    """

    id: int
    text: str
    who: str
    at: float


@dataclass(frozen=True)
class Remarks:
    """Everything staff added to one conversation.

    Attributes:
        state: where the review stands.
        reviewed_by: who set the state last; "" while it is new.
        reviewed_at: when, seconds since 1970, or None.
        tags: in alphabetical order.
        notes: oldest first.
    """

    state: ReviewState
    reviewed_by: str
    reviewed_at: float | None
    tags: tuple[str, ...]
    notes: tuple[Note, ...]


class RemarkBook:
    """Reads and writes remarks; may be shared between threads."""

    def __init__(self, engine: sa.Engine) -> None:
        """`engine`: of the conversations, migrated."""
        self._engine = engine

    def read(self, sender_id: str) -> Remarks | None:
        """The remarks of a conversation; None if there is no such conversation (any more)."""
        if not storable(sender_id):
            return None
        standing = sa.select(Conversation.review_state, Conversation.reviewed_by, Conversation.reviewed_at)
        with transaction(self._engine) as connection:
            row = connection.execute(standing.where(Conversation.sender_id == sender_id)).first()
            if row is None:
                return None
            notes = connection.execute(
                sa.select(ConversationNote.id, ConversationNote.text, ConversationNote.who, ConversationNote.at)
                .where(ConversationNote.sender_id == sender_id)
                .order_by(ConversationNote.id)
            ).all()
            tags = _tags(connection, sender_id)
        return Remarks(
            ReviewState(row.review_state),
            row.reviewed_by or "",
            row.reviewed_at,
            tuple(sorted(tags, key=str.casefold)),
            tuple(Note(*note) for note in notes),
        )

    def set_state(self, sender_id: str, state: ReviewState, who: str) -> bool:
        """Says where the review stands; False if there is no such conversation. Nobody has reviewed what is new."""
        if not storable(sender_id):
            return False
        new = state is ReviewState.NEU
        change = sa.update(Conversation).where(Conversation.sender_id == sender_id)
        values = {
            "review_state": state.value,
            "reviewed_by": None if new else who,
            "reviewed_at": None if new else time.time(),
        }
        with transaction(self._engine) as connection:
            return bool(connection.execute(change.values(values)).rowcount)

    def add_tag(self, sender_id: str, tag: str) -> str:
        """Gives a conversation a tag; one it has already stays as it is.

        Args:
            sender_id: of a conversation that exists.
            tag: masked before it is kept. One that is known in another spelling ("kita", "Kita") takes the known one.

        Returns:
            The tag as it was kept.

        Raises:
            RemarkRefused: empty, too long, or one tag too many.
        """
        tag = mask(" ".join(_readable(tag).split()))
        if not tag:
            raise RemarkRefused("Bitte schreiben Sie das Schlagwort in das Feld.")
        if len(tag) > LONGEST_TAG:
            raise RemarkRefused(f"Ein Schlagwort hat höchstens {LONGEST_TAG} Zeichen. Längeres gehört in eine Notiz.")
        with transaction(self._engine) as connection:
            mine = _tags(connection, sender_id)
            known = {other.casefold(): other for other in [*_all_tags(connection), *mine]}
            tag = known.get(tag.casefold(), tag)
            if tag in mine:
                return tag
            if len(mine) >= MOST_TAGS:
                raise RemarkRefused(f"Ein Gespräch trägt höchstens {MOST_TAGS} Schlagworte.")
            # somebody may be giving the same one at this moment
            add_missing(connection, ConversationTag, [{"sender_id": sender_id, "tag": tag}])
        return tag

    def remove_tag(self, sender_id: str, tag: str) -> bool:
        """Takes a tag away; False if the conversation did not have it."""
        removal = sa.delete(ConversationTag).where(ConversationTag.sender_id == sender_id, ConversationTag.tag == tag)
        if not storable(tag):
            return False
        with transaction(self._engine) as connection:
            return bool(connection.execute(removal).rowcount)

    def known_tags(self) -> tuple[str, ...]:
        """Every tag that some conversation has, in alphabetical order: to be offered again."""
        with transaction(self._engine) as connection:
            return tuple(sorted(_all_tags(connection), key=str.casefold))

    def add_note(self, sender_id: str, text: str, who: str) -> int:
        """Keeps a remark, masked; returns its id.

        Raises:
            RemarkRefused: empty, too long, or one note too many.
        """
        masked = mask(_readable(text.replace("\r\n", "\n")).strip())
        if not masked:
            raise RemarkRefused("Bitte schreiben Sie Ihre Notiz in das Feld.")
        if len(masked) > LONGEST_NOTE:
            raise RemarkRefused(f"Eine Notiz hat höchstens {LONGEST_NOTE:,} Zeichen.".replace(",", "."))
        theirs = ConversationNote.sender_id == sender_id
        with transaction(self._engine) as connection:
            if (connection.scalar(sa.select(sa.func.count()).where(theirs)) or 0) >= MOST_NOTES:
                raise RemarkRefused(f"Ein Gespräch trägt höchstens {MOST_NOTES} Notizen.")
            made = sa.insert(ConversationNote).values(sender_id=sender_id, text=masked, who=who, at=time.time())
            return int(connection.execute(made.returning(ConversationNote.id)).scalar_one())

    def delete_note(self, sender_id: str, note_id: int, *, written_by: str | None) -> bool:
        """Deletes a note of this conversation.

        Args:
            sender_id: of the conversation.
            note_id: of the note.
            written_by: only if this account wrote it; None: whoever wrote it.

        Returns:
            False if there is no such note, or somebody else wrote it.
        """
        if not storable(sender_id):
            return False
        removal = sa.delete(ConversationNote).where(
            ConversationNote.id == note_id, ConversationNote.sender_id == sender_id
        )
        if written_by is not None:
            removal = removal.where(ConversationNote.who == written_by)
        with transaction(self._engine) as connection:
            return bool(connection.execute(removal).rowcount)


def _tags(connection: sa.Connection, sender_id: str) -> set[str]:
    mine = sa.select(ConversationTag.tag).where(ConversationTag.sender_id == sender_id)
    return set(connection.scalars(mine))


def _readable(text: str) -> str:
    """Blanks instead of what no row can hold, save the ends of lines."""
    return "".join(character if storable(character) or character == "\n" else " " for character in text)


def _all_tags(connection: sa.Connection) -> list[str]:
    return list(connection.scalars(sa.select(ConversationTag.tag).distinct()))
