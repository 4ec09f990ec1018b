"""No evaluation message, and no near-copy of one, stands in the training sentences: else the figures would lie."""

from __future__ import annotations

import json
import re

import numpy as np
from rapidfuzz import fuzz, process

from bot.nlu.language.hygiene import fold
from bot.settings import ROOT
from offer_db.meaning import shared_encoder
from tests.training_data import sentences

# Greetings and one-word needs ("Hebamme") are what everybody writes; a copy is a copy from this length on.
LONG_ENOUGH = 18
EVALUATION = ROOT / "tests" / "nlu" / "evaluation"
SAME_LETTERS = 90.0  # rapidfuzz ratio of the folded texts
SAME_MEANING = 0.965  # cosine of the sentence encoder


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", fold(text)).strip()


def test_no_near_copies() -> None:
    lines = [line for file in EVALUATION.glob("*.jsonl") for line in file.read_text(encoding="utf-8").splitlines()]
    messages = [text for line in lines if len(text := json.loads(line)["text"]) >= LONG_ENOUGH]
    training = [sentence.text for sentence in sentences() if len(sentence.text) >= LONG_ENOUGH]
    letters = process.cdist(
        [_plain(m) for m in messages], [_plain(t) for t in training], scorer=fuzz.ratio, score_cutoff=SAME_LETTERS
    )
    meaning = shared_encoder().encode(messages) @ shared_encoder().encode(training).T
    copies = [
        (messages[i], training[j]) for i, j in zip(*np.where((letters > 0) | (meaning > SAME_MEANING)), strict=True)
    ]
    assert not copies, "\n".join(map(str, copies))
