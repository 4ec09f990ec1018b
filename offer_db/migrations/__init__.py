"""Alembic migrations of the offer database, run by `offer_db.migrate`."""
