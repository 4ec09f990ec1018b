"""The figures as they are shown: names, values in German, and what each number means. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from bot.memory.reviewing.figures import OTHER_LANGUAGES, SMALLEST_LANGUAGE, Figures, Week
from bot.review.conversations.names import channel_name, crisis_name, language_name
from bot.review.shell import SMALLEST_SHOWN, few, share, whole
from offer_db.csvfile import BOM, line, neutralise

COVERED: Final = "verdeckt"
"""In place of a number that would tell a smaller one: all of them together are known."""
#: More messages than this before the first offer are counted together.
MOST_TURNS: Final = 9


@dataclass(frozen=True)
class Number:
    """One figure.

    Attributes:
        name: German.
        value: as it is read, "87,3 %".
        basis: what it was counted from, "35 von 40 Gesprächen"; may be empty.
        before: the same in the period before.
        meaning: the definition.
    """

    name: str
    value: str
    basis: str
    before: str
    meaning: str


@dataclass(frozen=True)
class Line:
    """A line of a table.

    Attributes:
        name: German.
        number: how many; None where it is hidden.
        part: of all, 0..1; None where it is hidden, or nothing was counted.
        said: the number as it is read, "unter 5", or `COVERED`.
    """

    name: str
    number: int | None
    part: float | None
    said: str


def numbers(figures: Figures) -> tuple[Number, ...]:
    """The main figures, in the order of the page."""
    now, before = figures.totals, figures.before
    return (
        Number(
            "Gespräche",
            whole(now.conversations),
            "",
            whole(before.conversations),
            "Gespräche, die in diesem Zeitraum begonnen haben. Wer den Browser schließt und später wiederkommt, "
            "beginnt ein neues.",
        ),
        Number(
            "Mit gezeigtem Angebot",
            share(now.share_with_offer),
            _of(now.with_offer, now.conversations, "Gesprächen"),
            share(before.share_with_offer),
            "Anteil der Gespräche, in denen Lotte mindestens ein Angebot gezeigt hat. Notrufnummern und das "
            "Familienbüro allein zählen nicht.",
        ),
        Number(
            "Hat geholfen",
            share(now.share_helped),
            f"{_of(now.asked_yes, now.answered, 'Antworten')}, aus {whole(now.conversations)} Gesprächen",
            share(before.share_helped),
            "Anteil der Ja unter den Antworten auf „Hat das geholfen?“. Lotte fragt höchstens einmal im Gespräch: nach "
            "der zweiten Antwort mit Angeboten, oder wenn sich jemand bedankt. Nach einer Gefahr fragt sie nicht. Wer "
            "nicht antwortet, zählt nicht mit.",
        ),
        Number(
            "Nachrichten bis zum ersten Angebot",
            turns(figures.median_turns),
            f"aus {whole(sum(figures.turns_to_offer.values()))} Gesprächen mit Angebot",
            turns(figures.median_turns_before),
            "Die wievielte Nachricht der Eltern das erste Angebot brachte (Median: die Hälfte der Gespräche brauchte "
            "höchstens so viele). Auch ein Knopf ist eine Nachricht.",
        ),
        Number(
            "Nicht verstandene Nachrichten",
            share(now.share_not_understood),
            _of(now.not_understood, now.messages, "Nachrichten"),
            share(before.share_not_understood),
            "Anteil der Nachrichten, auf die Lotte sagte, dass sie nicht versteht oder nichts dazu weiß. Darin stecken "
            "auch Fragen, die nicht zu Lotte gehören.",
        ),
        Number(
            "Gespräche mit „nicht verstanden“",
            share(now.share_with_fallback),
            _of(now.with_fallback, now.conversations, "Gesprächen"),
            share(before.share_with_fallback),
            "Anteil der Gespräche, in denen das mindestens einmal vorkam.",
        ),
        Number(
            "Nichts genau Passendes",
            share(now.share_nothing_found),
            _of(now.nothing_found, now.conversations, "Gesprächen"),
            share(before.share_nothing_found),
            "Anteil der Gespräche, in denen eine Suche nichts oder nichts genau Passendes fand. Lotte zeigte dann das "
            "Nächstbeste und das Familienbüro.",
        ),
        Number(
            "Gefahr erkannt",
            few(now.in_danger),
            "Gespräche",
            few(before.in_danger),
            "Gespräche, in denen Lotte eine Gefahr erkannt und sofort Nummern genannt hat. Auch falscher Alarm steckt "
            "darin: Lotte warnt lieber einmal zu viel.",
        ),
    )


def turn_lines(figures: Figures) -> tuple[Line, ...]:
    """How many messages it took to the first offer."""
    counted: dict[str, int] = {}
    for turn, number in figures.turns_to_offer.items():
        name = str(turn) if turn <= MOST_TURNS else f"{MOST_TURNS + 1} und mehr"
        counted[name] = counted.get(name, 0) + number
    return _hidden(_lines(counted))


def language_lines(figures: Figures) -> tuple[Line, ...]:
    """Conversations by language."""
    rare = f"andere (je unter {SMALLEST_LANGUAGE})"
    return _lines(
        {rare if code == OTHER_LANGUAGES else language_name(code): n for code, n in figures.languages.items()}
    )


def channel_lines(figures: Figures) -> tuple[Line, ...]:
    """Conversations by channel; two keys may have one name."""
    counted: dict[str, int] = {}
    for channel, number in figures.channels.items():
        counted[channel_name(channel)] = counted.get(channel_name(channel), 0) + number
    return _lines(counted)


def danger_lines(figures: Figures) -> tuple[Line, ...]:
    """Conversations by the first kind of danger."""
    return _hidden(_lines({crisis_name(kind): number for kind, number in figures.dangers.items()}))


def hour_lines(figures: Figures) -> tuple[Line, ...]:
    """Conversations by the time of day they began at, two hours together."""
    counted = {f"{hour}–{hour + 2} Uhr": sum(figures.hours[hour : hour + 2]) for hour in range(0, 24, 2)}
    return _hidden(_lines(counted))


def danger_weeks(figures: Figures) -> tuple[str, ...]:
    """Conversations in which danger was recognised, as it is read, week by week."""
    lines = _lines({week.monday.isoformat(): week.totals.in_danger for week in figures.weeks})
    return tuple(line.said for line in _hidden(lines))


def week_name(week: Week) -> str:
    """A calendar week by its Monday: "16.11."."""
    return f"{week.monday:%d.%m.}"


def csv(figures: Figures, period: str) -> Iterator[str]:
    """Everything on the page as one table, line by line."""
    yield BOM + line(["Teil", "Was", "Wert", "gezählt an", "davor", "Bedeutung"])
    yield line(["Zeitraum", neutralise(period), "", "", "", ""])
    for number in numbers(figures):
        yield line(["Zahlen", number.name, number.value, number.basis, number.before, number.meaning])
    for week, danger in zip(figures.weeks, danger_weeks(figures), strict=True):
        yield from _week_rows(week, danger)
    for part, lines in (
        ("Nachrichten bis zum ersten Angebot", turn_lines(figures)),
        ("Beginn am Tag", hour_lines(figures)),
        ("Sprache", language_lines(figures)),
        ("Kanal", channel_lines(figures)),
        ("Gefahr", danger_lines(figures)),
    ):
        for one in lines:
            yield line([part, neutralise(one.name), one.said, "Gespräche", "", ""])


def _week_rows(week: Week, danger: str) -> Iterator[str]:
    name, totals = f"Woche ab {week.monday:%d.%m.%Y}", week.totals
    conversations = whole(totals.conversations)
    yield line([name, "Gespräche", conversations, "", "", ""])
    yield line([name, "Mit gezeigtem Angebot", share(totals.share_with_offer), conversations, "", ""])
    yield line([name, "Hat geholfen", share(totals.share_helped), whole(totals.answered), "", ""])
    yield line([name, "Mit „nicht verstanden“", share(totals.share_with_fallback), conversations, "", ""])
    yield line([name, "Gefahr erkannt", danger, "", "", ""])


def turns(median: float | None) -> str:
    """A median as it is read: "2", "1,5", a dash for None."""
    return "–" if median is None else f"{median:g}".replace(".", ",")


def _of(part: int, all_: int, what: str) -> str:
    return f"{whole(part)} von {whole(all_)} {what}"


def _lines(counted: Mapping[str, int]) -> tuple[Line, ...]:
    total = sum(counted.values())
    return tuple(
        Line(name, number, number / total if total else None, whole(number)) for name, number in counted.items()
    )


def _hidden(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Without the numbers from 1 to 4, and without one more where the sum of all would tell them."""
    counted = {line.name: line.number for line in lines if line.number}
    small = {name: number for name, number in counted.items() if number < SMALLEST_SHOWN}
    covered = {name: few(number) for name, number in small.items()}
    total, most = sum(small.values()), SMALLEST_SHOWN - 1
    # one alone, or all of them 1 or 4: what is left of the sum is no secret
    if small and (len(small) == 1 or total in (len(small), most * len(small))) and len(counted) > len(small):
        covered[min(counted.keys() - small.keys(), key=lambda name: (counted[name], name))] = COVERED
    return tuple(Line(line.name, None, None, covered[line.name]) if line.name in covered else line for line in lines)
