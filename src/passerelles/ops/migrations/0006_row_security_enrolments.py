"""Programme enrolments go behind the second wall too (PostgreSQL only)."""

from django.db import migrations

from passerelles.sharing.row_security import protect

TABLES = ["pathways_programmeenrolment", "pathways_entrygrounds"]


class Migration(migrations.Migration):
    dependencies = [
        ("ops", "0005_row_security_coaching"),
        ("pathways", "0006_enrolments_immutable"),
    ]

    operations = [protect(table) for table in TABLES]
