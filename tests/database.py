"""Return a test database to the state that the migrations left, quickly on both databases."""

import sqlite3

from django.db import connection, transaction

KEPT = {"django_migrations", "django_content_type", "auth_permission"}


def settle() -> None:
    """After a large load that is not committed: what PostgreSQL would do by itself, at once.

    The deferred checks, which every later rollback would repeat, and the planner's statistics.
    """
    connection.check_constraints()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


class Snapshot:
    """Taken once after the migrations; `restore` undoes everything since, in milliseconds.

    SQLite: the file is copied back by its own backup. PostgreSQL: the tables that were empty and
    are so no more lose their rows; replication's role passes the log's refusal to delete them.
    """

    def __init__(self) -> None:
        if connection.vendor == "sqlite":
            self.copy = sqlite3.connect(":memory:", check_same_thread=False)
            connection.ensure_connection()
            connection.connection.backup(self.copy)
            return
        with connection.cursor() as cursor:
            names = set(connection.introspection.table_names(cursor)) - KEPT
        self.empty = names - self.filled(names)

    def filled(self, names: set[str]) -> set[str]:
        """Those of the tables that hold a row."""
        quote = connection.ops.quote_name
        with connection.cursor() as cursor:
            cursor.execute(
                " UNION ALL ".join(
                    f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {quote(name)})"
                    for name in sorted(names)
                )
            )
            return {name for (name,) in cursor.fetchall()}

    def restore(self) -> None:
        connection.ensure_connection()
        if connection.vendor == "sqlite":
            self.copy.backup(connection.connection)
            return
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            for name in self.filled(self.empty):
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(name)}")
