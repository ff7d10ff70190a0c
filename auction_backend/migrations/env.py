"""Run migrations on the connection that the caller gives."""

from alembic import context

from auction_backend.tables import Base

context.configure(connection=context.config.attributes["connection"], target_metadata=Base.metadata)
with context.begin_transaction():
    context.run_migrations()
