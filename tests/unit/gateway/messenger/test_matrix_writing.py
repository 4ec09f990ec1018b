"""bot/gateway/messenger/matrix_writing.py."""

from __future__ import annotations

import pytest

from bot.gateway.messenger.matrix_writing import message


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("Alles löschen: /loeschen\nHilfe: /hilfe", "Alles löschen: !loeschen\nHilfe: !hilfe"),
        ("/stopp – keine Erinnerungen mehr", "!stopp – keine Erinnerungen mehr"),
        ("Schreiben Sie dort: /start ABCD-EFGH", "Schreiben Sie dort: !start ABCD-EFGH"),
        ("https://lotte.example/web", "https://lotte.example/web"),
        ("https://lotte.example/hilfe/", "https://lotte.example/hilfe/"),
        ("Mo/Di, und/oder, /webseite", "Mo/Di, und/oder, /webseite"),
    ],
)
def test_commands_are_named_as_they_can_be_typed(text: str, body: str) -> None:
    assert message(text) == {"msgtype": "m.text", "body": body, "m.mentions": {}}
