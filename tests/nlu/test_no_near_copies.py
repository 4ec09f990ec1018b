"""No evaluation message, and no near-copy of one, stands in the training sentences: else the figures would lie."""

from __future__ import annotations

import json
import re

import numpy as np
import yaml
from rapidfuzz import fuzz, process

from bot.nlu.language.hygiene import fold
from bot.settings import ROOT
from offer_db.meaning import shared_encoder

# Greetings and one-word needs ("Hebamme") are what everybody writes; a copy is a copy from this length on.
LONG_ENOUGH = 18
SAME_LETTERS = 90.0  # rapidfuzz ratio of the folded texts
SAME_MEANING = 0.965  # cosine of the sentence encoder


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", fold(text)).strip()


def test_no_near_copies() -> None:
    lines = (ROOT / "tests/nlu/evaluation/messages.jsonl").read_text(encoding="utf-8").splitlines()
    messages = [text for line in lines if len(text := json.loads(line)["text"]) >= LONG_ENOUGH]
    training = [
        example[2:]
        for path in sorted((ROOT / "data/nlu").rglob("*.yml"))
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]
        for example in block["examples"].splitlines()
        if len(example) >= LONG_ENOUGH
    ]
    letters = process.cdist(
        [_plain(m) for m in messages], [_plain(t) for t in training], scorer=fuzz.ratio, score_cutoff=SAME_LETTERS
    )
    meaning = shared_encoder().encode(messages) @ shared_encoder().encode(training).T
    copies = [
        (messages[i], training[j]) for i, j in zip(*np.where((letters > 0) | (meaning > SAME_MEANING)), strict=True)
    ]
    assert not copies, "\n".join(map(str, copies))
