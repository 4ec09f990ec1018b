"""Has somebody swallowed something? Asked of messages only that are a medical emergency already."""

from __future__ import annotations

import pytest

from bot.nlu.language.poisoning import is_poisoning


@pytest.mark.parametrize(
    "text",
    [
        "mein baby hat spülmaschinentabs verschluckt",
        "Meine Tochter hat Putzmittel getrunken!",
        "er hat tabletten gegessen",
        "hat seife im mund",
        "sie hat eine knopfbatterie geschluckt",
        "er hat eine murmel runtergeschluckt",
        "er hat beeren im garten genascht",
        "hat waschmittel intus",
        "sie hat WC-Reiniger erwischt",
        "sie hat wohl meine medikamente genommen",
        "Vergiftung was tun",
        "Giftpflanze",
        "my baby swallowed a battery",
        "she drank bleach",
        "bebeğim deterjan içti",
        "bebeğim pil yuttu",
        "zehirlendi",
        "zjadł grzyby",
        "dziecko polknelo tabletke",
        "ребенок проглотил батарейку",
        "мой ребенок выпил средство",
        "дитина проковтнула таблетку",
        "ابتلع طفلي حبوب",
    ],
)
def test_swallowed(text: str) -> None:
    assert is_poisoning(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "er atmet nicht mehr",
        "er hat fieber und krampft",
        "sie blutet am kopf",
        "mein kind ist vom wickeltisch gefallen",
        "verbrühung mit heißem wasser",
        "er ist ertrunken",
        "fast im pool ertrunken, was jetzt",
        "he is not breathing",
        "he hit his head late at night",
        "nie oddycha",
        "ребенок не дышит",
        "لا يتنفس",
    ],
)
def test_another_emergency(text: str) -> None:
    assert not is_poisoning(text)


@pytest.mark.parametrize(
    "text",
    [
        "dziecko połknęło tabletkę",  # fold() keeps ł, which is no accent: "polkn" never fits
        "zatruł się grzybami",
        "wypił płyn do naczyń",
        "bebeğim hapı yutmuş",
        "çamaşır suyu içmiş",
        "дитина з'їла таблетки",  # fold() makes ї an і: "з.?їл" never fits
        "він з'їв мамині ліки",
        "er trinkt gerade putzmittel",
    ],
)
def test_swallowed_but_not_found(text: str) -> None:
    assert is_poisoning(text)


@pytest.mark.parametrize(
    "text",
    [
        "er hat seit gestern nichts getrunken und ist ganz schlapp",
        "sie ist gefallen und hat seitdem nichts gegessen",
        "das kind ist blau, ich hab ihn hoch genommen",
        "لا يتنفس جسمه ازرق",  # "jism", body, holds "summ", poison
        "طفلي اسمه احمد ولا يتنفس",  # "ism", name
        "tell me the truth is he dying",
    ],
)
def test_another_emergency_taken_for_poisoning(text: str) -> None:
    assert not is_poisoning(text)
