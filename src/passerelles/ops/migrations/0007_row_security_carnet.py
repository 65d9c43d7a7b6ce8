"""The carnet goes behind the second wall too (PostgreSQL only)."""

from django.db import migrations

from passerelles.sharing.row_security import protect

TABLES = ["myspace_carnetentry", "myspace_carnetversion"]


class Migration(migrations.Migration):
    dependencies = [
        ("ops", "0006_row_security_enrolments"),
        ("myspace", "0003_carnet"),
    ]

    operations = [protect(table) for table in TABLES]
