"""Reading aloud: with a voice that is on this device, in the language of the answer; never with one from the net."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.talking import ask

#: A speaker that keeps what it was asked to say; Chromium without a display has no voices of its own.
SPEAKER = """
window.spoken = [];
const voices = %s;
Object.defineProperty(window, "speechSynthesis", { value: {
    getVoices: () => voices, addEventListener() {}, cancel() { spoken.push("cancel"); },
    speak: (one) => spoken.push([one.voice.name, one.text]),
} });
window.SpeechSynthesisUtterance = class extends EventTarget { constructor(text) { super(); this.text = text; } };
"""
HERE = {"name": "Anna", "lang": "de-DE", "localService": True}
FROM_THE_NET = {"name": "Wolke", "lang": "de-DE", "localService": False}
TURKISH = {"name": "Ayşe", "lang": "tr-TR", "localService": True}


def speaking(open_page: OpenPage, *voices: dict[str, object]) -> Page:
    page = open_page("about:blank")
    page.add_init_script(SPEAKER % json.dumps(voices))
    page.goto("/")
    return page


def test_an_answer_is_read_and_can_be_stopped(open_page: OpenPage) -> None:
    page = speaking(open_page, FROM_THE_NET, HERE)
    ask(page, "mein kind ist bewusstlos und atmet nicht")
    aloud = page.locator(".gefahr").first.get_by_role("button", name="Vorlesen")
    aloud.click()
    voice, text = page.evaluate("spoken.at(-1)")
    assert voice == "Anna"
    assert "112" in text
    page.locator(".gefahr").first.get_by_role("button", name="Vorlesen beenden").click()
    assert page.evaluate("spoken.at(-1)") == "cancel"
    expect(aloud).to_be_visible()


@pytest.mark.parametrize("voices", [(), (FROM_THE_NET,), (TURKISH,)], ids=["none", "from the net", "another language"])
def test_without_a_voice_of_the_device_nothing_is_offered(
    open_page: OpenPage, voices: tuple[dict[str, object], ...]
) -> None:
    page = speaking(open_page, *voices)
    ask(page, "hebamme gesucht, bin schwanger, gifhorn")
    expect(page.get_by_role("button", name="Vorlesen")).to_have_count(0)


def test_a_turkish_answer_on_the_german_page_has_a_turkish_voice(open_page: OpenPage) -> None:
    page = speaking(open_page, HERE, TURKISH)
    ask(page, "Merhaba, oğlum için bir anaokulu arıyorum, üç yaşında")
    page.locator(".von-eltern ~ .von-lotte").first.get_by_role("button", name="Vorlesen").click()
    assert page.evaluate("spoken.at(-1)[0]") == "Ayşe"
