"""Users' hours are of few kinds: an index finds these without reading all users."""

from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_index("ix_users_planned_with", "users", ["planned_with"])
