"""The files of other people's packages are as `make vendor` wrote them, and hold everything our pages ask them for."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from pathlib import Path

import pytest

from bot.settings import ROOT

STATIC = ROOT / "bot" / "gateway" / "static"
VENDOR = STATIC / "vendor"
BUILD = ROOT / "scripts" / "vendor"
KERN = (VENDOR / "kern.css").read_text(encoding="utf-8")
WRITTEN = json.loads((VENDOR / "vendor.json").read_text(encoding="utf-8"))
TEAM = ROOT / "bot" / "review"
USERS = sorted(
    [
        *(ROOT / "bot/gateway/templates").glob("*.html"),
        *STATIC.glob("*.js"),
        *(TEAM / "templates").rglob("*.html"),
        *(TEAM / "static").glob("*.js"),
    ]
)
STYLES = sorted([*STATIC.glob("*.css"), *(TEAM / "static").glob("*.css")])
AXE = ROOT / "tests" / "browser" / "vendor"


@pytest.mark.parametrize("name", WRITTEN["dateien"])
def test_nobody_changed_a_file_by_hand(name: str) -> None:
    assert hashlib.sha256((ROOT / name).read_bytes()).hexdigest() == WRITTEN["dateien"][name], "make vendor"


def test_no_file_came_from_elsewhere() -> None:
    there = {
        path.relative_to(ROOT).as_posix()
        for folder in (VENDOR, TEAM / "static" / "vendor", AXE)
        for path in folder.iterdir()
    }
    assert there - {"bot/gateway/static/vendor/vendor.json"} == set(WRITTEN["dateien"])


@pytest.mark.parametrize("path", USERS, ids=lambda path: path.name)
def test_every_kern_class_a_page_uses_is_there(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    used = set(re.findall(r"(?<![\w-])kern-[a-z][\w-]*", source))
    used |= {f"kern-icon--{name}" for name in re.findall(r"\bicon(?:: |\()[\"']([a-z-]+)[\"']", source)}
    # "kern-icon--" + name is put together by a script; signs that KERN lacks stand in our own styles
    assert {name for name in used if not name.endswith("-")} - _classes(VENDOR / "kern.css", *STYLES) == set()


def _classes(*styles: Path) -> set[str]:
    return {name for path in styles for name in re.findall(r"\.(kern-[\w-]+)", path.read_text(encoding="utf-8"))}


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_every_kern_token_a_style_uses_is_there(path: Path) -> None:
    known = set(re.findall(r"(--kern-[\w-]+):", KERN))
    assert set(re.findall(r"var\((--kern-[\w-]+)", path.read_text(encoding="utf-8"))) - known == set()


def test_tokens_reach_into_shadow_roots_in_both_themes() -> None:
    assert len(re.findall(r":root,\s*:host\{", KERN)) == KERN.count(":root")
    for theme in ("light", "dark"):
        assert f":host([data-kern-theme={theme}])" in KERN
        scheme = re.search(rf"prefers-color-scheme: {theme}\)\{{([^{{]*)\{{", KERN)
        assert scheme is not None
        assert ":host" in scheme[1]
    assert re.search(r":is\(body[^{]*,:host\{", KERN)


def test_pages_load_little() -> None:
    assert len(gzip.compress(KERN.encode(), 9)) <= 20_000
    for font in VENDOR.glob("*.woff2"):
        assert font.stat().st_size <= 30_000, font.name


def test_nothing_in_it_asks_another_host() -> None:
    for path in (VENDOR / "kern.css", VENDOR / "schrift.css"):
        addresses = re.findall(r"url\(\"?([^\")]+)", path.read_text(encoding="utf-8"))
        assert [address for address in addresses if not address.startswith("data:") and "/" in address] == []


def test_the_lock_names_versions_and_sums_but_no_address() -> None:
    lock = json.loads((BUILD / "package-lock.json").read_text(encoding="utf-8"))
    assert [name for name, entry in lock["packages"].items() if "resolved" in entry] == []
    assert [name for name, entry in lock["packages"].items() if name and "integrity" not in entry] == []


def test_files_are_of_the_locked_packages() -> None:
    lock = json.loads((BUILD / "package-lock.json").read_text(encoding="utf-8"))
    for name in ("@kern-ux/native", "axe-core"):
        entry = lock["packages"][f"node_modules/{name}"]
        assert WRITTEN["pakete"][name] == {"version": entry["version"], "license": entry["license"]}


def test_licences_are_named() -> None:
    page = (ROOT / "docs" / "fremde-lizenzen.md").read_text(encoding="utf-8")
    for name, package in WRITTEN["pakete"].items():
        assert f"| {name} | {package['version']} | {package['license']} |" in page, "python -m scripts.docs_tables"
