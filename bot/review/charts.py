"""Small charts as SVG, drawn by matplotlib: readable without colour, from no other host, beside a table of the same.

Without pyplot, which keeps every figure for the whole process. One at a time, because matplotlib's font cache is
shared. Imported when the first one is drawn: it costs a second that the parents' chat should not wait for at start.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Final

from aiohttp import web

from bot.review.shell import whole

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

#: Dark enough on white for text and lines (contrast above 4.5 : 1), and told apart by pattern besides.
INK: Final = "#1d2433"
FILL: Final = "#4a6fa5"
COLOURS: Final = (FILL, "#8a3b12", "#2f6b3a")
_MARKERS: Final = ("o", "s", "^")
_DASHES: Final = ("-", "--", ":")
_INCH: Final = 100
#: So many characters stand side by side below a chart and do not touch.
_FIT: Final = 64
_LOCK: Final = Lock()
# letters as letters would need a font of the reader's; the salt makes the same chart the same bytes
_STYLE: Final = {"svg.fonttype": "path", "svg.hashsalt": "lotte", "font.size": 10.0, "axes.spines.top": False}


@dataclass(frozen=True)
class Series:
    """A line of a chart: what it is called and its values, one a label; None where there is nothing to show."""

    name: str
    values: Sequence[float | None]


def columns(
    labels: Sequence[str],
    values: Sequence[int | None],
    *,
    about: str,
    hidden: str = "",
    width: int = 640,
    height: int = 260,
) -> bytes:
    """One column a label with its number above it.

    Args:
        labels: below the columns; where there are many, every second or third is written.
        values: as many; 0 is a missing column with a 0 above it, None one with `hidden`.
        about: what is counted, at the left side.
        hidden: in place of a number that is not shown.
        width, height: in CSS pixels.
    """
    with drawing_alone():
        figure, axes = _drawing(width, height, about)
        bars = axes.bar(range(len(values)), [value or 0 for value in values], color=FILL, edgecolor=INK, linewidth=0.8)
        written = [hidden if value is None else whole(value) for value in values]
        axes.bar_label(bars, written, fontsize=8, color=INK, padding=2)
        _name(axes, labels)
        axes.margins(y=0.15)
        return _written(figure)


def courses(
    labels: Sequence[str],
    series: Sequence[Series],
    *,
    about: str,
    top: float | None = None,
    width: int = 640,
    height: int = 260,
) -> bytes:
    """Lines over time, told apart by mark and dash and named at their end; a gap where a value is None.

    Args:
        labels: below, one a point in time.
        series: at most three.
        about: what is counted.
        top: end of the upright axis, 100 for shares in per cent.
        width, height: in CSS pixels.
    """
    with drawing_alone():
        figure, axes = _drawing(width, height, about)
        for one, colour, marker, dash in zip(series, COLOURS, _MARKERS, _DASHES, strict=False):
            points = [float("nan") if value is None else value for value in one.values]
            axes.plot(range(len(points)), points, dash, color=colour, marker=marker, markersize=5, label=one.name)
        if len(series) > 1:
            axes.legend(frameon=False, fontsize=9, loc="lower left", bbox_to_anchor=(0, 1.0), ncols=len(series))
        _name(axes, labels)
        axes.set_ylim(0, top)
        return _written(figure)


def svg_response(drawn: bytes) -> web.Response:
    """A chart as the answer to the address of an image."""
    return web.Response(body=drawn, content_type="image/svg+xml")


@contextmanager
def drawing_alone() -> Iterator[None]:
    """One drawing at a time, in our style: matplotlib's settings belong to the whole process."""
    import matplotlib as mpl

    with _LOCK, mpl.rc_context(_STYLE):
        yield


def _drawing(width: int, height: int, about: str) -> tuple[Figure, Axes]:
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure
    from matplotlib.ticker import MaxNLocator

    figure = Figure(figsize=(width / _INCH, height / _INCH), dpi=_INCH, layout="constrained", facecolor="white")
    FigureCanvasSVG(figure)
    axes = figure.add_subplot()
    axes.set_ylabel(about, color=INK)
    axes.tick_params(colors=INK)
    axes.grid(axis="y", color="#d5d9e0", linewidth=0.6)
    axes.set_axisbelow(True)
    axes.yaxis.set_major_locator(MaxNLocator(nbins=5, integer=True))
    axes.yaxis.set_major_formatter(lambda value, _: whole(round(value)))
    axes.spines["right"].set_visible(False)
    return figure, axes


def _name(axes: Axes, labels: Sequence[str]) -> None:
    step = -(-sum(map(len, labels)) // _FIT) or 1
    axes.set_xticks(range(0, len(labels), step), list(labels)[::step])


def _written(figure: Figure) -> bytes:
    target = io.BytesIO()
    # no date in it: the same figures are the same picture
    figure.savefig(target, format="svg", metadata={"Date": None})
    return target.getvalue()
