"""What is kept of credit reports: the reports, their accounts, and the verdicts on closures."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "credit_reports",
        sa.Column("id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("report_date", sa.Date(), nullable=False),
        sa.Column("summary", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("unrecognised", ID, nullable=False),
        sa.Column("seal", sa.String(), nullable=False),
        sa.Column("sealed_with", sa.String(), nullable=False),
        sa.Column("imported_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name="fk_credit_reports_person_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_credit_reports"),
        sa.UniqueConstraint("person_id", "report_date", name="uq_credit_reports_person_id_report_date"),
    )
    op.create_table(
        "report_accounts",
        sa.Column("id", ID, nullable=False),
        sa.Column("report_id", ID, nullable=False),
        sa.Column("closure_id", ID, nullable=True),
        sa.Column("institution", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("product", sa.String(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("currency", sa.String(), nullable=True),
        sa.Column("amount", ID, nullable=True),
        sa.Column("credit_limit", ID, nullable=True),
        sa.Column("balance_zero", sa.Boolean(), nullable=True),
        sa.Column("closed_month", sa.String(), nullable=True),
        sa.Column("as_of", sa.String(), nullable=True),
        sa.Column("ordinal", ID, nullable=False),
        sa.Column("tail", sa.String(), nullable=True),
        sa.Column("candidate", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"],
            ["credit_reports.id"],
            name="fk_report_accounts_report_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["closure_id"],
            ["closures.id"],
            name="fk_report_accounts_closure_id",
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_report_accounts"),
    )
    op.create_index("ix_report_accounts_report_id", "report_accounts", ["report_id"])
    op.create_index("ix_report_accounts_closure_id", "report_accounts", ["closure_id"])
    op.create_table(
        "report_verdicts",
        sa.Column("id", ID, nullable=False),
        sa.Column("closure_id", ID, nullable=False),
        sa.Column("report_id", ID, nullable=False),
        sa.Column("old_report_id", ID, nullable=False),
        sa.Column("account_id", ID, nullable=True),
        sa.Column("new_account_id", ID, nullable=True),
        sa.Column("requested_on", sa.Date(), nullable=False),
        sa.Column("finding", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("month", sa.String(), nullable=True),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("answer", sa.String(), nullable=True),
        sa.Column("answered_at", INSTANT, nullable=True),
        *(_key(column, table) for column, table in _VERDICTS_KEYS.items()),
        sa.PrimaryKeyConstraint("id", name="pk_report_verdicts"),
    )
    op.create_index("ix_report_verdicts_closure_id", "report_verdicts", ["closure_id", "report_id"])
    for column in ("report_id", "old_report_id", "account_id", "new_account_id"):
        op.create_index(f"ix_report_verdicts_{column}", "report_verdicts", [column])
    with op.batch_alter_table("idempotency_keys") as keys:
        keys.add_column(sa.Column("report_id", ID, nullable=True))
        keys.create_foreign_key(
            "fk_idempotency_keys_report_id",
            "credit_reports",
            ["report_id"],
            ["id"],
            ondelete="CASCADE",
        )
        keys.create_index("ix_idempotency_keys_report_id", ["report_id"])


_VERDICTS_KEYS = {
    "closure_id": "closures",
    "report_id": "credit_reports",
    "old_report_id": "credit_reports",
    "account_id": "report_accounts",
    "new_account_id": "report_accounts",
}


def _key(column: str, table: str) -> sa.ForeignKeyConstraint:
    name = f"fk_report_verdicts_{column}"
    return sa.ForeignKeyConstraint([column], [f"{table}.id"], name=name, ondelete="CASCADE")
