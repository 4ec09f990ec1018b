from __future__ import annotations

import pytest

from offer_db.hours import is_valid, to_osm


@pytest.mark.parametrize(
    ("text", "osm"),
    [
        ("rund um die Uhr", "24/7"),
        ("Mo-Fr 8-18 Uhr", "Mo-Fr 08:00-18:00; PH unknown"),
        ("Mo–Fr 8–18 Uhr", "Mo-Fr 08:00-18:00; PH unknown"),
        ("Montag bis Freitag 9.00 bis 12.30 Uhr und 14 bis 16 Uhr", "Mo-Fr 09:00-12:30,14:00-16:00; PH unknown"),
        ("Mo, Mi, Fr: 9-12 Uhr; Di 14-18 Uhr", "Mo,We,Fr 09:00-12:00; Tu 14:00-18:00; PH unknown"),
        ("Mo und Mi 8:30-15:30, Fr 8:30-12:00 (laut Aushang)", "Mo,We 08:30-15:30; Fr 08:30-12:00; PH unknown"),
        ("dienstags von 9:30 bis 11 Uhr", "Tu 09:30-11:00; PH unknown"),
        ("täglich 7-22 Uhr", "Mo-Su 07:00-22:00"),
        # What cannot be known is left alone.
        ("", ""),
        ("9-14 Uhr", ""),
        ("werktags 9-12 Uhr", ""),
        ("Di und Mi 14-16:30 (Stand 2018)", ""),
        ("Mo-Fr 9-17 Uhr; Di und Do oft bis 19 Uhr (prüfen)", ""),
        ("2018: dritter Donnerstag im Monat, 9-12 Uhr", ""),
        ("erster Donnerstag im Monat, nach Anmeldung", ""),
        ("Büro: Mo 8-12; sonst Rettungsleitstelle", ""),
        ("Mo-Fr 8-12 Uhr, Do 14-18 Uhr", ""),  # OSM would let the second Thursday replace the first
        ("Mo-Fr 18-8 Uhr", ""),
        ("Mo-Fr 25-26 Uhr", ""),
        ("Dienstag, Mittwoch", ""),
        ("telefonisch Mo-Fr 8-18 Uhr", ""),
    ],
)
def test_conversion(text: str, osm: str) -> None:
    assert to_osm(text) == osm
    assert not osm or is_valid(osm)
