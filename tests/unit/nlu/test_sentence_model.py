"""A tiny model, trained on made-up vectors: what it learns, keeps and refuses."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from bot.nlu.language.hints import Hints, topic_hints
from bot.nlu.language.sentence_model import Reading, SentenceModel
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
    ("krise_gewalt", "er schlägt mich"),
    ("krise_gewalt", "mein Mann schlägt zu"),
    ("krise_medizin", "sie atmet nicht"),
    ("krise_medizin", "er atmet nicht mehr"),
]
TEXTS = [text for _, text in SENTENCES]
LABELS = [[intent] for intent, _ in SENTENCES]
DIRECTION = {"kinderbetreuung": 0, "gesundheit": 1, "gruss": 2, "krise_gewalt": 3, "krise_medizin": 4}
NO_HINTS: list[Hints] = [{}] * len(SENTENCES)


def vectors(*intents: str) -> NDArray[np.float32]:
    """One unit vector an intent with a little noise, so that no two are the same."""
    noise = np.random.default_rng(1)
    rows = np.eye(8, dtype=np.float32)[[DIRECTION[intent] for intent in intents]]
    rows = rows + noise.normal(0, 0.05, rows.shape)
    unit: NDArray[np.float32] = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    return unit


def all_vectors() -> NDArray[np.float32]:
    """Those of all sentences."""
    return vectors(*(intent for intent, _ in SENTENCES))


NEUTRAL = np.full((1, 8), 8**-0.5, dtype=np.float32)


@pytest.fixture(scope="module")
def model() -> SentenceModel:
    """Trained without hints."""
    return SentenceModel.train(TEXTS, LABELS, all_vectors(), NO_HINTS)


def read(model: SentenceModel, text: str, vector: NDArray[np.float32] = NEUTRAL, hints: Hints | None = None) -> Reading:
    """What the model says of one text."""
    return model.read([text], vector, [hints or {}])[0]


def best(model: SentenceModel, text: str, vector: NDArray[np.float32], hints: Hints | None = None) -> str:
    """The most probable intent of one text."""
    intents = read(model, text, vector, hints).intents
    return max(intents, key=intents.__getitem__)


def test_intents_and_dangers_are_kept_apart(model: SentenceModel) -> None:
    reading = read(model, "hallo")
    assert list(reading.intents) == ["gesundheit", "gruss", "kinderbetreuung"]
    assert list(reading.dangers) == ["gewalt", "medizin"]


@pytest.mark.parametrize("text", ["Krippe?", "xyz", ""])
def test_intents_are_a_distribution(model: SentenceModel, text: str) -> None:
    shares = list(read(model, text).intents.values())
    assert all(share >= 0 for share in shares)
    assert sum(shares) == pytest.approx(1.0)


def test_no_texts_give_no_readings(model: SentenceModel) -> None:
    assert model.read([], np.empty((0, 8), dtype=np.float32), []) == []


def test_danger_by_meaning_and_by_wording(model: SentenceModel) -> None:
    assert read(model, "qqqq", vectors("krise_gewalt")).danger > 0.3
    assert read(model, "der schlägt mich", NEUTRAL).danger > read(model, "guten Tag", NEUTRAL).danger
    assert read(model, "sie atmet nicht", vectors("krise_medizin")).dangers["medizin"] > 0.5
    assert model.danger_by_wording("er schlägt mich", {}) > model.danger_by_wording("Krippenplatz", {})


def test_a_second_need_is_learned_too() -> None:
    texts = [*TEXTS, "Krippenplatz und Fieber", "Kitaplatz, und das Fieber"]
    labels = [*LABELS, *[["kinderbetreuung", "gesundheit"]] * 2]
    rows = np.concatenate([all_vectors(), np.repeat(NEUTRAL, 2, axis=0)])
    model = SentenceModel.train(texts, labels, rows, [{}] * len(texts))
    two = read(model, "Krippenplatz und Fieber").intents
    assert min(two["kinderbetreuung"], two["gesundheit"]) > two["gruss"]


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
def test_wording_decides_when_the_meaning_is_neutral(model: SentenceModel, text: str, intent: str) -> None:
    assert best(model, text, NEUTRAL) == intent


@pytest.mark.parametrize("intent", ["gesundheit", "gruss", "kinderbetreuung"])
def test_meaning_decides_when_no_word_is_known(model: SentenceModel, intent: str) -> None:
    assert best(model, "qqqq", vectors(intent)) == intent


def test_hints_decide_when_nothing_else_does() -> None:
    hints: list[Hints] = [{"topic krippe": 1.0} if label == ["kinderbetreuung"] else {} for label in LABELS]
    model = SentenceModel.train(TEXTS, LABELS, all_vectors(), hints)
    plain = read(model, "qqqq").intents
    hinted = read(model, "qqqq", NEUTRAL, {"topic krippe": 1.0, "topic never seen": 1.0}).intents
    assert hinted["kinderbetreuung"] > plain["kinderbetreuung"]
    assert best(model, "qqqq", NEUTRAL, {"topic krippe": 1.0}) == "kinderbetreuung"


def test_saving_and_loading_changes_nothing(model: SentenceModel, tmp_path: Path) -> None:
    model.save(tmp_path)
    again = SentenceModel.load(tmp_path)
    for text in ("Krippenplatz", "Kinderarzt", "moin", "er schlägt"):
        assert read(again, text).intents == pytest.approx(read(model, text).intents)
        assert read(again, text).dangers == pytest.approx(read(model, text).dangers)


def test_loading_runs_no_code(model: SentenceModel, tmp_path: Path) -> None:
    model.save(tmp_path)
    pickled = np.array([{"harm": "less"}], dtype=object)
    np.savez(tmp_path / "weights.npz", axes=pickled)
    with pytest.raises(ValueError, match="allow_pickle"):
        SentenceModel.load(tmp_path)


def test_missing_files_are_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        SentenceModel.load(tmp_path)


@pytest.mark.parametrize(
    ("texts", "intents"),
    [([], []), (["a"], []), (["a", "b"], ["gruss"])],
    ids=["nothing", "no intent", "too few intents"],
)
def test_training_refuses_what_does_not_fit(texts: list[str], intents: list[str]) -> None:
    with pytest.raises(ValueError, match="as many texts"):
        SentenceModel.train(texts, [[name] for name in intents], np.zeros((len(texts), 8), dtype=np.float32), [])


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
