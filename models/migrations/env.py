"""Alembic's entry: the connection is handed in by ``models.schema``, which owns the transaction."""

from alembic import context

from models.tables import Record

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Record.metadata,
    render_as_batch=True,
)
context.run_migrations()
