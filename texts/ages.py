"""A child's age in words, in the plural forms of every language. Pure."""

from __future__ import annotations

import math
from datetime import timedelta

from babel.dates import format_timedelta

from texts import Texts

#: Here three years of age are other words than three years of waiting.
_AGE_IS_NO_DURATION = frozenset({"tr"})
_YEAR, _MONTH = timedelta(days=365), timedelta(days=30)  # as babel counts them


def age_in_words(first: int, last: int, texts: Texts) -> str:
    """The age as one says it.

    Args:
        first, last: closed range of months, negative before birth.
        texts: in the language of the reader.

    Returns:
        "schwanger", "unter 1 Jahr", "18 Monate", "3 Jahre", or "3–5 Jahre" where the range is wider than a year.
    """
    if first < 0:
        return texts.phrase("chat_alter_schwanger")
    if (first, last) == (0, 11):
        return texts.phrase("chat_alter_unter_1")
    if last > first + 11:
        return f"{first // 12}–{_years(last // 12, texts)}"
    if first >= 24 or (first, last) == (12, 23):
        return _years(first // 12, texts)
    return format_timedelta(first * _MONTH, granularity="month", threshold=math.inf, locale=texts.locale)


def _years(number: int, texts: Texts) -> str:
    if texts.language in _AGE_IS_NO_DURATION:
        return texts.phrase("alter_jahr" if number == 1 else "alter_jahre", zahl=number)
    return format_timedelta(number * _YEAR, granularity="year", threshold=math.inf, locale=texts.locale)
