"""Dates written in digits, as canonical pieces: "12.3.23" -> "d2023-03-12"."""

import re
from datetime import date


def date_canon(piece: str) -> str | None:
    """A canonical date: "12.3.23" (d2023-03-12), "5/2021" (d2021-05), "3.5." (d--05-03); None when it is no date."""
    parts = [int(part) for part in re.split(r"\s?[./-]\s?", piece.strip(". ")) if part]
    if re.match(r"\d{4}-", piece):
        parts.reverse()
    if len(parts) == 2 and parts[1] > 1900:
        return f"d{parts[1]}-{parts[0]:02}"
    year = full_year(parts[2]) if len(parts) == 3 else 2000
    try:
        day = date(year, parts[1], parts[0])
    except ValueError:
        return None
    return f"d{day.isoformat()}" if len(parts) == 3 else f"d--{day.month:02}-{day.day:02}"


def full_year(year: int) -> int:
    """23 -> 2023, 87 -> 1987; children of this parser's time are born after 1949."""
    return year if year > 99 else year + (2000 if year < 50 else 1900)
