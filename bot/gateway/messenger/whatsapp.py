"""WhatsApp: Meta's Cloud API, called by webhook and answered over HTTP. There are no groups Lotte could be in."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from contextlib import suppress
from typing import Final
from urllib.parse import quote

from aiohttp import web

import texts
from bot.gateway.messenger.commands import COMMANDS
from bot.gateway.messenger.labels import utf16_units
from bot.gateway.messenger.platform import Abilities, NotSendable, Part, Receive, TryLater
from bot.gateway.messenger.whatsapp_calls import CloudApi
from bot.gateway.messenger.whatsapp_messages import (
    BUTTON_CHARACTERS,
    MOST_BUTTONS,
    MOST_ROWS,
    ROW_CHARACTERS,
    TEXT_CHARACTERS,
    Template,
    message,
    read_and_typing,
)
from bot.gateway.messenger.whatsapp_reading import NAME, NOTICE
from bot.gateway.messenger.whatsapp_webhook import Webhook
from bot.settings import Settings

logger = logging.getLogger(__name__)

_TYPING_SECONDS: Final = 3.0
#: Without them nothing of WhatsApp works.
_NEEDED: Final = ("whatsapp_token", "whatsapp_phone_id", "whatsapp_app_secret", "whatsapp_verify_token")


class WhatsApp:
    """WhatsApp as a `Messenger`."""

    name = NAME

    def __init__(self, api: CloudApi, webhook: Webhook, number: str = "", template: Template | None = None) -> None:
        """Asks nothing yet.

        Args:
            api: of Lotte's number.
            webhook: of the same.
            number: that number with the country's code, digits only; "" if it is not to be linked to.
            template: for reminders; without it there are none.
        """
        self.abilities = Abilities(
            characters=TEXT_CHARACTERS,
            native_buttons=MOST_BUTTONS,
            button_characters=BUTTON_CHARACTERS,
            list_rows=MOST_ROWS,
            row_characters=ROW_CHARACTERS,
            messages_a_second=40.0,  # Meta: 80, what arrives counts as well
            # Meta: 45 at once to one person, in the long run one in 6 seconds; who is faster gets a 131056 (TryLater)
            seconds_between=2.0,
            can_remind=template is not None,
        )
        self._api = api
        self._webhook = webhook
        self._number = number
        self._template = template

    def routes(self, receive: Receive) -> Sequence[web.RouteDef]:
        """See `Messenger`."""
        return self._webhook.routes(receive)

    async def run(self, receive: Receive) -> None:
        """See `Messenger`; Meta calls us, there is nothing to fetch."""
        try:
            await self._set_menu()
            await asyncio.Event().wait()
        finally:
            await self._webhook.guard.flush()
            await self._api.close()

    async def send(self, chat: str, part: Part, key: str) -> None:
        """See `Messenger`; Meta knows no key for a message that is sent again."""
        if part.unasked and self._template is None:
            raise NotSendable("WhatsApp takes what nobody asked for only as a template, and there is none")
        await self._api.post("messages", message(chat, part, self._template if part.unasked else None))

    async def typing(self, chat: str, incoming_id: str) -> None:
        """See `Messenger`; also marks the message as read."""
        if incoming_id.startswith(NOTICE):
            return
        with suppress(TryLater, NotSendable, TimeoutError):
            async with asyncio.timeout(_TYPING_SECONDS):
                await self._api.post("messages", read_and_typing(incoming_id))

    def link(self, code: str) -> str | None:
        """See `Messenger`: opens the chat with words to send; without a code, the bare chat."""
        if not self._number:
            return None
        words = f"?text={quote(f'Hallo Lotte {code}')}" if code else ""
        return f"https://wa.me/{self._number}{words}"

    def count(self, text: str) -> int:
        """See `Messenger`: Meta does not say how it counts; nobody counts more than this."""
        return utf16_units(text)

    async def _set_menu(self) -> None:
        """The commands WhatsApp offers after a "/". Nice to have: only tried once a start."""
        german = texts.load(texts.DEFAULT_LANGUAGE)  # there is one menu for all
        commands = [
            {"command_name": name, "command_description": german.phrase(f"messenger_befehl_{name}")}
            for name in COMMANDS
        ]
        try:
            await self._api.post("conversational_automation", {"commands": commands})
        except (TryLater, NotSendable) as error:
            logger.warning("WhatsApp: the menu of commands was not set (%s)", error)


def from_settings(settings: Settings) -> WhatsApp | None:
    """WhatsApp as set up by the operator; None without a token, or if something else is missing (logged)."""
    if not settings.whatsapp_token:
        return None
    missing = [f"LOTTE_{field.upper()}" for field in _NEEDED if not getattr(settings, field)]
    if missing:
        logger.error("WhatsApp braucht auch %s; siehe docs/messenger.md.", ", ".join(missing))
        return None
    template = None
    if settings.whatsapp_template:
        template = Template(settings.whatsapp_template, settings.whatsapp_template_language)
    return WhatsApp(
        CloudApi(settings.whatsapp_api, settings.whatsapp_token, settings.whatsapp_phone_id),
        Webhook(settings.whatsapp_phone_id, settings.whatsapp_app_secret, settings.whatsapp_verify_token),
        settings.whatsapp_number,
        template,
    )
