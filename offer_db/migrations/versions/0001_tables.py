"""The tables of the offer directory."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

NEEDS = (
    "'schwangerschaft_geburt', 'fruehe_hilfen', 'kinderbetreuung', 'finanzielle_hilfen', "
    "'bildung_teilhabe', 'gesundheit', 'entwicklung_foerderung', 'erziehungsberatung', "
    "'trennung_alleinerziehend', 'krise_gewalt_kinderschutz', 'schule_uebergang', 'freizeit_ferien', "
    "'familienbildung_treffs', 'migration_sprache', 'wohnen_alltag', 'sucht_psyche', "
    "'behinderung_inklusion'"
)

# SQLite: FTS5 over the stemmed words, kept in step by triggers. PostgreSQL: its German text search.
SQLITE_WORDS = (
    """CREATE VIRTUAL TABLE offer_words_fts USING fts5(
        title, body, content='offer_words', content_rowid='id', tokenize='unicode61 remove_diacritics 0')""",
    "CREATE VIRTUAL TABLE offer_words_vocabulary USING fts5vocab(offer_words_fts, 'row')",
    """CREATE TRIGGER offer_words_added AFTER INSERT ON offer_words BEGIN
        INSERT INTO offer_words_fts(rowid, title, body) VALUES (new.id, new.title, new.body);
    END""",
    """CREATE TRIGGER offer_words_removed AFTER DELETE ON offer_words BEGIN
        INSERT INTO offer_words_fts(offer_words_fts, rowid, title, body)
        VALUES ('delete', old.id, old.title, old.body);
    END""",
    """CREATE TRIGGER offer_words_changed AFTER UPDATE ON offer_words BEGIN
        INSERT INTO offer_words_fts(offer_words_fts, rowid, title, body)
        VALUES ('delete', old.id, old.title, old.body);
        INSERT INTO offer_words_fts(rowid, title, body) VALUES (new.id, new.title, new.body);
    END""",
)
POSTGRESQL_WORDS = (
    """ALTER TABLE offer_words ADD COLUMN document tsvector GENERATED ALWAYS AS
        (setweight(to_tsvector('german', title), 'A') || setweight(to_tsvector('german', body), 'B')) STORED""",
    "CREATE INDEX ix_offer_words_document ON offer_words USING gin (document)",
)


def upgrade() -> None:
    op.create_table(
        "municipality",
        sa.Column("key", sa.String(length=9), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("parent_key", sa.String(length=9), nullable=True),
        sa.Column("latitude", sa.Double(), nullable=False),
        sa.Column("longitude", sa.Double(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('Landkreis', 'Stadt', 'Einheitsgemeinde', 'Samtgemeinde', 'Mitgliedsgemeinde', 'ausserhalb')",
            name=op.f("ck_municipality_kind"),
        ),
        sa.CheckConstraint(
            "latitude BETWEEN -90 AND 90 AND longitude BETWEEN -180 AND 180", name=op.f("ck_municipality_coordinates")
        ),
        sa.ForeignKeyConstraint(
            ["parent_key"], ["municipality.key"], name=op.f("fk_municipality_parent_key_municipality")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_municipality")),
        sa.UniqueConstraint("name", name=op.f("uq_municipality_name")),
    )
    op.create_index(op.f("ix_municipality_parent_key"), "municipality", ["parent_key"], unique=False)

    op.create_table(
        "offer_seed_file",
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("imported_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_offer_seed_file")),
    )
    op.create_table(
        "offer_vector",
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("encoder", sa.String(length=60), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("content_hash", "encoder", name=op.f("pk_offer_vector")),
    )
    op.create_table(
        "provider",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck_provider_name")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_provider")),
        sa.UniqueConstraint("name", name=op.f("uq_provider_name")),
    )
    op.create_table(
        "topic",
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("need", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.CheckConstraint(f"need IN ({NEEDS})", name=op.f("ck_topic_need")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_topic")),
    )
    op.create_index(op.f("ix_topic_need"), "topic", ["need"], unique=False)

    op.create_table(
        "municipality_postcode",
        sa.Column("municipality_key", sa.String(length=9), nullable=False),
        sa.Column("postcode", sa.String(length=5), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(postcode) = 5", name=op.f("ck_municipality_postcode_postcode")),
        sa.ForeignKeyConstraint(
            ["municipality_key"],
            ["municipality.key"],
            name=op.f("fk_municipality_postcode_municipality_key_municipality"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("municipality_key", "postcode", name=op.f("pk_municipality_postcode")),
    )
    op.create_index(op.f("ix_municipality_postcode_postcode"), "municipality_postcode", ["postcode"], unique=False)

    op.create_table(
        "offer",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("provider_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("age_min_months", sa.Integer(), nullable=False),
        sa.Column("age_max_months", sa.Integer(), nullable=False),
        sa.Column("target", sa.String(length=200), nullable=False),
        sa.Column("audience", sa.String(length=20), nullable=False),
        sa.Column("cost", sa.String(length=300), nullable=False),
        sa.Column("free_of_charge", sa.Boolean(), nullable=False),
        sa.Column("languages", sa.String(length=300), nullable=False),
        sa.Column("reach", sa.String(length=20), nullable=False),
        sa.Column("reach_area", sa.String(length=200), nullable=False),
        sa.Column("reach_key", sa.String(length=9), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("source_checked", sa.String(length=60), nullable=False),
        sa.Column("source_date", sa.String(length=60), nullable=False),
        sa.Column("confidence", sa.String(length=10), nullable=False),
        sa.Column("verified_on", sa.Date(), nullable=True),
        sa.Column("verified_by", sa.String(length=100), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "(verified_on IS NULL AND verified_by = '') OR (verified_on IS NOT NULL AND verified_by <> '')",
            name=op.f("ck_offer_verified_pair"),
        ),
        sa.CheckConstraint("audience IN ('familien', 'fachkraefte')", name=op.f("ck_offer_audience")),
        sa.CheckConstraint("confidence IN ('high', 'medium', 'low')", name=op.f("ck_offer_confidence")),
        sa.CheckConstraint("id <> ''", name=op.f("ck_offer_id")),
        sa.CheckConstraint(
            "reach IN ('gemeinde', 'landkreis', 'region', 'land', 'bundesweit', 'online')", name=op.f("ck_offer_reach")
        ),
        sa.CheckConstraint(
            "reach NOT IN ('gemeinde', 'landkreis') OR reach_key IS NOT NULL", name=op.f("ck_offer_reach_needs_area")
        ),
        sa.CheckConstraint(
            "state IN ('entwurf', 'veroeffentlicht', 'pausiert', 'beendet')", name=op.f("ck_offer_state")
        ),
        sa.CheckConstraint("title <> ''", name=op.f("ck_offer_title")),
        sa.CheckConstraint("age_min_months <= age_max_months", name=op.f("ck_offer_age_order")),
        sa.CheckConstraint("age_min_months >= -9 AND age_max_months <= 330", name=op.f("ck_offer_age_limits")),
        sa.CheckConstraint(
            "valid_from IS NULL OR valid_to IS NULL OR valid_from <= valid_to", name=op.f("ck_offer_valid_order")
        ),
        sa.ForeignKeyConstraint(["provider_id"], ["provider.id"], name=op.f("fk_offer_provider_id_provider")),
        sa.ForeignKeyConstraint(["reach_key"], ["municipality.key"], name=op.f("fk_offer_reach_key_municipality")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offer")),
    )
    op.create_index(op.f("ix_offer_content_hash"), "offer", ["content_hash"], unique=False)
    op.create_index(op.f("ix_offer_provider_id"), "offer", ["provider_id"], unique=False)
    op.create_index(op.f("ix_offer_reach_key"), "offer", ["reach_key"], unique=False)
    op.create_index(
        "ix_offer_search",
        "offer",
        ["state", "audience", "reach", "reach_key", "age_min_months", "age_max_months"],
        unique=False,
    )

    op.create_table(
        "offer_contact",
        sa.Column("offer_id", sa.String(length=80), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("email", sa.String(length=200), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["offer.id"], name=op.f("fk_offer_contact_offer_id_offer"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("offer_id", name=op.f("pk_offer_contact")),
    )
    op.create_table(
        "offer_format",
        sa.Column("offer_id", sa.String(length=80), nullable=False),
        sa.Column("format", sa.String(length=20), nullable=False),
        sa.CheckConstraint(
            "format IN ('vor_ort', 'hausbesuch', 'telefonisch', 'online')", name=op.f("ck_offer_format_format")
        ),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["offer.id"], name=op.f("fk_offer_format_offer_id_offer"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("offer_id", "format", name=op.f("pk_offer_format")),
    )
    op.create_table(
        "offer_hours",
        sa.Column("offer_id", sa.String(length=80), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("osm", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["offer.id"], name=op.f("fk_offer_hours_offer_id_offer"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("offer_id", name=op.f("pk_offer_hours")),
    )
    op.create_table(
        "offer_location",
        sa.Column("offer_id", sa.String(length=80), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("postcode", sa.String(length=5), nullable=False),
        sa.Column("town", sa.String(length=100), nullable=False),
        sa.Column("municipality_key", sa.String(length=9), nullable=True),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.CheckConstraint("postcode = '' OR length(postcode) = 5", name=op.f("ck_offer_location_postcode")),
        sa.ForeignKeyConstraint(
            ["municipality_key"], ["municipality.key"], name=op.f("fk_offer_location_municipality_key_municipality")
        ),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["offer.id"], name=op.f("fk_offer_location_offer_id_offer"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("offer_id", name=op.f("pk_offer_location")),
    )
    op.create_index(op.f("ix_offer_location_municipality_key"), "offer_location", ["municipality_key"], unique=False)

    op.create_table(
        "offer_need",
        sa.Column("offer_id", sa.String(length=80), nullable=False),
        sa.Column("need", sa.String(length=40), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.CheckConstraint(f"need IN ({NEEDS})", name=op.f("ck_offer_need_need")),
        sa.CheckConstraint("rank >= 1", name=op.f("ck_offer_need_rank")),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["offer.id"], name=op.f("fk_offer_need_offer_id_offer"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("offer_id", "need", name=op.f("pk_offer_need")),
        sa.UniqueConstraint("offer_id", "rank", name=op.f("uq_offer_need_offer_id_rank")),
    )
    op.create_index("ix_offer_need_need", "offer_need", ["need", "offer_id", "rank"], unique=False)

    op.create_table(
        "offer_phase",
        sa.Column("offer_id", sa.String(length=80), nullable=False),
        sa.Column("phase", sa.String(length=30), nullable=False),
        sa.CheckConstraint(
            "phase IN ('schwangerschaft', 'geburt', 'krippe', 'kita', "
            "'uebergang_schule', 'grundschule', 'uebergang_sek1')",
            name=op.f("ck_offer_phase_phase"),
        ),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["offer.id"], name=op.f("fk_offer_phase_offer_id_offer"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("offer_id", "phase", name=op.f("pk_offer_phase")),
    )
    op.create_table(
        "offer_topic",
        sa.Column("offer_id", sa.String(length=80), nullable=False),
        sa.Column("topic_key", sa.String(length=60), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.CheckConstraint("rank >= 1", name=op.f("ck_offer_topic_rank")),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["offer.id"], name=op.f("fk_offer_topic_offer_id_offer"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["topic_key"], ["topic.key"], name=op.f("fk_offer_topic_topic_key_topic")),
        sa.PrimaryKeyConstraint("offer_id", "topic_key", name=op.f("pk_offer_topic")),
    )
    op.create_index("ix_offer_topic_topic_key", "offer_topic", ["topic_key", "offer_id", "rank"], unique=False)

    op.create_table(
        "offer_words",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("offer_id", sa.String(length=80), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["offer.id"], name=op.f("fk_offer_words_offer_id_offer"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offer_words")),
        sa.UniqueConstraint("offer_id", name=op.f("uq_offer_words_offer_id")),
    )
    for statement in SQLITE_WORDS if op.get_bind().dialect.name == "sqlite" else POSTGRESQL_WORDS:
        op.execute(statement)


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE offer_words_vocabulary")
        op.execute("DROP TABLE offer_words_fts")
    op.drop_table("offer_words")
    op.drop_index("ix_offer_topic_topic_key", table_name="offer_topic")

    op.drop_table("offer_topic")
    op.drop_table("offer_phase")
    op.drop_index("ix_offer_need_need", table_name="offer_need")

    op.drop_table("offer_need")
    op.drop_index(op.f("ix_offer_location_municipality_key"), table_name="offer_location")

    op.drop_table("offer_location")
    op.drop_table("offer_hours")
    op.drop_table("offer_format")
    op.drop_table("offer_contact")
    op.drop_index("ix_offer_search", table_name="offer")
    op.drop_index(op.f("ix_offer_reach_key"), table_name="offer")
    op.drop_index(op.f("ix_offer_provider_id"), table_name="offer")
    op.drop_index(op.f("ix_offer_content_hash"), table_name="offer")

    op.drop_table("offer")
    op.drop_index(op.f("ix_municipality_postcode_postcode"), table_name="municipality_postcode")

    op.drop_table("municipality_postcode")
    op.drop_index(op.f("ix_topic_need"), table_name="topic")

    op.drop_table("topic")
    op.drop_table("provider")
    op.drop_table("offer_vector")
    op.drop_table("offer_seed_file")
    op.drop_index(op.f("ix_municipality_parent_key"), table_name="municipality")

    op.drop_table("municipality")
