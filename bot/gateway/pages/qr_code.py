"""A QR code as the path of an SVG: a page draws it inline, a script with `createElementNS`; no HTML travels. Pure."""

from __future__ import annotations

import io
from dataclasses import dataclass
from xml.etree import ElementTree

import segno

_BORDER = 4  # modules of quiet around it, without which many telephones see nothing


@dataclass(frozen=True)
class QrCode:
    """A drawing.

    Attributes:
        size: width and height of the view box, the quiet border included.
        path: `d` of a path that is stroked, one unit wide, dark on light: many telephones read it no other way round.
    """

    size: int
    path: str


def drawn(address: str) -> QrCode:
    """The code of an address; some ten milliseconds of work."""
    code = segno.make(address, error="m", micro=False)
    picture = io.BytesIO()
    code.save(picture, kind="svg", border=_BORDER, xmldecl=False, svgns=False, nl=False)
    path = ElementTree.fromstring(picture.getvalue()).find("path")
    assert path is not None  # segno draws one path for one colour
    return QrCode(int(code.symbol_size(border=_BORDER)[0]), path.attrib["d"])
