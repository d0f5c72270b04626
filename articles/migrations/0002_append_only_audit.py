"""The audit trail refuses UPDATE and DELETE in the database itself."""

from django.db import migrations

SQLITE = """
CREATE TRIGGER articles_auditentry_no_{verb} BEFORE {verb} ON articles_auditentry
BEGIN SELECT RAISE(ABORT, 'The audit trail is append-only.'); END;
"""
POSTGRESQL = """
CREATE FUNCTION articles_auditentry_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'The audit trail is append-only.'; END $$;
CREATE TRIGGER articles_auditentry_append_only BEFORE UPDATE OR DELETE ON articles_auditentry
FOR EACH ROW EXECUTE FUNCTION articles_auditentry_refuse();
"""


def create(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL)
        return
    for verb in ("UPDATE", "DELETE"):
        schema_editor.execute(SQLITE.format(verb=verb))


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "DROP TRIGGER articles_auditentry_append_only ON articles_auditentry;"
            "DROP FUNCTION articles_auditentry_refuse();"
        )
        return
    for verb in ("UPDATE", "DELETE"):
        schema_editor.execute(f"DROP TRIGGER articles_auditentry_no_{verb};")


class Migration(migrations.Migration):
    dependencies = [("articles", "0001_initial")]

    operations = [migrations.RunPython(create, drop)]
