"""From a message to a line in the right file: cleaned, checked, put in its place, as a patch that Git takes."""

from __future__ import annotations

import subprocess
from datetime import date
from pathlib import Path, PurePosixPath

import pytest
import yaml

from bot.learning.ages import UnknownAge, read_ages, written_ages
from bot.learning.checking import AlreadyKnown, check, evaluation_texts
from bot.learning.cleaning import says_something, training_sentence
from bot.learning.errors import SentenceRefused
from bot.learning.example import Example, example_of
from bot.learning.intents import ACTS
from bot.learning.near_copies import LONG_ENOUGH, near_copies, nearest_copy
from bot.learning.proposal import Case, cases_file, changed_files, patch
from bot.learning.sentences import FOLDER, Sentence, parse, training_files
from bot.learning.writing import with_examples
from bot.nlu.language.acts import CRISIS_KINDS, NEEDS
from bot.settings import ROOT
from offer_db.meaning import shared_encoder
from tests.training_data import sentences

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("message", "sentence"),
    [
        ("Meine Tochter [Name] ist 3", "Meine Tochter ist 3"),
        ("Mein Sohn Max, 0171 1234567, krampft", "Mein Sohn, krampft"),
        ("ich heiße Anna Krause und suche eine Hebamme", "ich heiße und suche eine Hebamme"),
        ("- {Kita}(ort) in Gifhorn\n\nbitte", "Kita (ort) in Gifhorn bitte"),
        ("/neustart {x}", "neustart x"),
        ("Hebamme in Wittingen gesucht", "Hebamme in Wittingen gesucht"),
        ("[Name] [Telefon]", ""),
        ("Wechsel Gymnasium klappt nicht, Frau Müller 05371 12345", "Wechsel Gymnasium klappt nicht"),
        ("Hallo Frau Dr. Meier, wer zahlt die Brille?", "Hallo, wer zahlt die Brille?"),
        ("wer hilft, Herr Schulz, 0171 1234567?", "wer hilft?"),
        ("meine Frau Anna ist schwanger", "meine Frau ist schwanger"),
        ("Hilfe für meine Frau Anna", "Hilfe für meine Frau"),
        ("ich bin als Frau allein mit zwei Kindern", "ich bin als Frau allein mit zwei Kindern"),
        ("Frau Müller vom Jugendamt meldet sich nicht", "Frau vom Jugendamt meldet sich nicht"),
    ],
)
def test_a_training_sentence_names_nobody(message: str, sentence: str) -> None:
    assert training_sentence(message) == sentence
    assert training_sentence(sentence) == sentence


@pytest.mark.parametrize(("text", "enough"), [("", False), ("3", False), ("?!", False), ("ja", True)])
def test_something_must_be_left(text: str, enough: bool) -> None:
    assert says_something(text) is enough


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("3 Jahre; 18 Monate", ((36, 47), (18, 18))),
        ("", ()),
        ("keins", ()),
        ("schwanger", ((-9, 0),)),
        ("5. Monat schwanger", ((-5, -4),)),
        ("Zwillinge 2 Jahre", ((24, 35), (24, 35))),
    ],
)
def test_ages_in_one_field(text: str, ages: tuple[tuple[int, int], ...]) -> None:
    assert read_ages(text, TODAY) == ages
    assert read_ages(written_ages(ages), TODAY) == ages


def test_what_is_no_age_is_named() -> None:
    with pytest.raises(UnknownAge, match="blau"):
        read_ages("3 Jahre; blau", TODAY)


@pytest.mark.parametrize(
    ("understood", "intent", "second", "file"),
    [
        ({"language": "de"}, "wohnen_alltag", None, "bedarf/wohnen_alltag.yml"),
        ({"language": "de"}, "wohnen_alltag", "finanzielle_hilfen", "mehrere_anliegen/wohnen_alltag.yml"),
        ({"language": "de"}, "krise_suizid", None, "krise/krise_suizid.yml"),
        ({"language": "de"}, "krise_gewalt_kinderschutz", None, "bedarf/krise_gewalt_kinderschutz.yml"),
        ({"language": "de", "crisis": "gewalt"}, "freizeit_ferien", None, "krise/klingt_nur_so_gewalt.yml"),
        ({"language": "en"}, "wohnen_alltag", None, "andere_sprachen/englisch.yml"),
        ({"language": "fr"}, "gruss", None, "gespraech/gruss.yml"),
    ],
)
def test_where_an_example_belongs(understood: dict[str, str], intent: str, second: str | None, file: str) -> None:
    example = example_of("Satz", understood, intent, second)
    assert example.file == PurePosixPath("data/nlu") / file
    assert (ROOT / example.file).exists()


def test_no_intent_is_missing_from_the_choice() -> None:
    assert {path.stem for path in (FOLDER / "gespraech").glob("*.yml")} == set(ACTS)
    taught = {sentence.intent for sentence in sentences()}
    assert taught <= {*ACTS, *NEEDS, *(f"krise_{kind}" for kind in CRISIS_KINDS)}


EXAMPLES = [
    Example("wir schlafen im Auto: „heute“ # 3 Kinder", "wohnen_alltag"),
    Example("schlafplatz gesucht, und windeln dazu", "wohnen_alltag", "finanzielle_hilfen"),
    Example("we sleep in the car", "wohnen_alltag", None, "en"),
    Example("no flat and no kita", "wohnen_alltag", "kinderbetreuung", "en"),
    Example("er haut im spiel", "erziehungsberatung", None, "de", "gewalt"),
    Example("er will nicht mehr leben", "krise_suizid"),
    Example("moinsen", "gruss"),
]


def read(path: PurePosixPath) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def meaning(text: str) -> list[tuple[str, str, str | None, str]]:
    return [(s.text, s.intent, s.second_need, s.language) for s in parse(text, Path("x"))]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.text)
def test_an_example_changes_nothing_else(example: Example) -> None:
    before = read(example.file)
    after = with_examples(before, [example])
    told = (example.text, example.intent, example.second_need, example.language)
    assert sorted(map(str, meaning(after))) == sorted(map(str, [*meaning(before), told]))
    lines = iter(after.splitlines())
    assert all(line in lines for line in before.splitlines()), "a line was changed or moved"


@pytest.mark.parametrize("file", training_files(), ids=lambda file: file.stem)
def test_every_file_takes_an_example(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    first = next(parse(text, file))
    example = Example("ein ganz neuer Satz", first.intent, first.second_need, first.language)
    assert len(meaning(with_examples(text, [example]))) == len(meaning(text)) + 1


def test_a_file_that_is_not_there_yet() -> None:
    assert meaning(with_examples("", EXAMPLES[:2])) == [
        (example.text, example.intent, example.second_need, "de") for example in EXAMPLES[:2]
    ]


def test_git_takes_the_patch(tmp_path: Path) -> None:
    files = changed_files(EXAMPLES, read)
    for file in files:
        (tmp_path / file.path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file.path).write_text(file.before, encoding="utf-8")
    for arguments in (["init", "-q"], ["apply", "--check", "-"], ["apply", "-"]):
        subprocess.run(["git", *arguments], cwd=tmp_path, input=patch(files), text=True, check=True)
    for file in files:
        assert (tmp_path / file.path).read_text(encoding="utf-8") == file.after
        yaml.safe_load(file.after)


def test_git_takes_a_patch_with_a_new_file_and_one_without_a_last_line_break(tmp_path: Path) -> None:
    old = 'version: "3.1"\nnlu:\n- intent: gruss\n  examples: |\n    - hallo'
    files = changed_files([EXAMPLES[0], EXAMPLES[-1]], lambda path: old if path.stem == "gruss" else "")
    (tmp_path / "data/nlu/gespraech").mkdir(parents=True)
    (tmp_path / "data/nlu/gespraech/gruss.yml").write_text(old, encoding="utf-8")
    for arguments in (["init", "-q"], ["apply", "-"]):
        subprocess.run(["git", *arguments], cwd=tmp_path, input=patch(files), text=True, check=True)
    assert meaning((tmp_path / "data/nlu/bedarf/wohnen_alltag.yml").read_text(encoding="utf-8"))
    assert len(meaning((tmp_path / "data/nlu/gespraech/gruss.yml").read_text(encoding="utf-8"))) == 2


def test_cases_for_the_developers_hold_only_what_was_wrong() -> None:
    text = cases_file([Case("fast 3 in Brome", "2026-11-23", [(36, 47)], [(33, 35)], "03151002", None)])
    (case,) = yaml.safe_load(text)["faelle"]
    assert case["alter_in_monaten"] == {"verstanden": [[36, 47]], "richtig": [[33, 35]]}
    assert "ort" not in case
    assert case["gesagt_im"] == "2026-11"
    assert "2026-11-23" not in text
    assert "lernt kein Modell" in text
    assert cases_file([]) == ""


def test_a_known_sentence_is_refused_and_named() -> None:
    with pytest.raises(AlreadyKnown) as refused:
        check("Wir finden keine Wohnung mit 3 Kindern!", shared_encoder)
    assert refused.value.known.intent == "wohnen_alltag"
    check("Wir finden keine Wohnung mit 3 Kindern!", shared_encoder, taught=False)


def test_what_is_in_the_basket_is_known() -> None:
    own = [Sentence("der kühlschrank summt seit gestern so laut", "ausserhalb", FOLDER)]
    check("die heizdecke vom opa ist viel zu warm geworden", shared_encoder, own)
    with pytest.raises(AlreadyKnown):
        check("Der Kühlschrank summt seit gestern so laut.", shared_encoder, own)


def test_a_sentence_of_the_evaluation_is_refused_and_not_shown() -> None:
    text = next(text for text in evaluation_texts() if len(text) > 2 * LONG_ENOUGH)
    for copy in (text, text.upper(), f"{text}!"):
        with pytest.raises(SentenceRefused) as refused:
            check(copy, shared_encoder, taught=False)
        assert "gemessen" in str(refused.value)
        assert text not in str(refused.value)


def test_what_is_too_short_is_refused() -> None:
    with pytest.raises(SentenceRefused, match="nichts übrig"):
        check("3 ?", shared_encoder)


def test_the_quick_look_finds_what_the_thorough_one_finds() -> None:
    known = [sentence.text for sentence in sentences() if len(sentence.text) >= LONG_ENOUGH][::30]
    changed = [text.replace("ich ", "wir ").replace("mein ", "unser ") + " bitte" for text in known[::20]]
    thorough = {text for text, _ in near_copies(changed, known, shared_encoder())}
    quick = {text for text in changed if nearest_copy(text, known, shared_encoder()) is not None}
    assert len(thorough) > 10
    assert quick == thorough
