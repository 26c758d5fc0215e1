"""The database itself refuses to change or remove a log entry."""

from django.db import migrations

POSTGRESQL = [
    """
    CREATE FUNCTION audit_logentry_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'The log is append-only: % is refused.', TG_OP;
    END $$
    """,
    """
    CREATE TRIGGER audit_logentry_append_only BEFORE UPDATE OR DELETE ON audit_logentry
    FOR EACH ROW EXECUTE FUNCTION audit_logentry_refuse()
    """,
]
POSTGRESQL_BACK = [
    "DROP TRIGGER audit_logentry_append_only ON audit_logentry",
    "DROP FUNCTION audit_logentry_refuse()",
]
SQLITE = [
    f"""
    CREATE TRIGGER audit_logentry_no_{verb.lower()} BEFORE {verb} ON audit_logentry
    BEGIN
        SELECT RAISE(ABORT, 'The log is append-only: {verb} is refused.');
    END
    """
    for verb in ("UPDATE", "DELETE")
]
SQLITE_BACK = [
    "DROP TRIGGER audit_logentry_no_update",
    "DROP TRIGGER audit_logentry_no_delete",
]


def run(schema_editor, sqlite, postgresql):
    statements = sqlite if schema_editor.connection.vendor == "sqlite" else postgresql
    with schema_editor.connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def forwards(apps, schema_editor):
    run(schema_editor, SQLITE, POSTGRESQL)


def backwards(apps, schema_editor):
    run(schema_editor, SQLITE_BACK, POSTGRESQL_BACK)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_first_release")]
    operations = [migrations.RunPython(forwards, backwards)]
