"""Writes what Lotte says, and how easy it reads, as a page for staff: `python -m scripts.texts_page`.

A test holds the page current, another one holds the limits.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import textstat
import yaml

import texts
from bot.settings import ROOT

PAGE = ROOT / "docs" / "texte.md"
#: No sentence of Lotte's has more words.
LONGEST_SENTENCE: Final = 15
#: A text of fewer words is a label ("kostenlos", "am Telefon"): a share of long words says nothing about it.
MEASURED_FROM: Final = 5
#: From this many words on a text has room for short words, and the stricter limit holds.
WHOLE_TEXT: Final = 12
HARDEST: Final = 6.0
HARDEST_SHORT: Final = 9.0
#: All texts together, each counted by its words.
HARDEST_ON_AVERAGE: Final = 4.0
#: Of the Wiener Sachtextformel; why this one stands in tests/unit/test_readability.py.
VARIANT: Final = 1
#: What usually stands where the program fills in something.
EXAMPLES: Final[Mapping[str, str]] = {
    "alter": "2 Jahre",
    "angebot": "Hebammenzentrale",
    "bedarf": "Kita und Betreuung",
    "bis": "16:00",
    "code": "ABCD-EFGH",
    "telefon": "05371 804-440",
    "adresse": "Am Wasserturm 5, 38518 Gifhorn",
    "zeiten": "Mo-Fr 8-12 Uhr",
    "datum": "01.11.2026",
    "dinge": "Gelbes Heft, Versichertenkarte des Kindes, Impfpass",
    "filter": "Gifhorn",
    "fehlt": "Kosten, Öffnungszeiten",
    "frist": "Bitte bis Ende Mai anmelden.",
    "kosten": "kostenlos",
    "km": "3",
    "letzte": "3",
    "minuten": "10",
    "name": "neustart",
    "nummer": "05371 804-440",
    "ort": "Wittingen",
    "plattform": "Telegram",
    "satz": "von vorn anfangen",
    "seite": "2",
    "seiten": "8",
    "stand": "2026-11",
    "tag": "morgen",
    "tage": "90",
    "text": "Machen Sie einen Termin.",
    "thema": "Hebamme",
    "titel": "U7",
    "von": "01.05.2027",
    "wahl": "Mehr Angebote",
    "wert": "Wittingen",
    "wofuer": "2 Jahre · Kita und Betreuung · Wittingen",
    "wort": "Hebamme",
    "wunsch": "Am Telefon",
    "zahl": "3",
    "zahlen": "1, 2",
    "zeichen": "1000",
    "zeit": "8:30",
    "zielgruppe": "Eltern mit Baby",
}
_TERM = re.compile(r"^[\w ]+ heißt: ")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n")
_TITLES: Final[Mapping[str, str]] = {
    "angebote": "Angebote",
    "begriffe": "Amtliche Wörter, erklärt",
    "datenschutz": "Datenschutz",
    "gespraech": "Gespräch",
    "krise": "Gefahr",
    "mensch": "Ein Mensch, Rückruf, Hinweise",
    "schritte": "Nächste Schritte",
    "seite": "Die Seiten und das Gespräch",
    "seite_messenger": "Messenger, Weitermachen, Erinnerungen",
    "seiten_angebote": "Liste, Angebot und Merkliste",
    "stoerung": "Wenn etwas nicht geht",
}


@dataclass(frozen=True)
class Reading:
    """How easy a text reads.

    Attributes:
        words: of the whole text, placeholders filled.
        longest: words of the longest sentence; a colon ends none.
        grade: Wiener Sachtextformel (about the school year that copes with it); None below `MEASURED_FROM` words.
    """

    words: int
    longest: int
    grade: float | None

    @property
    def limit(self) -> float:
        """The highest grade a text of this length may have."""
        return HARDEST if self.words >= WHOLE_TEXT else HARDEST_SHORT


def reading(text: str) -> Reading:
    """Measures a text as a parent reads it: placeholders filled, the official word before "heißt:" left out.

    Raises:
        TextError: a placeholder without an entry in `EXAMPLES`.
    """
    read = _TERM.sub("", _filled(text))
    words = len(_words(read))
    textstat.set_lang("de")  # hyphenation from the package itself; nothing is downloaded for German
    grade = float(textstat.wiener_sachtextformel(read, VARIANT)) if words >= MEASURED_FROM else None
    return Reading(words, max(len(_words(sentence)) for sentence in _SENTENCE_END.split(_filled(text))), grade)


def _filled(text: str) -> str:
    try:
        return text.format(**EXAMPLES)
    except KeyError as error:
        raise texts.TextError(f"scripts/texts_page.py: Für den Platzhalter {error} fehlt ein Beispiel.") from error


def _words(text: str) -> list[str]:
    return [word for word in text.split() if re.search(r"\w", word)]


def page() -> str:
    """The page: a section a file, a table a group of texts that stand under one comment."""
    lines = [
        "# Was Lotte sagt",
        "",
        "Erzeugt von `make texte` aus `texts/de/`, nicht von Hand ändern; ein Test hält beides gleich. Wie man Texte",
        "ändert: [texte-aendern.md](texte-aendern.md).",
        "",
        "„Satz“ ist der längste Satz in Wörtern, „Stufe“ die Wiener Sachtextformel: ungefähr das Schuljahr, das den",
        "Text versteht; je kleiner, desto leichter. Bei mehreren Fassungen ist die schwerste gemessen.",
        "",
        f"- Ein Satz hat höchstens {LONGEST_SENTENCE} Wörter.",
        f"- Die Stufe ist höchstens {HARDEST:.0f}, bei weniger als {WHOLE_TEXT} Wörtern höchstens {HARDEST_SHORT:.0f}.",
        f"- Alle Texte zusammen kommen höchstens auf {HARDEST_ON_AVERAGE:.0f}.",
        f"- Unter {MEASURED_FROM} Wörtern wird keine Stufe gemessen.",
        "- `{…}` füllt das Programm; gemessen ist mit einem typischen Wort an dieser Stelle.",
    ]
    for path in sorted((texts.TEXTS / texts.DEFAULT_LANGUAGE).glob("*.yml")):
        lines += ["", *_section(path)]
    return "\n".join(lines) + "\n"


def _section(path: Path) -> list[str]:
    written = path.read_text(encoding="utf-8")
    content: dict[str, dict[str, Any]] = yaml.safe_load(written)
    comments = _comments(written)
    lines = [f"## {_TITLES.get(path.stem, path.stem)} (`{path.name}`)", "", *comments[""]]
    for kind, said in content.items():
        for number, (key, variants) in enumerate(said.items()):
            comment = comments.get(key, [])
            if comment or not number:
                name = {"responses": "Antworten", "phrases": "Satzbausteine"}[kind]
                lines += ["", *([f"**{name}**", ""] if not number else []), *comment, *([""] if comment else [])]
                lines += ["| Schlüssel | Wortlaut | Satz | Stufe |", "|---|---|---|---|"]
            lines.append(_row(key, [variants] if isinstance(variants, str) else variants))
    return lines


def _row(key: str, variants: Iterable[str | Mapping[str, Any]]) -> str:
    wordings = [variant if isinstance(variant, str) else variant["text"] for variant in variants]
    buttons = [
        button["title"] for variant in variants if not isinstance(variant, str) for button in variant.get("buttons", [])
    ]
    cell = "<br>".join(f"„{wording}“".replace("\n", " ").replace("|", "/") for wording in wordings)
    if buttons:
        cell += f"<br>Knöpfe: {' · '.join(dict.fromkeys(buttons))}"
    readings = [reading(wording) for wording in wordings]
    grades = [one.grade for one in readings if one.grade is not None]
    grade = f"{max(grades):.1f}".replace(".", ",") if grades else "–"
    return f"| `{key}` | {cell} | {max(one.longest for one in readings)} | {grade} |"


def _comments(written: str) -> dict[str, list[str]]:
    """The comment lines right above each key; those above everything under the empty key."""
    found: dict[str, list[str]] = {"": []}
    pending: list[str] = []
    for line in written.splitlines():
        if line.startswith("#"):
            found[""].append(line.lstrip("# "))
        elif line.startswith("  #"):
            pending.append(line.strip().lstrip("# "))
        else:
            key = re.match(r"  (\w+):", line)
            if key and pending:
                found[key[1]] = pending
            pending = []
    return found


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
