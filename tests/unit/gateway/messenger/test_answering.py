"""What a person sends, what Rasa is asked by it, and what comes back."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

import texts
from bot.gateway.chat import ARCHIVE, CALLBACKS, SESSIONS
from bot.gateway.messenger.keys import POSTBOX, SEAL
from bot.gateway.messenger.own import OWN_ANSWERS, Told
from bot.gateway.messenger.people import person_key, session_of, update_key
from bot.gateway.messenger.platform import UNDECRYPTED, Incoming, Kind
from bot.gateway.messenger.work import Office
from tests.unit.gateway.fake_rasa import UNDERSTOOD, FakeRasa
from tests.unit.gateway.messenger.conftest import Lotte
from tests.unit.gateway.messenger.fake_platform import NUMBERS, FakeMessenger, incoming, text

GERMAN = texts.load()
NOTE = "Ich bin Lotte, ein Computerprogramm."
NEAR_WITTINGEN = {"latitude": 52.73, "longitude": 10.74}
BERLIN = {"latitude": 52.52, "longitude": 13.4}


def says(*messages: str, buttons: tuple[tuple[str, str], ...] = ()) -> list[dict[str, Any]]:
    """Messages of Rasa; the buttons stand below the last."""
    made = [{"text": text, "buttons": [], "offers": []} for text in messages]
    made[-1]["buttons"] = [{"title": title, "payload": payload} for title, payload in buttons]
    return made


async def first_answer(lotte: Lotte, office: Office, chat: str = "anna") -> None:
    """Gets the note over with."""
    await office.receive(text("Hallo", chat=chat))
    await lotte.until(lambda: len(lotte.messenger.said(chat)) >= 2)
    await asyncio.sleep(0.1)
    lotte.messenger.sent.clear()
    lotte.rasa.asked.clear()


async def test_the_first_answer_has_the_data_note_before_it(lotte: Lotte, office: Office, rasa: FakeRasa) -> None:
    rasa.says = says("Worum geht es?")
    await office.receive(text("Kita in Wittingen"))
    note, answer = await lotte.until_said(2)
    assert note.startswith(NOTE)
    for said in ("90 Tage", "Fake", "/loeschen", "https://lotte.example/datenschutz"):
        assert said in note
    assert answer == "Worum geht es?"
    assert [(asked["text"], asked["source"], asked["again"]) for asked in rasa.asked] == [
        ("Kita in Wittingen", "fake", False)
    ]
    assert len(rasa.asked[0]["message_id"]) == 40
    await office.receive(text("Danke"))
    assert (await lotte.until_said(3))[2] == "Worum geht es?"


async def test_what_was_understood(
    lotte: Lotte, office: Office, rasa: FakeRasa, monkeypatch: pytest.MonkeyPatch
) -> None:
    await first_answer(lotte, office)
    rasa.says = says("Worum geht es?")
    monkeypatch.setitem(UNDERSTOOD, "children", [{"age_months": [24, 35], "label": "2 Jahre", "role": "Sohn"}])
    await office.receive(text("Mein Sohn ist 2"))
    assert await lotte.until_said(1) == ["Das weiß ich nun: Sohn, 2 Jahre · Kita und Betreuung\n\nWorum geht es?"]


async def test_nothing_stands_before_danger(
    lotte: Lotte, office: Office, rasa: FakeRasa, monkeypatch: pytest.MonkeyPatch
) -> None:
    rasa.says = says("In Lebensgefahr: 112.")
    monkeypatch.setitem(UNDERSTOOD, "crisis", "medizin")
    await office.receive(text("mein Kind atmet nicht"))
    assert await lotte.until_said(1) == ["In Lebensgefahr: 112."]
    monkeypatch.setitem(UNDERSTOOD, "crisis", None)
    await office.receive(text("danke, alles gut"))
    assert (await lotte.until_said(3))[1].startswith(NOTE)


async def test_two_people_have_two_conversations_and_no_id_of_theirs_leaves(
    lotte: Lotte, office: Office, rasa: FakeRasa
) -> None:
    await office.receive(text("Hallo", chat="anna"))
    await office.receive(text("Hallo", chat="berta"))
    await office.receive(text("Hallo", chat="gruppe", user="anna", is_group=True))
    await lotte.until(lambda: len(rasa.asked) == 3)
    assert len({asked["sender"] for asked in rasa.asked}) == 3
    assert not any(name in str(rasa.asked) for name in ("anna", "berta", "gruppe"))


async def test_a_native_button(lotte: Lotte, office: Office, rasa: FakeRasa, messenger: FakeMessenger) -> None:
    rasa.says = says("Worum geht es?", buttons=(("Kita", "/kinderbetreuung"), ("Geld", "/finanzielle_hilfen")))
    await first_answer(lotte, office)
    await office.receive(text("Hallo"))
    await lotte.until_said(1)
    old = messenger.sent[0][1].buttons
    await office.receive(incoming(Kind.CHOICE, choice=old[1].id))
    await lotte.until_said(2)
    assert (rasa.asked[-1]["payload"], rasa.asked[-1]["text"]) == ("/finanzielle_hilfen", "Geld")
    await office.receive(incoming(Kind.CHOICE, choice=old[0].id))  # of an earlier answer, still on the screen
    await lotte.until_said(3)
    assert rasa.asked[-1]["payload"] == "/kinderbetreuung"


@pytest.mark.parametrize("forged", ["nie gesehen", "own:gibtesnicht:x", "", "own:"])
async def test_a_button_nobody_was_given(lotte: Lotte, office: Office, rasa: FakeRasa, forged: str) -> None:
    await first_answer(lotte, office)
    await office.receive(incoming(Kind.CHOICE, choice=forged))
    (said,) = await lotte.until_said(1)
    own = GERMAN.phrase("messenger_hilfe") in said
    assert own if forged.startswith("own:") else said == GERMAN.phrase("fehler_auswahl")
    assert rasa.asked == []


async def test_numbers(lotte: Lotte, office: Office, rasa: FakeRasa, messenger: FakeMessenger) -> None:
    messenger.abilities = NUMBERS
    rasa.says = says("Worum geht es?", buttons=(("Kita", "/kinderbetreuung"), ("Geld", "/finanzielle_hilfen")))
    await first_answer(lotte, office)
    await office.receive(text("Hallo"))
    assert await lotte.until_said(1) == ["Worum geht es?\n\n1. Kita\n2. Geld\nAntworten Sie mit 1 oder 2."]
    rasa.says = says("Gut.")
    await office.receive(text("2"))
    assert (await lotte.until_said(2))[-1] == "Gewählt: Geld\n\nGut."
    assert rasa.asked[-1]["payload"] == "/finanzielle_hilfen"
    await office.receive(text("2"))  # nothing stood there as a number any more: an age
    await lotte.until_said(3)
    assert "payload" not in rasa.asked[-1]
    assert rasa.asked[-1]["text"] == "2"


async def test_numbers_survive_what_was_said_by_the_way(
    lotte: Lotte, office: Office, rasa: FakeRasa, messenger: FakeMessenger
) -> None:
    messenger.abilities = NUMBERS
    rasa.says = says("Worum geht es?", buttons=(("Kita", "/kinderbetreuung"), ("Geld", "/finanzielle_hilfen")))
    await first_answer(lotte, office)
    await office.receive(text("Hallo"))
    await office.receive(incoming(Kind.UNREADABLE))  # a sticker
    await lotte.until_said(2)
    await office.receive(text("2"))
    await lotte.until_said(3)
    assert rasa.asked[-1]["payload"] == "/finanzielle_hilfen"


async def test_a_number_nobody_offered_is_words(
    lotte: Lotte, office: Office, rasa: FakeRasa, messenger: FakeMessenger
) -> None:
    messenger.abilities = NUMBERS
    rasa.says = says("Worum geht es?", buttons=(("Kita", "/kinderbetreuung"),))
    await first_answer(lotte, office)
    for words in ("112", "7", "0"):
        await office.receive(text(words))
        await lotte.until(lambda words=words: rasa.asked and rasa.asked[-1]["text"] == words)
        assert "payload" not in rasa.asked[-1]


async def test_a_location_becomes_a_place(lotte: Lotte, office: Office, rasa: FakeRasa) -> None:
    await first_answer(lotte, office)
    rasa.says = says("Ich suche dort.")
    await office.receive(incoming(Kind.PLACE, **NEAR_WITTINGEN))
    (said,) = await lotte.until_said(1)
    assert said.startswith("Ihr Ort ist Wittingen. Wo Sie genau sind, speichere ich nicht.")
    assert said.endswith("Ich suche dort.")
    assert rasa.asked[-1]["payload"] == "/aendern was=place nr=0 zu=03151040"
    assert rasa.asked[-1]["text"] == "Wittingen"


async def test_a_location_far_away(lotte: Lotte, office: Office, rasa: FakeRasa) -> None:
    await first_answer(lotte, office)
    await office.receive(incoming(Kind.PLACE, **BERLIN))
    await office.receive(incoming(Kind.PLACE))
    assert await lotte.until_said(2) == [GERMAN.phrase("messenger_standort_fern")] * 2
    assert rasa.asked == []


async def test_what_cannot_be_read(lotte: Lotte, office: Office, rasa: FakeRasa) -> None:
    await office.receive(incoming(Kind.UNREADABLE))
    await office.receive(incoming(Kind.UNREADABLE))  # the second picture of an album
    note, said = await lotte.until_said(2)
    assert note.startswith(NOTE)
    assert "noch nicht lesen" in said
    assert rasa.asked == []


async def test_what_could_not_be_decrypted(lotte: Lotte, office: Office) -> None:
    await first_answer(lotte, office)
    await office.receive(incoming(Kind.UNREADABLE, text=UNDECRYPTED))
    assert await lotte.until_said(1) == [GERMAN.phrase("messenger_verschluesselt")]


@pytest.mark.parametrize(
    ("words", "phrase"),
    [
        ("x" * 1001, "fehler_zu_lang"),
        ("stop" + " " * 1000, "fehler_zu_lang"),
        ("/hilfe" + " " * 1000, "fehler_zu_lang"),
        ("   ", "fehler_leer"),
        ("//", "fehler_nur_zeichen"),
    ],
)
async def test_what_is_wrong_with_a_message(
    lotte: Lotte, office: Office, rasa: FakeRasa, words: str, phrase: str
) -> None:
    await first_answer(lotte, office)
    await office.receive(text(words))
    assert await lotte.until_said(1) == [GERMAN.phrase(phrase, zeichen=1000)]
    assert rasa.asked == []


async def test_an_edit_of_the_last_text_is_answered_anew(lotte: Lotte, office: Office, rasa: FakeRasa) -> None:
    await first_answer(lotte, office)
    rasa.says = says("Gut.")
    await office.receive(text("Kita in Bromme", id="eins"))
    await lotte.until_said(1)
    await office.receive(incoming(Kind.EDITED, id="eins-neu", about="eins", text="Kita in Brome"))
    await lotte.until_said(2)
    assert rasa.asked[-1]["text"] == "Kita in Brome"
    await office.receive(text("Danke", id="zwei"))
    await lotte.until_said(3)
    await office.receive(incoming(Kind.EDITED, id="eins-neuer", about="eins", text="Kita in Wittingen"))
    await office.receive(text("fertig"))
    await lotte.until_said(4)
    assert [asked["text"] for asked in rasa.asked[2:]] == ["Danke", "fertig"]


async def test_the_last_text_can_be_edited_again_and_all_its_wordings_are_taken_back(
    lotte: Lotte, office: Office, rasa: FakeRasa
) -> None:
    await first_answer(lotte, office)
    rasa.says = says("Gut.")
    await office.receive(text("Kita in Bromme", id="eins"))
    await office.receive(incoming(Kind.EDITED, id="eins-a", about="eins", text="Kita in Brohme"))
    await office.receive(incoming(Kind.EDITED, id="eins-b", about="eins", text="Kita in Brome"))
    await lotte.until_said(3)
    assert [asked["text"] for asked in rasa.asked] == ["Kita in Bromme", "Kita in Brohme", "Kita in Brome"]
    events = [
        {"event": "user", "text": asked["text"], "message_id": asked["message_id"], "parse_data": {}, "timestamp": 1.0}
        for asked in rasa.asked
    ]
    sender = rasa.asked[0]["sender"]
    lotte.app[ARCHIVE].write(sender, 0, events, {}, None)
    await office.receive(incoming(Kind.DELETED, about="eins"))
    await lotte.until(lambda: "Kita" not in str(lotte.app[ARCHIVE].read(sender, None)))


async def test_what_is_taken_back_before_it_was_answered_is_not_answered(
    lotte: Lotte, office: Office, rasa: FakeRasa, messenger: FakeMessenger
) -> None:
    await first_answer(lotte, office)
    messenger.at_send = asyncio.Event()  # the first answer hangs, so the next letters wait
    await office.receive(text("eins"))
    await lotte.until(lambda: messenger.tried)
    await office.receive(text("ein Geheimnis", id="geheim"))
    await office.receive(incoming(Kind.DELETED, id="weg", about="geheim"))
    messenger.at_send.set()
    await office.receive(text("drei"))
    await lotte.until(lambda: len(rasa.asked) == 2)
    assert [asked["text"] for asked in rasa.asked] == ["eins", "drei"]


async def test_commands(lotte: Lotte, office: Office, rasa: FakeRasa) -> None:
    await first_answer(lotte, office)
    lotte.app[OWN_ANSWERS].answers.pop("web", None)
    await office.receive(text("/hilfe"))
    (said,) = await lotte.until_said(1)
    assert "/loeschen – " in said
    assert "/web" not in said  # nobody answers it here
    await office.receive(text("/loeschen"))
    await lotte.until(lambda: rasa.asked)
    assert rasa.asked[-1]["payload"] == "/daten_loeschen"
    await office.receive(text("/neustart"))
    await lotte.until(lambda: len(rasa.asked) == 2)
    assert rasa.asked[-1]["payload"] == "/neustart"


async def test_start_greets_in_the_language_of_the_app(lotte: Lotte, office: Office, rasa: FakeRasa) -> None:
    await office.receive(text("/start", language="tr-TR"))
    note, greeting = await lotte.until_said(2)
    turkish = texts.load("tr")
    assert greeting == turkish.responses["utter_gruss"][0]["text"]
    assert note == turkish.phrase("messenger_hinweis", plattform="Fake", tage=90) + "\n" + turkish.phrase(
        "messenger_hinweis_mehr", adresse="https://lotte.example/datenschutz"
    )
    assert rasa.asked == []
    await office.receive(incoming(Kind.CHOICE, choice=lotte.messenger.sent[-1][1].buttons[0].id, language="tr-TR"))
    await lotte.until(lambda: rasa.asked)
    assert rasa.asked[-1]["language"] == "tr"
    assert rasa.asked[-1]["payload"] == "/schwangerschaft_geburt"


async def test_a_language_is_chosen_and_given_back(
    lotte: Lotte, office: Office, rasa: FakeRasa, messenger: FakeMessenger
) -> None:
    await first_answer(lotte, office)
    await office.receive(text("/sprache"))
    await lotte.until_said(1)
    labels = {button.label: button.id for button in messenger.sent[-1][1].buttons}
    assert len(labels) == 9
    await office.receive(incoming(Kind.CHOICE, choice=labels["Türkçe"]))
    assert (await lotte.until_said(2))[-1] == texts.load("tr").phrase("messenger_sprache_gewaehlt")
    await office.receive(text("Kita"))
    await lotte.until(lambda: rasa.asked)
    assert rasa.asked[-1]["language"] == "tr"
    await office.receive(text("/sprache auto"))
    await office.receive(text("Kita"))
    await lotte.until(lambda: len(rasa.asked) == 2)
    assert "language" not in rasa.asked[-1]
    await office.receive(text("English"))  # typed instead of tapped
    await office.receive(text("Kita"))
    await lotte.until(lambda: len(rasa.asked) == 3)
    assert rasa.asked[-1]["language"] == "en"


async def test_who_answers_a_command_may_come_from_elsewhere(lotte: Lotte, office: Office, rasa: FakeRasa) -> None:
    async def redeem(app: Any, person: Any, code: str) -> Told | None:
        return Told([{"text": f"Willkommen, {code}", "buttons": [], "offers": []}]) if code == "ABCD-EFGH" else None

    def add(person: Any, body: Any) -> Any:
        return {**body, "messages": [*body["messages"], {"text": "Erinnern?", "buttons": [], "offers": []}]}

    lotte.app[OWN_ANSWERS].answers["code"] = redeem
    lotte.app[OWN_ANSWERS].additions.append(add)
    rasa.says = says("Gut.")
    await first_answer(lotte, office)
    await office.receive(text("/start ABCD-EFGH"))
    assert await lotte.until_said(1) == ["Willkommen, ABCD-EFGH"]
    await office.receive(text("/start KAPU-TTXX"))
    assert (await lotte.until_said(2))[-1] == GERMAN.responses["utter_gruss"][0]["text"]
    await office.receive(text("Kita"))
    assert (await lotte.until_said(4))[2:] == ["Gut.", "Erinnern?"]


async def test_deleting_leaves_nothing(lotte: Lotte, office: Office, rasa: FakeRasa) -> None:
    rasa.says = says("Löschen?", buttons=(("Ja, alles löschen", "/loeschen_bestaetigt"),))
    await first_answer(lotte, office)
    await office.receive(text("/loeschen"))
    await lotte.until_said(1)
    await office.receive(incoming(Kind.CHOICE, choice=lotte.messenger.sent[-1][1].buttons[0].id))
    assert (await lotte.until_said(2))[-1] == GERMAN.phrase("geloescht")
    key = person_key(lotte.app[SEAL], text("x"))
    state = lotte.app[POSTBOX].state(key)
    assert (state.chat, state.noted, state.buttons) == ("", False, ())
    rasa.says = says("Guten Tag.")
    await office.receive(text("Hallo"))
    assert (await lotte.until_said(4))[2].startswith(NOTE)  # a new beginning


def remembered(lotte: Lotte, words: str, message_id: str = "") -> str:
    """Writes a conversation as Rasa would; returns its name."""
    session = session_of(person_key(lotte.app[SEAL], text("x")))
    sender = lotte.app[SESSIONS].sender(session)
    event = {"event": "user", "text": words, "message_id": message_id, "timestamp": 1.0, "parse_data": {"text": words}}
    lotte.app[ARCHIVE].write(sender, 0, [event], {}, None)
    return sender


async def test_who_leaves_is_forgotten(lotte: Lotte, office: Office, rasa: FakeRasa) -> None:
    await first_answer(lotte, office)
    sender = remembered(lotte, "Kita")
    lotte.app[CALLBACKS].add(sender, "05371 1234", "", "de")
    await office.receive(incoming(Kind.LEFT))
    key = person_key(lotte.app[SEAL], text("x"))
    await lotte.until(lambda: lotte.app[POSTBOX].state(key).chat == "")
    await lotte.until(lambda: lotte.app[ARCHIVE].read(sender, None) is None)
    assert list(lotte.app[CALLBACKS].open()) == []
    assert lotte.messenger.sent == []
    assert rasa.asked == []


@pytest.mark.parametrize("kind", [Kind.DELETED, Kind.EDITED])
async def test_what_is_taken_back_after_it_was_answered_is_forgotten(lotte: Lotte, office: Office, kind: Kind) -> None:
    await first_answer(lotte, office)
    secret = text("ein Geheimnis", id="geheim")
    sender = remembered(lotte, "ein Geheimnis", update_key(lotte.app[SEAL], secret))
    await office.receive(incoming(kind, about="geheim", text="etwas anderes"))
    await lotte.until(lambda: "Geheimnis" not in str(lotte.app[ARCHIVE].read(sender, None)))
    assert lotte.messenger.sent == []


async def test_too_many_messages_one_sentence_then_silence(lotte: Lotte, office: Office, rasa: FakeRasa) -> None:
    rasa.says = says("Gut.")
    await first_answer(lotte, office)  # counts as one
    for number in range(23):
        await office.receive(text(f"Nachricht {number}"))
    await lotte.until(lambda: len(lotte.messenger.said()) >= 20)
    await asyncio.sleep(0.3)
    assert lotte.messenger.said() == ["Gut."] * 19 + [GERMAN.phrase("fehler_zu_schnell")]
    assert len(rasa.asked) == 19
    await office.receive(text("Hallo", chat="berta"))
    await lotte.until_said(2, "berta")


async def test_a_group_is_left_alone_unless_lotte_is_addressed(lotte: Lotte, office: Office, rasa: FakeRasa) -> None:
    quiet = text("Wer kommt heute?", chat="gruppe", user="anna", is_group=True, is_addressed=False)
    assert await office.receive(quiet)
    await office.receive(text("Kita", chat="gruppe", user="anna", is_group=True))
    await lotte.until_said(3, "gruppe")
    assert [asked["text"] for asked in rasa.asked] == ["Kita"]
    assert lotte.app[POSTBOX].state(person_key(lotte.app[SEAL], quiet)).noted
    other = Incoming(platform="fake", id="x", chat="gruppe", user="berta", kind=Kind.TEXT)
    assert not lotte.app[POSTBOX].state(person_key(lotte.app[SEAL], other)).noted


async def test_in_a_group_nobody_takes_back_what_another_wrote(
    lotte: Lotte, office: Office, rasa: FakeRasa, messenger: FakeMessenger
) -> None:
    group = {"chat": "gruppe", "is_group": True}
    messenger.at_send = asyncio.Event()  # the first answer hangs, so the next letter waits
    await office.receive(text("eins", user="anna", **group))
    await lotte.until(lambda: messenger.tried)
    await office.receive(text("zwei", user="anna", id="zwei", **group))
    await office.receive(incoming(Kind.DELETED, user="berta", about="zwei", is_addressed=False, **group))
    messenger.at_send.set()
    await lotte.until(lambda: len(rasa.asked) == 2)
    assert [asked["text"] for asked in rasa.asked] == ["eins", "zwei"]


async def test_one_human_has_one_limit_in_all_chats(lotte: Lotte, office: Office, rasa: FakeRasa) -> None:
    rasa.says = says("Gut.")
    await first_answer(lotte, office)  # counts as one
    for number in range(24):
        chat = ("anna", "gruppe", "andere")[number % 3]
        await office.receive(text(f"Nachricht {number}", chat=chat, user="anna", is_group=chat != "anna"))
    await lotte.until(lambda: len(rasa.asked) == 19)
    await lotte.until(lambda: GERMAN.phrase("fehler_zu_schnell") in str(lotte.messenger.sent))
    await asyncio.sleep(0.3)
    assert len(rasa.asked) == 19
    await office.receive(text("Hallo", chat="gruppe", user="berta", is_group=True))
    await lotte.until(lambda: len(rasa.asked) == 20)
