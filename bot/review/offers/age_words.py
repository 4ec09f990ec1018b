"""What a number of months means, beside the field where staff write it. Pure."""

from __future__ import annotations

_A_YEAR = 12


def first_month(months: int) -> str:
    """The lower end of an age range.

    >>> first_month(36), first_month(18), first_month(0), first_month(-9)
    ('ab 3 Jahren', 'ab 1 Jahr und 6 Monaten', 'ab der Geburt', 'ab 9 Monaten vor der Geburt')
    """
    if months == 0:
        return "ab der Geburt"
    if months < 0:
        return f"ab {_months(-months)} vor der Geburt"
    return f"ab {_age(months)}"


def last_month(months: int) -> str:
    """The upper end, which is included: the last month before a birthday reaches up to that birthday.

    >>> last_month(35), last_month(18), last_month(0), last_month(-1)
    ('bis zum 3. Geburtstag', 'bis 1 Jahr und 6 Monate', 'bis zur Geburt', 'bis 1 Monat vor der Geburt')
    """
    if months == 0:
        return "bis zur Geburt"
    if months < 0:
        return f"bis {_months(-months)} vor der Geburt".replace("Monaten", "Monate")
    if (months + 1) % _A_YEAR == 0:
        return f"bis zum {(months + 1) // _A_YEAR}. Geburtstag"
    return f"bis {_age(months).replace('Jahren', 'Jahre').replace('Monaten', 'Monate')}"


def in_words(alias: str, cell: str) -> str:
    """The sentence beside one of the two fields; empty while the cell is no number."""
    try:
        months = int(cell)
    except ValueError:
        return ""
    return first_month(months) if alias == "age_min_months" else last_month(months)


def _age(months: int) -> str:
    years, rest = divmod(months, _A_YEAR)
    parts = [f"{years} {'Jahr' if years == 1 else 'Jahren'}"] if years else []
    if rest:
        parts.append(_months(rest))
    return " und ".join(parts)


def _months(number: int) -> str:
    return f"{number} {'Monat' if number == 1 else 'Monaten'}"
