"""Parts as WhatsApp's messages; everything here is held against what Meta publishes."""

from __future__ import annotations

from typing import Any

import pytest

from bot.gateway.messenger.platform import Button, Buttons, Part
from bot.gateway.messenger.whatsapp_messages import Template, message, read_and_typing
from tests.messenger.whatsapp_schema import choices_of, violations

USER = "DE.55510010010010010011"
TEMPLATE = Template("lotte_erinnerung", "de")


def part(*labels: str, show: Buttons = Buttons.NATIVE, text: str = "Wie alt ist Ihr Kind?") -> Part:
    buttons = [Button(f"w-{n}", label) for n, label in enumerate(labels)]
    return Part(text, buttons, show, "Auswählen" if show is Buttons.LIST else "")


def published(body: dict[str, Any]) -> dict[str, Any]:
    assert violations("messages", body) == []
    return body


def test_text() -> None:
    body = published(message(USER, part(text="Guten Tag\nhttps://lotte.example/angebote/1")))
    assert body["text"] == {"body": "Guten Tag\nhttps://lotte.example/angebote/1", "preview_url": False}


@pytest.mark.parametrize(
    ("chat", "to"),
    [
        ("4917604069042", {"to": "4917604069042"}),
        (USER, {"recipient": USER}),
        ("DE.ENT.1A2", {"recipient": "DE.ENT.1A2"}),
    ],
)
def test_to_whom(chat: str, to: dict[str, str]) -> None:
    body = published(message(chat, part()))
    assert {name: body[name] for name in ("to", "recipient") if name in body} == to


def test_buttons() -> None:
    body = published(message(USER, part("0 bis 2 Jahre", "3 bis 6 Jahre", "Ich möchte lieber angerufen werden")))
    assert body["interactive"]["body"] == {"text": "Wie alt ist Ihr Kind?"}
    assert choices_of(body) == [
        ("w-0", "0 bis 2 Jahre", ""),
        ("w-1", "3 bis 6 Jahre", ""),
        ("w-2", "Ich möchte lieber…", ""),
    ]


def test_a_list() -> None:
    labels = ["Schlaf", "Beratung in der Schwangerschaft", *(f"Thema {n}" for n in range(8))]
    body = published(message(USER, part(*labels, show=Buttons.LIST)))
    assert body["interactive"]["action"]["button"] == "Auswählen"
    assert choices_of(body)[:2] == [
        ("w-0", "Schlaf", ""),
        ("w-1", "Beratung in der…", "Beratung in der Schwangerschaft"),
    ]
    assert len(choices_of(body)) == 10


@pytest.mark.parametrize("show", [Buttons.NATIVE, Buttons.LIST])
@pytest.mark.parametrize(
    "labels",
    [
        ["ж" * 30, "ц" * 30, "я" * 30],
        ["👨‍👩‍👧" * 20, "👍" * 90],
        ["Beratung in der Schwangerschaft", "Beratung in der Samtgemeinde"],
        ["x" * 200],
    ],
)
def test_long_labels(labels: list[str], show: Buttons) -> None:
    titles = [title for _, title, _ in choices_of(published(message(USER, part(*labels, show=show))))]
    assert all(title.endswith("…") for title in titles)
    assert len(set(titles)) == len(labels)


def test_a_list_without_a_word_to_open_it() -> None:
    published(message(USER, Part("Frage?", [Button("w", "Ja")], Buttons.LIST)))


def test_a_long_word_to_open_a_list() -> None:
    published(message(USER, Part("Frage?", [Button("w", "Ja")], Buttons.LIST, "Bitte hier antippen und auswählen")))


def test_numbers_stand_in_the_text() -> None:
    body = published(message(USER, part("Ja", show=Buttons.NUMBERS, text="1. Ja\nAntworten Sie mit 1.")))
    assert body["type"] == "text"


@pytest.mark.parametrize("text", ["a" * 1025, "😀" * 513])
def test_above_buttons_there_is_less_room(text: str) -> None:
    body = published(message(USER, part("Ja", "Nein", text=text)))
    assert body["text"]["body"] == f"{text}\n\n– Ja\n– Nein"


@pytest.mark.parametrize("text", ["a" * 1024, "😀" * 512])
def test_but_so_much(text: str) -> None:
    assert published(message(USER, part("Ja", text=text)))["type"] == "interactive"


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("In 2 Wochen beginnt die Anmeldung.", "In 2 Wochen beginnt die Anmeldung."),
        ("Kita-Anmeldung\n\n1. Dezember", "Kita-Anmeldung · 1. Dezember"),
        ("Denken Sie daran:\n• Kita  \r\n• Elterngeld.\nGruß", "Denken Sie daran: • Kita • Elterngeld. Gruß"),
        ("viel\t\tPlatz          hier", "viel Platz hier"),
        ("\n  Rand \n", "Rand"),
    ],
)
def test_a_template_has_one_line(text: str, filled: str) -> None:
    body = published(message(USER, Part(text, unasked=True), TEMPLATE))
    assert body["template"]["name"] == "lotte_erinnerung"
    assert body["template"]["language"] == {"code": "de"}
    assert body["template"]["components"][0]["parameters"] == [{"type": "text", "text": filled}]


def test_a_template_has_no_buttons_but_words() -> None:
    body = published(
        message(USER, Part("Morgen ist Anmeldung.", [Button("own:stopp", "Stopp")], unasked=True), TEMPLATE)
    )
    assert body["template"]["components"][0]["parameters"][0]["text"] == "Morgen ist Anmeldung. [Stopp]"


def test_a_template_names_nothing_twice() -> None:
    body = published(
        message(USER, Part("Schreiben Sie: Stopp", [Button("own:stopp", "Stopp")], unasked=True), TEMPLATE)
    )
    assert body["template"]["components"][0]["parameters"][0]["text"] == "Schreiben Sie: Stopp"


def test_a_template_is_not_endless() -> None:
    body = published(message(USER, Part("Anmeldung " * 200, unasked=True), TEMPLATE))
    text = body["template"]["components"][0]["parameters"][0]["text"]
    assert len(text) <= 800
    assert text.endswith("Anmeldung…")


def test_read_and_typing() -> None:
    assert published(read_and_typing("wamid.HQYL"))["typing_indicator"] == {"type": "text"}
