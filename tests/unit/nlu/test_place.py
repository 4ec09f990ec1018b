"""Places in parents' own words, and everyday sentences that only seem to name one."""

from __future__ import annotations

import csv
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.nlu.language.place import Gazetteer
from bot.nlu.language.place_names import read_names

FOLDER = Path(__file__).parents[3] / "data" / "gifhorn"
GAZETTEER = Gazetteer.from_csv(FOLDER / "municipalities.csv")

GIFHORN, WITTINGEN, SASSENBURG, MEINE, BROME, MUEDEN = (
    "03151009",
    "03151040",
    "03151025",
    "03151016",
    "03151005",
    "03151018",
)
DISTRICT = "03151"


def keys(text: str) -> list[str]:
    return [mention.key for mention in GAZETTEER.find(text)]


@pytest.mark.parametrize("row", list(csv.DictReader((FOLDER / "municipalities.csv").open(encoding="utf-8"))))
def test_every_name_of_the_file_is_found(row: dict[str, str]) -> None:
    assert keys(f"Wir wohnen in {row['name']}") == [row["key"]]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Wir wohnen in Wittingen", WITTINGEN),
        ("wir wohnen in wittingen", WITTINGEN),
        ("witingen", WITTINGEN),
        ("Wittinger Kita", WITTINGEN),
        ("Raum Wittingen", WITTINGEN),
        ("in Wittingen-Knesebeck", WITTINGEN),
        ("Ich wohne mit meinen zwei Kindern in Knesebeck", WITTINGEN),
        ("Gibt es in Rade einen Spielplatz?", WITTINGEN),
        ("Hagen bei Knesebeck", WITTINGEN),
        ("wohne in 29378", WITTINGEN),
        ("Gifhorner Kita", GIFHORN),
        ("Gifhorn", GIFHORN),
        ("Gifhorns Spielplätze", GIFHORN),
        ("Giffhorn", GIFHORN),
        ("Gifhron", GIFHORN),
        ("wir leben in gifhon", GIFHORN),
        ("GF", GIFHORN),
        ("in gf", GIFHORN),
        ("38518 Gifhorn", GIFHORN),
        ("In der Gifhorner Nordstadt", GIFHORN),
        ("Kästorf", GIFHORN),
        ("kaestorf", GIFHORN),
        ("in Winkel", GIFHORN),
        ("winkel", GIFHORN),
        ("Krippe Winkel", GIFHORN),
        ("Stadt Gifhorn", GIFHORN),
        ("Landkreis Gifhorn", DISTRICT),
        ("kreis gifhorn", DISTRICT),
        ("LK GF", DISTRICT),
        ("im Landkreis", DISTRICT),
        ("Nordkreis", DISTRICT),
        ("im Südkreis", DISTRICT),
        ("38559", DISTRICT),
        ("29386", "031515403"),
        ("Samtgemeinde Hankensbüttel", "031515403"),
        ("sg hankensbuettel", "031515403"),
        ("in Hankensbuttel", "03151011"),
        ("hankensbüttl", "03151011"),
        ("Hankesbüttel", "03151011"),
        ("Isenhagener Land", "031515403"),
        ("isenbuettel", "03151013"),
        ("isenbüttler kinder", "03151013"),
        ("SG Isenbüttel", "031515404"),
        ("Meinersens Kitas", "03151017"),
        ("in meinerssen", "03151017"),
        ("SG Meinersen", "031515405"),
        ("im Papenteich", "031515406"),
        ("papenteicher tagesmutter", "031515406"),
        ("wesendorv", "03151038"),
        ("Samtgemeinde Wesendorf", "031515407"),
        ("bei Brome", BROME),
        ("Brome", BROME),
        ("Flecken Brome", BROME),
        ("Kinderarzt Brome", BROME),
        ("Samtgemeinde Brome", "031515402"),
        ("Boldecker Land", "031515401"),
        ("boldeker land", "031515401"),
        ("Ehra Lesien", "03151008"),
        ("ehralessien", "03151008"),
        ("Gr. Oesingen", "03151010"),
        ("gross ösingen", "03151010"),
        ("Oesingen", "03151010"),
        ("Wir möchten nach Groß Schwülper ziehen", "03151027"),
        ("calberla", "03151006"),
        ("Kalberlah", "03151006"),
        ("wasbütel", "03151037"),
        ("Ribbesbüttell", "03151022"),
        ("tapenbeck", "03151030"),
        ("Osloss", "03151020"),
        ("weihausen", "03151039"),
        ("schoenewoerde", "03151026"),
        ("Wahrenholtz", "03151036"),
        ("Rotgesbuttel", "03151023"),
        ("meine Tochter geht in Rühen zur Kita", "03151024"),
        ("kommen aus Neudorf-Platendorf", SASSENBURG),
        ("krippe in triangel", SASSENBURG),
        ("In Triangel", SASSENBURG),
        ("Sassenburk", SASSENBURG),
        ("Müden", MUEDEN),
        ("Müden/Aller", MUEDEN),
        ("in müden gibt es keine krippe", MUEDEN),
        ("Wer kann mir in Mueden helfen", MUEDEN),
        ("Hebamme Müden", MUEDEN),
        ("Wir wohnen in Meine", MEINE),
        ("Ich komme aus meine und suche eine Hebamme", MEINE),
        ("wohne in meine brauche hebamme", MEINE),
        ("Gibt es in Meine Krabbelgruppen?", MEINE),
        ("Ich suche für meine Tochter eine Kita in meine", MEINE),
        ("im Kindergarten Meine sind keine Plätze frei", MEINE),
        ("Grundschule Meine", MEINE),
        ("Hebamme Meine", MEINE),
        ("Meine", MEINE),
        ("Meine im Papenteich", MEINE),
        ("im Papenteich, in Meine", MEINE),
        ("wohnen in 38527 Meine", MEINE),
        ("38527", MEINE),
        ("Meine Kinder und ich leben in Brome", BROME),
        ("meine Mutter wohnt in Meine", MEINE),
        ("Ich wohne in meine.", MEINE),
    ],
)
def test_place_inside(text: str, key: str) -> None:
    assert keys(text) == [key]
    assert all(mention.inside for mention in GAZETTEER.find(text))


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Wir wohnen in Wolfsburg und suchen eine Kita", "03103000"),
        ("in WOB", "03103000"),
        ("wir sind aus fallersleben", "03103000"),
        ("38440", "03103000"),
        ("Braunschweig", "03101000"),
        ("brauschweig", "03101000"),
        ("Landkreis Celle", "03351006"),
        ("bin aus der Nähe von Celle", "03351006"),
        ("Ülzen", "03360025"),
        ("Berlin", "ausserhalb:berlin"),
        ("Wir wohnen in Hannover", "ausserhalb:hannover"),
        ("Region Hannover", "ausserhalb:hannover"),
        ("Ich wohne in Essen", "ausserhalb:essen"),
        ("wohne in Halle", "ausserhalb:halle"),
        ("Ich wohne in Bergen", "ausserhalb:bergen"),
        ("wir kommen aus bayern", "ausserhalb:bayern"),
        ("ich lebe in Österreich", "ausserhalb:oesterreich"),
        ("Landkreis Harburg", "ausserhalb:harburg"),
        ("wolfenbuettel", "ausserhalb:wolfenbuettel"),
        ("Wir leben in Salzwedel", "ausserhalb:salzwedel"),
        ("PLZ 10115", "ausserhalb:plz-10115"),
    ],
)
def test_place_outside(text: str, key: str) -> None:
    (mention,) = GAZETTEER.find(text)
    assert (mention.key, mention.inside) == (key, False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gifhorn oder Wittingen", [GIFHORN, WITTINGEN]),
        ("Wir ziehen von Hamburg nach Gifhorn", ["ausserhalb:hamburg", GIFHORN]),
        ("in Weyhausen bei Wolfsburg", ["03151039", "03103000"]),
        ("Gifhorn, Gifhorn, Gifhorn", [GIFHORN]),
        ("nicht in Gifhorn, sondern in Wittingen", [WITTINGEN]),
        ("wohne nicht in Gifhorn sondern in Wittingen", [WITTINGEN]),
        ("nicht Gifhorn, Wittingen", [WITTINGEN]),
        ("Ich wohne nicht in Gifhorn", []),
        ("Ich kann nicht nach Gifhorn fahren", []),
        ("statt Gifhorn lieber Brome", [BROME]),
        ("Warum gibt es das nicht in Gifhorn?", [GIFHORN]),
        ("Gibt es das nicht nur in Gifhorn?", [GIFHORN]),
        ("nicht weit von Gifhorn", [GIFHORN]),
        ("Landkreis Gifhorn, Wittingen", [WITTINGEN]),
        ("Mein Ex wohnt in Berlin, ich in Isenbüttel", ["03151013"]),
        ("Der Vater lebt in Hannover", []),
        ("Mein Mann arbeitet in Wolfsburg", []),
        ("Mein Sohn wurde in Wolfsburg geboren, wir wohnen in Jembke", ["03151014"]),
        ("Ich pendle nach Braunschweig", []),
        ("Gifhorner Straße 3 in Isenbüttel", ["03151013"]),
        ("Braunschweiger Straße 5", []),
        ("Frau Winkel vom Jugendamt in Gifhorn", [GIFHORN]),
        ("Ich komme aus Polen und wohne in Brome", [BROME]),
        ("Die Praxis in Gifhorn ist voll, wir wohnen in Brome", [BROME, GIFHORN]),
        ("Logopädie in Gifhorn oder Wolfsburg? Zuhause sind wir in Wittingen", [WITTINGEN, "03103000", GIFHORN]),
        ("Kita in Gifhorn, wir ziehen von Brome nach Wittingen", [WITTINGEN, GIFHORN, BROME]),
        ("Mein Ex wohnt in Gifhorn, Kita ist in Brome", [GIFHORN, BROME]),
        ("Ich wohne in Celle, gilt das nur für Gifhorner?", ["03351006"]),
        ("Wir wohnen in Celle, darf er in Meinersen in die Kita?", ["03351006", "03151017"]),
        ("Vor drei Jahren waren wir in Hannover, jetzt in Brome", [BROME]),
        ("Jugendpflege Wesendorfer Land", ["031515407"]),
        ("zahnarzt kinder meine", [MEINE]),
    ],
)
def test_several_ruled_out_and_other_peoples_places(text: str, expected: list[str]) -> None:
    assert keys(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # moved away
        ("nicht mehr in wesendorf sondern in isenbüttel", ["03151013"]),
        ("Wir wohnen nicht mehr in Wesendorf, sondern in Isenbüttel", ["03151013"]),
        ("wir wohnen nicht mehr in Gifhorn", []),
        ("wir wohnen nicht direkt in Brome, sondern in Rühen", ["03151024"]),
        # too far is no place to search in
        ("gifhorn ist zu weit", []),
        ("Gifhorn ist mir zu weit", []),
        ("Gifhorn ist uns leider viel zu weit weg", []),
        ("gifhorn liegt zu weit weg", []),
        ("Gifhorn wäre zu weit", []),
        ("Wolfsburg ist zu weit", []),
        ("nach Gifhorn ist es zu weit", []),
        ("Wittingen ist zu weit, gibt es was in Hankensbüttel?", ["03151011"]),
        # … but only if it is said of the place
        ("das ist zu weit, ich wohne in Gifhorn", [GIFHORN]),
        ("Ich wohne in Gifhorn. Das ist zu weit", [GIFHORN]),
        ("in Gifhorn ist es zu teuer", [GIFHORN]),
        ("Gifhorn ist super", [GIFHORN]),
        ("Gifhorn ist nicht so weit", [GIFHORN]),
    ],
)
def test_moved_away_and_too_far(text: str, expected: list[str]) -> None:
    assert keys(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gifhorn ist nicht zu weit", [GIFHORN]),
        ("Brome ist gut, alles andere zu weit", [BROME]),
        ("gifhorn zu weit", []),
        ("nicht mehr in Gifhorn, jetzt in Brome", [BROME]),
        ("nicht länger in Brome sondern in Rühen", ["03151024"]),
    ],
)
def test_ruled_out_wrongly_or_not_at_all(text: str, expected: list[str]) -> None:
    assert keys(text) == expected


EVERYDAY = [
    "meine Tochter ist 3 Jahre alt",
    "Meine Tochter ist 3 Jahre alt",
    "Hallo, Meine Tochter braucht Hilfe",
    "MEINE TOCHTER SPRICHT NICHT",
    "Meine Kinder brauchen eine Betreuung",
    "Ich habe Sorgen um meine Tochter",
    "Ich mache mir Gedanken über meine Ehe",
    "in meine Wohnung kommt kein Licht",
    "In meine Familie gibt es viel Streit",
    "In Meine Familie gibt es Streit",
    "aus meine Sicht ist das falsch",
    "nach meine Scheidung bin ich allein",
    "bei meine Mutter kann ich nicht bleiben",
    "Ich suche für meine 3 Kinder einen Platz",
    "für meine zwei Söhne",
    "von meine Schwester das Kind",
    "um meine Rechte geht es",
    "Das sind nicht deine, das sind meine",
    "Ist das deine Tasche oder meine?",
    "Meine Frage ist einfach",
    "Meine Hebamme ist im Urlaub",
    "Ich bringe sie in meine alte Schule",
    "Sie geht in meine frühere Klasse",
    "Mein Kind will nicht essen",
    "Das Essen in der Kita schmeckt nicht",
    "Beim Essen gibt es immer Streit",
    "Zum Essen in die Mensa",
    "nach dem Essen schläft sie",
    "Er mag nur Nudeln essen",
    "Der Kühlschrank ist leer",
    "Mein Konto ist leer",
    "Die Windeln sind leer",
    "Ich mache eine Lehre als Köchin",
    "Mein Mann macht gerade seine Lehre",
    "Die Turnhalle ist gesperrt",
    "In der Halle ist Kinderturnen",
    "Wir treffen uns vor der Halle",
    "An wen kann ich mich wenden?",
    "Ich möchte mich an Sie wenden",
    "Kann ich das Blatt wenden",
    "Ich komme nicht zur Ruhe",
    "Das Baby kommt nicht zur Ruhe",
    "Lassen Sie mich bitte in Ruhe",
    "Wir brauchen alle etwas Ruhe",
    "Die Kinder ruhen nach dem Mittag",
    "Der Winkel im Kinderzimmer ist dunkel",
    "Mein Sohn soll einen rechten Winkel zeichnen",
    "Er spielt Triangel im Musikunterricht",
    "Meine Tochter lernt Triangel",
    "Ich bin so müde",
    "Die müden Kinder sollen schlafen",
    "Wir sind alle müde und erschöpft",
    "Der Giebel vom Haus ist undicht",
    "Er schlägt mit Stöcken",
    "Die Kinder spielen mit Stöcken im Wald",
    "Auf den Höfen gibt es Tiere",
    "Sie lehrte früher an einer Schule",
    "Vor den Bergen haben wir Angst",
    "Sie hat sich die Haare gefärbt",
    "Wir haben ein Haus am Wald",
    "Mein Mann trinkt zu viel",
    "Wir essen abends warm",
    "Gestern waren wir im Zoo und haben Bären gesehen",
    "Mein Kind sammelt gern Beeren",
    "Wer kann uns retten?",
    "Ich hoffe auf Hilfe",
    "Wir hoffen sehr darauf",
    "Frau Brome hat mir geschrieben",
    "Herr Winkel vom Jobcenter",
    "Frau Bergfeld ist unsere Erzieherin",
    "Familie Hagen wohnt nebenan",
    "Dr. Altendorf ist unser Kinderarzt",
    "Frau Celle hat angerufen",
    "Herr Peine ist Lehrer",
    "Braunschweiger Straße 5",
    "Celler Straße",
    "Wolfsburger Weg 12",
    "Hamburger sind ungesund",
    "Ich koche heute Frankfurter",
    "Gibt es am Montag einen Termin?",
    "Was kostet ein Krippenplatz?",
    "Wie beantrage ich Elterngeld?",
    "Ich brauche Unterhaltsvorschuss",
    "Mein Sohn wird im Mai vier",
    "Meine Tochter kommt im Sommer in die Schule",
    "Das kostet 38518 Euro",
    "Ich verdiene 1500 Euro",
    "Meine Kundennummer ist 12345",
    "Ich wohne seit 3 Jahren hier",
    "Wir sind gerade erst umgezogen",
    "Wir wohnen auf dem Dorf",
    "Ich wohne weit draußen",
    "Wir haben kein Auto",
    "Der Bus fährt nur zweimal am Tag",
    "Gibt es das auch bei uns?",
    "Gibt es etwas in der Nähe?",
    "Ich suche etwas im Norden",
    "Im Süden der Stadt gibt es eine Kita",
    "Wir sind eine Patchworkfamilie",
    "Ich bin alleinerziehend mit zwei Kindern",
    "Mein Ex zahlt keinen Unterhalt",
    "Ich komme aus der Ukraine",
    "Wir kommen aus Syrien und lernen Deutsch",
    "Ich bin in Polen geboren",
    "Meine Eltern sind aus der Türkei",
    "Mein Kind ist in der zweiten Klasse",
    "Die Kita hat keinen Platz",
    "Die Krippe ist voll",
    "Wir stehen auf der Warteliste",
    "Er hat Fieber und hustet",
    "Mein Baby schreit die ganze Nacht",
    "Sie schläft keine Nacht durch",
    "Er hat Wutanfälle im Supermarkt",
    "Ich kann nicht mehr",
    "Ich bin mit den Nerven am Ende",
    "Wir streiten nur noch",
    "Mein Mann schlägt mich",
    "Ich habe Angst",
    "Können Sie mir helfen?",
    "Danke für die schnelle Antwort",
    "Guten Morgen",
    "Guten Tag, ich habe eine Frage",
    "Wer bist du?",
    "Bist du ein Mensch?",
    "Wie spät ist es?",
    "Was steht mir zu?",
    "Welche Leistungen gibt es?",
    "Wie lange dauert das?",
    "Wo finde ich das Formular?",
    "Das habe ich schon versucht",
    "Das ist zu weit weg",
    "Gibt es das auch online?",
    "Nein, das passt nicht",
    "Ja, bitte",
    "Ich meine etwas anderes",
    "Wie meinen Sie das?",
    "Das war nicht so gemeint",
    "Ich meine, das reicht",
    "Was meine ich damit?",
    "Meine Güte, ist das kompliziert",
    "Meine Damen und Herren",
    "Er redet wirres Zeug",
    "Mein Kind isst keine Bohnen",
    "Wir machen Ferien auf dem Bauernhof",
    "Die Sachen sind zu klein",
    "Ich brauche Sachen für das Baby",
    "Manchmal bin ich traurig",
    "Unter welchen Umständen geht das",
    "Er macht immer das gleiche Muster",
    "Unter dem Bett ist ein Monster",
    "Die Schwester im Krankenhaus war nett",
    "Sie steckt in der Trotzphase",
    "Die Socken sind nass",
    "Er möchte Feuerwehrmann werden",
    "Sie möchte reiten lernen",
    "Das Seepferdchen hat er schon",
    "Im Herbst geht es los",
    "Am Rand der Erschöpfung",
    "Wir haben Streit mit dem Vermieter",
    "Der Strom wird abgestellt",
    "Unsere Heizung ist kaputt",
]


def test_enough_everyday_sentences() -> None:
    assert len(set(EVERYDAY)) >= 150


@pytest.mark.parametrize("text", EVERYDAY)
def test_everyday_sentence_names_no_place(text: str) -> None:
    assert GAZETTEER.find(text) == []


def test_mention_says_what_matched() -> None:
    text = "Ähm, in Giffhornn?"
    (mention,) = GAZETTEER.find(text)
    assert text[mention.start : mention.end] == mention.matched == "Giffhornn"
    assert (mention.name, mention.inside) == ("Gifhorn", True)
    assert mention.score < 1


def test_postcodes_of_several_municipalities() -> None:
    names = read_names(FOLDER / "municipalities.csv")
    assert names.postcodes["29386"].name == "Samtgemeinde Hankensbüttel"
    assert names.postcodes["38559"].name == "Landkreis Gifhorn"
    assert names.postcodes["38539"].name == "Müden (Aller)"


def test_outside_file_is_well_formed() -> None:
    rows = list(csv.DictReader((FOLDER / "places_outside.csv").open(encoding="utf-8")))
    assert list(rows[0]) == ["key", "name", "kind", "variants", "source"]
    assert len({row["key"] for row in rows}) == len(rows)
    assert all(row["key"].startswith("ausserhalb:") and row["name"] and row["source"] for row in rows)
    municipalities = {row["name"] for row in csv.DictReader((FOLDER / "municipalities.csv").open(encoding="utf-8"))}
    assert not municipalities & {row["name"] for row in rows}


def test_works_without_the_outside_file(tmp_path: Path) -> None:
    copy = tmp_path / "municipalities.csv"
    copy.write_bytes((FOLDER / "municipalities.csv").read_bytes())
    assert [mention.name for mention in Gazetteer.from_csv(copy).find("Gifhorn, nicht Berlin")] == ["Gifhorn"]


PIECES = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        ["Meine", "meine", "in", "nicht", "sondern", "Gifhorn", "38518", "SG", "Kreis", "Halle", ",", ". ", "\n"]
    ),
)


@given(st.lists(PIECES, max_size=25).map(" ".join))
@settings(max_examples=300, deadline=None)
def test_never_raises_and_offsets_are_valid(text: str) -> None:
    mentions = GAZETTEER.find(text)
    assert len({mention.key for mention in mentions}) == len(mentions)
    for mention in mentions:
        assert 0 <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.matched
        assert 0 < mention.score <= 1


def test_is_fast_enough() -> None:
    for sentence in EVERYDAY:
        GAZETTEER.find(sentence)
    start = time.process_time()
    for sentence in EVERYDAY:
        GAZETTEER.find(sentence)
    assert (time.process_time() - start) / len(EVERYDAY) < 0.003
