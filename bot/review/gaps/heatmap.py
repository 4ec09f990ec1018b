"""The heat map of a table of gaps: a number in every cell, and signs that say the rest without colour."""

from __future__ import annotations

import io
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from bot.review.charts import INK, Series, courses, drawing_alone
from bot.review.shell import whole
from offer_db.gaps import Table

if TYPE_CHECKING:
    from matplotlib.axes import Axes

HIDDEN: Final = "•"
NO_OFFER: Final = "✕"
_DPI: Final = 100
_CELL: Final = 0.62
_ROW: Final = 0.34
_NAMES: Final = 2.9
_HEAD: Final = 1.7
_FOOT: Final = 0.35
_RIGHT: Final = 1.5
"""Room for the last column's name, which leans over."""
#: Above this part of the greatest number a cell is so dark that its number is written in white.
_DARK: Final = 0.55


@lru_cache(maxsize=24)
def heatmap(table: Table, form: str = "svg", dots: int = _DPI) -> bytes:
    """Draws it; the same table is drawn once.

    Args:
        table: with offers, see `offer_db.gaps.Table`.
        form: "svg" or "png".
        dots: of an inch, for "png".
    """
    with drawing_alone():
        from matplotlib.figure import Figure

        wide, high = size(table)
        figure = Figure(figsize=(wide / _DPI, high / _DPI), dpi=dots, facecolor="white")
        left, top = _NAMES * _DPI / wide, 1 - _HEAD * _DPI / high
        axes = figure.add_axes((left, _FOOT * _DPI / high, 1 - left - _RIGHT * _DPI / wide, top - _FOOT * _DPI / high))
        _draw(axes, table)
        target = io.BytesIO()
        figure.savefig(target, format=form, metadata={"Date": None} if form == "svg" else None)
        return target.getvalue()


def size(table: Table) -> tuple[int, int]:
    """Width and height in CSS pixels."""
    wide = _NAMES + _CELL * len(table.columns) + _RIGHT
    return round(wide * _DPI), round((_HEAD + _ROW * len(table.lines) + _FOOT) * _DPI)


@lru_cache(maxsize=8)
def course(table: Table) -> bytes:
    """All searches over time, and those without a fitting offer."""
    labels = [name.replace(". Quartal ", "/") for _, name in table.columns]
    series = [Series("Fragen", table.sums.searches), Series("ohne passendes Angebot", table.sums.unmet)]
    return courses(labels, series, about="Fragen")


def _draw(axes: Axes, table: Table) -> None:
    from matplotlib.patches import Rectangle

    greatest = max((number or 0 for line in table.lines for number in line.searches), default=0) or 1
    for row, line in enumerate(table.lines):
        for column, (searches, offers) in enumerate(zip(line.searches, line.offers, strict=True)):
            part = (searches or 0) / greatest
            missing = offers == 0 and searches != 0
            axes.add_patch(
                Rectangle(
                    (column, row),
                    1,
                    1,
                    facecolor=_shade(part),
                    edgecolor=INK,
                    linewidth=1.6 if missing else 0.4,
                    hatch="///" if searches is None else None,
                )
            )
            dark = part > _DARK
            mark = f" {NO_OFFER}" if missing else ""
            axes.text(
                column + 0.5,
                row + 0.5,
                f"{HIDDEN if searches is None else whole(searches)}{mark}",
                ha="center",
                va="center",
                fontsize=9,
                color="white" if dark else INK,
                fontweight="bold" if missing else "normal",
                bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.0} if searches is None else None,
            )
    axes.set_xlim(0, len(table.columns))
    axes.set_ylim(len(table.lines), 0)
    axes.set_yticks([row + 0.5 for row in range(len(table.lines))], [line.name for line in table.lines])
    axes.set_xticks([column + 0.5 for column in range(len(table.columns))], [_short(name) for _, name in table.columns])
    axes.xaxis.tick_top()
    axes.tick_params(length=0, colors=INK, labelsize=9)
    for label in axes.get_xticklabels():
        label.set_rotation(40)
        label.set_horizontalalignment("left")
        label.set_rotation_mode("anchor")
    for spine in axes.spines.values():
        spine.set_visible(False)
    legend = f"Zahl: Fragen, je dunkler, desto mehr.  {HIDDEN} gesperrt.  {NO_OFFER} kein Angebot."
    axes.text(0, len(table.lines) + 0.75, legend, fontsize=9, color=INK, va="center", clip_on=False)


def _shade(part: float) -> tuple[float, float, float]:
    """From white to dark blue."""
    red, green, blue = 0.12, 0.29, 0.49
    return 1 - part * (1 - red), 1 - part * (1 - green), 1 - part * (1 - blue)


def _short(name: str) -> str:
    return name.replace("Samtgemeinde ", "SG ").replace("Außerhalb des Landkreises", "Außerhalb")
