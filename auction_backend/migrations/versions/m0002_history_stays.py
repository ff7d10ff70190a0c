"""Let the database itself refuse to change or shorten the history."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TRIGGERS = (
    """create trigger events_never_change before update on events
    begin select raise(abort, 'the history is never changed'); end""",
    """create trigger events_never_go before delete on events
    begin select raise(abort, 'the history is never shortened'); end""",
)


def upgrade() -> None:
    """Guard the events; on other databases than SQLite that is the operator's, by rights on the table."""
    if op.get_bind().dialect.name == "sqlite":
        for trigger in TRIGGERS:
            op.execute(trigger)
