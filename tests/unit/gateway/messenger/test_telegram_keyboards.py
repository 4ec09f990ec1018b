"""Buttons as Telegram's inline keyboards."""

from __future__ import annotations

import pytest
from telegram import InlineKeyboardMarkup

from bot.gateway.messenger.platform import Button, Buttons, Part
from bot.gateway.messenger.telegram_keyboards import LABEL_CHARACTERS, keyboard, label_of, said, ticked
from tests.messenger.telegram_schema import violations


def labels(markup: InlineKeyboardMarkup | None) -> list[list[str]]:
    return [[button.text for button in row] for row in markup.inline_keyboard] if markup else []


def shown(*texts: str, show: Buttons = Buttons.NATIVE) -> InlineKeyboardMarkup | None:
    return keyboard(Part("Frage?", [Button(f"w-{n}", text) for n, text in enumerate(texts)], show))


@pytest.mark.parametrize(
    ("texts", "rows"),
    [
        ([], []),
        (["Ja"], [["Ja"]]),
        (["Ja", "Nein"], [["Ja", "Nein"]]),
        (["0 bis 2", "3 bis 6", "Schulkind"], [["0 bis 2", "3 bis 6"], ["Schulkind"]]),
        (["Ja", "Nein, etwas ganz anderes"], [["Ja"], ["Nein, etwas ganz anderes"]]),
        (["Ich möchte angerufen werden", "Ja", "Nein"], [["Ich möchte angerufen werden"], ["Ja", "Nein"]]),
    ],
)
def test_rows(texts: list[str], rows: list[list[str]]) -> None:
    assert labels(shown(*texts)) == rows


def test_numbers_stand_in_the_text() -> None:
    assert shown("Ja", show=Buttons.NUMBERS) is None


@pytest.mark.parametrize(
    "label",
    [
        "Beratungsstelle für Eltern, Kinder und Jugendliche in Gifhorn",
        "Sozialpädiatrischeszentrumfürkinderundjugendliche",
        "ж" * 60,
        "👨‍👩‍👧" * 20,
    ],
)
def test_a_long_label_is_shortened_and_says_so(label: str) -> None:
    [[text]] = labels(shown(label))
    assert len(text) <= LABEL_CHARACTERS
    assert text.endswith("…")
    assert label.startswith(text[:-1])
    assert len(text) > LABEL_CHARACTERS // 2


def test_two_long_labels_can_be_told_apart() -> None:
    same = "Ganztagsbetreuung in der Grundschule "
    [[one], [other]] = labels(shown(f"{same}anmelden", f"{same}beantragen"))
    assert one != other


def test_it_is_as_published() -> None:
    markup = shown("Ja", "ж" * 60, "a" * 20)
    assert markup is not None
    call = {"chat_id": 1, "text": "Frage?", "reply_markup": markup.to_dict()}
    assert violations("sendMessage", call) == []


def test_the_label_of_a_choice() -> None:
    markup = shown("Ja", "Nein")
    assert label_of(markup, "w-1") == "Nein"
    assert label_of(markup, "w-9") == ""
    assert label_of(None, "w-1") == ""


def test_a_tick_shows_what_was_chosen() -> None:
    once = ticked(shown("Ja", "Nein"), "w-1")
    assert labels(once) == [["Ja", "✓ Nein"]]
    assert label_of(once, "w-1") == "Nein"
    assert labels(ticked(once, "w-0")) == [["✓ Ja", "Nein"]]


def test_nothing_to_tick() -> None:
    once = ticked(shown("Ja", "Nein"), "w-1")
    assert ticked(once, "w-1") is None  # Telegram would complain that nothing changes
    assert ticked(once, "w-9") is None
    assert ticked(None, "w-1") is None


def test_what_is_said_for_a_moment() -> None:
    assert said("Nein") == "✓ Nein"
    assert said("") == ""
