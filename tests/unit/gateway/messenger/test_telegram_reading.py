"""Recorded updates of Telegram, one line each: what they mean to Lotte."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from telegram import Update

from bot.gateway.messenger.people import person_key
from bot.gateway.messenger.platform import Incoming, Kind
from bot.gateway.messenger.telegram_reading import Me, chat_and_topic, read
from bot.memory.messaging.sealing import Seal

FOLDER = Path(__file__).parents[3] / "messenger" / "telegram_updates"
NAMES = sorted(path.stem for path in FOLDER.glob("*.json"))
ME = Me(4711, "LotteProbeBot")
MIRA, AYSE = "5550001001", "5550001002"
GROUP, FORUM, SMALL = "-1005550002001", "-1005550002002/77", "-5550003"

IN_GROUP = {"chat": GROUP, "is_group": True}
MEANT: dict[str, dict[str, Any] | None] = {
    "text": {"kind": "text", "chat": MIRA, "user": MIRA, "language": "de", "is_group": False, "is_addressed": True}
    | {"text": "Mein Sohn ist 3 und spricht kaum. Wir wohnen in Wittingen."},
    "text_auf_tuerkisch": {"kind": "text", "language": "tr", "text": "Oğlum 3 yaşında 👶🏽 ve az konuşuyor"},
    "start_mit_code": {"kind": "text", "text": "/start ABCD-EFGH"},
    "weitergeleitet": {"kind": "text", "text": "Wer kennt eine Logopädin?"},
    "gruppe_erwaehnt": {"kind": "text", "is_addressed": True, **IN_GROUP}
    | {"text": "👨‍👩‍👧 Frage: wo gibt es eine Krabbelgruppe?"},
    "gruppe_verlinkt": {"kind": "text", "is_addressed": True, "text": "Hallo wo gibt es Hilfe?", **IN_GROUP},
    "gruppe_nicht_gemeint": {"kind": "text", "user": AYSE, "is_addressed": False, **IN_GROUP},
    "gruppe_andere_erwaehnt": {"kind": "text", "is_addressed": False, "text": "@jemand_anders kommst du?"},
    "gruppe_antwort_an_lotte": {"kind": "text", "user": AYSE, "is_addressed": True, "text": "3 Jahre", **IN_GROUP},
    "gruppe_befehl_an_lotte": {"kind": "text", "chat": SMALL, "is_addressed": True, "text": "/hilfe@LotteProbeBot"},
    "gruppe_befehl_an_anderen": {"kind": "text", "is_addressed": False},
    "gruppe_befehl": {"kind": "text", "is_addressed": True, "text": "/hilfe"},
    "gruppe_thema": {"kind": "text", "chat": FORUM, "is_addressed": True, "text": "Ferienbetreuung?"},
    "gruppe_foto_erwaehnt": {"kind": "text", "is_addressed": True, "text": "was steht hier?", **IN_GROUP},
    "gruppe_anonym": None,
    "gruppe_kanal_weitergeleitet": None,
    "gruppe_mitglied_kommt": None,
    "gruppe_mitglied_geht": {"kind": "left", "user": AYSE, **IN_GROUP},
    "gruppe_wird_supergruppe": None,
    "angeheftet": None,
    "bearbeitet": {"kind": "edited", "about": f"message:{MIRA}:301"}
    | {"text": "Meine Tochter ist 3 und spricht kaum."},
    "bearbeitet_standort": None,
    "bearbeitet_bildtext": {"kind": "edited", "text": "Was ist das?"},
    "knopf": {
        "kind": "choice",
        "choice": "w-3c4d",
        "text": "3 bis 6 Jahre",
        "chat": MIRA,
        "user": MIRA,
        "sent_at": 0.0,
    },
    "knopf_gruppe": {"kind": "choice", "choice": "w-5e6f", "chat": FORUM, "user": AYSE, "is_addressed": True},
    "knopf_alt": {"kind": "choice", "choice": "w-3c4d", "text": "", "chat": MIRA},
    "standort": {"kind": "place", "latitude": 52.728213, "longitude": 10.737261, "text": ""},
    "ort_mit_namen": {"kind": "place", "latitude": 52.4861, "longitude": 10.5464},
    "sticker": {"kind": "unreadable", "text": ""},
    "sprachnachricht": {"kind": "unreadable", "text": ""},
    "foto": {"kind": "unreadable", "text": ""},
    "foto_mit_text": {"kind": "text", "text": "Der Brief kam heute. Was soll ich tun?"},
    "album_erstes": {"kind": "unreadable", "id": f"album:{MIRA}:13987654321098765"},
    "album_zweites": {"kind": "unreadable", "id": f"album:{MIRA}:13987654321098765"},
    "dokument": {"kind": "unreadable"},
    "video": {"kind": "unreadable"},
    "videonachricht": {"kind": "unreadable"},
    "gif": {"kind": "unreadable"},
    "kontakt": {"kind": "unreadable", "text": ""},
    "umfrage": {"kind": "unreadable"},
    "wuerfel": {"kind": "unreadable"},
    "neue_art": {"kind": "unreadable"},
    "blockiert": {"kind": "left", "chat": MIRA, "user": MIRA, "is_group": False},
    "nicht_mehr_blockiert": None,
    "in_gruppe_geholt": None,
    "aus_gruppe_entfernt": {"kind": "left", **IN_GROUP},
    "aus_kanal_entfernt": None,
    "kanal": None,
}


def recorded(name: str) -> dict[str, Any]:
    return dict(json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8")))


def meaning(update: dict[str, Any], me: Me = ME) -> Incoming | None:
    return read(Update.de_json(update, None), me)


def test_every_recorded_update_is_expected_here() -> None:
    assert sorted(MEANT) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_recorded_update(name: str) -> None:
    incoming, meant = meaning(recorded(name)), MEANT[name]
    if meant is None:
        assert incoming is None
    else:
        assert incoming is not None
        assert {field: getattr(incoming, field) for field in meant} == meant
        assert incoming.platform == "telegram"


@pytest.mark.parametrize("name", NAMES)
def test_the_same_update_has_the_same_id(name: str) -> None:
    first, second = meaning(recorded(name)), meaning(recorded(name))
    assert first == second


def test_different_updates_have_different_ids() -> None:
    found = [incoming for name in NAMES if (incoming := meaning(recorded(name)))]
    assert len({incoming.id for incoming in found}) == len(found) - 1  # the album is one


def test_the_time_is_that_of_the_message() -> None:
    incoming = meaning(recorded("text"))
    assert incoming is not None
    assert incoming.sent_at == recorded("text")["message"]["date"]


def test_the_time_of_an_edit_is_that_of_the_edit() -> None:
    incoming = meaning(recorded("bearbeitet"))
    assert incoming is not None
    assert incoming.sent_at == recorded("bearbeitet")["edited_message"]["edit_date"]


def test_a_bare_command_is_for_lotte_only_in_privacy_mode() -> None:
    incoming = meaning(recorded("gruppe_befehl"), Me(4711, "LotteProbeBot", reads_all=True))
    assert incoming is not None
    assert not incoming.is_addressed


def test_without_a_name_yet_nobody_is_taken_for_lotte() -> None:
    incoming = meaning(recorded("gruppe_erwaehnt"), Me(4711))
    assert incoming is not None
    assert not incoming.is_addressed


def test_the_name_counts_in_any_case() -> None:
    incoming = meaning(recorded("gruppe_erwaehnt"), Me(4711, "lotteprobebot"))
    assert incoming is not None
    assert incoming.is_addressed


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("@LotteProbeBot", ""),
        ("@LotteProbeBot: hallo", "hallo"),
        ("hallo @LotteProbeBot", "hallo"),
        ("@LotteProbeBot hallo @LotteProbeBot", "hallo"),
        ("😀😀 @LotteProbeBot ä", "😀😀 ä"),
        ("\u2003@LotteProbeBot😀 @LotteProbeBot hallo", "😀 hallo"),
        ("@LotteProbeBot😀@LotteProbeBot ja", "😀 ja"),
        ("@LotteProbeBot halbes \ud83d Zeichen", "halbes \ud83d Zeichen"),
    ],
)
def test_the_mention_is_no_word_of_the_text(text: str, left: str) -> None:
    name = "@LotteProbeBot"
    places = [place for place in range(len(text)) if text.startswith(name, place)]
    entities = [
        {"type": "mention", "offset": len(text[:place].encode("utf-16-le", "surrogatepass")) // 2, "length": len(name)}
        for place in places
    ]
    update = recorded("gruppe_nicht_gemeint")
    update["message"] |= {"text": text, "entities": entities}
    incoming = meaning(update)
    assert incoming is not None
    assert incoming.text == left


@pytest.mark.parametrize("degrees", [10**400, float("inf"), float("nan"), "52", None, 91])
def test_a_place_that_is_none_cannot_be_read(degrees: Any) -> None:
    update = recorded("standort")
    update["message"]["location"] = {"latitude": degrees, "longitude": 10.5}
    incoming = meaning(update)
    assert incoming is not None
    assert (incoming.kind, incoming.latitude) == (Kind.UNREADABLE, None)


def test_an_address_with_a_topic() -> None:
    assert chat_and_topic(FORUM) == (-1005550002002, 77)
    assert chat_and_topic(MIRA) == (5550001001, None)


def test_who_leaves_a_group_is_who_wrote_in_one_of_its_topics() -> None:
    wrote, update = recorded("gruppe_thema"), recorded("gruppe_mitglied_geht")
    update["message"] |= {"chat": wrote["message"]["chat"], "left_chat_member": wrote["message"]["from"]}
    update["message"]["from"] = wrote["message"]["from"]
    there, gone = meaning(wrote), meaning(update)
    assert there is not None
    assert gone is not None
    assert there.chat != gone.chat
    assert person_key(Seal("geheim"), there) == person_key(Seal("geheim"), gone)


@pytest.mark.parametrize("name", ["text", "knopf", "blockiert"])
def test_kinds_are_the_platforms(name: str) -> None:
    incoming = meaning(recorded(name))
    assert incoming is not None
    assert isinstance(incoming.kind, Kind)
