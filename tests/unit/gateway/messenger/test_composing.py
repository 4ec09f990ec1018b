"""An answer becomes messages: all sentences, all labels, danger first, and nothing longer than the platform takes."""

from __future__ import annotations

from typing import Any

import pytest

import texts
from bot.gateway.messenger.choosing import hint, way
from bot.gateway.messenger.composing import Manner, compose, understood_line
from bot.gateway.messenger.parts import restored, stored
from bot.gateway.messenger.platform import Abilities, Buttons, Part
from tests.unit.gateway.messenger.fake_platform import NATIVE, NUMBERS, SMALL
from tests.unit.gateway.messenger.test_cards import OFFER

GERMAN = texts.load()


def message(text: str = "", labels: tuple[str, ...] = (), offers: int = 0, **more: Any) -> dict[str, Any]:
    buttons = [{"id": f"signed {label}", "label": label} for label in labels]
    several = [{**OFFER, "id": f"gf-{number}", "title": f"Angebot {number}"} for number in range(offers)]
    return {"text": text, "buttons": buttons, "offers": several, **more}


def body(*messages: dict[str, Any], crisis: str | None = None, **understood: Any) -> dict[str, Any]:
    return {"messages": list(messages), "understood": {"crisis": crisis, **understood}, "situation": {"chips": []}}


def manner(abilities: Abilities = NATIVE, public_url: str | None = "https://lotte.example") -> Manner:
    return Manner(abilities, GERMAN, len, public_url)


def test_text_then_cards_then_buttons() -> None:
    composed = compose(body(message("Das passt zu: 2 Jahre.", ("Mehr Angebote",), 2)), manner())
    first, second = composed.parts
    assert first == Part("Das passt zu: 2 Jahre.")
    assert second.text.split("\n\n")[0].startswith("Angebot 0\n")
    assert [f"https://lotte.example/angebote/gf-{number}" in second.text for number in (0, 1)] == [True, True]
    assert [button.label for button in second.buttons] == ["Mehr Angebote"]
    assert second.show is Buttons.NATIVE
    (button,) = composed.buttons
    assert (button.choice, button.label) == ("signed Mehr Angebote", "Mehr Angebote")
    assert button.id == second.buttons[0].id
    assert len(button.id) <= 20
    assert button.id.isascii()
    assert composed.numbers == ()


def test_an_id_never_comes_again() -> None:
    answer = body(message("Worum geht es?", ("Kita", "Schule")))
    ids = [button.id for _ in range(20) for button in compose(answer, manner()).buttons]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize(
    ("labels", "abilities", "show"),
    [
        (["Ja", "Nein"], SMALL, Buttons.NATIVE),
        (["Ja, das hat geholfen", "Nein, noch nicht"], SMALL, Buttons.NATIVE),
        (["Ja, einverstanden damit", "Nein"], SMALL, Buttons.LIST),
        (["Ja", "Nein", "Vielleicht", "Weiter"], SMALL, Buttons.LIST),
        (["Mit einem Menschen sprechen, jetzt", "Mit einem Menschen sprechen, morgen"], SMALL, Buttons.NUMBERS),
        ([str(number) for number in range(12)], SMALL, Buttons.NUMBERS),
        ([str(number) for number in range(12)], NATIVE, Buttons.NATIVE),
        (["Ja"], NUMBERS, Buttons.NUMBERS),
    ],
)
def test_the_way_buttons_are_shown(labels: list[str], abilities: Abilities, show: Buttons) -> None:
    assert way(labels, abilities) is show


def test_a_list_is_opened_by_a_word() -> None:
    (part,) = compose(body(message("Worum geht es?", ("A", "B", "C", "D"))), manner(SMALL)).parts
    assert (part.show, part.list_label) == (Buttons.LIST, "Auswählen")


def test_numbers_go_on_and_the_hint_comes_last() -> None:
    composed = compose(body(message("Eins.", ("A", "B")), message("Zwei?", ("C",))), manner(NUMBERS))
    assert [part.text for part in composed.parts] == [
        "Eins.\n\n1. A\n2. B",
        "Zwei?\n\n3. C\nAntworten Sie mit 1, 2 oder 3.",
    ]
    assert all(part.buttons == () for part in composed.parts)
    assert [button.label for button in composed.buttons] == ["A", "B", "C"]
    assert composed.numbers == tuple(button.id for button in composed.buttons)


@pytest.mark.parametrize(
    ("last", "said"),
    [
        (1, "Antworten Sie mit 1."),
        (2, "Antworten Sie mit 1 oder 2."),
        (3, "Antworten Sie mit 1, 2 oder 3."),
        (12, "Antworten Sie mit einer Zahl von 1 bis 12."),
    ],
)
def test_the_hint(last: int, said: str) -> None:
    assert hint(last, GERMAN) == said


def test_danger_first_alone_and_nothing_before() -> None:
    answer = body(message("In Lebensgefahr: 112."), message("Zum Anrufen tippen:", offers=2), crisis="medizin")
    first, second = compose(answer, manner(), before=["Gewählt: Ja"]).parts
    assert first.text == "In Lebensgefahr: 112."
    assert second.text.startswith("Zum Anrufen tippen:\n\nAngebot 0\nAnrufen: 05371 804-440\n")


def test_lines_before_stand_in_the_first_message() -> None:
    (part,) = compose(body(message("Worum geht es?")), manner(), before=["Gewählt: Ja", "Verstanden: 2 Jahre"]).parts
    assert part.text == "Gewählt: Ja\n\nVerstanden: 2 Jahre\n\nWorum geht es?"


def test_a_link_has_the_whole_address_or_is_left_out() -> None:
    answer = body(message("So geht es weiter.", links=[{"label": "In den Kalender", "href": "/kalender/x.ics"}]))
    assert compose(answer, manner()).parts[0].text == (
        "So geht es weiter.\n\nIn den Kalender: https://lotte.example/kalender/x.ics"
    )
    assert compose(answer, manner(public_url=None)).parts[0].text == "So geht es weiter."


def test_buttons_without_a_text_get_one_and_own_ones_keep_their_id() -> None:
    own = {"text": "", "buttons": [{"id": "own:sprache:tr", "label": "Türkçe"}], "offers": []}
    composed = compose({"messages": [own]}, manner())
    assert composed.parts[0].text == "Antwort auswählen"
    assert composed.parts[0].buttons[0].id == "own:sprache:tr"
    assert composed.buttons[0].choice == "own:sprache:tr"
    long = {**own, "buttons": [{"id": "own:erinnern:ein-langer-schritt", "label": "Kita"}]}
    (button,) = compose({"messages": [long]}, manner()).buttons
    assert button.choice == "own:erinnern:ein-langer-schritt"
    assert len(button.id) <= 20


def test_the_end_of_a_long_text_carries_the_buttons() -> None:
    words = "Ein Satz mit sechs Wörtern hier. " * 34
    first, second = compose(body(message(words, ("Ja",))), manner()).parts
    assert not first.buttons
    assert [button.label for button in second.buttons] == ["Ja"]
    assert second.text.startswith("Ein Satz")


@pytest.mark.parametrize("abilities", [NATIVE, NUMBERS, SMALL])
def test_whatever_is_long_is_split_and_nothing_is_missing(abilities: Abilities) -> None:
    words = "Das ist ein Satz, der etwas länger ist. " * 200
    labels = tuple(f"Antwort Nummer {number}" for number in range(8))
    composed = compose(body(message(words, labels, 5)), manner(abilities))
    assert all(len(part.text) <= abilities.characters for part in composed.parts)
    assert all(len(part.text) <= 1000 for part in composed.parts if part.buttons)
    told = " ".join(part.text for part in composed.parts)
    assert told.count("Das ist ein Satz, der etwas länger ist.") == 200
    assert all(f"/angebote/gf-{number}" in told for number in range(5))
    shown = told + " ".join(button.label for part in composed.parts for button in part.buttons)
    assert all(label in shown for label in labels)
    assert [button.label for button in composed.buttons] == list(labels)


def test_what_was_understood_is_said_once() -> None:
    fields = {"child": "Sohn, 2 Jahre", "need": "Kita und Betreuung", "topic": "Tagesmutter", "place": "Brome"}
    chips = {"chips": [{"field": field, "label": label} for field, label in fields.items()]}
    told = {"understood": {"children": [1], "crisis": None}, "situation": chips}
    everything = "Das weiß ich nun: Sohn, 2 Jahre · Kita und Betreuung · Tagesmutter · Brome"
    for answer in ("Worum geht es?", "Das passt zu: 2 Jahre · Brome."):
        assert understood_line({**told, "messages": [message(answer)]}, GERMAN) == everything
    whole = "Das passt zu: 2 Jahre · Kita und Betreuung · Brome."
    assert understood_line({**told, "messages": [message(whole)]}, GERMAN) is None
    nothing_new = {"understood": {"children": []}, "situation": chips, "messages": [message("Gern.")]}
    assert understood_line(nothing_new, GERMAN) is None


def test_a_part_waits_as_json() -> None:
    (part,) = compose(body(message("Worum geht es?", ("A", "B", "C", "D"))), manner(SMALL)).parts
    assert restored(stored(part)) == part
