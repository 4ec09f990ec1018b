"""The documentation says what the code does: settings, commands, files, licences, words of the field."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.nlu.language.acts import NEEDS
from bot.settings import ROOT
from scripts.docs_tables import SETTINGS_PAGE, licences_page, settings_page

PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]


def test_settings_table_is_current() -> None:
    assert SETTINGS_PAGE.read_text(encoding="utf-8") == settings_page(), "python -m scripts.docs_tables"


def test_licences_name_every_direct_dependency() -> None:
    page = (ROOT / "docs/fremde-lizenzen.md").read_text(encoding="utf-8")
    direct = licences_page().split("## Von diesen")[0]
    names = re.findall(r"^\| ([a-z][a-z0-9.-]+) \|", direct, re.M)
    assert len(names) > 15
    assert [name for name in names if f"| {name} |" not in page] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), (page.name, target)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_make_targets_exist(page: Path) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"`make ([a-z-]+)", page.read_text(encoding="utf-8")):
        assert re.search(rf"^{target}:", makefile, re.M), (page.name, target)


def test_the_map_of_the_house_is_true() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    table = readme.split("## Das Haus")[1].split("## Weiterlesen")[0]
    for row in table.splitlines():
        for place in re.findall(r"`([^`]+)`", row.split("|")[1] if "|" in row else ""):
            assert (ROOT / place).exists(), place


def test_glossary_has_every_need() -> None:
    glossary = (ROOT / "docs/glossar.md").read_text(encoding="utf-8")
    assert [need for need in NEEDS if f"`{need}`" not in glossary] == []
