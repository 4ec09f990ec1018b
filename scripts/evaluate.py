"""How well Lotte understands, beside Rasa's default and a search box: `make eval`.

Trains both pipelines afresh in a temporary folder and measures every row on half b of tests/nlu/evaluation (never
tuned on), each in a process of its own; half an hour and more, nearly all of it DIET (`--epochs`). `--write` puts the
tables into docs/verstehen.md. `--models FOLDER` keeps the trainings with their times there and takes those that fit the
data. `--quick` measures Lotte alone, with the model that is there. `--half a` shows half a, on which thresholds may be
set; `--errors` lists its mistakes (refused for half b) and is quick.
"""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from bot.evaluation.messages import evaluation_hash, german, misspelt, other_languages
from bot.evaluation.score import Score
from bot.model import ensure_model, fingerprint
from bot.settings import load_settings
from scripts.evaluation import page
from scripts.evaluation.fresh import in_fresh_process
from scripts.evaluation.offers import prepare_offers, published_offers
from scripts.evaluation.rows import rasa_pipeline
from scripts.evaluation.rows.rasa_pipeline import Measured
from scripts.evaluation.rows.rasa_training import LOTTE, RASA_DEFAULT, Pipeline, Training, trained
from scripts.evaluation.rows.search_box import entry, measure_search_box, parents_words
from scripts.evaluation.table import Row, confusion_table, language_table, main_table

EPOCHS: Final = 10
"""Of DIET; Rasa's template says 100, which takes hours with more than ten thousand sentences."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--half", choices=["a", "b"], default="b")
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--models", type=Path, metavar="FOLDER")
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    options = parser.parse_args()
    if options.errors and options.half == "b":
        sys.exit("Fehler werden nur für Hälfte a gezeigt: An Hälfte b wird gemessen.")
    if options.write and (options.half == "a" or options.quick or options.errors):
        sys.exit("In die Dokumentation kommt nur die vollständige Messung an Hälfte b.")
    with TemporaryDirectory() as folder:
        if options.quick or options.errors:
            quick(options.half, Path(folder), show_errors=options.errors)
        else:
            models = options.models or Path(folder)
            full(options.half, Path(folder), models, epochs=options.epochs, write=options.write)


def quick(half: str, folder: Path, *, show_errors: bool) -> None:
    """Lotte alone, with the model that fits the data (trained only if there is none)."""
    model = ensure_model(load_settings().models)
    measured = _measure_lotte(model, _offers(folder), half)
    rows = _lotte_rows(measured, None)
    print(f"Hälfte {half}: {len(german(half))} Nachrichten\n\n{main_table(rows)}\n")
    print(f"{confusion_table(rows)}\n\n{language_table(_languages(measured))}")
    if show_errors:
        print("\n".join(["", *measured.scores["de"].errors]))


def full(half: str, folder: Path, models: Path, *, epochs: int, write: bool) -> None:
    """All rows; `models` is where trainings are looked for and kept."""
    measured = fingerprint(page.UNDERSTANDING), evaluation_hash()
    messages = german(half)
    url = _offers(folder)
    lotte_training = _trained("Lotte", LOTTE, models)
    rasa_training = _trained(f"Rasas Vorgabe ({epochs} Durchgänge)", RASA_DEFAULT, models, epochs)
    _say("Lotte wird gemessen …")
    lotte = _measure_lotte(lotte_training.model, url, half)
    _say("Rasas Vorgabe wird gemessen …")
    default = in_fresh_process(rasa_pipeline.measure, RASA_DEFAULT, rasa_training.model, url, {"de": messages})
    _say("Das Suchfeld wird gemessen …")
    offers = in_fresh_process(published_offers, url)
    rows = [*_lotte_rows(lotte, lotte_training), _row(page.RASA_DEFAULT, default, "de", rasa_training)]
    for name, words in ((page.SEARCH_BOX, None), (page.SEARCH_BOX_WORDS, parents_words())):
        score, memory = in_fresh_process(measure_search_box, [entry(offer, words) for offer in offers], messages)
        rows.append(Row(name, score, memory_mib=memory))
    content = page.block(
        rows,
        (page.LOTTE, page.LOTTE_MISSPELT, page.RASA_DEFAULT),
        _languages(lotte),
        page.stand_line(*measured, date.today()),
        messages=len(messages),
        epochs=epochs,
    )
    print(content if half == "b" else f"Hälfte a, an der abgestimmt wird:\n\n{content}")
    if (fingerprint(page.UNDERSTANDING), evaluation_hash()) != measured:
        sys.exit("Trainings- oder Prüfdaten haben sich während der Messung geändert: Diese Zahlen gelten nicht.")
    if write:
        page.PAGE.write_text(page.replaced(page.PAGE.read_text(encoding="utf-8"), content), encoding="utf-8")


def _offers(folder: Path) -> str:
    _say("Die Angebote werden eingelesen …")
    return in_fresh_process(prepare_offers, folder)


def _trained(name: str, pipeline: Pipeline, models: Path, epochs: int | None = None) -> Training:
    _say(f"{name} wird trainiert …")
    training = trained(pipeline, models, epochs)
    _say(f"  {training.seconds:.0f} s")
    return training


def _measure_lotte(model: Path, url: str, half: str) -> Measured:
    messages = german(half)
    sets = {"de": messages, "typos": misspelt(messages), **other_languages(half)}
    return in_fresh_process(rasa_pipeline.measure, LOTTE, model, url, sets)


def _lotte_rows(measured: Measured, training: Training | None) -> list[Row]:
    return [_row(page.LOTTE, measured, "de", training), _row(page.LOTTE_MISSPELT, measured, "typos", training)]


def _row(name: str, measured: Measured, messages: str, training: Training | None) -> Row:
    return Row(
        name,
        measured.scores[messages],
        training.seconds if training else None,
        training.peak_mib if training else None,
        measured.memory_mib,
    )


def _languages(measured: Measured) -> dict[str, Score]:
    return {name: score for name, score in measured.scores.items() if name != "typos"}


def _say(step: str) -> None:
    print(step, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
