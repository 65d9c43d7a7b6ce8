"""Papers, work situations and accompaniment go behind the second wall too (PostgreSQL only)."""

from django.db import migrations

from passerelles.sharing.row_security import protect

TABLES = [
    "documents_paper",
    "pathways_exit",
    "pathways_followup",
    "pathways_jobadaptation",
    "pathways_returnright",
    "pathways_worksituation",
    "support_appointment",
    "support_barrier",
    "support_meetingrhythm",
    "support_mutualcommitment",
    "support_objective",
    "support_partnercontact",
]


class Migration(migrations.Migration):
    dependencies = [
        ("ops", "0001_row_security"),
        ("documents", "0001_initial"),
        ("pathways", "0004_work_immutable"),
        ("support", "0001_initial"),
    ]

    operations = [protect(table) for table in TABLES]
