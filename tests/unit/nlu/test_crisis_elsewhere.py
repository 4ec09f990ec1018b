"""Danger said in other languages by words nobody can misunderstand; harmless sentences with the same words."""

from __future__ import annotations

import pytest

from bot.nlu.language.acts import CRISIS_KINDS
from bot.nlu.language.crisis import by_pattern, message_parts, patterns_for
from bot.nlu.language.crisis_patterns import patterns, patterns_elsewhere, sounds_elsewhere
from bot.nlu.language.recognition import UNDERSTOOD_ELSEWHERE, recognise

DANGER = """
medizin | my baby is not breathing
medizin | my son drank bleach
medizin | he swallowed a button battery
medizin | she cant breathe and turned blue
medizin | bebeğim nefes almıyor
medizin | oglum ilac yuttu
medizin | ребёнок не дышит
medizin | сын проглотил батарейку
medizin | дитина не дихає
medizin | донька випила засіб для труб
medizin | dziecko nie oddycha
medizin | polknal baterie
medizin | طفلي لا يتنفس
medizin | ابني بلع بطارية
gewalt | my husband beats me
gewalt | he threatened to kill me
gewalt | kocam beni dövüyor
gewalt | esim bana vurdu
gewalt | муж меня бьет
gewalt | бывший угрожает убить
gewalt | чоловік б'є мене
gewalt | mąż mnie bije
gewalt | maz mnie pobil
gewalt | زوجي يضربني
gewalt | وزوجي يهددني بالقتل
kindeswohl | my dad hits me
kindeswohl | his stepfather touches my daughter
kindeswohl | I shook my baby
kindeswohl | babam beni dövüyor
kindeswohl | папа меня бьет
kindeswohl | муж избил сына
kindeswohl | тато мене б'є
kindeswohl | ojczym bije dziecko
kindeswohl | أبي يضربني
suizid | I want to die
suizid | i want to kill myself
suizid | ölmek istiyorum
suizid | intihar edeceğim
suizid | не хочу больше жить
suizid | хочу померти
suizid | nie chcę żyć
suizid | zabije się
suizid | أريد أن أموت
suizid | بدي موت نفسي ما بدي عيش
ueberlastung | I'm going to hurt my baby
ueberlastung | i am losing control
ueberlastung | çocuğa zarar vereceğim
ueberlastung | я сейчас его ударю
ueberlastung | боюся що вдарю дитину
ueberlastung | zaraz go uderzę
ueberlastung | رح اضرب ابني
"""

HARMLESS = """
first aid course for babies, please
my son hits other kids at kita
how does a women's shelter work, not urgent
I swallowed my pride and apply now
he is so tired he could sleep all day
çocuklar için ilk yardım kursu
bebeğim hala emmiyor
подруга раньше терпела побои, сейчас живет отдельно
курсы первой помощи детям
сын не хочет в садик
де є курси першої допомоги
син не хоче їсти
gdzie jest poradnia dla kobiet po przemocy
syn nie chce spać
أبحث عن دورة إسعافات أولية للأطفال
ابني لا يريد النوم
"""


@pytest.mark.parametrize("line", DANGER.strip().splitlines())
def test_danger(line: str) -> None:
    kind, _, text = line.partition(" | ")
    assert by_pattern(message_parts(text), recognise(text)) == kind


@pytest.mark.parametrize("text", HARMLESS.strip().splitlines())
def test_harmless(text: str) -> None:
    assert by_pattern(message_parts(text), recognise(text)) is None


def test_every_language_has_every_kind() -> None:
    assert set(patterns_elsewhere()) == set(UNDERSTOOD_ELSEWHERE)
    for known in patterns_elsewhere().values():
        assert set(known.danger) == set(CRISIS_KINDS)


def test_which_patterns_are_asked() -> None:
    assert patterns_for("de") == (patterns(),)
    assert patterns_for("fr") == (patterns(),)
    assert patterns_for("en") == (patterns_elsewhere()["en"],)
    assert len(patterns_for(None)) == 1 + len(patterns_elsewhere())


def test_spelling_does_not_count() -> None:
    assert sounds_elsewhere("I can't breathe!!") == "i cant breathe "
    assert sounds_elsewhere("Beni DÖVÜYOR") == sounds_elsewhere("beni dovuyor")
    assert sounds_elsewhere("أريد") == sounds_elsewhere("اريد")


def test_something_harmless_takes_an_alarm_back_in_its_language() -> None:
    assert by_pattern(["he used to hit me years ago"], "en") is None
    assert by_pattern(["he hits me"], "en") == "gewalt"
