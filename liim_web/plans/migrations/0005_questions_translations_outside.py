"""Rounds get questions, a reference date and reminders; plans get translations and what happens outside them."""

from importlib import import_module

import django.db.models.deletion
import liim_web.plans.models.follow_up
import liim_web.plans.models.translations
from django.db import migrations, models


_protection = import_module("liim_web.plans.migrations.0002_what_is_proven_cannot_be_altered")


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_what_is_edited_counts_its_revisions"),
        ("plans", "0004_partners_are_rows"),
    ]

    operations = [
        # SQLite writes a table anew when it gets columns, and forgets what protects it.
        migrations.RunPython(_protection.release, _protection.protect),
        migrations.AddField(
            model_name="actionreport",
            name="answers",
            field=models.JSONField(blank=True, default=dict, verbose_name="antwoorden op de vragen"),
        ),
        migrations.AddField(
            model_name="reportinground",
            name="reference_date",
            field=models.DateField(
                blank=True,
                help_text="Op die dag wordt de stand vergeleken met de kalender. Leeg: op de dag dat iemand kijkt.",
                null=True,
                verbose_name="peildatum",
            ),
        ),
        migrations.AddField(
            model_name="reportinground",
            name="remind_after",
            field=models.JSONField(
                blank=True,
                default=liim_web.plans.models.follow_up.after,
                validators=[liim_web.plans.models.follow_up.some_days],
                verbose_name="en zoveel dagen erna",
            ),
        ),
        migrations.AddField(
            model_name="reportinground",
            name="remind_before",
            field=models.JSONField(
                blank=True,
                default=liim_web.plans.models.follow_up.before,
                validators=[liim_web.plans.models.follow_up.some_days],
                verbose_name="herinner zoveel dagen ervoor",
            ),
        ),
        migrations.AddField(
            model_name="reportinground",
            name="remind_monthly",
            field=models.BooleanField(default=True, verbose_name="daarna elke maand, tot de ronde sluit"),
        ),
        migrations.CreateModel(
            name="QuestionSet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("number", models.PositiveSmallIntegerField(editable=False, verbose_name="nummer")),
                (
                    "questions",
                    models.JSONField(
                        default=list, validators=[liim_web.plans.models.follow_up.few_questions], verbose_name="vragen"
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="question_sets", to="plans.plan"
                    ),
                ),
            ],
            options={
                "verbose_name": "vragenlijst",
                "verbose_name_plural": "vragenlijsten",
                "ordering": ["plan", "number"],
            },
        ),
        migrations.AddField(
            model_name="reportinground",
            name="questions",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="rounds",
                to="plans.questionset",
                verbose_name="vragenlijst",
            ),
        ),
        migrations.CreateModel(
            name="Translation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("of", models.CharField(blank=True, max_length=80)),
                ("field", models.CharField(max_length=40)),
                (
                    "language",
                    models.CharField(choices=liim_web.plans.models.translations.other_languages, max_length=2),
                ),
                ("source_sha256", models.CharField(max_length=64)),
                ("text", models.TextField()),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="translations", to="plans.plan"
                    ),
                ),
            ],
            options={
                "verbose_name": "vertaling",
                "verbose_name_plural": "vertalingen",
                "ordering": ["of", "field", "language", "pk"],
            },
        ),
        migrations.CreateModel(
            name="OutsideAction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("uid", models.CharField(editable=False, max_length=80, unique=True, verbose_name="nummer")),
                ("title", models.CharField(max_length=500, verbose_name="titel")),
                ("description", models.TextField(blank=True, verbose_name="omschrijving")),
                ("start", models.DateField(blank=True, null=True, verbose_name="start")),
                ("end", models.DateField(blank=True, null=True, verbose_name="einde")),
                ("link", models.URLField(blank=True, verbose_name="link")),
                (
                    "domain",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="outside_actions",
                        to="accounts.policydomain",
                        verbose_name="beleidsdomein",
                    ),
                ),
                (
                    "objective",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="outside_actions",
                        to="plans.objective",
                        verbose_name="doelstelling waaraan dit raakt",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="outside_actions",
                        to="accounts.organisation",
                        verbose_name="trekker",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="outside_actions", to="plans.plan"
                    ),
                ),
            ],
            options={
                "verbose_name": "actie buiten het plan",
                "verbose_name_plural": "acties buiten het plan",
                "ordering": ["domain__order", "domain__code", "uid"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("start__isnull", True),
                            ("end__isnull", True),
                            ("end__gte", models.F("start")),
                            _connector="OR",
                        ),
                        name="outside_action_ends_after_start",
                        violation_error_message="Het einde ligt voor de start. Kijk de twee datums na.",
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="questionset",
            constraint=models.UniqueConstraint(fields=("plan", "number"), name="question_set_number_once_per_plan"),
        ),
        migrations.AddConstraint(
            model_name="translation",
            constraint=models.UniqueConstraint(
                fields=("plan", "of", "field", "language", "source_sha256"), name="a_text_is_translated_once"
            ),
        ),
        migrations.RunPython(_protection.protect, _protection.release),
    ]
