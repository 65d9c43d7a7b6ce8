from django.db import migrations

from passerelles.journal.immutable import freeze_rows

FROZEN = [
    "id",
    "organisation_id",
    "key",
    "value",
    "starts_on",
    "reason",
    "source",
    "author_id",
    "recorded_at",
]


class Migration(migrations.Migration):
    dependencies = [("rulebook", "0001_initial")]

    operations = [
        freeze_rows(
            "rulebook_parameteroverride",
            "Un réglage du droit ne se modifie pas : il se termine ou se retire.",
            columns=FROZEN,
        )
    ]
