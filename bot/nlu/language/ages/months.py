"""Arithmetic of ages: every way to state an age as a closed range of months (see LABELS.md, Ages).

Ages before birth are negative months until birth, -9..0.
"""

from calendar import monthrange
from datetime import date
from math import ceil, floor

Months = tuple[int, int]

WEEKS_A_MONTH = 4.345
DAYS_A_MONTH = 30.4375
#: Length of a unit in months.
MONTHS = {"monat": 1.0, "woche": 1 / WEEKS_A_MONTH, "tag": 1 / DAYS_A_MONTH}
PREGNANCY: Months = (-9, 0)
END_OF_PRIMARY_SCHOOL = 131
END_OF_CHILDHOOD = 215
_TERM_WEEKS = 40


def years(value: float) -> Months:
    """3 -> 36..47; 3.5 -> 40..44; a quarter is known more exactly than a half: 1.75 -> 20..22."""
    whole, part = int(value), value - int(value)
    if part == 0:
        return 12 * whole, 12 * whole + 11
    if part == 0.5:
        return 12 * whole + 4, 12 * whole + 8
    middle = 12 * whole + round(12 * part)
    return middle - 1, middle + 1


def months(value: float) -> Months:
    """Completed months: 18 -> 18..18."""
    return int(value), int(value)


def weeks(value: float) -> Months:
    """Floored, once by the calendar and once by four weeks a month: 6 -> 1..1, 8 -> 1..2, below 4 -> 0..0."""
    return days(7 * value)


def days(value: float) -> Months:
    """Completed months after `value` days of life."""
    low = floor(value / DAYS_A_MONTH)
    return low, min(floor(value / 28), low + 1)


def of_unit(value: float, unit: str) -> Months:
    """The range for a value in "jahr", "monat", "woche" or "tag"."""
    return {"jahr": years, "monat": months, "woche": weeks, "tag": days}[unit](value)


def exactly(value: float, unit: str) -> int:
    """The month on which a child becomes `value` units old ("3 Jahre" -> 36)."""
    if unit == "jahr":
        return round(12 * value)
    return of_unit(value, unit)[0]


def almost(value: float, unit: str) -> Months:
    """The last months before: "fast 3" -> 33..35; "fast 8 Monate" -> 7..7."""
    turning = exactly(value, unit)
    return max(0, turning - (3 if unit == "jahr" else 1)), max(0, turning - 1)


def just(value: float, unit: str) -> Months:
    """The first months after: "gerade 3 geworden" -> 36..38; finer units are exact already."""
    turned = exactly(value, unit)
    return (turned, turned + 2) if unit == "jahr" else of_unit(value, unit)


def before(value: float, unit: str) -> Months:
    """The year before: "wird 4", "noch nicht 4" -> 36..47."""
    turning = exactly(value, unit)
    return max(0, turning - 12 if unit == "jahr" else turning - 1), max(0, turning - 1)


def at_least(value: float, unit: str) -> Months:
    """Open upwards: "ab 6" -> 72..131, to the end of primary school; "ab 12" to 215; "ab 6 Monaten" 6..11."""
    low = of_unit(value, unit)[0]
    for limit in (11, 35) if unit != "jahr" else ():
        if low <= limit:
            return low, limit
    return low, END_OF_PRIMARY_SCHOOL if low < END_OF_PRIMARY_SCHOOL else max(low, END_OF_CHILDHOOD)


def completed_months(birth: date, today: date) -> int:
    """Completed months of life, negative before birth; a birthday on the 31st counts from the month's last day."""
    span = 12 * (today.year - birth.year) + today.month - birth.month
    birthday = min(birth.day, monthrange(today.year, today.month)[1])
    return span if today.day >= birthday else span - 1


def born_in(first: tuple[int, int], last: tuple[int, int], today: date) -> Months:
    """Born between two (year, month), days unknown: both ends of the span, never below 0."""
    oldest = 12 * (today.year - first[0]) + today.month - first[1]
    youngest = 12 * (today.year - last[0]) + today.month - last[1] - 1
    return max(0, youngest), max(0, oldest)


def turning(value: float, first: int, last: int, unit: str = "jahr") -> Months:
    """Birthday number `value` comes in `first`..`last` calendar months from today (0 = later this month)."""
    at = exactly(value, unit)
    high = at - max(first, 1)
    return max(0, at - last - 1 if last else high), max(0, high)


def turned(value: float, first: int, last: int) -> Months:
    """Birthday number `value` was `first`..`last` calendar months ago (0 = earlier this month)."""
    at = exactly(value, "jahr")
    return at + max(first - 1, 0), at + last


def school_year(number: int) -> Months:
    """n-th class: 1 -> 72..95, 2 -> 84..107, 5 -> 120..143."""
    return 72 + 12 * (number - 1), 95 + 12 * (number - 1)


def pregnancy_month(number: int) -> Months:
    """n-th month of pregnancy: 5 -> -5..-4."""
    return _unborn(-(10 - number), -(9 - number))


def pregnancy_week(week: float) -> Months:
    """n-th week of pregnancy: 34 -> -2..-1."""
    left = (_TERM_WEEKS - week) / WEEKS_A_MONTH
    return _unborn(-ceil(left), -floor(left))


def due_in(first: int, last: int) -> Months:
    """Birth expected in `first`..`last` calendar months from today."""
    return _unborn(-(last + 1) if last else -1, -first)


def due_on(day: date, today: date) -> Months:
    """Birth expected on a certain day."""
    return due_after((day - today).days / DAYS_A_MONTH)


def due_after(left: float) -> Months:
    """Birth expected in `left` months."""
    return _unborn(-ceil(left), -floor(left))


def _unborn(low: int, high: int) -> Months:
    return min(0, max(-9, low)), min(0, max(-9, high))
