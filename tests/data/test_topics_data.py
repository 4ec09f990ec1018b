"""The topic list and the topics of the offers fit each other, the needs and the offers."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from bot.nlu.language.folding import fold
from bot.nlu.language.topic import GAP, NOT, TopicMatcher

FOLDER = Path(__file__).parents[2] / "data" / "gifhorn"
NEEDS = {
    *(
        "schwangerschaft_geburt",
        "fruehe_hilfen",
        "kinderbetreuung",
        "finanzielle_hilfen",
        "bildung_teilhabe",
        "gesundheit",
    ),
    *("entwicklung_foerderung", "erziehungsberatung", "trennung_alleinerziehend", "krise_gewalt_kinderschutz"),
    *("schule_uebergang", "freizeit_ferien", "familienbildung_treffs", "migration_sprache", "wohnen_alltag"),
    *("sucht_psyche", "behinderung_inklusion"),
}
#: Families ask for these, and no offer in the list says it serves them: gaps that reports are to show.
WITHOUT_OFFER = {
    *(
        "babysitter",
        "eingewoehnung",
        "einnaessen",
        "ergotherapie",
        "ernaehrung",
        "fehlgeburt",
        "mobilitaet",
        "schwimmen",
    ),
    "zahnarzt",
}


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


TOPICS, OFFERS, OFFER_TOPICS = rows("topics.csv"), rows("offers.csv"), rows("offer_topics.csv")
KEYS = {row["key"] for row in TOPICS}


def items(cell: str) -> list[str]:
    return cell.split(";") if cell else []


def test_columns() -> None:
    assert list(TOPICS[0]) == ["key", "need", "name", "words"]
    assert list(OFFER_TOPICS[0]) == ["id", "needs", "topics"]


def test_topics_cover_exactly_the_needs() -> None:
    assert {row["need"] for row in TOPICS} == NEEDS
    assert {row["category"] for row in OFFERS} == NEEDS


@pytest.mark.parametrize("row", TOPICS, ids=lambda row: row["key"])
def test_topic(row: dict[str, str]) -> None:
    assert row["key"].isascii()
    assert row["key"] == row["key"].lower()
    assert row["key"].replace("_", "").isalpha()
    assert row["name"][0].isupper()
    words = row["words"].split("|")
    assert len(words) >= 4
    assert len(words) == len(set(words)), [word for word, count in Counter(words).items() if count > 1]
    for word in words:
        assert word == word.strip().lower(), word
        assert not word.removeprefix(NOT).startswith((GAP, " ")), word
        assert not word.endswith(GAP), word


def test_topic_keys_are_unique() -> None:
    assert len(KEYS) == len(TOPICS)


def test_no_expression_belongs_to_two_topics() -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for row in TOPICS:
        for word in row["words"].split("|"):
            owners[fold(word)].add(row["key"])
    assert {word: keys for word, keys in owners.items() if len(keys) > 1} == {}


def test_every_topic_is_found_by_its_own_words() -> None:
    matcher = TopicMatcher.from_csv(FOLDER / "topics.csv")
    lost: list[tuple[str, str]] = []
    for row in TOPICS:
        for word in row["words"].split("|"):
            text = word.replace(GAP, "").rstrip(". ")
            if not word.startswith(NOT) and row["key"] not in {mention.key for mention in matcher.find(text)}:
                lost.append((row["key"], word))
    assert lost == []


def test_every_offer_has_one_row_in_the_same_order() -> None:
    assert [row["id"] for row in OFFER_TOPICS] == [row["id"] for row in OFFERS]


@pytest.mark.parametrize(("offer", "row"), list(zip(OFFERS, OFFER_TOPICS, strict=True)), ids=lambda row: row["id"])
def test_offer(offer: dict[str, str], row: dict[str, str]) -> None:
    needs, topics = items(row["needs"]), items(row["topics"])
    assert topics, "every offer has a topic"
    assert set(topics) <= KEYS
    assert len(topics) == len(set(topics)) <= 8
    assert set(needs) <= NEEDS - {offer["category"]}
    assert len(needs) == len(set(needs)) <= 3


def test_topics_without_an_offer_are_the_known_gaps() -> None:
    served = {topic for row in OFFER_TOPICS for topic in items(row["topics"])}
    assert KEYS - served == WITHOUT_OFFER


@pytest.mark.parametrize(
    ("topic", "offer_id"),
    [
        ("elterngeld", "gf-elterngeldstelle"),
        ("kindergeld", "de-kindergeld"),
        ("wohngeld", "de-wohngeld"),
        ("kinderzuschlag", "de-kinderzuschlag"),
        ("unterhaltsvorschuss", "gf-unterhaltsvorschuss"),
        ("schulden", "de-schuldnerberatung"),
        ("buergergeld", "gf-jobcenter"),
        ("hebamme", "gf-hebammenzentrale"),
        ("kindertagespflege", "gf-kindertagespflege"),
        ("frauenhaus", "gf-frauenhaus"),
        ("umgang", "gf-ksb-umgang"),
        ("tafel", "gf-tafel"),
        ("giftnotruf", "de-giz-nord"),
        ("schulbegleitung", "de-lebenshilfe-schulbegleitung"),
        ("wochenbettdepression", "de-krise-nach-geburt"),
    ],
)
def test_the_obvious_offer_carries_the_topic(topic: str, offer_id: str) -> None:
    carried = {row["id"]: items(row["topics"]) for row in OFFER_TOPICS}
    assert topic in carried[offer_id]


def test_places_for_special_families_do_not_answer_everybody() -> None:
    """A kindergarten for disabled children does not answer "Kita-Platz", nor a programme for violent men a victim."""
    carried = {row["id"]: (items(row["needs"]), items(row["topics"])) for row in OFFER_TOPICS}
    for offer_id in ("gf-lebenshilfe", "ni-integrationskita", "gf-sprachheilkita"):
        assert "kinderbetreuung" not in carried[offer_id][0]
        assert "kita" not in carried[offer_id][1]
    assert carried["gf-taeterarbeit"] == ([], ["taeterarbeit"])
