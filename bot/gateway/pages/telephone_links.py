"""Numbers in Lotte's own sentences as links, so that "112" needs one tap; the same rule as in static/dom.js. Pure."""

from __future__ import annotations

import re
from typing import Final

from markupsafe import Markup, escape

# Three-digit emergency numbers, 116 xxx, and numbers with an area code. Amounts and years have no leading zero.
_NUMBER: Final = re.compile(r"\b(?:110|112|116 ?\d{3}|0\d{2,4}[ /-]\d[\d -]{3,12}\d)\b", re.ASCII)


def with_telephone_links(text: str | Markup) -> Markup:
    """The sentence, ready for HTML."""
    return Markup(_NUMBER.sub(_link, str(escape(text))))


def _link(match: re.Match[str]) -> str:
    return f'<a href="tel:{re.sub(r"[^0-9]", "", match[0])}" dir="ltr">{match[0]}</a>'
