"""What a person tried goes behind the second wall too (PostgreSQL only)."""

from django.db import migrations

from passerelles.sharing.row_security import protect


class Migration(migrations.Migration):
    dependencies = [
        ("ops", "0008_row_security_plans"),
        ("skills", "0001_initial"),
    ]

    operations = [protect("skills_participation"), protect("skills_skillattempt")]
