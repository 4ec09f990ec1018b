"""What goes into the postbox and comes out of it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any


@dataclass(frozen=True)
class Letter:
    """Something that has arrived from a person and is to be answered.

    Attributes:
        platform: `Messenger.name`, e.g. "telegram".
        update_key: `Seal.key_of(...)` of what makes the update or message unique; the same if it is delivered twice.
        person_key: `Seal.key_of(...)` of who wrote where.
        content: whatever answering needs, JSON; stored sealed.
        received_at: seconds since 1970.
        sent_at: by the platform's clock, in seconds since 1970; 0: it does not say. Letters that wait together are
            answered by the second they were sent in, then as they arrived.
    """

    platform: str
    update_key: str
    person_key: str
    content: Mapping[str, Any]
    received_at: float
    sent_at: float = 0.0


@dataclass(frozen=True)
class Claimed:
    """A person somebody is working for.

    Attributes:
        number: of the claim; whoever claims next has a higher one, so an old claim cannot be mistaken for a new one.
        until: when it ends if it is not renewed, in seconds since 1970.
    """

    person_key: str
    platform: str
    holder: str
    number: int
    until: float


@dataclass(frozen=True)
class LetterRow:
    """A letter that waits for its answer.

    Attributes:
        content: as it was in `Letter`.
        attempts: how often it was taken out of the postbox, this time included: 1 is the first try. More than 1: an
            earlier try may have told Rasa already.
    """

    id: int
    update_key: str
    content: dict[str, Any]
    received_at: float
    attempts: int


@dataclass(frozen=True)
class PartRow:
    """A message that waits to be sent.

    Attributes:
        key: unique, the same at every try; for platforms that know a message again (`Messenger.send`).
        content: as it was given to `Postbox.answered`.
        created_at: seconds since 1970.
        attempts: as in `LetterRow`.
    """

    id: int
    key: str
    content: dict[str, Any]
    created_at: float
    attempts: int


@dataclass(frozen=True)
class ShownButton:
    """A button as it was shown.

    Attributes:
        id: what the platform gives back, at most 20 ASCII characters.
        choice: what it stands for: a choice of the chat contract, or "own:…".
        label: its words.
    """

    id: str
    choice: str
    label: str


@dataclass(frozen=True)
class PersonState:
    """What Lotte knows of a person beside the conversation; stored sealed.

    Attributes:
        chat: address for answers, as the platform gives it; "" until the first answer.
        language: code, chosen or found; "" if not known.
        noted: the note on data was shown.
        buttons: those that can still be tapped, oldest first.
        numbered: ids of the buttons that the last answer showed as 1, 2, 3, …; empty if it showed none as numbers.
        last_text: `update_key` of the last text as it was first sent; only this one is answered anew when it is edited.
        heard_at: when the last letter came, in seconds since 1970; 0 if none did. Read only: `accept` keeps it.
        reminded_at: when the last reminder was made ready; None if none was. Read only: `claim_due` keeps it.
    """

    chat: str = ""
    language: str = ""
    noted: bool = False
    buttons: tuple[ShownButton, ...] = ()
    numbered: tuple[str, ...] = ()
    last_text: str = ""
    heard_at: float = 0.0
    reminded_at: float | None = None

    def to_json(self) -> dict[str, Any]:
        """What is sealed."""
        return {key: value for key, value in asdict(self).items() if key not in ("heard_at", "reminded_at")}

    @classmethod
    def from_json(cls, data: Mapping[str, Any], heard_at: float, reminded_at: float | None) -> PersonState:
        """The way back; a key of an older or newer release is left out."""
        known = {field.name for field in fields(cls)} - {"buttons", "numbered"}
        return cls(
            **{
                **{key: value for key, value in data.items() if key in known},
                "buttons": tuple(ShownButton(**button) for button in data.get("buttons") or ()),
                "numbered": tuple(data.get("numbered") or ()),
                "heard_at": heard_at,
                "reminded_at": reminded_at,
            }
        )
