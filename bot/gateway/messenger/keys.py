"""What the messengers share, by the application's keys; there only while a messenger is configured (wiring.py)."""

from __future__ import annotations

from collections.abc import Mapping

from aiohttp import web

from bot.gateway.messenger.platform import Messenger
from bot.memory.messaging.codes import Codes
from bot.memory.messaging.counts import Counts
from bot.memory.messaging.postbox import Postbox
from bot.memory.messaging.reminders import Reminders
from bot.memory.messaging.sealing import Seal

MESSENGERS: web.AppKey[Mapping[str, Messenger]] = web.AppKey("messengers", Mapping)
"""By `Messenger.name`; empty while none is configured."""
SEAL: web.AppKey[Seal] = web.AppKey("seal", Seal)
POSTBOX: web.AppKey[Postbox] = web.AppKey("postbox", Postbox)
CODES: web.AppKey[Codes] = web.AppKey("codes", Codes)
REMINDERS: web.AppKey[Reminders] = web.AppKey("reminders", Reminders)
COUNTS: web.AppKey[Counts] = web.AppKey("counts", Counts)
