"""A hand-written Rasa for the gateway's tests."""

from __future__ import annotations

from typing import Any

from aiohttp import web

UNDERSTOOD = {
    "language": "de",
    "act": "angebot_suchen",
    "intent": "kinderbetreuung",
    "confidence": 0.9,
    "children": [{"age_months": [24, 35], "label": "2 Jahre", "role": "Sohn"}],
    "needs": ["kinderbetreuung"],
    "topics": ["krippe"],
    "place": {"key": "03151040", "name": "Wittingen"},
    "crisis": None,
}


class FakeRasa:
    """Answers like bot/channel.py and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []
        self.complete = True
        self.status = 200
        #: the messages of the next answers, instead of the usual two
        self.says: list[dict[str, Any]] | None = None
        #: payload of the gateway's own button, when its words were typed
        self.own: str | None = None
        #: (from, to) of everything that was to be carried, and what is believed there
        self.carried: list[tuple[str, str]] = []
        self.believes: dict[str, Any] = {"situation": {}, "language": None}

    def app(self) -> web.Application:
        app = web.Application()
        app.add_routes(
            [
                web.post("/webhooks/lotte/message", self.message),
                web.post("/webhooks/lotte/parse", self.parse),
                web.post("/webhooks/lotte/carry", self.carry),
                web.get("/webhooks/lotte/health", self.health),
            ]
        )
        return app

    async def message(self, request: web.Request) -> web.Response:
        self.asked.append({**await request.json(), "token": request.headers.get("X-Lotte-Token")})
        if self.own:
            return web.json_response({"own": self.own})
        message = {"text": "Hier:", "buttons": [{"title": "Mehr", "payload": "/mehr_angebote"}], "offers": []}
        loeschen = {"text": "Löschen?", "buttons": [{"title": "Ja", "payload": "/loeschen_bestaetigt"}], "offers": []}
        usual = [message, loeschen] if self.complete else []
        body = {
            "messages": usual if self.says is None else self.says,
            "complete": self.complete,
            "understood": UNDERSTOOD,
            "situation": {
                "children": UNDERSTOOD["children"],
                "needs": ["kinderbetreuung"],
                "place": None,
                "shown": ["x"],
            },
        }
        return web.json_response(body, status=self.status)

    async def carry(self, request: web.Request) -> web.Response:
        asked = await request.json()
        self.carried.append((asked["from"], asked["to"]))
        return web.json_response(self.believes, status=self.status)

    async def parse(self, request: web.Request) -> web.Response:
        return web.json_response({"understood": UNDERSTOOD})

    async def health(self, request: web.Request) -> web.Response:
        return web.json_response({"ready": True})
