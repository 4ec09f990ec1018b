"""JSON inside a page: `<script type="application/json">`, read by a script or a search engine and never run. Pure."""

from __future__ import annotations

import json
from typing import Final

from markupsafe import Markup

#: These would end the script element or the line, whatever they stand in.
_ESCAPED: Final = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def data_block(value: object) -> Markup:
    """The content of the script element; nothing that HTML could read is left in it."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.translate(_ESCAPED))
