"""Partners of an action become rows; actions get a scope, a priority and real dates; requests ask for parts."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


LONGEST = 300


def rows(apps, schema_editor):
    """One row for each line of the text; what stands after a colon is the role. Nothing of the text goes."""
    for action in apps.get_model("plans", "Action").objects.exclude(partners_text=""):
        told = {}
        for line in filter(None, map(str.strip, action.partners_text.splitlines())):
            name, _colon, role = line.partition(": ")
            if len(name) > LONGEST:
                name, role = line[:LONGEST], line[LONGEST:]
            told.setdefault(name, []).append(role)
        for name, roles in told.items():
            action.partners.create(name=name, role="\n".join(filter(None, roles)))


def lines(apps, schema_editor):
    """The rows as lines of a text again."""
    for action in apps.get_model("plans", "Action").objects.exclude(partners=None).prefetch_related("partners"):
        told = (f"{each.name}: {each.role}" if each.role else each.name for each in action.partners.all())
        action.partners_text = "\n".join(told)
        action.save()


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0003_what_is_edited_counts_its_revisions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RenameField("action", "partners", "partners_text"),
        migrations.CreateModel(
            name="Partner",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("name", models.CharField(max_length=300, verbose_name="organisatie")),
                ("role", models.TextField(blank=True, verbose_name="rol")),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="partners", to="plans.action"
                    ),
                ),
            ],
            options={
                "verbose_name": "partner",
                "verbose_name_plural": "partners",
                "ordering": ["pk"],
                "constraints": [models.UniqueConstraint(fields=["action", "name"], name="a_partner_is_named_once")],
            },
        ),
        migrations.RunPython(rows, lines),
        migrations.RemoveField("action", "partners_text"),
        migrations.AddField(
            model_name="action",
            name="ended_on",
            field=models.DateField(blank=True, editable=False, null=True, verbose_name="werkelijk afgelopen op"),
        ),
        migrations.AddField(
            model_name="action",
            name="priority",
            field=models.CharField(
                blank=True,
                choices=[("", "niet gezegd"), ("high", "hoog"), ("normal", "gewoon"), ("low", "laag")],
                default="",
                max_length=10,
                verbose_name="prioriteit",
            ),
        ),
        migrations.AddField(
            model_name="action",
            name="scope",
            field=models.CharField(blank=True, max_length=300, verbose_name="bereik: waar en voor hoeveel mensen"),
        ),
        migrations.AddField(
            model_name="action",
            name="split_from",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="split_off",
                to="plans.action",
                verbose_name="afgesplitst van",
            ),
        ),
        migrations.AddField(
            model_name="action",
            name="started_on",
            field=models.DateField(blank=True, editable=False, null=True, verbose_name="werkelijk gestart op"),
        ),
        migrations.AddField(
            model_name="actionreport",
            name="ended_on",
            field=models.DateField(blank=True, null=True, verbose_name="werkelijk afgelopen op"),
        ),
        migrations.AddField(
            model_name="actionreport",
            name="started_on",
            field=models.DateField(blank=True, null=True, verbose_name="werkelijk gestart op"),
        ),
        migrations.AddField(
            model_name="changerequest",
            name="parts",
            field=models.JSONField(blank=True, default=list, verbose_name="onderdelen"),
        ),
        migrations.AlterField(
            model_name="action",
            name="target_groups",
            field=models.TextField(
                blank=True, help_text="Eén per regel, of met een puntkomma ertussen.", verbose_name="doelgroepen"
            ),
        ),
        migrations.AlterField(
            model_name="changerequest",
            name="kind",
            field=models.CharField(
                choices=[
                    ("add", "toevoegen"),
                    ("modify", "wijzigen"),
                    ("stop", "stopzetten"),
                    ("merge", "samenvoegen"),
                    ("split", "splitsen"),
                ],
                max_length=10,
                verbose_name="soort",
            ),
        ),
        migrations.AlterField(
            model_name="indicatorlink",
            name="area",
            field=models.CharField(default="02000", max_length=20, verbose_name="gebied"),
        ),
        migrations.AddConstraint(
            model_name="actionreport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("started_on__isnull", True),
                    ("ended_on__isnull", True),
                    ("ended_on__gte", models.F("started_on")),
                    _connector="OR",
                ),
                name="an_action_ended_after_it_started",
                violation_error_message="De actie liep af voor ze begon. Kijk de twee datums na.",
            ),
        ),
    ]
