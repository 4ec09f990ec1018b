"""Uploaded offer files, kept for an hour between looking at what they would change and taking them over."""

from __future__ import annotations

import json
import re
import secrets
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

from offer_db.csvfile import CsvFile
from offer_db.errors import FileUnreadable
from offer_db.spreadsheet import open_table

KEPT_SECONDS: Final = 3600.0
LONGEST_NAME: Final = 80
MOST_WAITING: Final = 3
"""So many files of one account wait at a time; one more takes the place of the oldest."""
_TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{22}")
_KINDS: Final = (".csv", ".xlsx")


@dataclass(frozen=True)
class Upload:
    """One file.

    Attributes:
        token: random; who knows it may take the file over.
        name: as it was called on the computer it came from, for messages.
        owner: id of the account that sent it.
    """

    token: str
    name: str
    owner: int
    path: Path

    @contextmanager
    def opened(self) -> Iterator[CsvFile]:
        """Its rows.

        Raises:
            FileUnreadable: it is no table of offers.
        """
        try:
            with open_table(self.path) as file:
                yield file
        except FileUnreadable as error:
            # the random name says nothing to whoever sent the file
            raise FileUnreadable(str(error).replace(self.path.name, self.name)) from error


class UploadShelf:
    """The folder they lie in; names are random, and what is older than an hour is thrown away by the next visit."""

    def __init__(self, folder: Path) -> None:
        """`folder`: made with the first upload, readable by nobody else."""
        self._folder = folder

    def put(self, content: IO[bytes], name: str, owner: int) -> Upload:
        """Keeps a file.

        Args:
            content: read to its end.
            name: ends in .csv or .xlsx; no part of it becomes a path.
            owner: id of the account.

        Raises:
            FileUnreadable: another kind of file.
        """
        shown = Path(name.replace("\\", "/")).name[-LONGEST_NAME:]
        kind = Path(shown).suffix.lower()
        if kind not in _KINDS:
            raise FileUnreadable("Das ist keine Tabelle. Möglich sind Dateien mit der Endung .csv oder .xlsx.")
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.tidy()
        self._make_room(owner)
        token = secrets.token_urlsafe(16)
        path = self._folder / f"{token}{kind}"
        with path.open("xb") as kept:
            path.chmod(0o600)
            shutil.copyfileobj(content, kept)
        self._write(token, {"name": shown, "owner": owner, "seen": {}})
        return Upload(token, shown, owner, path)

    def get(self, token: str, owner: int) -> Upload | None:
        """The file of this account with this token; None if there is none, or no longer."""
        if not _TOKEN.fullmatch(token):
            return None
        self.tidy()
        path = next(
            (self._folder / f"{token}{kind}" for kind in _KINDS if (self._folder / f"{token}{kind}").exists()), None
        )
        if path is None:
            return None
        about = self._read(token)
        return Upload(token, about["name"], owner, path) if about.get("owner") == owner else None

    def seen(self, token: str) -> Mapping[str, str]:
        """What was stored when the file was looked at: id of each offer it changes, and the fingerprint then."""
        found: dict[str, str] = self._read(token)["seen"]
        return found

    def remember(self, upload: Upload, seen: Mapping[str, str]) -> None:
        """Keeps `seen`."""
        self._write(upload.token, {"name": upload.name, "owner": upload.owner, "seen": dict(seen)})

    def throw_away(self, upload: Upload) -> None:
        """Deletes it."""
        for path in (upload.path, self._about(upload.token)):
            path.unlink(missing_ok=True)

    def tidy(self) -> None:
        """Deletes what is older than an hour."""
        if self._folder.is_dir():
            for path in self._folder.iterdir():
                with suppress(FileNotFoundError):  # another request was faster
                    if time.time() - path.stat().st_mtime > KEPT_SECONDS:
                        path.unlink()

    def _make_room(self, owner: int) -> None:
        """Throws away the oldest files of an account until one more may wait."""
        waiting: list[tuple[int, Path]] = []
        for about in self._folder.glob("*.json"):
            try:
                if self._read(about.stem).get("owner") == owner:
                    waiting.append((about.stat().st_mtime_ns, about))
            except (FileNotFoundError, ValueError):  # thrown away, or not yet written, by another request
                continue
        for _, about in sorted(waiting)[: max(0, len(waiting) + 1 - MOST_WAITING)]:
            for path in (about, *(about.with_suffix(kind) for kind in _KINDS)):
                path.unlink(missing_ok=True)

    def _about(self, token: str) -> Path:
        return self._folder / f"{token}.json"

    def _read(self, token: str) -> dict[str, Any]:
        about: dict[str, Any] = json.loads(self._about(token).read_text(encoding="utf-8"))
        return about

    def _write(self, token: str, about: Mapping[str, Any]) -> None:
        path = self._about(token)
        path.touch(mode=0o600)
        path.write_text(json.dumps(about, ensure_ascii=False), encoding="utf-8")
