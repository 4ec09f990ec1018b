"""A tiny model, trained on made-up vectors: what it learns, keeps and refuses."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from bot.nlu.language.hints import Hints, topic_hints
from bot.nlu.language.intent_model import IntentModel
from bot.nlu.language.topic import TopicMention

SENTENCES = [
    ("kinderbetreuung", "wir suchen einen Krippenplatz"),
    ("kinderbetreuung", "Krippenplatz ab August"),
    ("kinderbetreuung", "wer hat noch einen Kitaplatz"),
    ("kinderbetreuung", "Kitaplatz für meine Tochter"),
    ("gesundheit", "mein Sohn hat Fieber"),
    ("gesundheit", "Fieber und Husten seit gestern"),
    ("gesundheit", "welcher Kinderarzt hat offen"),
    ("gesundheit", "Kinderarzt gesucht"),
    ("gruss", "hallo"),
    ("gruss", "hallo zusammen"),
    ("gruss", "guten Tag"),
    ("gruss", "guten Morgen"),
]
TEXTS = [text for _, text in SENTENCES]
INTENTS = [intent for intent, _ in SENTENCES]
DIRECTION = {"kinderbetreuung": 0, "gesundheit": 1, "gruss": 2}


def vectors(*intents: str) -> NDArray[np.float32]:
    """One unit vector an intent with a little noise, so that no two are the same."""
    noise = np.random.default_rng(1)
    rows = np.eye(8, dtype=np.float32)[[DIRECTION[intent] for intent in intents]]
    rows = rows + noise.normal(0, 0.05, rows.shape)
    unit: NDArray[np.float32] = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    return unit


NEUTRAL = np.full((1, 8), 8**-0.5, dtype=np.float32)


@pytest.fixture(scope="module")
def model() -> IntentModel:
    """Trained without hints."""
    return IntentModel.train(TEXTS, INTENTS, vectors(*INTENTS))


def best(model: IntentModel, text: str, vector: NDArray[np.float32], hints: Hints | None = None) -> str:
    """The most probable intent of one text."""
    row = model.probabilities([text], vector, None if hints is None else [hints])[0]
    return model.intents[int(row.argmax())]


def test_classes_are_sorted_and_complete(model: IntentModel) -> None:
    assert model.intents == ("gesundheit", "gruss", "kinderbetreuung")


def test_probabilities_are_a_distribution(model: IntentModel) -> None:
    rows = model.probabilities(["Krippe?", "xyz", ""], np.repeat(NEUTRAL, 3, axis=0))
    assert rows.shape == (3, 3)
    assert np.all(rows >= 0)
    assert np.allclose(rows.sum(axis=1), 1)


def test_no_texts_give_no_rows(model: IntentModel) -> None:
    assert model.probabilities([], np.empty((0, 8), dtype=np.float32)).shape == (0, 3)


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("Krippenplatz", "kinderbetreuung"),
        ("KRIPPENPLATZ gesucht", "kinderbetreuung"),
        ("krippnplatz", "kinderbetreuung"),  # a typing error leaves groups of letters
        ("Fieber", "gesundheit"),
        ("Kinderärzte", "gesundheit"),
        ("Hallo!", "gruss"),
    ],
)
def test_wording_decides_when_the_meaning_is_neutral(model: IntentModel, text: str, intent: str) -> None:
    assert best(model, text, NEUTRAL) == intent


@pytest.mark.parametrize("intent", sorted(DIRECTION))
def test_meaning_decides_when_no_word_is_known(model: IntentModel, intent: str) -> None:
    assert best(model, "qqqq", vectors(intent)) == intent


def test_hints_decide_when_nothing_else_does() -> None:
    hints: list[Hints] = [{"topic krippe": 1.0} if intent == "kinderbetreuung" else {} for intent in INTENTS]
    model = IntentModel.train(TEXTS, INTENTS, vectors(*INTENTS), hints)
    plain = model.probabilities(["qqqq"], NEUTRAL)[0]
    hinted = model.probabilities(["qqqq"], NEUTRAL, [{"topic krippe": 1.0, "topic never seen": 1.0}])[0]
    at = model.intents.index("kinderbetreuung")
    assert hinted[at] > plain[at]
    assert best(model, "qqqq", NEUTRAL, {"topic krippe": 1.0}) == "kinderbetreuung"


def test_saving_and_loading_changes_nothing(model: IntentModel, tmp_path: Path) -> None:
    model.save(tmp_path)
    again = IntentModel.load(tmp_path)
    texts = ["Krippenplatz", "Kinderarzt", "moin"]
    rows = vectors("gruss", "gesundheit", "kinderbetreuung")
    assert again.intents == model.intents
    assert np.allclose(again.probabilities(texts, rows), model.probabilities(texts, rows))


def test_loading_runs_no_code(model: IntentModel, tmp_path: Path) -> None:
    model.save(tmp_path)
    pickled = np.array([{"harm": "less"}], dtype=object)
    np.savez(tmp_path / "weights.npz", anchors=pickled)
    with pytest.raises(ValueError, match="allow_pickle"):
        IntentModel.load(tmp_path)


def test_missing_files_are_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        IntentModel.load(tmp_path)


@pytest.mark.parametrize(
    ("texts", "intents"),
    [([], []), (["a"], []), (["a", "b"], ["gruss"])],
    ids=["nothing", "no intent", "too few intents"],
)
def test_training_refuses_what_does_not_fit(texts: list[str], intents: list[str]) -> None:
    with pytest.raises(ValueError, match="as many texts"):
        IntentModel.train(texts, intents, np.zeros((len(texts), 8), dtype=np.float32))


def test_topic_hints_keep_the_best_score() -> None:
    mentions = [
        TopicMention("elterngeld", "finanzielle_hilfen", 0, 10, 0.8),
        TopicMention("kindergeld", "finanzielle_hilfen", 15, 25, 1.0),
    ]
    assert topic_hints(mentions) == {
        "topic elterngeld": 0.8,
        "topic kindergeld": 1.0,
        "need finanzielle_hilfen": 1.0,
    }
    assert topic_hints([]) == {}
