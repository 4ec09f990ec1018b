"""An offer as an attacker would write it, if ever one got into the directory past every check."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import sqlalchemy as sa

from offer_db.csvfile import read_text
from offer_db.database import open_engine, writing
from offer_db.importing import import_offers
from offer_db.meaning import shared_encoder
from offer_db.models import Contact, Offer

HOSTILE_ID: Final = "test-feindlich"
#: What a hostile script would leave behind, if it ran.
MARK: Final = "hostileScriptRan"
TITLE: Final = f'Kita </script><script>{MARK}=1</script>"><img src=x onerror={MARK}=1>'
DESCRIPTION: Final = f"<svg onload={MARK}=1></svg> <b>Kita</b> mit freien Plätzen {{{{7*7}}}} {{% raw %}} ${{{MARK}=1}}"
#: No importer lets this through; it is written into the table itself.
URL: Final = f"javascript:{MARK}=1"
_ROW: Final = {
    "id": HOSTILE_ID,
    "title": TITLE,
    "provider": f'"><script>{MARK}=1</script>',
    "provider_type": "Verein",
    "category": "kinderbetreuung",
    "description": DESCRIPTION,
    "age_min_months": "0",
    "age_max_months": "75",
    "target": "alle",
    "cost": f"<img src=x onerror={MARK}=1>",
    "address": f"'\"><script>{MARK}=1</script> 1",
    "postcode": "29378",
    "town": "Wittingen",
    "phone": "05371 000000",
    "reach": "gemeinde",
    "reach_area": "Wittingen",
    "source_url": f'https://x.example/"><script>{MARK}=1</script>',
    "source_checked": "Test",
    "confidence": "high",
}


@contextmanager
def hostile_offer(offers_url: str) -> Iterator[str]:
    """Puts it into a directory, gives its id, and takes it out again."""
    engine = open_engine(offers_url)
    try:
        with writing(engine) as session:
            import_offers(session, read_text(_csv(), "feindlich.csv"), encoder=shared_encoder())
            session.execute(sa.update(Contact).where(Contact.offer_id == HOSTILE_ID).values(url=URL))
        yield HOSTILE_ID
    finally:
        with writing(engine) as session:
            session.execute(sa.delete(Offer).where(Offer.id == HOSTILE_ID))
        engine.dispose()


def _csv() -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, _ROW)
    writer.writeheader()
    writer.writerow(_ROW)
    return text.getvalue()
