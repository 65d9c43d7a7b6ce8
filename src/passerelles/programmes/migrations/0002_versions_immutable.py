from django.db import migrations

from passerelles.journal.immutable import freeze_rows


class Migration(migrations.Migration):
    dependencies = [("programmes", "0001_initial")]

    operations = [
        freeze_rows(
            "programmes_programmeversion",
            "Une version de programme ne se modifie pas : on en publie une autre.",
        )
    ]
