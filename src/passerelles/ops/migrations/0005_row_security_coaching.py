"""Coach pairs go behind the second wall (PostgreSQL only)."""

from django.db import migrations

from passerelles.sharing.row_security import protect


class Migration(migrations.Migration):
    dependencies = [
        ("ops", "0004_row_security_requests"),
        ("support", "0004_coaching"),
    ]

    operations = [protect("support_coachpair")]
