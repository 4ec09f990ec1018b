"""The table of plain dangers and plain harmless sentences (nlu/gefahr_saetze.yml); never trained on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

_TABLE: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "nlu" / "gefahr_saetze.yml").read_text("utf-8"))
DANGEROUS = [(kind, text) for kind, texts in _TABLE["gefahr"].items() for text in texts]
CORE = [(kind, text) for kind, texts in _TABLE["kern"].items() for text in texts]
HARMLESS: list[str] = _TABLE["harmlos"]
