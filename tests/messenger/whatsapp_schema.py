"""Holds calls of the WhatsApp Cloud API against what Meta has published, whatsapp_schema.json."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

_SCHEMA: dict[str, Any] = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
_MOST_ROWS = 10


def kind_of(path: str, body: Mapping[str, Any]) -> str:
    """Which call of the schema this is; the name of one that Lotte does not make otherwise."""
    if path != "messages":
        return path
    if "status" in body:
        return str(body["status"])
    kind = str(body.get("type", ""))
    return str((body.get("interactive") or {}).get("type", "")) if kind == "interactive" else kind


def violations(path: str, body: Mapping[str, Any]) -> list[str]:
    """What is wrong with a call, one line each; empty if it is as published."""
    kind = kind_of(path, body)
    if kind not in _SCHEMA["calls"]:
        return [f"{path}: unknown call {kind!r}"]
    schema = {**_SCHEMA["calls"][kind], "$defs": _SCHEMA["$defs"]}
    errors = Draft202012Validator(schema).iter_errors(dict(body))
    found = [f"{kind}: {'/'.join(map(str, error.absolute_path))}: {error.message[:200]}" for error in errors]
    return found or [f"{kind}: {problem}" for problem in _beyond_schema(kind, body)]


def choices_of(body: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Id, title and description ("" for none) of what can be tapped in a message."""
    action = (body.get("interactive") or {}).get("action", {})
    replies = [button["reply"] for button in action.get("buttons", [])]
    rows = [row for section in action.get("sections", []) for row in section["rows"]]
    return [(one["id"], one["title"], one.get("description", "")) for one in (*replies, *rows)]


def _beyond_schema(kind: str, body: Mapping[str, Any]) -> Iterator[str]:
    """Rules over several fields."""
    choices = choices_of(body)
    if len({id for id, _, _ in choices}) < len(choices):
        yield "two choices have the same id"
    if kind == "button" and len({title for _, title, _ in choices}) < len(choices):
        yield "two buttons have the same title"
    sections = (body.get("interactive") or {}).get("action", {}).get("sections", [])
    if len(sections) > 1 and not all(section.get("title") for section in sections):
        yield "one of several sections has no title"
    if sections and len(choices) > _MOST_ROWS:
        yield f"{len(choices)} rows"
