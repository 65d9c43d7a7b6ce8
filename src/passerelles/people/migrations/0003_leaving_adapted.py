"""Whether a person wishes to leave the adapted company, in their own words."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0002_other_titles"),
    ]

    operations = [
        migrations.AlterField(
            model_name="wish",
            name="kind",
            field=models.CharField(
                choices=[
                    ("job", "métier ou travail"),
                    ("interest", "centre d’intérêt"),
                    ("leave_protected", "quitter le milieu protégé"),
                    ("stay_protected", "rester en milieu protégé"),
                    ("leave_adapted", "quitter l’entreprise adaptée pour une autre entreprise"),
                    ("stay_adapted", "rester dans l’entreprise adaptée"),
                    ("other", "autre souhait"),
                ],
                max_length=20,
                verbose_name="sorte",
            ),
        ),
    ]
