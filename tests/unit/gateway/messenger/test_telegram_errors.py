"""What Telegram's errors become; each as python-telegram-bot raises it over a real socket."""

from __future__ import annotations

import traceback

import pytest

from bot.gateway.messenger.platform import NotSendable, Part, PersonGone, TryLater
from bot.gateway.messenger.telegram import Telegram
from tests.messenger import telegram_troubles as troubles
from tests.messenger.standin_telegram import TOKEN, TelegramStandIn
from tests.messenger.telegram_people import TelegramPerson
from tests.messenger.telegram_troubles import Trouble

SECRET_TEXT = "Mein Mann heißt Egon"
WORDS = TOKEN.partition(":")[2]


@pytest.mark.parametrize(
    ("trouble", "expected"),
    [
        (troubles.too_many(7), TryLater(7.0)),
        (troubles.BROKEN, TryLater()),
        (troubles.BAD_GATEWAY, TryLater()),
        (troubles.PROXY_FORBIDS, TryLater()),
        (Trouble(400, "Bad Request", raw="<html>nein</html>"), TryLater()),
        (troubles.BAD_TOKEN, TryLater()),
        (Trouble(409, "Conflict: terminated by other getUpdates request"), TryLater()),
        (troubles.LOST, TryLater()),
        (troubles.BLOCKED, PersonGone()),
        (troubles.DEACTIVATED, PersonGone()),
        (troubles.KICKED, PersonGone()),
        (Trouble(403, "Forbidden: bot is not a member of the supergroup chat"), PersonGone()),
        (Trouble(403, "Forbidden: bot can't initiate conversation with a user"), PersonGone()),
        (Trouble(403, "Forbidden: the group chat was deleted"), PersonGone()),
        (troubles.NO_CHAT, PersonGone()),
        (Trouble(400, "Bad Request: PEER_ID_INVALID"), PersonGone()),
        (troubles.NO_RIGHTS, NotSendable("BadRequest: Not enough rights to send text messages to the chat")),
        (Trouble(400, "Bad Request: message is too long"), NotSendable("BadRequest: Message is too long")),
        (Trouble(400, "Bad Request: BUTTON_DATA_INVALID"), NotSendable("BadRequest: Button_data_invalid")),
        (Trouble(400, "Bad Request: invalid user 5550001"), NotSendable("BadRequest: Invalid user #")),
        (Trouble(403, "Forbidden: something new"), NotSendable("Forbidden: Forbidden: something new")),
    ],
    ids=lambda value: value.description or "lost" if isinstance(value, Trouble) else type(value).__name__,
)
async def test_error(trouble: Trouble, expected: Exception) -> None:
    with TelegramStandIn() as api:
        person = TelegramPerson(api, 77)
        person.say("hallo")
        api.trouble(trouble)
        with pytest.raises(type(expected)) as raised:
            await Telegram(TOKEN, api.address, "geheim", "").send("77", Part(SECRET_TEXT), "k1")
    error = raised.value
    assert str(error) == str(expected)
    if isinstance(error, TryLater) and isinstance(expected, TryLater):
        assert error.seconds == expected.seconds
    # neither the token nor the words nor Telegram's own error hang on it
    assert error.__cause__ is None
    assert error.__context__ is None
    told = "".join(traceback.format_exception(error))
    assert WORDS not in told
    assert SECRET_TEXT not in told


async def test_nobody_there_at_all() -> None:
    with pytest.raises(TryLater):
        await Telegram(TOKEN, "http://127.0.0.1:9", "geheim", "").send("77", Part("x"), "k1")
