"""The files of the pages (scripts, styles, fonts): read once, packed once, served under an address that never changes.

The address holds a fingerprint of all files, so that a browser may keep them for good and a new release is never mixed
with an old one: `/static/3f9c1a2b/lotte-chat.js`. Relative imports between the files stay in the same release.
"""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from aiohttp import web

_FOREVER: Final = "public, max-age=31536000, immutable"
_TYPES: Final = {".js": "text/javascript", ".css": "text/css", ".woff2": "font/woff2", ".svg": "image/svg+xml"}
_WORTH_PACKING: Final = frozenset({".js", ".css", ".svg", ".json", ".txt"})


@dataclass(frozen=True)
class Asset:
    """One file; `packed` (gzip) only where that makes it smaller."""

    content_type: str
    plain: bytes
    packed: bytes | None


class Assets:
    """All files of some folders, in memory: a few hundred kilobytes that every new visitor asks for."""

    def __init__(self, *folders: Path, prefix: str = "/static") -> None:
        """Reads them; of two files of the same name the later folder's counts. `prefix`: where they are served."""
        files = [(folder, path) for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]
        digest = hashlib.sha256()
        self._prefix = prefix
        self._assets: dict[str, Asset] = {}
        for folder, path in files:
            name, content = path.relative_to(folder).as_posix(), path.read_bytes()
            digest.update(name.encode() + hashlib.sha256(content).digest())
            self._assets[name] = _asset(path, content)
        self.version = digest.hexdigest()[:8]

    def address(self, name: str) -> str:
        """Where the file is served.

        Raises:
            KeyError: there is no such file; a page must not point into the void.
        """
        self._assets[name]
        return f"{self._prefix}/{self.version}/{name}"

    def text(self, name: str) -> str:
        """The content of a script or style."""
        return self._assets[name].plain.decode()

    def response(self, request: web.Request, name: str, cache: str) -> web.Response:
        """The file, packed if the browser can unpack it.

        Raises:
            web.HTTPNotFound: there is no such file.
        """
        asset = self._assets.get(name)
        if asset is None:
            raise web.HTTPNotFound
        headers = {"Cache-Control": cache, "Vary": "Accept-Encoding"}
        body = asset.plain
        if asset.packed is not None and "gzip" in request.headers.get("Accept-Encoding", ""):
            headers["Content-Encoding"], body = "gzip", asset.packed
        return web.Response(body=body, content_type=asset.content_type, headers=headers)


ASSETS: web.AppKey[Assets] = web.AppKey("assets", Assets)


async def static(request: web.Request) -> web.Response:
    """GET …/static/{version}/{name}; a page of an older release, still open, gets today's file but may not keep it."""
    assets = request.app[ASSETS]
    current = request.match_info["version"] == assets.version
    return assets.response(request, request.match_info["name"], _FOREVER if current else "no-cache")


def _asset(path: Path, content: bytes) -> Asset:
    content_type = _TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    packed = gzip.compress(content, 9, mtime=0) if path.suffix in _WORTH_PACKING else None
    return Asset(content_type, content, packed if packed and len(packed) < len(content) else None)
