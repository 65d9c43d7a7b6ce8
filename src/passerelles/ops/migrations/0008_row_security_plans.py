"""Plans, timetables and leads taken up for a person go behind the second wall (PostgreSQL only)."""

from django.db import migrations

from passerelles.sharing.row_security import protect

TABLES = ["support_personlead", "support_threepartplan", "support_worktimetable"]


class Migration(migrations.Migration):
    dependencies = [
        ("ops", "0007_row_security_carnet"),
        ("support", "0005_plans"),
    ]

    operations = [protect(table) for table in TABLES]
