"""Alembic's entry: online only, one transaction, own version table (offers share the PostgreSQL database)."""

from alembic import context
from sqlalchemy import create_engine

# imported for their tables
from bot.memory import callbacks, conversations  # noqa: F401
from bot.memory.database import Base
from bot.memory.messaging import tables as messaging  # noqa: F401
from bot.memory.reviewing import filtering, searching  # noqa: F401
from bot.memory.reviewing import tables as reviewing  # noqa: F401
from bot.memory.staff import tables as staff  # noqa: F401

engine = create_engine(context.config.attributes["url"])
with engine.connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        version_table="memory_version",
        render_as_batch=True,
        include_name=lambda name, kind, _: kind != "table" or name in Base.metadata.tables,
    )
    with context.begin_transaction():
        context.run_migrations()
engine.dispose()
