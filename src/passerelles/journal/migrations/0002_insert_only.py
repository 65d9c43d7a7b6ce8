from django.db import migrations

from passerelles.journal.immutable import freeze_rows


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]

    operations = [freeze_rows("journal_journalentry", "Le journal ne se modifie pas.")]
