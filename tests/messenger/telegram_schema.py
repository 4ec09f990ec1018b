"""Holds calls of Telegram's Bot API against the published schema, telegram_schema.json."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, ValidationError
from jsonschema.validators import extend

_SCHEMA: dict[str, Any] = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
METHODS = frozenset(_SCHEMA["methods"])


def decoded(method: str, form: Mapping[str, str]) -> dict[str, Any]:
    """The parameters of a call as Telegram understands them: in a form, whatever is no text is written as JSON."""
    known = _SCHEMA["methods"][method].get("properties", {})
    return {
        name: value if known.get(name, {}).get("type") == "string" else _json_or_text(value)
        for name, value in form.items()
    }


def violations(method: str, params: Mapping[str, Any]) -> list[str]:
    """What is wrong with a call, one line each; empty if it is as published."""
    if method not in METHODS:
        return [f"{method}: unknown method"]
    schema = {**_SCHEMA["methods"][method], "$defs": _SCHEMA["$defs"]}
    errors = _Validator(schema).iter_errors(dict(params))
    return [f"{method}: {'/'.join(map(str, error.absolute_path))}: {error.message[:200]}" for error in errors]


def utf16_length(text: str) -> int:
    """Code units, as Telegram counts."""
    return len(text.encode("utf-16-le")) // 2


def _json_or_text(value: str) -> Any:
    try:
        return json.loads(value)
    except ValueError:
        return value


def _utf16(_: Any, limits: list[int], value: object, __: Any) -> Iterator[ValidationError]:
    if isinstance(value, str) and not limits[0] <= utf16_length(value) <= limits[1]:
        yield ValidationError(f"{utf16_length(value)} UTF-16 code units instead of {limits[0]} to {limits[1]}")


def _bytes(_: Any, limits: list[int], value: object, __: Any) -> Iterator[ValidationError]:
    if isinstance(value, str) and not limits[0] <= len(value.encode()) <= limits[1]:
        yield ValidationError(f"{len(value.encode())} bytes instead of {limits[0]} to {limits[1]}")


_Validator = extend(Draft202012Validator, {"utf16": _utf16, "bytes": _bytes})
