"""What the corrections would change in `data/nlu/`, as whole files and as one patch. Pure: texts in, texts out."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, Final

import yaml

from bot.learning.example import Example
from bot.learning.writing import EMPTY, with_examples

_CASES_HEAD: Final = """\
# Fälle für die Entwicklung: Alter oder Ort wurden falsch verstanden. Daraus lernt kein Modell; die Regeln dafür
# stehen in bot/nlu/language und werden von Hand geändert. Jeder Fall eignet sich als Zeile einer Test-Tabelle.
"""


@dataclass(frozen=True)
class Case:
    """A sentence whose ages or place were read wrongly; None where they were right."""

    sentence: str
    said: str  # the day it was said, ISO; the file names only the month, a day would lead to the family
    understood_ages: Sequence[tuple[int, int]]
    right_ages: Sequence[tuple[int, int]] | None
    understood_place: str | None
    right_place: str | None


@dataclass(frozen=True)
class ChangedFile:
    """A file before and after; `before` is empty for a new one."""

    path: PurePosixPath
    before: str
    after: str
    examples: tuple[Example, ...]


def changed_files(examples: Iterable[Example], read: Callable[[PurePosixPath], str]) -> list[ChangedFile]:
    """The files with the examples at their places.

    Args:
        examples: to be added.
        read: text of a file relative to the project's folder, empty if there is none.
    """
    by_file: dict[PurePosixPath, list[Example]] = defaultdict(list)
    for example in examples:
        by_file[example.file].append(example)
    return [
        ChangedFile(path, before, with_examples(before or EMPTY, own), tuple(own))
        for path, own in sorted(by_file.items())
        for before in [read(path)]
    ]


def patch(files: Iterable[ChangedFile]) -> str:
    """One patch for `git apply` in the project's folder."""
    return "".join(line for file in files for line in _file_patch(file))


def cases_file(cases: Iterable[Case]) -> str:
    """Ages and places that were read wrongly, as YAML; empty if there are none."""
    rows = [_case(case) for case in cases]
    if not rows:
        return ""
    return _CASES_HEAD + yaml.safe_dump({"faelle": rows}, allow_unicode=True, sort_keys=False, width=110)


def _file_patch(file: ChangedFile) -> list[str]:
    old = f"a/{file.path}" if file.before else "/dev/null"
    head = [f"diff --git a/{file.path} b/{file.path}\n", *([] if file.before else ["new file mode 100644\n"])]
    lines = difflib.unified_diff(
        file.before.splitlines(keepends=True), file.after.splitlines(keepends=True), old, f"b/{file.path}"
    )
    # a file that did not end with a line break: Git wants to be told
    told = (line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)
    return [*head, *told]


def _case(case: Case) -> dict[str, Any]:
    row: dict[str, Any] = {"satz": case.sentence, "gesagt_im": case.said[:7]}
    if case.right_ages is not None:
        row["alter_in_monaten"] = {
            "verstanden": [list(ages) for ages in case.understood_ages],
            "richtig": [list(ages) for ages in case.right_ages],
        }
    if case.right_place is not None:
        row["ort"] = {"verstanden": case.understood_place or "keiner", "richtig": case.right_place or "keiner"}
    return row
