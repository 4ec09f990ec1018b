"""What the pages of the conversations share: their readers, made once for the application."""

from __future__ import annotations

from typing import Final

from aiohttp import web

from bot.memory.reviewing.listing import ConversationList
from bot.memory.reviewing.remarks import RemarkBook
from bot.memory.reviewing.saved_filters import SavedFilters

LISTING: Final[web.AppKey[ConversationList]] = web.AppKey("conversation_list", ConversationList)
REMARKS: Final[web.AppKey[RemarkBook]] = web.AppKey("remarks", RemarkBook)
SAVED: Final[web.AppKey[SavedFilters]] = web.AppKey("saved_filters", SavedFilters)
