"""Telegram: the Bot API, by webhook or by long polling, with python-telegram-bot's `Bot` alone."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import logging
import re
from collections.abc import Sequence
from contextlib import suppress
from typing import Final

from aiohttp import web
from telegram import Bot, LinkPreviewOptions, Update
from telegram.constants import ChatAction
from telegram.error import ChatMigrated, TelegramError

from bot.gateway.messenger.keys import COUNTS
from bot.gateway.messenger.labels import utf16_units
from bot.gateway.messenger.platform import Abilities, Part, Receive, TryLater
from bot.gateway.messenger.refusing import Counting, Guard, read_body, same
from bot.gateway.messenger.telegram_errors import as_ours
from bot.gateway.messenger.telegram_keyboards import LABEL_CHARACTERS, keyboard
from bot.gateway.messenger.telegram_logs import silence_libraries
from bot.gateway.messenger.telegram_polling import Holding, poll
from bot.gateway.messenger.telegram_reading import ALLOWED_UPDATES, NAME, Me, chat_and_topic, read
from bot.gateway.messenger.telegram_requests import BROKEN, DeliveryRequest, UpdatesRequest
from bot.gateway.messenger.telegram_setup import set_menu, until_done
from bot.gateway.messenger.telegram_taps import Taps
from bot.memory.messaging.counts import Counts
from bot.memory.messaging.leases import Lease
from bot.settings import Settings

logger = logging.getLogger(__name__)

PATH: Final = "/messenger/telegram/webhook"
SECRET_HEADER: Final = "X-Telegram-Bot-Api-Secret-Token"

_CALLS_AT_ONCE: Final = 20
#: Shorter than a worker may hold a person without a sign of life (work.py): nobody else sends the same meanwhile.
_SEND_SECONDS: Final = 20.0
_TYPING_SECONDS: Final = 3.0
_LINK_CODE: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")
_TOKEN: Final = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")


class Telegram:
    """Telegram as a `Messenger`."""

    name = NAME
    abilities = Abilities(
        characters=4096,
        native_buttons=24,  # Telegram would take 100; more than this nobody reads
        button_characters=LABEL_CHARACTERS,
        messages_a_second=25.0,  # Telegram: "about 30", and one a second to the same person
        seconds_between=1.0,
    )

    def __init__(
        self, token: str, api: str, secret: str, source: str | Holding, counts: Counting | None = None
    ) -> None:
        """A bot that is not yet asked anything.

        Args:
            token: of BotFather, "<number>:<secret>".
            api: address of the Bot API, without trailing slash.
            secret: what Telegram sends with each update to the webhook.
            source: our address that Telegram calls; or, where Lotte fetches the updates, who of several gateways may.
            counts: where Lotte fetches the updates: of those that cannot be read.
        """
        silence_libraries()
        self._bot = Bot(
            token,
            base_url=f"{api}/bot",
            base_file_url=f"{api}/file/bot",
            request=DeliveryRequest(),
            get_updates_request=UpdatesRequest(),
        )
        self._me = Me(int(token.partition(":")[0]))
        self._secret = secret
        self._source = source
        self._counts = counts
        self._guard = Guard(NAME)
        self._taps = Taps(self._bot)

    def routes(self, receive: Receive) -> Sequence[web.RouteDef]:
        """See `Messenger`."""
        if not isinstance(self._source, str):
            return ()

        async def webhook(request: web.Request) -> web.StreamResponse:
            return await self._called(request, receive)

        return (web.post(PATH, webhook),)

    async def run(self, receive: Receive) -> None:
        """See `Messenger`."""
        try:
            await until_done("getMe", self._introduce)
            if isinstance(self._source, str):
                await until_done("setWebhook", self._set_webhook)
                await set_menu(self._bot)
                await asyncio.Event().wait()
            else:
                await until_done("deleteWebhook", self._bot.delete_webhook)
                await set_menu(self._bot)
                await poll(self._bot, lambda update: self._take(update, receive, self._counts), self._source)
        finally:
            self._taps.stop()
            await self._guard.flush()
            with suppress(TelegramError):
                await self._bot.shutdown()

    async def send(self, chat: str, part: Part, key: str) -> None:
        """See `Messenger`; Telegram knows no key for a message that is sent again."""
        number, topic = chat_and_topic(chat)
        failure: Exception | None = None
        try:
            async with asyncio.timeout(_SEND_SECONDS):
                try:
                    await self._send(number, topic, part)
                except ChatMigrated as moved:  # the group is a supergroup now; later messages come from its new number
                    await self._send(moved.new_chat_id, None, part)
        except TelegramError as error:
            failure = as_ours(error)
        except TimeoutError:
            failure = TryLater()
        if failure is not None:
            raise failure  # outside of the except: Telegram's error, with its words, must not hang on ours

    async def typing(self, chat: str, incoming_id: str) -> None:
        """See `Messenger`."""
        number, topic = chat_and_topic(chat)
        with suppress(TelegramError, TimeoutError):
            async with asyncio.timeout(_TYPING_SECONDS):
                await self._bot.send_chat_action(number, ChatAction.TYPING, message_thread_id=topic)

    def link(self, code: str) -> str | None:
        """See `Messenger`; None until Telegram has told the bot's name, and for a code it would not take."""
        if not self._me.username or not _LINK_CODE.fullmatch(code):
            return None
        return f"https://t.me/{self._me.username}?start={code}"

    def count(self, text: str) -> int:
        """See `Messenger`: UTF-16 units."""
        return utf16_units(text)

    async def _send(self, chat: int, topic: int | None, part: Part) -> None:
        await self._bot.send_message(
            chat,
            part.text,
            reply_markup=keyboard(part),
            message_thread_id=topic,
            # else Telegram's servers would visit every page Lotte names
            link_preview_options=LinkPreviewOptions(is_disabled=True),
        )

    async def _called(self, request: web.Request, receive: Receive) -> web.StreamResponse:
        if not same(request.headers.get(SECRET_HEADER, ""), self._secret):
            return self._guard.refuse(request)
        body, counts = await read_body(request), request.app[COUNTS]
        try:
            update = Update.de_json(json.loads(body), self._bot)
        except Exception as error:  # whatever it stumbles over; refused, Telegram would send it again and again
            self._guard.skip(type(error).__name__, counts)
        else:
            await self._take(update, receive, counts)
        return web.Response()

    async def _take(self, update: Update, receive: Receive, counts: Counting | None) -> None:
        if BROKEN in update.api_kwargs:
            self._guard.skip(update.api_kwargs[BROKEN], counts)
            return
        try:
            incoming = read(update, self._me)
        except Exception as error:  # fetched or delivered again and again, it would hold up everybody behind it
            self._guard.skip(type(error).__name__, counts)
            return
        if incoming is not None and await receive(incoming) and update.callback_query is not None:
            self._taps.acknowledge(update.callback_query)

    async def _introduce(self) -> None:
        await self._bot.initialize()
        user = self._bot.bot
        self._me = Me(user.id, user.username or "", bool(user.can_read_all_group_messages))

    async def _set_webhook(self) -> None:
        await self._bot.set_webhook(
            str(self._source),
            secret_token=self._secret,
            allowed_updates=ALLOWED_UPDATES,
            max_connections=_CALLS_AT_ONCE,
        )


def from_settings(settings: Settings) -> Telegram | None:
    """Telegram as set up by the operator; None without a token, or if what is set does not go together (logged)."""
    token = settings.telegram_token
    if not token:
        return None
    if not _TOKEN.fullmatch(token):
        logger.error("LOTTE_TELEGRAM_TOKEN: So sieht kein Token von BotFather aus (Zahl:Zeichen).")
        return None
    secret = settings.telegram_secret or _derived(settings.secret or "")
    if settings.telegram_mode == "abruf":
        url = settings.conversations_url
        return Telegram(token, settings.telegram_api, secret, Lease(url), Counts(url))
    if not settings.public_url:
        logger.error("LOTTE_PUBLIC_URL fehlt: die braucht Telegram für den Webhook; sonst LOTTE_TELEGRAM_MODE=abruf.")
        return None
    return Telegram(token, settings.telegram_api, secret, settings.public_url + PATH)


def _derived(secret: str) -> str:
    return hmac.new(secret.encode(), b"telegram webhook", hashlib.sha256).hexdigest()
