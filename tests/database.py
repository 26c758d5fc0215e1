"""Return a test database to the state that the migrations left, quickly on both databases."""

import sqlite3

from django.db import connection

KEPT = {"django_migrations", "django_content_type", "auth_permission"}


class Snapshot:
    """Taken once after the migrations; `restore` undoes everything since, in milliseconds.

    SQLite: the file is copied back by its own backup. PostgreSQL: every table that was empty is
    truncated, which passes the log's refusal to delete rows.
    """

    def __init__(self) -> None:
        if connection.vendor == "sqlite":
            self.copy = sqlite3.connect(":memory:", check_same_thread=False)
            connection.ensure_connection()
            connection.connection.backup(self.copy)
            return
        with connection.cursor() as cursor:
            names = connection.introspection.table_names(cursor)
            self.empty = []
            for name in set(names) - KEPT:
                cursor.execute(
                    f"SELECT NOT EXISTS (SELECT 1 FROM {connection.ops.quote_name(name)})"
                )
                if cursor.fetchone()[0]:
                    self.empty.append(connection.ops.quote_name(name))

    def restore(self) -> None:
        connection.ensure_connection()
        if connection.vendor == "sqlite":
            self.copy.backup(connection.connection)
            return
        with connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {', '.join(sorted(self.empty))} RESTART IDENTITY CASCADE")
