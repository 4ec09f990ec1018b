from __future__ import annotations

from pathlib import Path

from offer_db.constraints import MESSAGES
from offer_db.fields import BY_NAME, FIELDS, table_markdown
from offer_db.models import Base
from offer_db.storing import searchable
from offer_db.worklist import KINDS

PAGE = Path(__file__).parents[3] / "docs" / "angebote-pflegen.md"


def test_headings_are_unique_and_ascii() -> None:
    assert len(BY_NAME) == len({name for field in FIELDS for name in (field.heading, field.alias)})
    assert all(field.heading.isascii() and field.heading == field.heading.lower() for field in FIELDS)
    assert all(BY_NAME[name].heading == field.heading for field in FIELDS for name in (field.heading, field.alias))


def test_every_example_is_a_good_cell() -> None:
    for field in FIELDS:
        field.parse(field.example)


def test_the_page_for_staff_shows_the_field_table() -> None:
    assert table_markdown() in PAGE.read_text(encoding="utf-8"), "python -m offer_db fields --markdown"


def test_the_page_for_staff_names_every_command() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for command in (
        "migrate",
        "seed",
        "import",
        "export",
        "search",
        "check",
        "fields",
        "state",
        "confirm",
        "history",
        "undo",
        "worklist",
        "demand",
        "reports",
    ):
        assert f"python -m offer_db {command}" in page, command


def test_the_page_for_staff_names_every_kind_of_work() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert [kind for kind in KINDS if f"| `{kind}` |" not in page] == []


def test_every_constraint_has_a_german_sentence() -> None:
    names = {str(constraint.name) for table in Base.metadata.tables.values() for constraint in table.constraints}
    assert names == set(MESSAGES)
    assert all(sentence.endswith(".") for sentence in MESSAGES.values())


def test_what_only_looks_like_a_topic_is_not_searched() -> None:
    assert searchable("umgang|!umgang mit|kind … sehen|allein .") == "umgang|kind   sehen|allein"
