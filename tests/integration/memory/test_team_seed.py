"""The synthetic conversations of scripts/team_seed.py: found like real ones, the same every time, gone when told so."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa

from actions import context
from bot.memory.database import open_engine
from bot.memory.reviewing.listing import ConversationList, Filters
from offer_db.models import DemandCount
from scripts import team_seed
from scripts.synthetic.rules import actions_by_intent
from scripts.synthetic.storing import PREFIX


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LOTTE_VAR", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setattr(context, "directory", context.directory)  # put back afterwards
    return tmp_path


def test_seed_and_take_away(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert team_seed.main(["--conversations", "40", "--seed", "3"]) == 0
    engine = open_engine(f"sqlite:///{folder / 'conversations.db'}")
    page = ConversationList(engine).page(Filters())
    assert page.total == 40
    assert all(row.sender_id.startswith(PREFIX) and row.turns and row.first_words for row in page.rows)
    assert len({row.channel for row in page.rows}) > 1
    assert sum(row.first_offer_turn is not None for row in page.rows) > 20
    offers = open_engine(f"sqlite:///{folder / 'offers.db'}")
    assert _searches(offers) > 20

    assert team_seed.main(["--conversations", "5"]) == 1
    assert "--entfernen" in capsys.readouterr().err

    assert team_seed.main(["--entfernen"]) == 0
    assert ConversationList(engine).page(Filters()).total == 0
    assert _searches(offers) == 0

    assert team_seed.main(["--conversations", "3", "--seed", "3"]) == 0
    again = {row.sender_id: row.first_words for row in ConversationList(engine).page(Filters()).rows}
    assert again.items() <= {row.sender_id: row.first_words for row in page.rows}.items()
    engine.dispose()
    offers.dispose()


def _searches(engine: sa.Engine) -> int:
    with engine.connect() as connection:
        return connection.scalar(sa.select(sa.func.sum(DemandCount.count))) or 0


def test_the_rules_are_those_of_rasa() -> None:
    rules = actions_by_intent()
    assert rules["kinderbetreuung"] == ("action_suchen",)
    assert rules["krise_gewalt"] == ("utter_krise_gewalt", "action_deactivate_loop", "action_krise_angebote")
    assert "rueckruf_ja" not in rules
