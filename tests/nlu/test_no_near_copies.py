"""No evaluation message, and no near-copy of one, stands in the training sentences: else the figures would lie."""

from __future__ import annotations

import json

from bot.learning.near_copies import near_copies
from bot.settings import ROOT
from offer_db.meaning import shared_encoder
from tests.training_data import sentences

EVALUATION = ROOT / "tests" / "nlu" / "evaluation"


def test_no_near_copies() -> None:
    lines = [line for file in EVALUATION.glob("*.jsonl") for line in file.read_text(encoding="utf-8").splitlines()]
    messages = [json.loads(line)["text"] for line in lines]
    copies = near_copies(messages, [sentence.text for sentence in sentences()], shared_encoder())
    assert not copies, "\n".join(map(str, copies))
