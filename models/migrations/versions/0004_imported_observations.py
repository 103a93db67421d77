"""How long closings took elsewhere, taken in from files."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "imported_observations",
        sa.Column("user_id", ID, nullable=False),
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("route", sa.String(), nullable=False),
        sa.Column("observed_first", ID, nullable=False),
        sa.Column("observed_last", ID, nullable=False),
        sa.Column("stated_first", ID, nullable=True),
        sa.Column("stated_last", ID, nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name="fk_imported_observations_user_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", "token", name="pk_imported_observations"),
    )
