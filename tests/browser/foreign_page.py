"""A page of somebody else, on an origin of its own, that carries Lotte's corner."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Final

_PAGE: Final = """<!doctype html>
<html lang="de"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Familienwegweiser</title><link rel="icon" href="data:,"><style>{style}</style></head>
<body><main><h1>Familienwegweiser</h1><p>Eine Seite von jemand anderem.</p><p><a href="#unten">Weiter unten</a></p></main>
<script src="{widget}" defer{attributes}></script></body></html>"""
#: What styles of foreign pages do to everything they can reach.
STRICT: Final = (
    "html { font-size: 62.5% } * { font-size: 40px !important; color: red !important; letter-spacing: 1em; }"
    "button, textarea, a { display: none } section, div { float: left; width: 10px; text-transform: uppercase }"
    "h2 { margin: 9em } ::placeholder { color: red !important }"
)


@dataclass
class ForeignPage:
    """A server with one page.

    Attributes:
        port: the page is at `http://127.0.0.1:<port>/`; `http://localhost:<port>/` is a different origin.
        widget: address of Lotte's script.
        style: of the page.
        attributes: of the script tag.
    """

    port: int
    widget: str = ""
    style: str = ""
    attributes: dict[str, str] = field(default_factory=dict)

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def other_origin(self) -> str:
        """The same page under a name that is not allowed."""
        return f"http://localhost:{self.port}"

    def html(self) -> str:
        attributes = "".join(f' {name}="{value}"' for name, value in self.attributes.items())
        return _PAGE.format(style=self.style, widget=self.widget, attributes=attributes)


@contextmanager
def foreign_page() -> Iterator[ForeignPage]:
    """Serves the page on a free port."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(page.html().encode())

        def log_message(self, format: str, *args: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    page = ForeignPage(server.server_port)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield page
    finally:
        server.shutdown()
        server.server_close()
