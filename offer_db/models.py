"""The tables. Only this package sees these classes; callers get the dataclasses of `offer_db.records`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, MetaData, String, Text, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

from offer_db.ages import LIFE_PHASES
from offer_db.vocabulary import (
    AGE_MAX_MONTHS,
    AGE_MIN_MONTHS,
    NEEDS,
    Audience,
    ChangeKind,
    Channel,
    Confidence,
    Format,
    PlaceKind,
    Reach,
    ReportKind,
    State,
)

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Base of all tables, with names for every constraint."""

    metadata = MetaData(naming_convention=NAMING)


def _one_of(column: str, values: Iterable[str], name: str) -> CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=name)


class Municipality(Base):
    """A Gemeinde, Samtgemeinde, the district, or a town outside it."""

    __tablename__ = "municipality"
    __table_args__ = (
        UniqueConstraint("name"),
        _one_of("kind", PlaceKind, "kind"),
        CheckConstraint("latitude BETWEEN -90 AND 90 AND longitude BETWEEN -180 AND 180", name="coordinates"),
    )

    key: Mapped[str] = mapped_column(String(9), primary_key=True)
    name: Mapped[str] = mapped_column(String(100))
    kind: Mapped[str] = mapped_column(String(20))
    parent_key: Mapped[str | None] = mapped_column(ForeignKey("municipality.key"), index=True)
    latitude: Mapped[float]
    longitude: Mapped[float]
    postcodes: Mapped[list[MunicipalityPostcode]] = relationship(
        cascade="all, delete-orphan", order_by="MunicipalityPostcode.rank", passive_deletes=True
    )


class MunicipalityPostcode(Base):
    """A postcode of a municipality; several municipalities can share one."""

    __tablename__ = "municipality_postcode"
    __table_args__ = (CheckConstraint("length(postcode) = 5", name="postcode"),)

    municipality_key: Mapped[str] = mapped_column(ForeignKey("municipality.key", ondelete="CASCADE"), primary_key=True)
    postcode: Mapped[str] = mapped_column(String(5), primary_key=True, index=True)
    rank: Mapped[int]


class Topic(Base):
    """A subject below a need; `words` are what parents call it, for the word search."""

    __tablename__ = "topic"
    __table_args__ = (_one_of("need", NEEDS, "need"),)

    key: Mapped[str] = mapped_column(String(60), primary_key=True)
    need: Mapped[str] = mapped_column(String(40), index=True)
    name: Mapped[str] = mapped_column(String(100))
    words: Mapped[str] = mapped_column(Text, default="")


class Provider(Base):
    """Who gives offers (Träger)."""

    __tablename__ = "provider"
    __table_args__ = (UniqueConstraint("name"), CheckConstraint("name <> ''", name="name"))

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(60), default="")


class Offer(Base):
    """An offer; address, contact and hours stand in their own tables, one row each."""

    __tablename__ = "offer"
    __table_args__ = (
        CheckConstraint("id <> ''", name="id"),
        CheckConstraint("title <> ''", name="title"),
        _one_of("state", State, "state"),
        _one_of("audience", Audience, "audience"),
        _one_of("reach", Reach, "reach"),
        _one_of("confidence", Confidence, "confidence"),
        CheckConstraint("age_min_months <= age_max_months", name="age_order"),
        CheckConstraint(
            f"age_min_months >= {AGE_MIN_MONTHS} AND age_max_months <= {AGE_MAX_MONTHS}", name="age_limits"
        ),
        CheckConstraint("valid_from IS NULL OR valid_to IS NULL OR valid_from <= valid_to", name="valid_order"),
        CheckConstraint(
            "(verified_on IS NULL AND verified_by = '') OR (verified_on IS NOT NULL AND verified_by <> '')",
            name="verified_pair",
        ),
        CheckConstraint("reach NOT IN ('gemeinde', 'landkreis') OR reach_key IS NOT NULL", name="reach_needs_area"),
        # What every search filters by, in the order in which it narrows down.
        Index("ix_offer_search", "state", "audience", "reach", "reach_key", "age_min_months", "age_max_months"),
    )

    id: Mapped[str] = mapped_column(String(80), primary_key=True)
    title: Mapped[str] = mapped_column(String(200))
    title_sorted: Mapped[str] = mapped_column(String(200), server_default="")
    description: Mapped[str] = mapped_column(Text)
    provider_id: Mapped[int] = mapped_column(ForeignKey("provider.id"), index=True)
    state: Mapped[str] = mapped_column(String(20))
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    age_min_months: Mapped[int]
    age_max_months: Mapped[int]
    target: Mapped[str] = mapped_column(String(200))
    audience: Mapped[str] = mapped_column(String(20))
    cost: Mapped[str] = mapped_column(String(300), default="")
    free_of_charge: Mapped[bool] = mapped_column(default=False)
    languages: Mapped[str] = mapped_column(String(300), default="")
    reach: Mapped[str] = mapped_column(String(20))
    reach_area: Mapped[str] = mapped_column(String(200), default="")
    reach_key: Mapped[str | None] = mapped_column(ForeignKey("municipality.key"), index=True)
    source: Mapped[str] = mapped_column(Text, default="")
    source_checked: Mapped[str] = mapped_column(String(60), default="")
    source_date: Mapped[str] = mapped_column(String(60), default="")
    confidence: Mapped[str] = mapped_column(String(10))
    verified_on: Mapped[date | None]
    verified_by: Mapped[str] = mapped_column(String(100), default="")
    notes: Mapped[str] = mapped_column(Text, default="")
    content_hash: Mapped[str] = mapped_column(String(64), default="", index=True)
    updated_at: Mapped[datetime]

    provider: Mapped[Provider] = relationship()
    location: Mapped[Location] = relationship(cascade="all, delete-orphan", passive_deletes=True)
    contact: Mapped[Contact] = relationship(cascade="all, delete-orphan", passive_deletes=True)
    hours: Mapped[Hours] = relationship(cascade="all, delete-orphan", passive_deletes=True)
    needs: Mapped[list[OfferNeed]] = relationship(
        cascade="all, delete-orphan", order_by="OfferNeed.rank", passive_deletes=True
    )
    topics: Mapped[list[OfferTopic]] = relationship(
        cascade="all, delete-orphan", order_by="OfferTopic.rank", passive_deletes=True
    )
    phases: Mapped[list[OfferPhase]] = relationship(cascade="all, delete-orphan", passive_deletes=True)
    formats: Mapped[list[OfferFormat]] = relationship(cascade="all, delete-orphan", passive_deletes=True)


class Location(Base):
    """Where an offer is given. Coordinates are those of the municipality, looked up by town and postcode."""

    __tablename__ = "offer_location"
    __table_args__ = (CheckConstraint("postcode = '' OR length(postcode) = 5", name="postcode"),)

    offer_id: Mapped[str] = mapped_column(ForeignKey("offer.id", ondelete="CASCADE"), primary_key=True)
    address: Mapped[str] = mapped_column(String(200), default="")
    postcode: Mapped[str] = mapped_column(String(5), default="")
    town: Mapped[str] = mapped_column(String(100), default="")
    municipality_key: Mapped[str | None] = mapped_column(ForeignKey("municipality.key"), index=True)
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]


class Contact(Base):
    """How to reach an offer; what is unknown stays empty."""

    __tablename__ = "offer_contact"

    offer_id: Mapped[str] = mapped_column(ForeignKey("offer.id", ondelete="CASCADE"), primary_key=True)
    phone: Mapped[str] = mapped_column(String(40), default="")
    email: Mapped[str] = mapped_column(String(200), default="")
    url: Mapped[str] = mapped_column(Text, default="")


class Hours(Base):
    """Opening hours: the words of the source, and the same in OSM syntax where that was safe."""

    __tablename__ = "offer_hours"

    offer_id: Mapped[str] = mapped_column(ForeignKey("offer.id", ondelete="CASCADE"), primary_key=True)
    text: Mapped[str] = mapped_column(Text, default="")
    osm: Mapped[str] = mapped_column(Text, default="")


class OfferNeed(Base):
    """A need an offer answers; rank 1 is the primary one."""

    __tablename__ = "offer_need"
    __table_args__ = (
        UniqueConstraint("offer_id", "rank"),
        CheckConstraint("rank >= 1", name="rank"),
        _one_of("need", NEEDS, "need"),
        Index("ix_offer_need_need", "need", "offer_id", "rank"),
    )

    offer_id: Mapped[str] = mapped_column(ForeignKey("offer.id", ondelete="CASCADE"), primary_key=True)
    need: Mapped[str] = mapped_column(String(40), primary_key=True)
    rank: Mapped[int]


class OfferTopic(Base):
    """A topic an offer is about, in the order staff gave them."""

    __tablename__ = "offer_topic"
    __table_args__ = (
        CheckConstraint("rank >= 1", name="rank"),
        Index("ix_offer_topic_topic_key", "topic_key", "offer_id", "rank"),
    )

    offer_id: Mapped[str] = mapped_column(ForeignKey("offer.id", ondelete="CASCADE"), primary_key=True)
    topic_key: Mapped[str] = mapped_column(ForeignKey("topic.key"), primary_key=True)
    rank: Mapped[int]


class OfferPhase(Base):
    """A life phase an offer is for."""

    __tablename__ = "offer_phase"
    __table_args__ = (_one_of("phase", LIFE_PHASES, "phase"),)

    offer_id: Mapped[str] = mapped_column(ForeignKey("offer.id", ondelete="CASCADE"), primary_key=True)
    phase: Mapped[str] = mapped_column(String(30), primary_key=True)


class OfferFormat(Base):
    """A way an offer is given."""

    __tablename__ = "offer_format"
    __table_args__ = (_one_of("format", Format, "format"),)

    offer_id: Mapped[str] = mapped_column(ForeignKey("offer.id", ondelete="CASCADE"), primary_key=True)
    format: Mapped[str] = mapped_column(String(20), primary_key=True)


class OfferWords(Base):
    """The words of an offer, prepared for the word search of the database at hand (see `offer_db.words`)."""

    __tablename__ = "offer_words"
    __table_args__ = (UniqueConstraint("offer_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    offer_id: Mapped[str] = mapped_column(ForeignKey("offer.id", ondelete="CASCADE"))
    title: Mapped[str] = mapped_column(Text)
    body: Mapped[str] = mapped_column(Text)


class OfferVector(Base):
    """The meaning of a text as one encoder sees it: float32, little-endian, unit length."""

    __tablename__ = "offer_vector"

    content_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    encoder: Mapped[str] = mapped_column(String(60), primary_key=True)
    vector: Mapped[bytes] = mapped_column(LargeBinary)


class DemandCount(Base):
    """How often one kind of search was made in a month; nothing in it can be traced to a person."""

    __tablename__ = "demand"
    __table_args__ = (
        CheckConstraint("length(month) = 7", name="month"),
        _one_of("need", ("", *NEEDS), "need"),
        _one_of("age_band", ("", *LIFE_PHASES), "age_band"),
        _one_of("channel", ("", *Channel), "channel"),
        CheckConstraint("hits BETWEEN 0 AND 3", name="hits"),
        CheckConstraint("count >= 1", name="count"),
    )

    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    need: Mapped[str] = mapped_column(String(40), primary_key=True)
    topic: Mapped[str] = mapped_column(String(60), primary_key=True)
    age_band: Mapped[str] = mapped_column(String(30), primary_key=True)
    municipality_key: Mapped[str] = mapped_column(String(10), primary_key=True)
    language: Mapped[str] = mapped_column(String(3), primary_key=True)
    hits: Mapped[int] = mapped_column(primary_key=True)
    relaxed: Mapped[str] = mapped_column(String(100), primary_key=True)
    channel: Mapped[str] = mapped_column(String(10), primary_key=True, server_default="")
    count: Mapped[int]


class OfferReport(Base):
    """A parent's note that something about an offer is wrong."""

    __tablename__ = "offer_report"
    __table_args__ = (
        _one_of("kind", ReportKind, "kind"),
        CheckConstraint("resolved_on IS NULL OR resolved_on >= reported_on", name="resolved_order"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    offer_id: Mapped[str] = mapped_column(ForeignKey("offer.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    reported_on: Mapped[date]
    resolved_on: Mapped[date | None]


class OfferVersion(Base):
    """An offer as it stood after one change, as cells of a file; the newest one is what is stored now."""

    __tablename__ = "offer_version"
    __table_args__ = (
        _one_of("action", ChangeKind, "action"),
        Index("ix_offer_version_offer_id_id", "offer_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    offer_id: Mapped[str] = mapped_column(ForeignKey("offer.id", ondelete="CASCADE"))
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(200))
    action: Mapped[str] = mapped_column(String(20))
    cells: Mapped[str] = mapped_column(Text)


class OfferLink(Base):
    """How the last visit to a web address of an offer went; `key` is the SHA-256 of the address."""

    __tablename__ = "offer_link"
    __table_args__ = (CheckConstraint("failures >= 0", name="failures"),)

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    url: Mapped[str] = mapped_column(Text)
    checked_at: Mapped[datetime] = mapped_column(index=True)
    status: Mapped[int | None]
    problem: Mapped[str] = mapped_column(String(200))
    failures: Mapped[int]
    failed_on: Mapped[date | None]


class SeedFile(Base):
    """Which version of a seed file was taken over last, so that unchanged files cost nothing and undo nothing."""

    __tablename__ = "offer_seed_file"

    name: Mapped[str] = mapped_column(String(100), primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64))
    imported_at: Mapped[datetime]
