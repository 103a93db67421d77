"""More than a database may hold: what a full disk does, without one."""

from models.session import Database


def overfill(database: Database) -> None:
    """Raises what a full disk raises, and changes nothing; the limit is gone with the connection."""
    with database.statement() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count=1")  # it stays as large as it is
        connection.exec_driver_sql("CREATE TABLE ballast AS SELECT zeroblob(10000000)")
