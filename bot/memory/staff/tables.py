"""The tables of staff accounts, sessions and the audit log."""

from __future__ import annotations

from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from bot.memory.database import Base


class Role(StrEnum):
    """What somebody may do; what each role may see stands in `bot.review.roles`."""

    REDAKTION = "redaktion"
    AUSWERTUNG = "auswertung"
    LEITUNG = "leitung"


_ROLES = ", ".join(f"'{role}'" for role in Role)


class StaffAccount(Base):
    """Somebody of the team. Who signs in through the authority's own directory has no password here."""

    __tablename__ = "staff_account"
    __table_args__ = (
        sa.CheckConstraint(f"role IN ({_ROLES})", name="ck_staff_account_role"),
        sa.UniqueConstraint("name", name="uq_staff_account_name"),
        sa.UniqueConstraint("subject", name="uq_staff_account_subject"),
    )

    id: Mapped[int] = mapped_column(sa.Integer, primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(100))  # what one signs in with, lower case
    role: Mapped[str] = mapped_column(sa.String(20))
    password_hash: Mapped[str] = mapped_column(sa.String(200), default="")  # argon2id; empty: no password sign-in
    totp_secret: Mapped[str] = mapped_column(sa.String(64), default="")  # base32; empty: no second factor
    totp_last_step: Mapped[int] = mapped_column(sa.Integer, default=0)  # a code counts once
    subject: Mapped[str | None] = mapped_column(sa.String(255))  # of OpenID Connect: issuer and sub
    active: Mapped[bool] = mapped_column(sa.Boolean, default=True)
    failed_tries: Mapped[int] = mapped_column(sa.Integer, default=0)
    locked_until: Mapped[float] = mapped_column(sa.Float(53), default=0.0)  # seconds since 1970
    created_at: Mapped[float] = mapped_column(sa.Float(53))
    last_login_at: Mapped[float | None] = mapped_column(sa.Float(53))


class StaffSession(Base):
    """One browser that is signed in. Of the cookie only a hash is kept: who reads the table cannot use it."""

    __tablename__ = "staff_session"

    token_hash: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("staff_account.id", ondelete="CASCADE"), index=True)
    csrf: Mapped[str] = mapped_column(sa.String(64))
    created_at: Mapped[float] = mapped_column(sa.Float(53))
    seen_at: Mapped[float] = mapped_column(sa.Float(53), index=True)


class AuditEntry(Base):
    """Who did what, when. Nothing changes or deletes a row but its age."""

    __tablename__ = "audit_entry"

    id: Mapped[int] = mapped_column(sa.Integer, primary_key=True)
    at: Mapped[float] = mapped_column(sa.Float(53), index=True)
    who: Mapped[str] = mapped_column(sa.String(100), index=True)
    action: Mapped[str] = mapped_column(sa.String(60))
    subject: Mapped[str] = mapped_column(sa.String(100), default="", index=True)  # id of what it was done to
    detail: Mapped[str] = mapped_column(sa.Text, default="")
