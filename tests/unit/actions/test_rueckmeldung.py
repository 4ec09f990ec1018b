"""A parent says that something about an offer is wrong: what it is, and about which offer."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from rasa_sdk.executor import CollectingDispatcher

import texts
from actions import context
from actions.rueckmeldung import ActionRueckmeldung, kind_of
from actions.situation import Situation
from bot.channel import chosen
from offer_db.records import SearchResult
from offer_db.vocabulary import ReportKind
from tests.unit.actions.fakes import FakeDirectory, conversation, hit, offer

GERMAN = texts.load()
OFFERS = (
    offer("gf-but", title="Bildungspaket", provider="Jobcenter"),
    offer("gf-kur", title="Mutter-Kind-Kur", provider="Beratungsstelle der Caritas"),
    offer("gf-schulden", title="Schuldnerberatung", provider="Beratungsstelle der Diakonie"),
)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("die Nummer stimmt nicht", "telefon"),
        ("Telefonnummer ist veraltet", "telefon"),
        ("da geht nie jemand ran", "telefon"),
        ("unter dem Telefon ist niemand zu erreichen", "telefon"),
        ("kein Anschluss unter dieser Nummer", "telefon"),
        ("Die Adresse ist falsch", "adresse"),
        ("in dem Gebäude ist nichts", "adresse"),
        ("ich habe das Haus nicht gefunden", "adresse"),
        ("das gibt es nicht mehr", "gibt_es_nicht"),
        ("das Café existiert nicht", "gibt_es_nicht"),
        ("den Treff gibt es leider nicht mehr", "gibt_es_nicht"),
        ("die sind voll", "voll"),
        ("Warteliste von zwei Jahren", "voll"),
        ("die haben keinen Platz mehr", "voll"),
        ("ausgebucht bis Ostern", "voll"),
        ("die nehmen niemanden, Aufnahmestopp, nie wieder", "voll"),
        ("die Öffnungszeiten stimmen nicht", "zeiten"),
        ("die hatte zu", "zeiten"),
        ("es war zu, obwohl offen dasteht", "zeiten"),
        ("das kostet doch was", "kosten"),
        ("ist gar nicht kostenlos", "kosten"),
        ("die gebühr ist falsch angegeben", "kosten"),
        # praise, and blame of another sort
        ("danke, das hat super geklappt", None),
        ("die Telefonnummer hat mir sehr geholfen", None),
        ("sehr nette Beratung", None),
        ("du hast mich falsch verstanden", None),
        ("das hilft mir nicht", None),
        ("", None),
    ],
)
def test_kind_of(words: str, kind: str | None) -> None:
    assert kind_of(words) == kind


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("die Beratungsstelle ist dauerhaft geschlossen", "gibt_es_nicht"),
        ("die sind umgezogen", "gibt_es_nicht"),
        ("den Treff gibt es leider schon ganz lange nicht mehr", "gibt_es_nicht"),
        ("die Hausnummer stimmt nicht", "adresse"),
        ("die haben andere Sprechzeiten", "zeiten"),
        ("das kostet jetzt 20 Euro", "kosten"),
        ("das war voll gut, danke", None),
        ("der Anruf dort hat geklappt, danke auch für die Tipps dazu", None),
        ("der Anruf hat sich gelohnt, jetzt bekomme ich Unterhalt", None),
    ],
)
def test_kind_of_what_is_misread(words: str, kind: str | None) -> None:
    assert kind_of(words) == kind


async def answer(
    monkeypatch: pytest.MonkeyPatch,
    shown: tuple[str, ...],
    text: str = "",
    choice: dict[str, str] | None = None,
    found: tuple[str, ...] | None = None,
) -> tuple[dict[str, Any], FakeDirectory]:
    """The one message Lotte says, and what reached the directory; `found` is what a search for the words finds."""
    known = {one.id: one for one in OFFERS}
    hits = tuple(replace(hit(key), offer=known[key]) for key in found or ())
    directory = FakeDirectory([] if found is None else [SearchResult(hits, len(hits), (), exact=True)], OFFERS)
    monkeypatch.setattr(context, "directory", lambda: directory)
    dispatcher = CollectingDispatcher()
    tracker = conversation(text, choice=choice, slots={"situation": Situation(last=shown).to_slot()})
    assert await ActionRueckmeldung().run(dispatcher, tracker, {}) == [], "nothing is remembered of who said it"
    (message,) = dispatcher.messages
    return message, directory


@pytest.mark.parametrize(
    ("shown", "words", "report"),
    [
        (("gf-but",), "die nummer stimmt nicht", ("gf-but", "telefon")),
        (("gf-but", "gf-kur"), "beim zweiten stimmt die adresse nicht", ("gf-kur", "adresse")),
        (("gf-but", "gf-kur"), "die mutter-kind-kur gibt es nicht mehr", ("gf-kur", "gibt_es_nicht")),
        (("gf-but", "gf-kur"), "beim bildungspaket ist die nummer falsch", ("gf-but", "telefon")),
        (("gf-but", "gf-kur", "gf-schulden"), "die caritas hat keinen platz", ("gf-kur", "voll")),
    ],
)
async def test_an_offer_that_is_named_is_noted_at_once(
    monkeypatch: pytest.MonkeyPatch, shown: tuple[str, ...], words: str, report: tuple[str, str]
) -> None:
    message, directory = await answer(monkeypatch, shown, words)
    assert directory.reports == [report]
    assert next(one.title for one in OFFERS if one.id == report[0]) in message["text"]


@pytest.mark.parametrize(
    "words",
    [
        "die nummer stimmt nicht",
        "die haben keinen platz mehr",
        "beim ersten oder zweiten ist die nummer falsch",
    ],
)
async def test_of_several_it_asks_which_one(monkeypatch: pytest.MonkeyPatch, words: str) -> None:
    message, directory = await answer(monkeypatch, ("gf-but", "gf-kur", "gf-schulden"), words)
    assert directory.reports == []
    assert message["text"] == GERMAN.phrase("welches_angebot")
    kind = kind_of(words)
    assert [button["payload"] for button in message["buttons"]] == [
        f"/feedback angebot=gf-but art={kind}",
        f"/feedback angebot=gf-kur art={kind}",
        f"/feedback angebot=gf-schulden art={kind}",
        f"/feedback art={kind}",
    ]
    assert [button["title"] for button in message["buttons"][:2]] == ["Bildungspaket", "Mutter-Kind-Kur"]
    tapped = chosen(message["buttons"][0]["payload"], "x")
    assert tapped["choice"] == {"angebot": "gf-but", "art": kind}
    assert tapped["intent"]["name"] == "feedback"


async def test_of_those_with_that_name_it_asks_which_one(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = ("gf-but", "gf-kur", "gf-schulden")
    message, directory = await answer(monkeypatch, shown, "die beratungsstelle hat keinen platz mehr")
    assert directory.reports == []
    assert [button["payload"] for button in message["buttons"]] == [
        "/feedback angebot=gf-kur art=voll",
        "/feedback angebot=gf-schulden art=voll",
        "/feedback art=voll",
    ]


@pytest.mark.parametrize(
    ("words", "found", "asked", "reports"),
    [
        # named, and found by that name
        ("die caritas hat keinen platz", ("gf-kur",), [], [("gf-kur", "voll")]),
        ("die beratungsstelle ist voll", ("gf-kur", "gf-schulden"), ["gf-kur", "gf-schulden"], []),
        # found, but not by its name: somebody else is meant
        ("die diakonie hat keinen platz", ("gf-kur",), None, []),
        ("die nummer stimmt nicht", ("gf-but", "gf-kur"), None, []),
        ("der landkreis hat eine falsche nummer", ("gf-but",), None, []),
        # found nothing
        ("die nummer vom zoo ist falsch", (), None, []),
    ],
)
async def test_where_nothing_was_shown_the_offer_is_looked_up_by_its_name(
    monkeypatch: pytest.MonkeyPatch,
    words: str,
    found: tuple[str, ...],
    asked: list[str] | None,
    reports: list[tuple[str, str]],
) -> None:
    message, directory = await answer(monkeypatch, (), words, found=found)
    assert directory.reports == reports
    assert (message["response"] == "utter_feedback") is (asked is None)
    payloads = [button["payload"].partition("angebot=")[2].split(" ")[0] for button in message["buttons"][:-1]]
    assert payloads == (asked or [])
    assert directory.demands == [], "this is no wish to be counted"


async def test_the_tapped_offer_is_noted(monkeypatch: pytest.MonkeyPatch) -> None:
    choice = {"angebot": "gf-kur", "art": "voll"}
    message, directory = await answer(monkeypatch, ("gf-but", "gf-kur"), "Mutter-Kind-Kur", choice)
    assert directory.reports == [("gf-kur", "voll")]
    assert "Mutter-Kind-Kur" in message["text"]


@pytest.mark.parametrize(
    ("shown", "words", "choice"),
    [
        # something else was meant
        (("gf-but", "gf-kur"), "Um etwas anderes", {"art": "telefon"}),
        # praise, or nothing was shown
        (("gf-but", "gf-kur"), "danke, hat geklappt", None),
        (("gf-but",), "danke, hat geklappt", None),
        # a button nobody gave
        (("gf-but", "gf-kur"), "x", {"angebot": "gf-weg", "art": "telefon"}),
        # "something else" where only one was shown
        (("gf-but",), "Um etwas anderes", {"art": "telefon"}),
    ],
)
async def test_else_the_conversation_is_the_note(
    monkeypatch: pytest.MonkeyPatch, shown: tuple[str, ...], words: str, choice: dict[str, str] | None
) -> None:
    message, directory = await answer(monkeypatch, shown, words, choice)
    assert directory.reports == []
    assert message["response"] == "utter_feedback"


async def test_an_offer_that_is_gone_by_now_is_not_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    message, _ = await answer(monkeypatch, ("gf-weg", "gf-but", "gf-kur"), "die nummer stimmt nicht")
    titles = [button["title"] for button in message["buttons"]]
    assert titles == ["Bildungspaket", "Mutter-Kind-Kur", GERMAN.phrase("knopf_kein_angebot")]


def test_every_kind_but_other_can_be_told_from_words() -> None:
    told = {"nummer falsch", "adresse falsch", "zeiten falsch", "gibt es nicht mehr", "ist voll", "nicht kostenlos"}
    assert {kind_of(words) for words in told} == {kind.value for kind in ReportKind} - {"sonstiges"}
