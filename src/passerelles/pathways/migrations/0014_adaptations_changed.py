"""An adaptation of the job says its cost; changed or cancelled, its versions stay."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0002_signatories"),
        ("pathways", "0013_recognition_stage"),
        ("people", "0003_leaving_adapted"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="jobadaptation",
            name="corrects",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="corrected_by",
                to="pathways.jobadaptation",
            ),
        ),
        migrations.AddField(
            model_name="jobadaptation",
            name="cost",
            field=models.DecimalField(
                blank=True, decimal_places=2, max_digits=9, null=True, verbose_name="coût"
            ),
        ),
        migrations.AddField(
            model_name="jobadaptation",
            name="funded",
            field=models.DecimalField(
                blank=True,
                decimal_places=2,
                max_digits=9,
                null=True,
                verbose_name="part prise en charge",
            ),
        ),
        migrations.AddField(
            model_name="jobadaptation",
            name="reason",
            field=models.CharField(blank=True, max_length=500, verbose_name="raison du changement"),
        ),
        migrations.AddField(
            model_name="jobadaptation",
            name="set_aside_by",
            field=models.CharField(blank=True, max_length=120, verbose_name="annulé par"),
        ),
        migrations.AddField(
            model_name="jobadaptation",
            name="set_aside_on",
            field=models.DateField(blank=True, null=True, verbose_name="annulé le"),
        ),
        migrations.AddField(
            model_name="jobadaptation",
            name="set_aside_why",
            field=models.CharField(blank=True, max_length=500, verbose_name="pourquoi annulé"),
        ),
        migrations.AddConstraint(
            model_name="jobadaptation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("cost__isnull", True), ("cost__gte", 0), _connector="OR"),
                    models.Q(
                        ("funded__isnull", True),
                        models.Q(("funded__gte", 0), ("funded__lte", models.F("cost"))),
                        _connector="OR",
                    ),
                ),
                name="adaptation_funded_within_its_cost",
                violation_error_message="La part prise en charge ne dépasse pas le coût.",
            ),
        ),
        migrations.AddConstraint(
            model_name="jobadaptation",
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
                name="adaptation_set_aside_says_why",
                violation_error_message="Dites pourquoi c’est annulé.",
            ),
        ),
        migrations.AddConstraint(
            model_name="jobadaptation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("corrects__isnull", True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="adaptation_correction_has_a_reason",
                violation_error_message="Une correction a une raison.",
            ),
        ),
    ]
