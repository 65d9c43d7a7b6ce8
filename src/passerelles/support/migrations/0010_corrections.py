"""What was noted by mistake about a solution or a lead: before it, why, and by whom."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import passerelles.kernel.clock
import passerelles.sharing.secrecy
import passerelles.support.rules.corrections
from passerelles.journal.immutable import freeze_rows


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0002_signatories"),
        ("support", "0009_said_once"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="LeadChange",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("corrected", "Corrigé"),
                            ("cancelled", "Annulé"),
                            ("result", "Nouveau résultat"),
                        ],
                        max_length=20,
                        verbose_name="ce qui a changé",
                    ),
                ),
                ("before", models.CharField(max_length=800, verbose_name="ce qui était noté")),
                ("reason", models.CharField(max_length=300, verbose_name="pourquoi")),
                (
                    "author_name",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="nom affiché de l’auteur"
                    ),
                ),
                (
                    "recorded_at",
                    models.DateTimeField(default=passerelles.kernel.clock.now, editable=False),
                ),
            ],
            options={
                "verbose_name": "correction d’une piste",
                "verbose_name_plural": "corrections d’une piste",
                "ordering": ["recorded_at"],
            },
        ),
        migrations.CreateModel(
            name="SolutionChange",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("corrected", "Corrigé"),
                            ("cancelled", "Annulé"),
                            ("result", "Nouveau résultat"),
                        ],
                        max_length=20,
                        verbose_name="ce qui a changé",
                    ),
                ),
                (
                    "before",
                    passerelles.sharing.secrecy.SecretTextField(
                        max_length=1500, verbose_name="ce qui était noté"
                    ),
                ),
                (
                    "reason",
                    passerelles.sharing.secrecy.SecretTextField(
                        blank=True, max_length=300, verbose_name="pourquoi"
                    ),
                ),
                (
                    "author_name",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="nom affiché de l’auteur"
                    ),
                ),
                (
                    "recorded_at",
                    models.DateTimeField(default=passerelles.kernel.clock.now, editable=False),
                ),
            ],
            options={
                "verbose_name": "correction d’une solution",
                "verbose_name_plural": "corrections d’une solution",
                "ordering": ["recorded_at"],
            },
        ),
        migrations.AddField(
            model_name="barrieraction",
            name="set_aside_by",
            field=models.CharField(
                blank=True, editable=False, max_length=120, verbose_name="annulé par"
            ),
        ),
        migrations.AddField(
            model_name="barrieraction",
            name="set_aside_on",
            field=models.DateField(blank=True, editable=False, null=True, verbose_name="annulé le"),
        ),
        migrations.AddField(
            model_name="barrieraction",
            name="set_aside_why",
            field=passerelles.sharing.secrecy.SecretTextField(
                blank=True, editable=False, max_length=300, verbose_name="pourquoi annulé"
            ),
        ),
        migrations.AddField(
            model_name="barrieraction",
            name="version",
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AddField(
            model_name="companylead",
            name="set_aside_by",
            field=models.CharField(
                blank=True, editable=False, max_length=120, verbose_name="annulé par"
            ),
        ),
        migrations.AddField(
            model_name="companylead",
            name="set_aside_on",
            field=models.DateField(blank=True, editable=False, null=True, verbose_name="annulé le"),
        ),
        migrations.AddField(
            model_name="companylead",
            name="set_aside_why",
            field=passerelles.sharing.secrecy.SecretTextField(
                blank=True, editable=False, max_length=300, verbose_name="pourquoi annulé"
            ),
        ),
        migrations.AddField(
            model_name="companylead",
            name="version",
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AddField(
            model_name="fundingline",
            name="set_aside_by",
            field=models.CharField(
                blank=True, editable=False, max_length=120, verbose_name="annulé par"
            ),
        ),
        migrations.AddField(
            model_name="fundingline",
            name="set_aside_on",
            field=models.DateField(blank=True, editable=False, null=True, verbose_name="annulé le"),
        ),
        migrations.AddField(
            model_name="fundingline",
            name="set_aside_why",
            field=passerelles.sharing.secrecy.SecretTextField(
                blank=True, editable=False, max_length=300, verbose_name="pourquoi annulé"
            ),
        ),
        migrations.AddField(
            model_name="fundingplan",
            name="result",
            field=models.CharField(
                blank=True,
                choices=[
                    ("obtained", "Obtenu"),
                    ("not_obtained", "Pas obtenu cette fois"),
                    ("given_up", "Abandonné"),
                ],
                max_length=20,
                verbose_name="ce que cela a donné",
            ),
        ),
        migrations.AddField(
            model_name="fundingplan",
            name="result_on",
            field=models.DateField(blank=True, null=True, verbose_name="quel jour"),
        ),
        migrations.AddField(
            model_name="fundingplan",
            name="result_words",
            field=passerelles.sharing.secrecy.SecretTextField(
                blank=True, max_length=300, verbose_name="en quelques mots"
            ),
        ),
        migrations.AddField(
            model_name="fundingplan",
            name="set_aside_by",
            field=models.CharField(
                blank=True, editable=False, max_length=120, verbose_name="annulé par"
            ),
        ),
        migrations.AddField(
            model_name="fundingplan",
            name="set_aside_on",
            field=models.DateField(blank=True, editable=False, null=True, verbose_name="annulé le"),
        ),
        migrations.AddField(
            model_name="fundingplan",
            name="set_aside_why",
            field=passerelles.sharing.secrecy.SecretTextField(
                blank=True, editable=False, max_length=300, verbose_name="pourquoi annulé"
            ),
        ),
        migrations.AddConstraint(
            model_name="barrieraction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("set_aside_by", ""), ("set_aside_on__isnull", True), ("set_aside_why", "")
                    ),
                    models.Q(
                        ("set_aside_on__isnull", False),
                        models.Q(("set_aside_why", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="barrier_action_set_aside_says_why",
                violation_error_message="Dites pourquoi c’est annulé.",
            ),
        ),
        migrations.AddConstraint(
            model_name="companylead",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("set_aside_by", ""), ("set_aside_on__isnull", True), ("set_aside_why", "")
                    ),
                    models.Q(
                        ("set_aside_on__isnull", False),
                        models.Q(("set_aside_why", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="company_lead_set_aside_says_why",
                violation_error_message="Dites pourquoi c’est annulé.",
            ),
        ),
        migrations.AddConstraint(
            model_name="fundingline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("set_aside_by", ""), ("set_aside_on__isnull", True), ("set_aside_why", "")
                    ),
                    models.Q(
                        ("set_aside_on__isnull", False),
                        models.Q(("set_aside_why", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="funding_line_set_aside_says_why",
                violation_error_message="Dites pourquoi c’est annulé.",
            ),
        ),
        migrations.AddConstraint(
            model_name="fundingplan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("result", ""), ("result_on__isnull", True)),
                    models.Q(models.Q(("result", ""), _negated=True), ("result_on__isnull", False)),
                    _connector="OR",
                ),
                name="funding_plan_result_on_a_day",
                violation_error_message="Un résultat a une date.",
            ),
        ),
        migrations.AddConstraint(
            model_name="fundingplan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("set_aside_by", ""), ("set_aside_on__isnull", True), ("set_aside_why", "")
                    ),
                    models.Q(
                        ("set_aside_on__isnull", False),
                        models.Q(("set_aside_why", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="funding_plan_set_aside_says_why",
                violation_error_message="Dites pourquoi c’est annulé.",
            ),
        ),
        migrations.AddField(
            model_name="leadchange",
            name="author",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="leadchange",
            name="lead",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="changes",
                to="support.companylead",
            ),
        ),
        migrations.AddField(
            model_name="solutionchange",
            name="action",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="changes",
                to="support.barrieraction",
            ),
        ),
        migrations.AddField(
            model_name="solutionchange",
            name="author",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="solutionchange",
            name="barrier",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="solution_changes",
                to="support.barrier",
            ),
        ),
        migrations.AddField(
            model_name="solutionchange",
            name="line",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="changes",
                to="support.fundingline",
            ),
        ),
        migrations.AddField(
            model_name="solutionchange",
            name="plan",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="changes",
                to="support.fundingplan",
            ),
        ),
        migrations.AddConstraint(
            model_name="leadchange",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True),
                name="lead_change_says_why",
                violation_error_message="Une correction a une raison.",
            ),
        ),
        migrations.AddConstraint(
            model_name="solutionchange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("action__isnull", False), ("line__isnull", True), ("plan__isnull", True)
                    ),
                    models.Q(
                        ("action__isnull", True), ("line__isnull", True), ("plan__isnull", False)
                    ),
                    models.Q(
                        ("action__isnull", True), ("line__isnull", False), ("plan__isnull", True)
                    ),
                    _connector="OR",
                ),
                name="solution_change_of_one_thing",
                violation_error_message="Une correction porte sur une seule chose.",
            ),
        ),
        migrations.AddConstraint(
            model_name="solutionchange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind", passerelles.support.rules.corrections.ChangeKind["RESULT"]),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="solution_change_says_why",
                violation_error_message="Une correction a une raison.",
            ),
        ),
        freeze_rows("support_solutionchange", "Ce qui était noté ne se modifie pas."),
        freeze_rows("support_leadchange", "Ce qui était noté ne se modifie pas."),
    ]
