"""A financing serves a barrier, or a stage of the path such as a training."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from passerelles.journal.immutable import freeze_rows

KEPT = "Ce qui était noté ne se modifie pas."
_frozen = freeze_rows("support_solutionchange", KEPT)


class Migration(migrations.Migration):
    dependencies = [
        ("pathways", "0014_adaptations_changed"),
        ("support", "0011_other_barrier_and_pic"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        # SQLite makes the table again, and its triggers with it: taken off, then put back.
        migrations.RunPython(_frozen.reverse_code, _frozen.code),
        migrations.AddField(
            model_name="fundingplan",
            name="stage",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="funding_plans",
                to="pathways.stage",
                verbose_name="étape",
            ),
        ),
        migrations.AddField(
            model_name="solutionchange",
            name="stage",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="solution_changes",
                to="pathways.stage",
            ),
        ),
        migrations.AlterField(
            model_name="fundingplan",
            name="barrier",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="funding_plans",
                to="support.barrier",
            ),
        ),
        migrations.AlterField(
            model_name="solutionchange",
            name="barrier",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="solution_changes",
                to="support.barrier",
            ),
        ),
        migrations.AddConstraint(
            model_name="fundingplan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("barrier__isnull", False), ("stage__isnull", True)),
                    models.Q(("barrier__isnull", True), ("stage__isnull", False)),
                    _connector="OR",
                ),
                name="funding_plan_of_one_thing",
                violation_error_message="Un financement sert un frein ou une étape.",
            ),
        ),
        migrations.AddConstraint(
            model_name="solutionchange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("barrier__isnull", False), ("stage__isnull", True)),
                    models.Q(("barrier__isnull", True), ("stage__isnull", False)),
                    _connector="OR",
                ),
                name="solution_change_of_one_place",
                violation_error_message="Une correction sert un frein ou une étape.",
            ),
        ),
        freeze_rows("support_solutionchange", KEPT),
    ]
