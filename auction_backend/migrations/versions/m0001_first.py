"""Make every table of the first version: history is linked by hash from here on."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make all tables, those that others refer to first."""
    make_appraisals()
    make_dealerships()
    make_events()
    make_login_failures()
    make_photos()
    make_replies()
    make_appraisal_photos()
    make_auctions()
    make_users()
    make_bidders()
    make_bids()
    make_tokens()


def make_appraisals() -> None:
    """Make the table appraisals."""
    op.create_table(
        "appraisals",
        sa.Column("dealership_id", sa.String(length=36), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("vin", sa.String(length=17), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column(
            "body",
            sa.Text().with_variant(sa.Text(length=16777216), "mariadb").with_variant(sa.Text(length=16777216), "mysql"),
            nullable=False,
        ),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("photo_count", sa.Integer(), nullable=False),
        sa.Column("damage_count", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.String(length=36), nullable=False),
        sa.Column("user_name", sa.String(length=120), nullable=False),
        sa.Column("finalised_us", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("dealership_id", "id", "revision"),
    )
    op.create_index("ix_appraisals_id", "appraisals", ["id"], unique=False)


def make_dealerships() -> None:
    """Make the table dealerships."""
    op.create_table(
        "dealerships",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("created_us", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def make_events() -> None:
    """Make the table events."""
    op.create_table(
        "events",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("stream", sa.String(length=16), nullable=False),
        sa.Column("stream_id", sa.String(length=80), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("type", sa.String(length=32), nullable=False),
        sa.Column("dealership_id", sa.String(length=36), nullable=False),
        sa.Column("actor_id", sa.String(length=36), nullable=True),
        sa.Column("device_id", sa.String(length=64), nullable=True),
        sa.Column("at_us", sa.BigInteger(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("prev_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("stream", "stream_id", "seq"),
    )


def make_login_failures() -> None:
    """Make the table login_failures."""
    op.create_table(
        "login_failures",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("subject", sa.String(length=64), nullable=False),
        sa.Column("at_us", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_login_failures_subject", "login_failures", ["subject", "at_us"], unique=False)


def make_photos() -> None:
    """Make the table photos."""
    op.create_table(
        "photos",
        sa.Column("dealership_id", sa.String(length=36), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("appraisal_id", sa.String(length=36), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("mime", sa.String(length=40), nullable=False),
        sa.Column("bytes", sa.BigInteger(), nullable=False),
        sa.Column("created_us", sa.BigInteger(), nullable=False),
        sa.Column("stored_us", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("dealership_id", "id"),
    )
    op.create_index("ix_photos_id", "photos", ["id"], unique=False)


def make_replies() -> None:
    """Make the table replies."""
    op.create_table(
        "replies",
        sa.Column("dealership_id", sa.String(length=36), nullable=False),
        sa.Column("route", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("created_us", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("dealership_id", "route", "key"),
    )


def make_appraisal_photos() -> None:
    """Make the table appraisal_photos."""
    op.create_table(
        "appraisal_photos",
        sa.Column("dealership_id", sa.String(length=36), nullable=False),
        sa.Column("appraisal_id", sa.String(length=36), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("photo_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["dealership_id", "appraisal_id", "revision"],
            ["appraisals.dealership_id", "appraisals.id", "appraisals.revision"],
        ),
        sa.ForeignKeyConstraint(
            ["dealership_id", "photo_id"],
            ["photos.dealership_id", "photos.id"],
        ),
        sa.PrimaryKeyConstraint("dealership_id", "appraisal_id", "revision", "photo_id"),
    )
    op.create_index("ix_appraisal_photos_photo", "appraisal_photos", ["photo_id"], unique=False)


def make_auctions() -> None:
    """Make the table auctions."""
    op.create_table(
        "auctions",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("dealership_id", sa.String(length=36), nullable=False),
        sa.Column("appraisal_id", sa.String(length=36), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("seller_name", sa.String(length=120), nullable=False),
        sa.Column("launched_by", sa.String(length=36), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("start_minor", sa.BigInteger(), nullable=False),
        sa.Column("reserve_minor", sa.BigInteger(), nullable=True),
        sa.Column("increment_minor", sa.BigInteger(), nullable=False),
        sa.Column("duration_s", sa.Integer(), nullable=False),
        sa.Column("started_us", sa.BigInteger(), nullable=False),
        sa.Column("original_ends_us", sa.BigInteger(), nullable=False),
        sa.Column("ends_us", sa.BigInteger(), nullable=False),
        sa.Column("closed_us", sa.BigInteger(), nullable=True),
        sa.Column("price_minor", sa.BigInteger(), nullable=True),
        sa.Column("leader_id", sa.String(length=36), nullable=True),
        sa.Column("leader_max_minor", sa.BigInteger(), nullable=False),
        sa.Column("bid_count", sa.Integer(), nullable=False),
        sa.Column("decided_count", sa.Integer(), nullable=False),
        sa.Column("last_us", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dealership_id", "appraisal_id", "revision"],
            ["appraisals.dealership_id", "appraisals.id", "appraisals.revision"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_auctions_appraisal", "auctions", ["appraisal_id"], unique=False)
    op.create_index("ix_auctions_status_ends", "auctions", ["status", "ends_us"], unique=False)


def make_users() -> None:
    """Make the table users."""
    op.create_table(
        "users",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("dealership_id", sa.String(length=36), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("created_us", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dealership_id"],
            ["dealerships.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("email"),
    )


def make_bidders() -> None:
    """Make the table bidders."""
    op.create_table(
        "bidders",
        sa.Column("auction_id", sa.String(length=36), nullable=False),
        sa.Column("dealership_id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("max_minor", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["auction_id"],
            ["auctions.id"],
        ),
        sa.ForeignKeyConstraint(
            ["dealership_id"],
            ["dealerships.id"],
        ),
        sa.PrimaryKeyConstraint("auction_id", "dealership_id"),
        sa.UniqueConstraint("auction_id", "number"),
    )


def make_bids() -> None:
    """Make the table bids."""
    op.create_table(
        "bids",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("auction_id", sa.String(length=36), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("dealership_id", sa.String(length=36), nullable=False),
        sa.Column("user_id", sa.String(length=36), nullable=False),
        sa.Column("client_bid_id", sa.String(length=36), nullable=False),
        sa.Column("max_minor", sa.BigInteger(), nullable=False),
        sa.Column("at_us", sa.BigInteger(), nullable=False),
        sa.Column("outcome", sa.String(length=24), nullable=False),
        sa.Column("price_minor", sa.BigInteger(), nullable=True),
        sa.Column("leader_id", sa.String(length=36), nullable=True),
        sa.Column("event_seq", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["auction_id"],
            ["auctions.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("auction_id", "event_seq"),
        sa.UniqueConstraint("auction_id", "seq"),
        sa.UniqueConstraint("dealership_id", "client_bid_id"),
    )


def make_tokens() -> None:
    """Make the table tokens."""
    op.create_table(
        "tokens",
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.String(length=36), nullable=False),
        sa.Column("device_id", sa.String(length=64), nullable=False),
        sa.Column("created_us", sa.BigInteger(), nullable=False),
        sa.Column("expires_us", sa.BigInteger(), nullable=False),
        sa.Column("revoked_us", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["users.id"],
        ),
        sa.PrimaryKeyConstraint("hash"),
    )
