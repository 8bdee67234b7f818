"""Comments, evaluations with what they measured, reports as they were accepted, who may read a plan."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import liim_web.plans.models.follow_up


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_what_is_edited_counts_its_revisions"),
        ("plans", "0005_questions_translations_outside"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Comment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("text", models.TextField(verbose_name="opmerking")),
                ("by", models.CharField(editable=False, max_length=200)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("public", "publiek"),
                            ("reporter", "rapporteur"),
                            ("coordinator", "domeincoördinator"),
                            ("cabinet", "kabinet"),
                            ("seat_domain", "Commissie, beleidsdomein"),
                            ("seat_society", "Commissie, doelgroep of middenveld"),
                            ("chair", "voorzitter"),
                            ("secretariat", "secretariaat"),
                            ("coordinating_cabinet", "coördinerend kabinet"),
                            ("filler", "gemeente, invuller"),
                            ("signatory", "gemeente, ondertekenaar"),
                            ("survey_manager", "beheerder bevraging"),
                            ("auditor", "auditor"),
                            ("administrator", "technisch beheerder"),
                        ],
                        editable=False,
                        max_length=30,
                    ),
                ),
                ("at", models.DateTimeField(editable=False)),
            ],
            options={
                "verbose_name": "opmerking",
                "verbose_name_plural": "opmerkingen",
                "ordering": ["at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Outcome",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("title", models.CharField(max_length=300, verbose_name="wat is gemeten")),
                ("indicator", models.CharField(blank=True, max_length=20, verbose_name="indicator van de monitor")),
                ("unit", models.CharField(blank=True, max_length=50, verbose_name="eenheid")),
                ("before_period", models.CharField(max_length=20, verbose_name="periode ervoor")),
                (
                    "before",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=14, null=True, verbose_name="waarde ervoor"
                    ),
                ),
                ("after_period", models.CharField(max_length=20, verbose_name="periode erna")),
                (
                    "after",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=14, null=True, verbose_name="waarde erna"
                    ),
                ),
                ("compared_with", models.CharField(blank=True, max_length=300, verbose_name="vergeleken met wie")),
                (
                    "compared_before",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        verbose_name="bij wie je vergelijkt: waarde ervoor",
                    ),
                ),
                (
                    "compared_after",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        verbose_name="bij wie je vergelijkt: waarde erna",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="toelichting")),
            ],
            options={
                "verbose_name": "meting voor en na",
                "verbose_name_plural": "metingen voor en na",
                "ordering": ["pk"],
            },
        ),
        migrations.AddField(
            model_name="actionreport",
            name="accepted",
            field=models.JSONField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="actionreport",
            name="unblock_condition",
            field=models.TextField(blank=True, verbose_name="wat is er nodig om verder te kunnen"),
        ),
        migrations.AddField(
            model_name="evaluation",
            name="strategic",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="evaluations",
                to="plans.strategicobjective",
                verbose_name="over deze strategische doelstelling",
            ),
        ),
        migrations.AddField(
            model_name="evidence",
            name="language",
            field=models.CharField(
                blank=True,
                choices=liim_web.plans.models.follow_up.languages_of_evidence,
                max_length=5,
                verbose_name="taal",
            ),
        ),
        migrations.AddField(
            model_name="plan",
            name="themes",
            field=models.JSONField(blank=True, default=list, verbose_name="thema's"),
        ),
        migrations.AddField(
            model_name="plan",
            name="visibility",
            field=models.CharField(
                choices=[("public", "voor iedereen"), ("members", "enkel voor wie aan plannen meewerkt")],
                default="public",
                max_length=10,
                verbose_name="wie mag lezen wat gepubliceerd is",
            ),
        ),
        migrations.AddField(
            model_name="strategicobjective",
            name="population",
            field=models.TextField(blank=True, verbose_name="over wie gaat het"),
        ),
        migrations.AlterField(
            model_name="evaluation",
            name="action",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="evaluations",
                to="plans.action",
                verbose_name="over deze actie",
            ),
        ),
        migrations.AlterField(
            model_name="evaluation",
            name="objective",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="evaluations",
                to="plans.objective",
                verbose_name="over deze operationele doelstelling",
            ),
        ),
        migrations.AddConstraint(
            model_name="evaluation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("objective__isnull", True), ("strategic__isnull", True)),
                    models.Q(("action__isnull", True), ("strategic__isnull", True)),
                    models.Q(("action__isnull", True), ("objective__isnull", True)),
                    _connector="OR",
                ),
                name="an_evaluation_is_of_one_thing",
                violation_error_message="Kies één doelstelling of één actie, of niets: dan gaat ze over het plan.",
            ),
        ),
        migrations.AddField(
            model_name="comment",
            name="action",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="comments",
                to="plans.action",
            ),
        ),
        migrations.AddField(
            model_name="comment",
            name="author",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="comment",
            name="cell",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="comments",
                to="plans.commitment",
            ),
        ),
        migrations.AddField(
            model_name="comment",
            name="domain",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="comments", to="accounts.policydomain"
            ),
        ),
        migrations.AddField(
            model_name="comment",
            name="organisation",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="comments",
                to="accounts.organisation",
            ),
        ),
        migrations.AddField(
            model_name="comment",
            name="plan",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="comments", to="plans.plan"
            ),
        ),
        migrations.AddField(
            model_name="comment",
            name="round",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="comments",
                to="plans.reportinground",
            ),
        ),
        migrations.AddField(
            model_name="outcome",
            name="evaluation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="outcomes", to="plans.evaluation"
            ),
        ),
        migrations.AddConstraint(
            model_name="comment",
            constraint=models.CheckConstraint(
                condition=models.Q(("action__isnull", True), ("cell__isnull", True), _connector="XOR"),
                name="a_comment_is_about_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="comment",
            constraint=models.CheckConstraint(
                condition=models.Q(("round__isnull", True), ("action__isnull", False), _connector="OR"),
                name="a_comment_on_a_report_names_its_action",
            ),
        ),
        migrations.AddConstraint(
            model_name="comment",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="a_comment_says_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="outcome",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("compared_after__isnull", True), ("compared_before__isnull", True)),
                    models.Q(("compared_with", ""), _negated=True),
                    _connector="OR",
                ),
                name="a_comparison_says_with_whom",
                violation_error_message="Zeg met wie je vergelijkt.",
            ),
        ),
    ]
