"""Requests of the person go behind the second wall too (PostgreSQL only)."""

from django.db import migrations

from passerelles.sharing.row_security import protect


class Migration(migrations.Migration):
    dependencies = [
        ("ops", "0003_row_security_acts"),
        ("support", "0003_requests"),
    ]

    operations = [protect("support_personrequest")]
