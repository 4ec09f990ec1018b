"""A real, running Lotte that both platforms' stand-ins talk to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from offer_db.records import Municipality
from offer_db.search import OfferDirectory
from tests.messenger import standin_whatsapp
from tests.messenger.memory_view import MemoryView
from tests.messenger.parent import MessengerLotte
from tests.messenger.sides import Side, TelegramSide, WhatsAppSide
from tests.messenger.standin_telegram import TOKEN, TelegramStandIn
from tests.messenger.standin_whatsapp import WhatsAppStandIn
from tests.running import RunningLotte, running_lotte

PUBLIC_URL: Final = "https://lotte.example"
PLATFORMS: Final = ("telegram", "whatsapp")


@dataclass(frozen=True)
class Installation:
    """See `installed`.

    Attributes:
        sides: the platforms, by name.
        places: municipalities by key.
    """

    lotte: RunningLotte
    memory: MemoryView
    sides: Mapping[str, Side]
    places: Mapping[str, Municipality]

    def on(self, platform: str) -> MessengerLotte:
        """Lotte as she is reached on a platform."""
        return MessengerLotte(self.lotte, self.memory, self.places, self.sides[platform].new_wire)

    def kill_gateway(self) -> None:
        """As if the machine had lost its power."""
        self.lotte.kill("gateway")

    def start_gateway(self) -> None:
        self.lotte.start("gateway")


@contextmanager
def installed() -> Iterator[Installation]:
    """Starts the stand-ins and Lotte, and ends them."""
    with TelegramStandIn() as telegram, WhatsAppStandIn() as whatsapp:
        variables = {
            "LOTTE_PUBLIC_URL": PUBLIC_URL,
            "LOTTE_TELEGRAM_TOKEN": TOKEN,
            "LOTTE_TELEGRAM_API": telegram.address,
            "LOTTE_TELEGRAM_MODE": "webhook",
            "LOTTE_WHATSAPP_TOKEN": standin_whatsapp.TOKEN,
            "LOTTE_WHATSAPP_PHONE_ID": standin_whatsapp.PHONE_ID,
            "LOTTE_WHATSAPP_NUMBER": standin_whatsapp.NUMBER,
            "LOTTE_WHATSAPP_APP_SECRET": standin_whatsapp.APP_SECRET,
            "LOTTE_WHATSAPP_VERIFY_TOKEN": standin_whatsapp.VERIFY_TOKEN,
            "LOTTE_WHATSAPP_API": whatsapp.api,
        }
        with running_lotte(**variables) as lotte:
            for platform in (telegram, whatsapp):
                platform.reaches(PUBLIC_URL, lotte.address)
            telegram.wait_until(lambda: telegram.webhook)
            assert whatsapp.set_webhook(f"{PUBLIC_URL}/messenger/whatsapp/webhook")
            sides: dict[str, Side] = {"telegram": TelegramSide(telegram), "whatsapp": WhatsAppSide(whatsapp)}
            places = {place.key: place for place in OfferDirectory(lotte.settings.offers_url).municipalities()}
            memory = MemoryView(lotte.settings)
            try:
                yield Installation(lotte, memory, sides, places)
            finally:
                memory.close()
