"""What an offer becomes when a person types its cells: the rules of a file, but a person decides state and checking."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from offer_db.cells import EMPTY_CELL, heading_of, read_cells
from offer_db.errors import EditRefused, FieldProblem
from offer_db.fields import BY_NAME, FIELDS, REQUIRED, Field
from offer_db.gazetteer import Gazetteer
from offer_db.loading import load_municipalities, load_topics
from offer_db.merging import CellError, checked_pair, is_doubtful, merge
from offer_db.models import Provider
from offer_db.records import Offer
from offer_db.vocabulary import State

NOT_YET: Final = "Die Quelle ist unsicher und niemand hat geprüft. Bitte zuerst prüfen, dann veröffentlichen."
FILL_IN: Final = "Bitte ausfüllen."
"""What a person is told instead of `EMPTY_CELL`: a form has no cells."""
_BY_HAND: Final = ("state", "verified_on", "verified_by")
_ORDER: Final = {field.alias: rank for rank, field in enumerate(FIELDS)}


def judge(session: Session, stored: Offer | None, cells: Mapping[str, str], *, restoring: bool = False) -> Offer:
    """The offer as it should be stored.

    Args:
        session: reads places, topics and providers.
        stored: what there is; None makes a new offer, a draft unless the cells say otherwise.
        cells: by English alias (German headings are fine too); what is missing stays as it is.
        restoring: it stood like this before, so it may be published although nobody checked it.

    Raises:
        EditRefused: every field that is wrong, with its reason.
    """
    fields, problems = _fields(cells)
    values, unreadable = read_cells((field, cells[name]) for name, field in fields.items())
    problems += unreadable
    if stored is None:
        given = {field.alias for field in fields.values()}
        problems += [CellError(field.alias, EMPTY_CELL) for field in REQUIRED if field.alias not in given]
    elif values.setdefault("id", stored.id) != stored.id:
        problems.append(CellError("id", "Die Kennung bleibt für immer gleich."))
    _keep_the_kind_of_provider(session, stored, values)
    offer = _merged(session, stored, values, problems)
    day, who = _checked(stored, values, problems)
    state = values.get("state") or (stored.state if stored else State.ENTWURF.value)
    confidence = values.get("confidence", stored.confidence if stored else "")
    if not restoring and not may_be_published(stored, state, confidence, day is not None):
        problems.append(CellError("state", NOT_YET))
    if problems or offer is None:
        raise refused(problems)
    return replace(offer, state=state, verified_on=day, verified_by=who)


def refused(problems: Sequence[CellError]) -> EditRefused:
    """The error for a person, in the order of the fields, each reason once."""
    ordered = sorted(problems, key=lambda problem: _ORDER.get(problem.alias, -1))
    named = [
        FieldProblem(problem.alias, heading_of(problem.alias), str(problem).replace(EMPTY_CELL, FILL_IN))
        for problem in ordered
    ]
    return EditRefused(tuple(dict.fromkeys(named)))


def may_be_published(stored: Offer | None, state: str, confidence: str, verified: bool) -> bool:
    """False if a change would publish what nobody has confirmed; what is published already may stay."""
    if state != State.VEROEFFENTLICHT or not is_doubtful(confidence, verified):
        return True
    return (
        stored is not None
        and stored.state == State.VEROEFFENTLICHT
        and is_doubtful(stored.confidence, stored.verified_on is not None)
    )


def _fields(cells: Mapping[str, str]) -> tuple[dict[str, Field], list[CellError]]:
    known = {name: BY_NAME[name] for name in cells if name in BY_NAME}
    return known, [CellError(name, "Diese Spalte gibt es nicht.") for name in cells if name not in BY_NAME]


def _keep_the_kind_of_provider(session: Session, stored: Offer | None, values: dict[str, Any]) -> None:
    # The kind belongs to the provider, not to the offer: choosing another provider must not carry the old one's kind
    # over, or a click would change all offers of the other provider.
    name = values.get("provider")
    if name is None or (stored is not None and stored.provider == name):
        return
    untouched = values.get("provider_type", "") in ("", stored.provider_kind if stored else "")
    kind = session.scalar(select(Provider.kind).where(Provider.name == name))
    if untouched and kind is not None:
        values["provider_type"] = kind


def _merged(
    session: Session, stored: Offer | None, values: Mapping[str, Any], problems: list[CellError]
) -> Offer | None:
    told = {problem.alias for problem in problems}
    wanted = {alias: value for alias, value in values.items() if alias not in _BY_HAND}
    if stored is None:
        # What is missing is told already; a stand-in lets the rules for the other fields speak.
        age = next((values[alias] for alias in ("age_min_months", "age_max_months") if alias in values), 0)
        wanted = {"id": "", "age_min_months": age, "age_max_months": age} | wanted
    places = Gazetteer(load_municipalities(session))
    try:
        return merge(stored, wanted, places, load_topics(session)).offer
    except CellError as error:
        problems += [wrong for wrong in (error, *error.others) if wrong.alias not in told]
        return None


def _checked(stored: Offer | None, values: Mapping[str, Any], problems: list[CellError]) -> tuple[date | None, str]:
    told = {problem.alias for problem in problems}
    try:
        return checked_pair(
            values.get("verified_on", stored.verified_on if stored else None),
            values.get("verified_by", stored.verified_by if stored else ""),
        )
    except CellError as error:
        # A day that cannot be read is not a missing one.
        if not told & {"verified_on", "verified_by"}:
            problems.append(error)
        return None, ""
