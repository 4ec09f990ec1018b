"""The report as a PDF for the steering group: A4, to be printed, with every definition it needs."""

from __future__ import annotations

import io
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from bot.review.gaps.heatmap import HIDDEN, NO_OFFER, heatmap, size
from bot.review.gaps.words import DEFINITIONS, KNOWN, MANY_HIDDEN, NO_GAPS, SECRECY, UNFINISHED
from bot.review.shell import whole
from offer_db.gaps import GapReport, Line, Table

if TYPE_CHECKING:
    from fpdf import FPDF

TITLE: Final = "Angebotslücken im Landkreis Gifhorn"
_FONT: Final = "DejaVu"
_PORTRAIT: Final = 180.0
_LANDSCAPE: Final = 267.0
_DPI: Final = 150


@lru_cache(maxsize=4)
def report_pdf(report: GapReport) -> bytes:
    """The file, made once for the same query, day and counts; it shows what the page shows, and hides what it hides."""
    pdf = _document(report)
    _cover(pdf, report)
    for table in report.tables:
        _table(pdf, table)
    target = io.BytesIO()
    pdf.output(target)
    return target.getvalue()


def _document(report: GapReport) -> FPDF:
    # a second to import: only who prints waits for it
    import matplotlib as mpl
    from fpdf import FPDF

    class Paper(FPDF):
        def footer(self) -> None:
            self.set_y(-12)
            self.set_font(_FONT, size=8)
            self.cell(0, 6, f"{TITLE} · {report.title} · Seite {self.page_no()} von {{nb}}", align="C")

    pdf = Paper(format="A4", unit="mm")
    fonts = Path(mpl.get_data_path()) / "fonts" / "ttf"
    pdf.add_font(_FONT, "", fonts / "DejaVuSans.ttf")
    pdf.add_font(_FONT, "B", fonts / "DejaVuSans-Bold.ttf")
    pdf.set_margins(15, 15, 15)
    pdf.set_auto_page_break(True, margin=16)
    pdf.set_title(f"{TITLE}: {report.title}")
    pdf.set_lang("de-DE")
    pdf.set_creator("Lotte")
    return pdf


def _cover(pdf: FPDF, report: GapReport) -> None:
    pdf.add_page()
    _paragraph(pdf, TITLE, bold=True, points=22)
    _paragraph(pdf, f"Zeitraum: {report.period}", points=13)
    if report.part:
        _paragraph(pdf, f"Ausschnitt: {report.part}", points=13)
    _paragraph(pdf, f"Stand: {report.today:%d.%m.%Y}", points=13)
    if report.unfinished:
        _paragraph(pdf, UNFINISHED, bold=True)
    _heading(pdf, "Die stärksten Lücken")
    _paragraph(pdf, KNOWN)
    for place, gap in enumerate(report.gaps, start=1):
        _paragraph(pdf, f"{place}. {gap}")
    if not report.gaps:
        _paragraph(pdf, NO_GAPS)
    _heading(pdf, "Was die Zahlen bedeuten")
    for name, meaning in DEFINITIONS:
        _paragraph(pdf, f"**{name}:** {meaning}")
    _heading(pdf, "Geheimhaltung")
    _paragraph(pdf, SECRECY)
    _paragraph(pdf, MANY_HIDDEN)


def _table(pdf: FPDF, table: Table) -> None:
    pdf.add_page(orientation="landscape")
    _heading(pdf, table.title)
    if table.lines and table.lines[0].offers:
        wide, high = size(table)
        width = min(_LANDSCAPE, 150.0 * wide / high)
        described = f"Karte „{table.title}“; die Zahlen stehen in der Tabelle auf der nächsten Seite."
        pdf.image(io.BytesIO(heatmap(table, "png", _DPI)), w=width, alt_text=described)
        pdf.add_page(orientation="landscape")
        _heading(pdf, f"{table.title}: die Zahlen")
    legend = f"Fragen (davon ohne passendes Angebot). {HIDDEN} gesperrt."
    _paragraph(pdf, f"{legend} {NO_OFFER} kein Angebot." if table.sums.offers else legend, points=9)
    pdf.set_font(_FONT, size=7)
    columns = len(table.columns) + 1
    first = 50.0
    widths = (first, *((_LANDSCAPE - first) / columns for _ in range(columns)))
    options: Any = {"line_height": 4.2, "text_align": ("LEFT", *("CENTER" for _ in range(columns)))}
    with pdf.table(col_widths=widths, width=_LANDSCAPE, **options) as drawn:
        heading = drawn.row()
        for name in (table.heading, *(name for _, name in table.columns), "Alle zusammen"):
            heading.cell(name)
        for line in (*table.lines, table.sums):
            row = drawn.row()
            for cell in _cells(line):
                row.cell(cell)


def _cells(line: Line) -> list[str]:
    offers: tuple[int | None, ...] = line.offers or (None,) * len(line.searches)
    cells = [
        f"{_number(searches, unmet)}{f' {NO_OFFER}' if there == 0 and searches != 0 else ''}"
        for searches, unmet, there in zip(line.searches, line.unmet, offers, strict=True)
    ]
    return [line.name, *cells, _number(line.total, line.total_unmet)]


def _number(searches: int | None, unmet: int | None) -> str:
    if searches is None:
        return HIDDEN
    return "0" if not searches else f"{whole(searches)} ({HIDDEN if unmet is None else whole(unmet)})"


def _heading(pdf: FPDF, words: str) -> None:
    pdf.ln(3)
    _paragraph(pdf, words, bold=True, points=14)


def _paragraph(pdf: FPDF, words: str, *, bold: bool = False, points: float = 10.5) -> None:
    pdf.set_font(_FONT, "B" if bold else "", points)
    pdf.multi_cell(0, points * 0.5, words, align="L", markdown=words.startswith("**"), new_x="LMARGIN", new_y="NEXT")
    pdf.ln(1.5)
