"""How an age is shown to the parent, in as few words as fit on a chip."""

_UNITS = {"jahr": ("Jahr", "Jahre"), "monat": ("Monat", "Monate"), "woche": ("Woche", "Wochen"), "tag": ("Tag", "Tage")}
_PARTS = {0.0: "", 0.25: "¼", 0.5: "½", 0.75: "¾"}
MONTH_NAMES = (
    "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",
    "Dezember",
)  # fmt: skip


def number(value: float) -> str:
    """3 -> "3", 3.5 -> "3½", 0.5 -> "½"."""
    whole, part = int(value), value - int(value)
    sign = _PARTS.get(part)
    if sign is None:
        return f"{value:g}".replace(".", ",")
    return f"{whole or ''}{sign}" if part else str(whole)


def age(value: float, unit: str = "jahr") -> str:
    """3 -> "3 Jahre", 1 -> "1 Jahr", (18, "monat") -> "18 Monate"."""
    singular, plural = _UNITS[unit]
    return f"{number(value)} {singular if 0 < value <= 1 else plural}"


def dative(value: float, unit: str) -> str:
    """(2, "monat") -> "2 Monaten", (1, "woche") -> "1 Woche"."""
    said = age(value, unit)
    return said if said.endswith("n") or value <= 1 else f"{said}n"


def span(low: float, high: float, unit: str) -> str:
    """(3, 4, "jahr") -> "3–4 Jahre"."""
    return f"{number(low)}–{age(high, unit)}"


def completed(months: int) -> str:
    """An age counted from a birth date: 44 -> "3 Jahre 8 Monate", 7 -> "7 Monate"; never the date itself."""
    years, rest = divmod(months, 12)
    if not years or months < 24:
        return age(months, "monat")
    return age(years) if not rest else f"{age(years)} {age(rest, 'monat')}"


def birthday(value: float, when: str, unit: str = "jahr") -> str:
    """(4, "im Mai") -> "4 Jahre (im Mai)"."""
    return f"{age(value, unit)} ({when})"
