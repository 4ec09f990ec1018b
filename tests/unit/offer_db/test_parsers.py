from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from offer_db import parsers
from offer_db.csvfile import neutralise, restore
from offer_db.vocabulary import NEEDS


@pytest.mark.parametrize(
    ("parse", "cell", "value"),
    [
        (parsers.identifier, " gf-but ", "gf-but"),
        (parsers.age, "-9", -9),
        (parsers.age, " 330 ", 330),
        (parsers.one_of(("a", "b")), "b", "b"),
        (parsers.many_of(("a", "b")), " b ; a;b;", ("b", "a")),
        (parsers.keys, "", ()),
        (parsers.day, "", None),
        (parsers.day, "2026-03-31", date(2026, 3, 31)),
        (parsers.day, "31.03.2026", date(2026, 3, 31)),
        (parsers.postcode, "38518", "38518"),
        (parsers.postcode, "", ""),
        (parsers.phone, "110", "110"),
        (parsers.phone, "+49 (0)5371 82-0", "+49 (0)5371 82-0"),
        (parsers.phone, "", ""),
        (parsers.email, "a.b@example.org", "a.b@example.org"),
        (parsers.url, "https://example.org/?a=1", "https://example.org/?a=1"),
        (parsers.osm_hours, "Mo-Fr 08:00-12:00; PH off", "Mo-Fr 08:00-12:00; PH off"),
        (parsers.text(10), " a\x00b\r\nc ", "ab\nc"),
    ],
)
def test_good_cells(parse: Callable[[str], object], cell: str, value: object) -> None:
    assert parse(cell) == value


@pytest.mark.parametrize(
    ("parse", "cell", "reason"),
    [
        (parsers.identifier, "GF 1", "keine Kennung"),
        (parsers.age, "drei", "keine ganze Zahl"),
        (parsers.age, "3,5", "keine ganze Zahl"),
        (parsers.age, "331", "nicht zwischen"),
        (parsers.age, "-10", "nicht zwischen"),
        (parsers.one_of(("a", "b")), "c", "Erlaubt: a, b"),
        (parsers.many_of(("a", "b")), "a;c", "„c“ gibt es nicht"),
        (parsers.day, "2026-02-30", "kein Datum"),
        (parsers.day, "gestern", "kein Datum"),
        (parsers.postcode, "3851", "fünf Ziffern"),
        (parsers.postcode, "٣٨٥١٨", "fünf Ziffern"),
        (parsers.phone, "05371 82-0 oder 112", "keine Telefonnummer"),
        (parsers.phone, "anrufen", "keine Telefonnummer"),
        (parsers.email, "a@b", "keine E-Mail"),
        (parsers.email, "a@example.org; b@example.org", "keine E-Mail"),
        (parsers.email, "a" * 200 + "@example.org", "keine E-Mail"),
        (parsers.url, "www.example.org", "keine Webadresse"),
        (parsers.url, "javascript:alert(1)", "keine Webadresse"),
        (parsers.osm_hours, "immer", "keine gültige OSM-Angabe"),
        (parsers.text(3), "viel zu lang", "erlaubt sind 3"),
    ],
)
def test_bad_cells_say_why(parse: Callable[[str], object], cell: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        parse(cell)


@pytest.mark.parametrize(
    ("cell", "safe"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+49 5371", "'+49 5371"),
        ("-cmd", "'-cmd"),
        ("@SUM", "'@SUM"),
        ("\tx", "'\tx"),
        ("'=x", "''=x"),
        ("-9", "-9"),
        ("-", "'-"),
        ("Kita", "Kita"),
        ("'Kita", "'Kita"),
        ("", ""),
    ],
)
def test_formulas_are_disarmed_and_come_back(cell: str, safe: str) -> None:
    assert neutralise(cell) == safe
    assert restore(safe) == cell


def test_a_need_may_be_called_by_its_german_name() -> None:
    assert parsers.one_of(NEEDS)("kinderbetreuung") == parsers.one_of(NEEDS)(" Kinderbetreuung ") == "kinderbetreuung"
    assert parsers.many_of(NEEDS)("Frühe Hilfen;gesundheit") == ("fruehe_hilfen", "gesundheit")
    with pytest.raises(ValueError, match=r"„Krippe“ gibt es nicht\. Erlaubt: Schwangerschaft und Geburt, "):
        parsers.one_of(NEEDS)("Krippe")


def test_a_message_repeats_only_the_beginning_of_a_long_value() -> None:
    with pytest.raises(ValueError, match=r"^„x{80} …“ ist keine Kennung") as wrong:
        parsers.identifier("x" * 100_000)
    assert len(str(wrong.value)) < 300
