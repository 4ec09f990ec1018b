"""How a family wants an offer to be, and everyday sentences that only sound like it.

A wish narrows the search (`offer_db.wishes`): one too many hides offers, so harmless sentences count as much as wishes.
"""

from __future__ import annotations

import re

import pytest
import yaml

from bot.nlu.language import wishes
from bot.nlu.language.acts import STEPS
from bot.nlu.language.wishes import find_wishes
from offer_db.vocabulary import Wish

WISHES = [
    ("kostenlos", "Gibt es das auch kostenlos?"),
    ("kostenlos", "haben sie auch was kostenloses?"),
    ("kostenlos", "das darf aber nichts kosten"),
    ("kostenlos", "gibt es etwas günstigeres"),
    ("kostenlos", "das ist uns zu teuer"),
    ("kostenlos", "gratis wäre super"),
    ("kostenlos", "ohne Gebühren bitte"),
    ("kostenlos", "UMSONST?"),
    ("kostenlos", "was nix kostet"),
    ("online", "Geht das auch online?"),
    ("online", "am liebsten online"),
    ("online", "bieten die Onlineberatung an"),
    ("online", "per Video wäre gut"),
    ("online", "gibt es einen Online-Kurs"),
    ("online", "online"),
    ("telefonisch", "kann man sich auch telefonisch beraten lassen"),
    ("telefonisch", "lieber am Telefon"),
    ("telefonisch", "wo gibt es jemanden, den ich anrufen kann"),
    ("telefonisch", "am telefon bitte"),
    ("hausbesuch", "Kommt auch jemand zu uns nach Hause?"),
    ("hausbesuch", "machen die auch hausbesuche"),
    ("hausbesuch", "kommen die auch nach hause"),
    ("hausbesuch", "ich suche jemanden, der zu mir nach Hause kommt"),
    ("heute", "Hat davon heute noch jemand offen?"),
    ("heute", "wer ist heute noch erreichbar"),
    ("heute", "was hat jetzt noch auf"),
    ("heute", "heute noch?"),
    ("heute", "ist da jetzt offen"),
    ("naeher", "Gibt es was in der Nähe?"),
    ("naeher", "das ist mir zu weit"),
    ("naeher", "was näheres bitte"),
    ("naeher", "was naeher dran"),
    ("naeher", "nicht so weit weg"),
    ("naeher", "Gifhorn ist zu weit"),
    ("naeher", "in meiner nähe"),
    (STEPS, "Was muss ich jetzt alles erledigen?"),
    (STEPS, "was kommt als nächstes auf uns zu"),
    (STEPS, "woran muss ich denken"),
    (STEPS, "gibt es eine Checkliste"),
    (STEPS, "welche termine stehen an"),
    (STEPS, "was müssen wir noch beantragen"),
]
NOT_FOUND_YET = [
    ("telefonisch", "kann ich da auch anrufen?"),
    ("telefonisch", "kann ich irgendwo anrufen"),
    ("hausbesuch", "kann jemand vorbeikommen"),
    ("hausbesuch", "eine Hebamme, die ins Haus kommt"),
    ("hausbesuch", "kommt auch jemand zu uns statt dass wir hinfahren"),
    ("heute", "ist da gerade jemand erreichbar"),
    ("naeher", "gibt es das auch bei uns"),
    ("naeher", "was ist am nächsten"),
    ("naeher", "wir haben kein Auto, was ist in der Nähe"),
    ("online", "lieber im Internet"),
    ("kostenlos", "Hauptsache es kostet nichts"),
    ("kostenlos", "wo ist es am günstigsten"),
    (STEPS, "was muss ich nach der geburt alles beantragen"),
    (STEPS, "worum muss ich mich kümmern"),
]
HARMLESS = [
    "mein sohn spielt nur online",
    "wir waren heute beim arzt",
    "was kann ich tun",
    "ich weiß nicht mehr weiter",
    "Meine Tochter ist heute drei geworden",
    "der Arzt hat heute zu",
    "ich habe heute schon dreimal angerufen",
    "die Lehrerin hat mich heute angerufen",
    "heute hat er mich wieder geschlagen",
    "sie hat heute noch nicht gegessen",
    "er telefoniert heimlich mit seinem Vater",
    "mein Sohn hängt den ganzen Tag am Telefon",
    "meine Tochter chattet die ganze Nacht",
    "sie wird online gemobbt",
    "er hat online bestellt, ohne zu fragen",
    "ist er süchtig nach Onlinespielen",
    "mein Sohn lernt online besser als in der Schule",
    "Kindergeld online beantragen",
    "wo finde ich das Formular im Internet",
    "mein Mann kommt erst abends nach Hause",
    "er will nicht nach Hause",
    "das Jugendamt war bei uns zu Hause",
    "meine Mutter kommt jeden Tag zu uns",
    "die Kita kostet so viel",
    "alles umsonst, er hört nicht",
    "bekommt er kostenloses Mittagessen",
    "sie braucht viel Nähe",
    "sie sucht immer meine Nähe",
    "wir wohnen in der Nähe von Gifhorn",
    "die Oma wohnt in der Nähe",
    "können Sie das näher erklären",
    "wie weit muss ein Kind mit vier zählen können",
    "nächste Woche wird sie eingeschult",
    "der nächste Spielplatz",
    "was mache ich, wenn er schreit",
    "was soll ich machen",
    "was muss ich tun, wenn er Fieber hat",
    "was soll ich heute kochen",
    "was steht mir zu",
]
MISTAKEN = [
    ("er will immer näher bei mir sein", "naeher"),
    ("die Geburt rückt näher", "naeher"),
    ("sie läuft immer so weit weg", "naeher"),
    ("mit drei ist sie noch nicht so weit", "naeher"),
    ("wann ist es so weit", "naeher"),
    ("er geht zu weit", "naeher"),
    ("bei uns im Dorf gibt es keinen Spielplatz", "naeher"),
    ("ich war heute auf dem Amt", "heute"),
    ("ich bin gerade auf Wohnungssuche", "heute"),
    ("mein Sohn ist gerade auf Klassenfahrt", "heute"),
    ("ich bin jetzt auf Hilfe angewiesen", "heute"),
    ("er hat heute noch Fieber", "heute"),
    ("sie ist heute noch müde", "heute"),
    ("was kommt jetzt auf uns zu", "heute"),
    ("ich arbeite von zu Hause aus", "online"),
    ("er ist den ganzen Tag nur online", "online"),
    ("meine Tochter wurde über WhatsApp beleidigt", "online"),
    ("er geht auch online zur Schule", "online"),
    ("sie kommt weinend aus der Kita nach Hause", "hausbesuch"),
    ("das Jugendamt kommt zu uns nach Hause und ich habe Angst", "hausbesuch"),
    ("jemand kommt zu mir nach Hause und schlägt mich", "hausbesuch"),
    ("die Miete ist zu teuer", "kostenlos"),
    ("Windeln sind zu teuer", "kostenlos"),
    ("wir haben umsonst gewartet", "kostenlos"),
    ("was mache ich als nächstes, wenn er schreit", STEPS),
]


def test_enough_sentences() -> None:
    assert len(WISHES) >= 25
    assert len(HARMLESS) >= 25
    assert {wish for wish, _ in WISHES} == set(Wish) | {STEPS}


@pytest.mark.parametrize(("wish", "text"), WISHES)
def test_a_wish(wish: str, text: str) -> None:
    assert find_wishes(text) == (wish,)


@pytest.mark.parametrize("text", HARMLESS)
def test_no_wish(text: str) -> None:
    assert find_wishes(text) == ()


@pytest.mark.parametrize(("wish", "text"), NOT_FOUND_YET)
def test_a_wish_not_found_yet(wish: str, text: str) -> None:
    assert find_wishes(text) == (wish,)


@pytest.mark.parametrize(("text", "wish"), MISTAKEN)
def test_no_wish_though_it_sounds_like_one(text: str, wish: str) -> None:
    assert wish not in find_wishes(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ()),
        ("gibt es das auch online und kostenlos?", ("kostenlos", "online")),
        ("lieber am Telefon, hat heute noch jemand offen?", ("telefonisch", "heute")),
        ("Hausbesuche, aber nicht so weit weg", ("hausbesuch", "naeher")),
    ],
)
def test_several_wishes_in_the_order_of_the_table(text: str, found: tuple[str, ...]) -> None:
    assert find_wishes(text) == found


def test_umlauts_may_be_missing() -> None:
    assert find_wishes("was in der naehe") == find_wishes("WAS IN DER NÄHE") == ("naeher",)


# --- the table ------------------------------------------------------------------------------------------------------


def test_the_table_knows_the_wishes_of_the_search_and_the_steps() -> None:
    assert set(wishes._signs()) == set(Wish) | {STEPS}


@pytest.mark.parametrize("wish", [*Wish, STEPS])
def test_the_example_of_each_wish_is_one(wish: str) -> None:
    table = yaml.safe_load(wishes._TABLE.read_text(encoding="utf-8"))
    assert find_wishes(table[wish]["beispiel"]) == (wish,)


def test_the_patterns_are_written_for_folded_text() -> None:
    patterns = [sign.pattern for signs in wishes._signs().values() for sign in (*signs.said, *signs.not_meant)]
    assert [pattern for pattern in patterns if re.search(r"[äöüßÄÖÜ]", pattern)] == []
    letters = [re.sub(r"\\.", "", pattern) for pattern in patterns]
    assert [pattern for pattern in letters if pattern != pattern.lower()] == []


def test_a_long_message_costs_little() -> None:
    """The patterns must not backtrack: parents write up to 1,000 characters without a full stop."""
    assert find_wishes("was heute kommt gibt es noch jemand und " * 25) is not None
