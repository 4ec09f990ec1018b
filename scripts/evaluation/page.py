"""The measured part of docs/verstehen.md, between two marks, and the line that says what it was measured on. Pure."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from bot.evaluation.score import Score
from bot.settings import ROOT
from scripts.evaluation.table import Row, confusion_table, language_table, main_table

PAGE: Final = ROOT / "docs" / "verstehen.md"
BEGIN: Final = (
    "<!-- Anfang der Messung: geschrieben von `python -m scripts.evaluate --write`, nicht von Hand ändern -->"
)
END: Final = "<!-- Ende der Messung -->"

LOTTE: Final = "Lotte"
LOTTE_MISSPELT: Final = "Lotte, mit Tippfehlern"
RASA_DEFAULT: Final = "Rasas Vorgabe (DIET)"
SEARCH_BOX: Final = "Suchfeld"
SEARCH_BOX_WORDS: Final = "Suchfeld mit Lottes Suchwörtern"
ROWS: Final = (LOTTE, LOTTE_MISSPELT, RASA_DEFAULT, SEARCH_BOX, SEARCH_BOX_WORDS)
"""Every row the page must have."""


def finding_offers() -> list[str]:
    """The modules of `offer_db` that reading and finding offers need; the team's lists and reports change no figure."""
    known = {path.stem: path for path in (ROOT / "offer_db").glob("*.py")}
    needed: set[str] = set()
    waiting = ["search", "seeding"]
    while waiting:
        name = waiting.pop()
        if name in known and name not in needed:
            needed.add(name)
            source = known[name].read_text(encoding="utf-8")
            waiting += re.findall(r"^from offer_db(?:\.| import )(\w+)", source, re.MULTILINE)
    return [f"offer_db/{name}.py" for name in sorted(needed)]


UNDERSTANDING: Final = (
    "config.yml",
    "requirements.lock",
    "data/nlu/**/*.yml",
    "data/gifhorn/*.csv",
    "bot/nlu/**/*.py",
    "bot/nlu/**/*.yml",
    *finding_offers(),
)
"""What the figures depend on: how messages are understood, and how offers are found; not what Lotte says."""
TEMPLATE_EPOCHS: Final = 100
"""What the configuration of a new Rasa project says."""

_LEGEND: Final = """\
Alle Zeilen sind mit denselben Sätzen (`data/nlu/`) trainiert und im selben Lauf gemessen, jede in einem eigenen
Prozess; „–“ heißt: Das kann diese Zeile nicht. „gezählt an“ nennt, wie viele Nachrichten hinter einem Anteil stehen.

- **Rasas Vorgabe (DIET)**: die Pipeline, mit der ein neues Rasa-Projekt beginnt
  (`scripts/evaluation/rasa_default.yml`). Ihre Absicht gilt als Bedarf oder Gefahr; Angebote sucht sie mit diesem
  Bedarf und dem Text in Lottes Angebotssuche. „Nicht verstanden“ zählt als außerhalb. {epochs}
- **Suchfeld**: Volltextsuche (SQLite FTS5, BM25) mit deutschen Wortstämmen über Titel, Beschreibung, Träger und
  Themen derselben Angebote, mit ODER verknüpft, ohne Füllwörter; die Gewichte der Spalten sind die besten von fünf,
  die an Hälfte a probiert wurden. Darunter dasselbe mit den Suchwörtern, die Lotte kennt (`topics.csv`).
- **ms je Nachricht**: Median des Verstehens (beim Suchfeld: des Suchens). **Training**: nur das Verstehen, ohne
  Dialogregeln; MiB ist der größte Speicher des Prozesses. **Betrieb MiB**: was das geladene Modell dem Prozess
  hinzufügt, ohne Rasa und TensorFlow selbst."""


class MarksMissing(Exception):
    """The page has not exactly one begin mark with one end mark after it."""


def block(
    rows: Sequence[Row],
    compared: Sequence[str],
    languages: Mapping[str, Score],
    stand: str,
    *,
    messages: int,
    epochs: int,
) -> str:
    """Everything between the marks.

    Args:
        rows: of the main table.
        compared: names of the rows the confusions are shown of, the leading one first.
        languages: scores by language.
        stand: see `stand_line`.
        messages: how many German messages were measured.
        epochs: how often DIET went through the sentences.
    """
    by_name = {row.name: row for row in rows}
    parts = [
        stand,
        f"### Vergleich ({messages} Nachrichten)",
        main_table(rows),
        _LEGEND.format(epochs=_epochs(epochs)),
        "### Häufigste Verwechslungen",
        "Anzahl der Nachrichten; `keine` heißt keine Gefahr.",
        confusion_table([by_name[name] for name in compared]),
        "### Andere Sprachen",
        language_table(languages),
    ]
    return "\n\n".join(parts)


def _epochs(epochs: int) -> str:
    said = f"DIET ging {epochs}-mal durch die\n  Sätze"
    if epochs >= TEMPLATE_EPOCHS:
        return f"{said}, wie dort vorgegeben."
    return f"{said}; vorgegeben sind {TEMPLATE_EPOCHS}-mal, was bei so vielen Sätzen Stunden dauert."


def stand_line(understanding: str, evaluation: str, today: date) -> str:
    """On what and where it was measured; `figures_of` reads it again."""
    return f"Stand: {today.isoformat()} · Verstehen `{understanding}` · Prüfsatz `{evaluation}` · {machine()}"


def figures_of(page: str) -> tuple[str, str]:
    """Fingerprint of `UNDERSTANDING` and hash of the evaluation files that a page was written for.

    Raises:
        MarksMissing: there is no measured part, or no line `Stand:` in it.
    """
    found = re.search(r"^Stand: \S+ · Verstehen `(\w+)` · Prüfsatz `(\w+)`", measured_part(page), re.M)
    if not found:
        raise MarksMissing("Der Messung fehlt die Zeile „Stand:“.")
    return found[1], found[2]


def measured_part(page: str) -> str:
    """What stands between the marks.

    Raises:
        MarksMissing: see there.
    """
    return _split(page)[1].strip()


def replaced(page: str, content: str) -> str:
    """The page with new content between the marks.

    Raises:
        MarksMissing: see there.
    """
    before, _, after = _split(page)
    return f"{before}{BEGIN}\n\n{content}\n\n{END}{after}"


def machine() -> str:
    """Kind and size of this machine."""
    return f"{platform.system()} {platform.machine()}, {os.cpu_count()} Kerne, Python {platform.python_version()}"


def _split(page: str) -> tuple[str, str, str]:
    if page.count(BEGIN) != 1 or page.count(END) != 1 or page.index(END) < page.index(BEGIN):
        raise MarksMissing(f"In {PAGE.name} fehlen die beiden Marken der Messung, oder sie stehen mehrfach da.")
    before, rest = page.split(BEGIN)
    content, after = rest.split(END)
    return before, content, after
