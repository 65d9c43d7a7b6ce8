"""Acts of accompaniment go behind the second wall (PostgreSQL only)."""

from django.db import migrations

from passerelles.sharing.row_security import protect


class Migration(migrations.Migration):
    dependencies = [
        ("ops", "0002_row_security_accompaniment"),
        ("support", "0002_acts"),
    ]

    operations = [protect("support_accompanimentact")]
