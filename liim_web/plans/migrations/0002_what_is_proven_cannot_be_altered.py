"""The database itself refuses to alter the log and what was sealed, whoever asks."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

# Column by column, so that publishing and replacing stay possible.
SEALED = {
    "plans_planversion": (
        "plan_id number kind change_note decision_number decision_date decision_link effective_from override_reason "
        "snapshot sha256 previous_sha256"
    ).split(),
    "plans_reportinground": "plan_id version_id number title period_start period_end snapshot sha256".split(),
}
LOG = "plans_auditevent"

POSTGRES_REFUSAL = """
CREATE FUNCTION liim_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% cannot be altered or removed', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation'; END $$
"""


def _triggers(different: str) -> list[tuple[str, str, str, str]]:
    """Name, moment, table, condition."""
    found = [("log_no_update", "UPDATE", LOG, ""), ("log_no_delete", "DELETE", LOG, "")]
    for table, columns in SEALED.items():
        changed = " OR ".join(f"OLD.{column} {different} NEW.{column}" for column in columns)
        found.append((f"{table}_no_update", "UPDATE", table, f"OLD.sha256 <> '' AND ({changed})"))
        found.append((f"{table}_no_delete", "DELETE", table, "OLD.sha256 <> ''"))
    return found


def protect(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRES_REFUSAL, params=None)
        for name, moment, table, condition in _triggers("IS DISTINCT FROM"):
            when = f"WHEN ({condition})" if condition else ""
            schema_editor.execute(
                f"CREATE TRIGGER {name} BEFORE {moment} ON {table} FOR EACH ROW {when} EXECUTE FUNCTION liim_refuse()"
            )
        return
    for name, moment, table, condition in _triggers("IS NOT"):
        when = f"WHEN {condition}" if condition else ""
        schema_editor.execute(
            f"CREATE TRIGGER {name} BEFORE {moment} ON {table} FOR EACH ROW {when} "
            f"BEGIN SELECT RAISE(ABORT, '{table} cannot be altered or removed'); END"
        )


def release(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    on = schema_editor.connection.vendor == "postgresql"
    for name, _moment, table, _condition in _triggers(""):
        schema_editor.execute(f"DROP TRIGGER {name} ON {table}" if on else f"DROP TRIGGER {name}")
    if on:
        schema_editor.execute("DROP FUNCTION liim_refuse()")


class Migration(migrations.Migration):
    dependencies = [("plans", "0001_plans_actions_follow_up")]
    operations = [migrations.RunPython(protect, release)]
