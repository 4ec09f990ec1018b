"""What the pages of correcting and learning share, made once for the application."""

from __future__ import annotations

from typing import Final

from aiohttp import web

from bot.learning.trials import Trials
from bot.memory.reviewing.basket import Basket
from bot.review.errors import NotFound
from bot.review.learning.door import ModelDoor

_LARGEST: Final = 2**31 - 1

BASKET: Final[web.AppKey[Basket]] = web.AppKey("basket", Basket)
TRIALS: Final[web.AppKey[Trials]] = web.AppKey("trials", Trials)
DOOR: Final[web.AppKey[ModelDoor]] = web.AppKey("model_door", ModelDoor)


def number_in(request: web.Request, name: str) -> int:
    """The id at this place of the address.

    Raises:
        NotFound: it is no number, or larger than any id.
    """
    text = request.match_info[name]
    if not (text.isascii() and text.isdecimal()) or len(text) > len(str(_LARGEST)) or int(text) > _LARGEST:
        raise NotFound()
    return int(text)
