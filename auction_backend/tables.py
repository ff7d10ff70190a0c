"""The tables of the backend: SQLAlchemy 2, typed, without Flask. Ids are text, money minor units, time microseconds."""

from sqlalchemy import BigInteger, ForeignKeyConstraint, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

ID = String(36)
HASH = String(64)
MONEY = BigInteger
TIME = BigInteger


class Base(DeclarativeBase):
    """The one metadata from which migrations are made."""


class Dealership(Base):
    """A rooftop that sells, buys, or both."""

    __tablename__ = "dealerships"
    id: Mapped[str] = mapped_column(ID, primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    currency: Mapped[str] = mapped_column(String(3))
    created_us: Mapped[int] = mapped_column(TIME)


class User(Base):
    """A person with one role in one dealership."""

    __tablename__ = "users"
    __table_args__ = (ForeignKeyConstraint(["dealership_id"], ["dealerships.id"]),)
    id: Mapped[str] = mapped_column(ID, primary_key=True)
    dealership_id: Mapped[str] = mapped_column(ID)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    role: Mapped[str] = mapped_column(String(16))
    password_hash: Mapped[str] = mapped_column(String(200))
    is_active: Mapped[bool]
    created_us: Mapped[int] = mapped_column(TIME)


class Token(Base):
    """An open session; only the hash of the token is kept."""

    __tablename__ = "tokens"
    __table_args__ = (ForeignKeyConstraint(["user_id"], ["users.id"]),)
    hash: Mapped[str] = mapped_column(HASH, primary_key=True)
    user_id: Mapped[str] = mapped_column(ID)
    device_id: Mapped[str] = mapped_column(String(64))
    created_us: Mapped[int] = mapped_column(TIME)
    expires_us: Mapped[int] = mapped_column(TIME)
    revoked_us: Mapped[int | None] = mapped_column(TIME)


class LoginFailure(Base):
    """One failed sign-in, by a keyed word for the account or the address."""

    __tablename__ = "login_failures"
    __table_args__ = (Index("ix_login_failures_subject", "subject", "at_us"),)
    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    subject: Mapped[str] = mapped_column(HASH)
    at_us: Mapped[int] = mapped_column(TIME)


class Photo(Base):
    """A photo of one dealership: announced at first, stored and verified once `stored_us` is set."""

    __tablename__ = "photos"
    __table_args__ = (Index("ix_photos_id", "id"),)
    dealership_id: Mapped[str] = mapped_column(ID, primary_key=True)
    id: Mapped[str] = mapped_column(ID, primary_key=True)
    appraisal_id: Mapped[str] = mapped_column(ID)
    revision: Mapped[int]
    sha256: Mapped[str] = mapped_column(HASH)
    mime: Mapped[str] = mapped_column(String(40))
    bytes: Mapped[int] = mapped_column(BigInteger)
    created_us: Mapped[int] = mapped_column(TIME)
    stored_us: Mapped[int | None] = mapped_column(TIME)


class Appraisal(Base):
    """One finalised revision; its bytes never change."""

    __tablename__ = "appraisals"
    __table_args__ = (Index("ix_appraisals_id", "id"),)
    dealership_id: Mapped[str] = mapped_column(ID, primary_key=True)
    id: Mapped[str] = mapped_column(ID, primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True)
    vin: Mapped[str] = mapped_column(String(17))
    title: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text().with_variant(Text(2**24), "mysql", "mariadb"))
    content_hash: Mapped[str] = mapped_column(HASH)
    photo_count: Mapped[int]
    damage_count: Mapped[int]
    user_id: Mapped[str] = mapped_column(ID)
    user_name: Mapped[str] = mapped_column(String(120))
    finalised_us: Mapped[int] = mapped_column(TIME)
    seq: Mapped[int]


class AppraisalPhoto(Base):
    """Which photos a finalised revision shows."""

    __tablename__ = "appraisal_photos"
    __table_args__ = (
        ForeignKeyConstraint(
            ["dealership_id", "appraisal_id", "revision"],
            ["appraisals.dealership_id", "appraisals.id", "appraisals.revision"],
        ),
        ForeignKeyConstraint(["dealership_id", "photo_id"], ["photos.dealership_id", "photos.id"]),
        Index("ix_appraisal_photos_photo", "photo_id"),
    )
    dealership_id: Mapped[str] = mapped_column(ID, primary_key=True)
    appraisal_id: Mapped[str] = mapped_column(ID, primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True)
    photo_id: Mapped[str] = mapped_column(ID, primary_key=True)


class Auction(Base):
    """One auction: its terms, and the standing after its last event."""

    __tablename__ = "auctions"
    __table_args__ = (
        ForeignKeyConstraint(
            ["dealership_id", "appraisal_id", "revision"],
            ["appraisals.dealership_id", "appraisals.id", "appraisals.revision"],
        ),
        Index("ix_auctions_status_ends", "status", "ends_us"),
        Index("ix_auctions_appraisal", "appraisal_id"),
    )
    id: Mapped[str] = mapped_column(ID, primary_key=True)
    dealership_id: Mapped[str] = mapped_column(ID)
    appraisal_id: Mapped[str] = mapped_column(ID)
    revision: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    seller_name: Mapped[str] = mapped_column(String(120))
    launched_by: Mapped[str] = mapped_column(ID)
    status: Mapped[str] = mapped_column(String(16))
    currency: Mapped[str] = mapped_column(String(3))
    start_minor: Mapped[int] = mapped_column(MONEY)
    reserve_minor: Mapped[int | None] = mapped_column(MONEY)
    increment_minor: Mapped[int] = mapped_column(MONEY)
    duration_s: Mapped[int]
    started_us: Mapped[int] = mapped_column(TIME)
    original_ends_us: Mapped[int] = mapped_column(TIME)
    ends_us: Mapped[int] = mapped_column(TIME)
    closed_us: Mapped[int | None] = mapped_column(TIME)
    price_minor: Mapped[int | None] = mapped_column(MONEY)
    leader_id: Mapped[str | None] = mapped_column(ID)
    leader_max_minor: Mapped[int] = mapped_column(MONEY)
    bid_count: Mapped[int]
    decided_count: Mapped[int]
    last_us: Mapped[int] = mapped_column(TIME)
    seq: Mapped[int]


class Bidder(Base):
    """A dealership that has bid in an auction: its alias there, and its own highest maximum."""

    __tablename__ = "bidders"
    __table_args__ = (
        ForeignKeyConstraint(["auction_id"], ["auctions.id"]),
        ForeignKeyConstraint(["dealership_id"], ["dealerships.id"]),
        UniqueConstraint("auction_id", "number"),
    )
    auction_id: Mapped[str] = mapped_column(ID, primary_key=True)
    dealership_id: Mapped[str] = mapped_column(ID, primary_key=True)
    number: Mapped[int]
    max_minor: Mapped[int] = mapped_column(MONEY)


class Bid(Base):
    """One decided bid, taken or not, in the order of decision."""

    __tablename__ = "bids"
    __table_args__ = (
        ForeignKeyConstraint(["auction_id"], ["auctions.id"]),
        UniqueConstraint("auction_id", "seq"),
        UniqueConstraint("dealership_id", "client_bid_id"),
        UniqueConstraint("auction_id", "event_seq"),
    )
    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    auction_id: Mapped[str] = mapped_column(ID)
    seq: Mapped[int]
    dealership_id: Mapped[str] = mapped_column(ID)
    user_id: Mapped[str] = mapped_column(ID)
    client_bid_id: Mapped[str] = mapped_column(ID)
    max_minor: Mapped[int] = mapped_column(MONEY)
    at_us: Mapped[int] = mapped_column(TIME)
    outcome: Mapped[str] = mapped_column(String(24))
    price_minor: Mapped[int | None] = mapped_column(MONEY)
    leader_id: Mapped[str | None] = mapped_column(ID)
    event_seq: Mapped[int | None]


class Event(Base):
    """One line of history, linked by hash to the line before it in its stream; never changed, never deleted."""

    __tablename__ = "events"
    __table_args__ = (UniqueConstraint("stream", "stream_id", "seq"),)
    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    stream: Mapped[str] = mapped_column(String(16))
    stream_id: Mapped[str] = mapped_column(String(80))
    seq: Mapped[int]
    type: Mapped[str] = mapped_column(String(32))
    dealership_id: Mapped[str] = mapped_column(ID)
    actor_id: Mapped[str | None] = mapped_column(ID)
    device_id: Mapped[str | None] = mapped_column(String(64))
    at_us: Mapped[int] = mapped_column(TIME)
    payload: Mapped[str] = mapped_column(Text)
    prev_hash: Mapped[str] = mapped_column(HASH)
    hash: Mapped[str] = mapped_column(HASH)


class Reply(Base):
    """What the server answered to a key; kept for ever."""

    __tablename__ = "replies"
    dealership_id: Mapped[str] = mapped_column(ID, primary_key=True)
    route: Mapped[str] = mapped_column(String(40), primary_key=True)
    key: Mapped[str] = mapped_column(String(80), primary_key=True)
    fingerprint: Mapped[str] = mapped_column(HASH)
    status: Mapped[int]
    body: Mapped[str] = mapped_column(Text)
    created_us: Mapped[int] = mapped_column(TIME)
