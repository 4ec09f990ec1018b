"""Alembic's entry: runs the migrations on the connection that `offer_db.migrate` hands over."""

from __future__ import annotations

from alembic import context

from offer_db.migrate import VERSION_TABLE, is_ours
from offer_db.models import Base

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    version_table=VERSION_TABLE,
    include_object=is_ours,
    compare_type=True,
    render_as_batch=connection.dialect.name == "sqlite",
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
