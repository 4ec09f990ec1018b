"""Places in other languages: endings, other scripts, and words that only sound like a place."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.language.hygiene import clean
from bot.nlu.language.place_elsewhere import GazetteerElsewhere, manners
from bot.nlu.language.place_names import read_names
from bot.nlu.language.place_sounds import arabic_consonants, cyrillic_key, german_consonants, german_key

FOLDER = Path(__file__).parents[3] / "data" / "gifhorn"
GAZETTEER = GazetteerElsewhere(read_names(FOLDER / "municipalities.csv"))

PLACES = """
en | we live in Gifhorn => Gifhorn
en | childminder near wittingen, please => Wittingen
en | playgroup in meine from august => Meine
en | Isenbuttel please => Isenbüttel
en | our village is Gross Oesingen => Groß Oesingen
en | I live in 29378 => Wittingen
en | not in Gifhorn, in Wittingen => Wittingen
en | I moved here from Berlin => -
en | my husband works in Wolfsburg => -
en | I'm from Nigeria, is there a course => -
en | any halle or winkel => -
en | call me at home => -
en | we need a kid bed => -
tr | Gifhorn'da kreş arıyorum => Gifhorn
tr | gifhornda oturuyoruz => Gifhorn
tr | wittingene taşındık yeni => Wittingen
tr | Meine'de oturuyoruz biz => Meine
tr | Gifhorn'da değil Wittingen'de => Wittingen
tr | çocuk doktoru arıyoruz => -
ru | ищем садик в Гифхорне => Gifhorn
ru | кружок в Мейнерзене => Meinersen
ru | живем в Виттингене, ищем врача => Wittingen
ru | а в Изенбюттеле есть? => Isenbüttel
ru | муж работает в Вольфсбурге => -
ru | мы живем в доме у мамы => -
ru | кашель вторую неделю => -
uk | шукаю садок у Ґіфгорні => Gifhorn
uk | акушерка в Гіфгорні => Gifhorn
uk | футбол для хлопчика Везендорф => Wesendorf
uk | кашель третій тиждень у дитини => -
pl | szukam żłobka w Gifhornie => Gifhorn
pl | przeprowadzka do Wolfsburga => Wolfsburg
pl | przedszkole koło Meinersen => Meinersen
pl | w domu po polsku mówimy => -
ar | نسكن في غيفهورن => Gifhorn
ar | وفي فيتينغن؟ => Wittingen
ar | ساكنين بغيفهورن مع الأولاد => Gifhorn
ar | روضة في فيزندورف => Wesendorf
ar | أبحث عن برنامج في المدرسة => -
"""


@pytest.mark.parametrize("line", PLACES.strip().splitlines())
def test_places(line: str) -> None:
    said, _, expected = line.partition(" => ")
    language, _, text = said.partition(" | ")
    names = [mention.name for mention in GAZETTEER.find(clean(text), language)]
    assert names == ([] if expected == "-" else [expected])


def test_offsets_are_the_message_s() -> None:
    [mention] = GAZETTEER.find("biz Gifhorn'da oturuyoruz", "tr")
    assert (mention.matched, mention.start, mention.end, mention.inside) == ("Gifhorn'da", 4, 14, True)


@pytest.mark.parametrize("spelling", ["Гифхорн", "Ґіфгорн", "Гіфхорн", "гифгорн"])
def test_cyrillic_spellings_sound_alike(spelling: str) -> None:
    assert cyrillic_key(spelling) == german_key("Gifhorn")


@pytest.mark.parametrize("spelling", ["غيفهورن", "جيفهورن", "گیفهورن", "غفهورن"])
def test_arabic_spellings_sound_alike(spelling: str) -> None:
    assert arabic_consonants(spelling) == german_consonants("Gifhorn")


@given(st.sampled_from(sorted(manners())), st.text(max_size=120))
def test_never_raises_and_offsets_fit(language: str, text: str) -> None:
    text = clean(text)
    for mention in GAZETTEER.find(text, language):
        assert text[mention.start : mention.end] == mention.matched
