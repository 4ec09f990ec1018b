"""What people type behind a command, read strictly and refused in German. Pure."""

from __future__ import annotations

import argparse
from datetime import date

from offer_db.ages import AgeRange
from offer_db.demand import MONTH


def age(value: str) -> AgeRange:
    """Months: "18" or "36..47"."""
    first, _, last = value.partition("..")
    try:
        return AgeRange(int(first), int(last or first))
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"„{value}“ ist kein Alter in Monaten wie 18 oder 36..47") from error


def day(value: str) -> date:
    """A day: "2026-05-01"."""
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"„{value}“ ist kein Tag wie 2026-05-01") from error


def month(value: str) -> str:
    """A month: "2026-05"."""
    if not MONTH.fullmatch(value):
        raise argparse.ArgumentTypeError(f"„{value}“ ist kein Monat wie 2026-05")
    return value
