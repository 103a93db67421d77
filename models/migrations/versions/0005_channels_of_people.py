"""A person may have channels of their own: reminders of their closures go there."""

from alembic import op

revision = "0005"
down_revision = "0004"

INDEX, TABLE = "ix_channels_user_id", "channels"
_COLUMN = (
    "ALTER TABLE channels ADD COLUMN person_id {number}"
    " CONSTRAINT fk_channels_person_id REFERENCES people (id) ON DELETE CASCADE"
)


def upgrade() -> None:
    # As a statement: Alembic would copy SQLite's table to add the key, and lose what refers to the old one.
    op.execute(_COLUMN.format(number="INTEGER" if op.get_bind().dialect.name == "sqlite" else "BIGINT"))
    op.drop_index(INDEX, TABLE)
    op.create_index(INDEX, TABLE, ["user_id", "paused_at", "person_id"])
    op.create_index("ix_channels_person_id", TABLE, ["person_id"])
