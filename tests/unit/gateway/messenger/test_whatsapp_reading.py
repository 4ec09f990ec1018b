"""Recorded webhooks of WhatsApp, one line each: what they mean to Lotte."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.gateway.messenger import whatsapp_reading
from bot.gateway.messenger.platform import Incoming
from bot.gateway.messenger.whatsapp_reading import Batch, read

FOLDER = Path(__file__).parents[3] / "messenger" / "whatsapp_webhooks"
NAMES = sorted(path.stem for path in FOLDER.glob("*.json"))
PHONE_ID = "555000420042004"
NUMBER, MIRA, AYSE = "4917604069042", "DE.55510010010010010011", "DE.55510010010010010022"

UNREADABLE = [{"kind": "unreadable", "user": MIRA}]
MEANT: dict[str, list[dict[str, Any]]] = {
    "text": [
        {"kind": "text", "chat": MIRA, "user": MIRA, "language": "", "is_group": False, "is_addressed": True}
        | {"text": "Mein Sohn ist 3 und spricht kaum. Wir wohnen in Wittingen.", "sent_at": 1795417200.0}
    ],
    "text_ohne_nummer": [{"kind": "text", "chat": MIRA, "user": MIRA}],
    "text_ohne_kennung": [{"kind": "text", "chat": NUMBER, "user": NUMBER}],
    "text_kennung_nur_im_kontakt": [{"kind": "text", "chat": MIRA, "user": MIRA}],
    "text_auf_tuerkisch": [{"kind": "text", "user": AYSE, "text": "Oğlum 3 yaşında 👶🏽 ve az konuşuyor"}],
    "zitat": [{"kind": "text", "text": "Das erste bitte", "about": ""}],
    "weitergeleitet": [{"kind": "text", "text": "Wer kennt eine Logopädin?"}],
    "aus_anzeige": [{"kind": "text", "text": "Hallo! Kann ich mehr erfahren?"}],
    "link_mit_code": [{"kind": "text", "text": "Hallo Lotte ABCD-EFGH"}],
    "befehl": [{"kind": "text", "text": "/hilfe"}],
    "knopf": [{"kind": "choice", "choice": "3c4d5e6f7a8b", "text": "3 bis 6 Jahre"}],
    "listenzeile": [{"kind": "choice", "choice": "own:sprache:tr", "text": "Türkçe"}],
    "listenzeile_mit_beschreibung": [
        {"kind": "choice", "choice": "9a8b7c6d5e4f", "text": "Beratung in der Schwangerschaft"}
    ],
    "auswahl_ohne_inhalt": UNREADABLE,
    "formular": UNREADABLE,
    "vorlagenknopf": [{"kind": "text", "text": "Stopp"}],
    "standort": [{"kind": "place", "latitude": 52.728213, "longitude": 10.737261, "text": ""}],
    "ort_mit_namen": [{"kind": "place", "latitude": 52.4861, "longitude": 10.5464, "text": ""}],
    "ort_ohne_punkt": UNREADABLE,
    "bild": [{"kind": "unreadable", "text": ""}],
    "bild_mit_text": [{"kind": "text", "text": "Der Brief kam heute. Was soll ich tun?"}],
    "video": UNREADABLE,
    "sprachnachricht": UNREADABLE,
    "dokument": UNREADABLE,
    "sticker": UNREADABLE,
    "kontakt": [{"kind": "unreadable", "text": ""}],
    "bestellung": UNREADABLE,
    "nicht_unterstuetzt": UNREADABLE,
    "nicht_unterstuetzt_umfrage": UNREADABLE,
    "nicht_unterstuetzt_bearbeitet": UNREADABLE,
    "nicht_unterstuetzt_angeheftet": [],
    "nicht_unterstuetzt_abgestimmt": [],
    "reaktion": [],
    "reaktion_zurueck": [],
    "bearbeitet": [{"kind": "edited", "user": MIRA, "text": "Meine Tochter ist 3 und spricht kaum."}],
    "bearbeitet_bildtext": [],
    "zurueckgenommen": [{"kind": "deleted", "chat": MIRA, "user": MIRA, "text": ""}],
    "nummer_gewechselt": [{"kind": "left", "chat": MIRA, "user": MIRA}],
    "kennung_gewechselt": [{"kind": "left", "chat": MIRA, "user": MIRA}],
    "neues_telefon": [],
    "werbung_aus": [{"kind": "text", "user": MIRA, "text": "/stopp", "sent_at": 1795417200.0}],
    "werbung_an": [],
    "stapel": [
        {"user": MIRA, "text": "Hallo"},
        {"user": AYSE, "text": "Merhaba"},
        {"user": MIRA, "text": "Mein Sohn ist 3"},
    ],
    "andere_nummer": [],
    "gruppe": [],
    "status_gesendet": [],
    "status_zugestellt": [],
    "status_gelesen": [],
    "status_fenster_zu": [],
    "status_nicht_zustellbar": [],
    "status_mehrere": [],
    "konto_fehler": [],
    "vorlage_abgelehnt": [],
    "echo": [],
    "neue_art": [{"kind": "text", "text": "Schau mal"}],
    "anderes_objekt": [],
}
FAILED = {
    "stapel": (131026,),
    "status_fenster_zu": (131047,),
    "status_nicht_zustellbar": (131026,),
    "status_mehrere": (131047, 131056),
}


def recorded(name: str) -> dict[str, Any]:
    return dict(json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8")))


def first_message(body: dict[str, Any]) -> dict[str, Any]:
    return dict(body["entry"][0]["changes"][0]["value"]["messages"][0])


def test_every_recorded_webhook_is_expected_here() -> None:
    assert sorted(MEANT) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_recorded_webhook(name: str) -> None:
    batch = read(recorded(name), PHONE_ID)
    assert len(batch.incoming) == len(MEANT[name])
    for incoming, meant in zip(batch.incoming, MEANT[name], strict=True):
        assert {field: getattr(incoming, field) for field in meant} == meant
        assert incoming.platform == "whatsapp"
    assert batch.failures == FAILED.get(name, ())


@pytest.mark.parametrize("name", NAMES)
def test_delivered_twice_it_is_the_same(name: str) -> None:
    assert read(recorded(name), PHONE_ID) == read(recorded(name), PHONE_ID)


def test_different_messages_have_different_ids() -> None:
    found = [incoming.id for name in NAMES for incoming in read(recorded(name), PHONE_ID).incoming]
    assert len(set(found)) == len(found)


@pytest.mark.parametrize(("name", "content"), [("bearbeitet", "edit"), ("zurueckgenommen", "revoke")])
def test_what_it_is_about_is_the_id_of_the_earlier_message(name: str, content: str) -> None:
    body = recorded(name)
    [incoming] = read(body, PHONE_ID).incoming
    assert incoming.about == first_message(body)[content]["original_message_id"]
    assert incoming.about.startswith("wamid.")


def test_a_message_has_the_id_of_whatsapp_so_that_it_can_be_marked_as_read() -> None:
    body = recorded("text")
    [incoming] = read(body, PHONE_ID).incoming
    assert incoming.id == first_message(body)["id"]


@pytest.mark.parametrize("name", ["werbung_aus", "kennung_gewechselt", "nummer_gewechselt"])
def test_a_notice_is_no_message_to_mark_as_read(name: str) -> None:
    [incoming] = read(recorded(name), PHONE_ID).incoming
    assert not incoming.id.startswith("wamid.")


@pytest.mark.parametrize(
    "body",
    [
        None,
        [],
        "text",
        {},
        {"object": "whatsapp_business_account"},
        {"object": "whatsapp_business_account", "entry": {}},
        {"object": "whatsapp_business_account", "entry": [None, {"changes": [1, {"value": []}]}]},
    ],
)
def test_whatever_is_malformed_means_nothing(body: Any) -> None:
    assert read(body, PHONE_ID) == Batch()


@pytest.mark.parametrize(
    "broken",
    [
        {"id": None},
        {"from": None, "from_user_id": 7, "contacts": None},
        {"type": None, "id": ""},
        {"type": ["text"]},
        {"text": "kein Objekt"},
        {"text": {"body": 3}},
        {"timestamp": "gestern"},
        {"timestamp": {}},
        {"type": "location", "location": {"latitude": "52", "longitude": None}},
        {"type": "interactive", "interactive": {"button_reply": {"id": 3}}},
        {"type": "edit", "edit": {"message": {"type": "text", "text": None}}},
        {"type": "system", "system": []},
        {"type": "system", "system": {"type": {"a": 1}}},
        {"type": "unsupported", "unsupported": {"type": ["pin"]}},
        {"timestamp": 10**400},
        {"type": "location", "location": {"latitude": 10**400, "longitude": 10.5}},
    ],
)
def test_a_broken_message_does_not_take_the_others_with_it(broken: dict[str, Any]) -> None:
    body = recorded("stapel")
    body["entry"][0]["changes"][0]["value"]["messages"][0] |= broken
    said = [incoming.text for incoming in read(body, PHONE_ID).incoming]
    assert said[-2:] == ["Merhaba", "Mein Sohn ist 3"]


@pytest.mark.parametrize("stamp", ["inf", "nan", "1e300", 10**400, -1, True, None])
def test_a_time_that_is_none_is_not_known(stamp: Any) -> None:
    body = recorded("text")
    body["entry"][0]["changes"][0]["value"]["messages"][0]["timestamp"] = stamp
    [incoming] = read(body, PHONE_ID).incoming
    assert incoming.sent_at == 0.0


@pytest.mark.parametrize("degrees", [10**400, float("inf"), float("nan"), True, 91])
def test_a_place_that_is_none_cannot_be_read(degrees: Any) -> None:
    body = recorded("standort")
    body["entry"][0]["changes"][0]["value"]["messages"][0]["location"]["latitude"] = degrees
    [incoming] = read(body, PHONE_ID).incoming
    assert (incoming.kind, incoming.latitude) == ("unreadable", None)


def test_a_message_that_breaks_our_reading_does_not_take_the_others_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = whatsapp_reading._message

    def breaking(message: Any, value: Any) -> Incoming | None:
        if message.get("text", {}).get("body") == "Hallo":
            raise ValueError("Hallo")
        return whole(message, value)

    monkeypatch.setattr(whatsapp_reading, "_message", breaking)
    batch = read(recorded("stapel"), PHONE_ID)
    assert [incoming.text for incoming in batch.incoming] == ["Merhaba", "Mein Sohn ist 3"]
    assert batch.broken == ("ValueError",)
    assert batch.failures == FAILED["stapel"]
