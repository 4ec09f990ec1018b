"""A plain offer to change in tests."""

from __future__ import annotations

from offer_db.ages import AgeRange
from offer_db.records import Offer

OFFER = Offer(
    id="gf-x",
    title="Beratung",
    provider="Träger",
    provider_kind="Verein",
    description="Berät Familien.",
    needs=("kinderbetreuung",),
    topics=("kita",),
    topic_names=("Kita und Kindergarten",),
    ages=AgeRange(12, 75),
    life_phases=("krippe", "kita", "uebergang_schule"),
    target="alle",
    audience="familien",
    cost="kostenlos",
    free_of_charge=True,
    languages="",
    formats=("vor_ort", "telefonisch"),
    reach="landkreis",
    reach_area="Landkreis Gifhorn",
    reach_key="03151",
    address="Schlossplatz 1",
    postcode="38518",
    town="Gifhorn",
    municipality_key="03151009",
    latitude=52.4885,
    longitude=10.5452,
    phone="05371 82-0",
    email="",
    url="",
    opening_hours="Mo-Fr 8-12 Uhr",
    opening_hours_osm="Mo-Fr 08:00-12:00; PH unknown",
    state="veroeffentlicht",
    valid_from=None,
    valid_to=None,
    source="https://example.org",
    source_checked="gespeicherte Seite",
    source_date="2026",
    confidence="high",
    verified_on=None,
    verified_by="",
    notes="",
)
