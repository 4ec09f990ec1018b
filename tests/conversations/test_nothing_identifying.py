"""After conversations full of names, numbers, addresses and birth dates, nothing of them is left anywhere.

Looked through byte by byte: every file of the installation (databases with their write-ahead files, logs), and every
page and export the team can open. docs/datenschutz.md says which kinds of statements this covers, and which it cannot.
"""

from __future__ import annotations

import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from bot.gateway.app import STATIC
from bot.memory.conversations import ConversationArchive
from bot.memory.database import open_engine
from bot.memory.staff.accounts import Accounts
from bot.memory.staff.sessions import StaffSessions
from bot.memory.staff.tables import Role
from bot.review.app import create_team_app
from bot.review.guard import COOKIE
from bot.review.routing import PREFIX
from tests.running import RunningLotte, running_lotte

#: What parents write, and what of it must not be found afterwards. Made up, and chosen so that nothing of it stands in
#: the offers or the texts, nor by chance in a hash or a count: no family, no connection, no house of this kind exists.
MESSAGES: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    (
        "Guten Abend, mein Name ist Annegrit Pfefferkorn-Zwirnlein und ich suche eine Krippe für meine Tochter Quirina",
        ("Annegrit", "Pfefferkorn", "Zwirnlein", "Quirina"),
    ),
    ("ich heiße wendelgard hupfauer, mein sohn thaddäus ist 3 jahre alt", ("wendelgard", "hupfauer", "thaddäus")),
    ("Meine Nummer ist 0157 39481726, bitte rufen Sie mich wegen der Kita an", ("39481726",)),
    ("erreichbar unter +49 (0)5371 7719283 oder 05371/7719284", ("7719283", "7719284")),
    (
        "schreiben sie an wendel.hupfauer83@posteo.de oder wendel83 (at) gmx punkt de",
        ("hupfauer83", "wendel83", "posteo"),
    ),
    ("wir wohnen im Quittenstieg 47c in 38518 Gifhorn und brauchen einen Babysitter", ("Quittenstieg",)),
    ("adresse: zwetschgenallee 113, wittingen", ("zwetschgenallee",)),
    ("Quirina ist am 29.02.2024 geboren, welche Hilfe gibt es für die Eingewöhnung?", ("29.02.2024", "Quirina")),
    ("mein kind ist geb. 17. Oktober 2022 und spricht noch nicht", ("17. Oktober",)),
    ("Elterngeld bitte auf DE89 3704 0044 0532 0130 00", ("3704 0044", "0532 0130")),
    ("Mein Aktenzeichen beim Jobcenter ist 24104//0098765, was steht mir zu?", ("0098765",)),
    ("Kindergeldnummer 051FK987654 liegt vor, wie geht es weiter?", ("FK987654", "987654")),
    ("Unser Auto GF-QX 4711 ist kaputt, wie komme ich zum Kurs?", ("QX 4711",)),
    ("Mein Insta ist @wendel_hupf83, kann man mir da antworten?", ("wendel_hupf83",)),
    (
        "Herr Zwirnlein vom Amt hat gesagt, Frau Dr. Pfefferkorn hilft uns bei der Trennung",
        ("Zwirnlein", "Pfefferkorn"),
    ),
    ("Mein Ex Gundolf Hupfauer schlägt mich", ("Gundolf", "Hupfauer")),
    ("Danke und liebe Grüße, Wendelgard", ("Wendelgard",)),
)
SECRETS: Final = sorted({secret for _, secrets in MESSAGES for secret in secrets})


@pytest.fixture(scope="module")
def talked() -> Iterator[RunningLotte]:
    """A Lotte of its own that was told all of it: each sentence in a conversation of its own, and all in one."""
    with running_lotte() as lotte:
        together = lotte.parent()
        for text, _ in MESSAGES:
            lotte.parent().say(text)
            together.say(text)
        yield lotte


def test_no_file_of_the_installation_holds_any_of_it(talked: RunningLotte) -> None:
    files = [path for path in Path(talked.settings.var).rglob("*") if path.is_file()]
    assert {"conversations.db", "offers.db", "gateway.log", "rasa.log", "actions.log"} <= {path.name for path in files}
    assert _found({path.name: path.read_bytes() for path in files}) == []


def test_no_page_and_no_export_of_the_team_shows_any_of_it(talked: RunningLotte) -> None:
    pages = dict(_everything_the_team_can_open(talked))
    assert len(pages) > len(MESSAGES)  # each conversation was opened
    masked = [page for page in pages.values() if b"[Name]" in page]
    assert len(masked) > 5  # and what stands there is the conversation, masked
    assert _found(pages) == []


def _found(places: dict[str, bytes]) -> list[tuple[str, str]]:
    """Where which secret stands, in any spelling a file could hold it in."""
    return sorted(
        (place, secret)
        for place, content in places.items()
        for secret in SECRETS
        for spelling in {secret, secret.encode("unicode_escape").decode(), re.sub(r"\W", "", secret)}
        if spelling.casefold().encode() in content.lower()
    )


def _everything_the_team_can_open(lotte: RunningLotte) -> Iterator[tuple[str, bytes]]:
    memory = open_engine(lotte.settings.conversations_url)
    account = Accounts(memory).add("leitung", Role.LEITUNG)
    token = StaffSessions(memory, idle_seconds=600, longest_seconds=600).start(account)
    memory.dispose()
    archive = ConversationArchive(lotte.settings.conversations_url)
    senders = archive.sender_ids()
    archive.close()
    app = create_team_app(lotte.settings, STATIC)
    paths = {route.resource.canonical for route in app.router.routes() if route.method == "GET" and route.resource}
    for path in sorted(paths - {"/static/{version}/{name}"}):
        named = [path.replace("{id}", sender) for sender in senders] if path.startswith("/gespraeche/{id}") else [path]
        for address in named:
            filled = address.replace("{position}", "3").replace("{id}", "1")
            request = urllib.request.Request(
                f"{lotte.address}{PREFIX}{filled}", headers={"Cookie": f"{COOKIE}={token}"}
            )
            try:
                response = urllib.request.urlopen(request, timeout=60)
            except urllib.error.HTTPError as error:  # no such correction, no such run: its page is looked at too
                response = error
            with response:
                yield filled, response.read()
