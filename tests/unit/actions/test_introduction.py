"""The sentence above the offers: what was understood, and honestly what was not found."""

from __future__ import annotations

import pytest

import texts
from actions import context
from actions.family import Child
from actions.introduction import found, introduction, summary
from actions.situation import Situation
from offer_db.records import SearchResult, Topic
from offer_db.relaxing import RELAXATIONS
from offer_db.vocabulary import Wish
from tests.unit.actions.fakes import FakeDirectory, result, said

OWN = said(
    gefunden=("erst: {wofuer}", "dann: {wofuer}"),
    gefunden_ohne="ohne alles",
    ausserhalb_kreis="außerhalb: {ort}",
    zu_alt="zu alt.",
    gelockert_bedarf="kein Bedarf",
    gelockert_wunsch="nicht {wunsch}",
    gelockert_ort="nicht in {ort}",
    gelockert_alter="nicht in dem Alter",
    gelockert_thema="nicht zu {thema}",
    wunsch_kostenlos="Kostenlos",
    wunsch_heute="Heute offen",
    bedarf_kinderbetreuung="Kita",
    bedarf_gesundheit="Gesundheit",
    bedarf_schule_uebergang="Schule",
)
WITTINGEN = {"key": "03151040", "name": "Wittingen"}
BERLIN = {"key": "ausserhalb:berlin", "name": "Berlin"}
TWO = Child((24, 35), "2 Jahre")
FOURTEEN = Child((168, 179), "14 Jahre")
LARGE = Child((72, 83), "6 Jahre", "Große", ("schule_uebergang",), ())
SMALL = Child((24, 35), "2 Jahre", "Kleine", ("kinderbetreuung",), ("krippe",))
ASKED = Situation(focus=(TWO,), needs=("kinderbetreuung",), topics=("krippe",), place=WITTINGEN)


@pytest.fixture(autouse=True)
def directory(monkeypatch: pytest.MonkeyPatch) -> FakeDirectory:
    fake = FakeDirectory(
        topics=[Topic("kita", "kinderbetreuung", "Kita"), Topic("krippe", "kinderbetreuung", "Krippe")]
    )
    monkeypatch.setattr(context, "directory", lambda: fake)
    return fake


@pytest.mark.parametrize(
    ("situation", "line"),
    [
        (Situation(), ""),
        (Situation(needs=("kinderbetreuung",)), "Kita"),
        (Situation(place=WITTINGEN), "Wittingen"),
        (ASKED, "2 Jahre · Kita · Wittingen"),
        (Situation(focus=(TWO, FOURTEEN), needs=("kinderbetreuung",)), "2 Jahre · 14 Jahre · Kita"),
        # children who are known but not meant are not named
        (Situation(children=(TWO, FOURTEEN), focus=(TWO,)), "2 Jahre"),
        # wishes; "nearer" is said by the place
        (Situation(place=WITTINGEN, wishes=("kostenlos", "naeher", "heute")), "kostenlos · heute offen · Wittingen"),
        # each child with what it needs
        (Situation(focus=(LARGE, SMALL), place=WITTINGEN), "6 Jahre, Schule · 2 Jahre, Kita · Wittingen"),
        # several children of one need are one question
        (Situation(focus=(SMALL, SMALL)), "2 Jahre · Kita"),
    ],
)
def test_summary(situation: Situation, line: str) -> None:
    assert summary(situation, OWN) == line


def test_found_is_said_differently_each_time() -> None:
    sentences = [found(ASKED.hinting(*["x"] * turn), OWN, "gefunden") for turn in range(3)]
    assert [sentence.partition(":")[0] for sentence in sentences] == ["erst", "dann", "erst"]


def test_found_without_anything_known() -> None:
    assert found(Situation(), OWN, "gefunden") == "ohne alles"


@pytest.mark.parametrize(
    ("situation", "answer", "sentence"),
    [
        (ASKED, result("a"), "erst: 2 Jahre · Kita · Wittingen"),
        (Situation(), result("a"), "ohne alles"),
        # nothing is left, with or without a reason
        (ASKED, result(), "kein Bedarf"),
        (ASKED, result("a", relaxed=("thema", "bedarf")), "kein Bedarf"),
        # one thing was let go
        (ASKED, result("a", relaxed=("kostenlos",)), "nicht Kostenlos"),
        (ASKED, result("a", relaxed=("ort",)), "nicht in Wittingen"),
        (ASKED, result("a", relaxed=("alter",)), "nicht in dem Alter"),
        (ASKED, result("a", relaxed=("thema",)), "nicht zu Krippe"),
        # of several the wish is named first, then the place
        (ASKED, result("a", relaxed=("kostenlos", "heute", "ort")), "nicht Kostenlos"),
        (ASKED, result("a", relaxed=("thema", "ort", "alter")), "nicht in Wittingen"),
        (ASKED, result("a", relaxed=("kostenlos", "bedarf")), "kein Bedarf"),
        # outside the district nothing else matters
        (Situation(place=BERLIN, needs=("gesundheit",)), result(relaxed=("bedarf",)), "außerhalb: Berlin"),
        (Situation(place=BERLIN, focus=(FOURTEEN,)), result("a"), "außerhalb: Berlin"),
        # older than ten
        (Situation(focus=(FOURTEEN,), needs=("gesundheit",)), result("a"), "zu alt. erst: 14 Jahre · Gesundheit"),
        (Situation(focus=(FOURTEEN,)), result(), "zu alt. kein Bedarf"),
        (Situation(focus=(FOURTEEN, TWO), needs=("gesundheit",)), result("a"), "erst: 14 Jahre · 2 Jahre · Gesundheit"),
    ],
)
def test_introduction(situation: Situation, answer: SearchResult, sentence: str) -> None:
    assert introduction(situation, answer, OWN) == sentence


def test_a_topic_nobody_named_is_said_by_its_key() -> None:
    situation = Situation(needs=("kinderbetreuung",), topics=("unbekannt",))
    assert introduction(situation, result("a", relaxed=("thema",)), OWN) == "nicht zu unbekannt"


def test_the_missing_topic_may_be_that_of_the_second_child() -> None:
    situation = Situation(focus=(LARGE, SMALL), needs=("schule_uebergang",))
    assert "Krippe" in introduction(situation, result("a", relaxed=("thema",)), OWN)


@pytest.mark.parametrize("language", texts.LANGUAGES)
@pytest.mark.parametrize("relaxed", RELAXATIONS)
def test_the_real_texts_say_all_that_can_be_let_go(relaxed: str, language: str) -> None:
    sentence = introduction(ASKED, result("a", relaxed=(relaxed,)), texts.load(language))
    assert sentence
    assert "{" not in sentence


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_the_real_texts_name_every_wish(language: str) -> None:
    assert summary(Situation(wishes=tuple(Wish)), texts.load(language)).count("·") == len(Wish) - 2
