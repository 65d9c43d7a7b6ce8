"""Every table about a person goes behind the second wall (PostgreSQL only)."""

from django.db import migrations

from passerelles.sharing.row_security import protect

TABLES = [
    "people_fact",
    "people_legalrepresentative",
    "people_situation",
    "people_wish",
    "pathways_answer",
    "pathways_detection",
    "pathways_nextstep",
    "pathways_note",
    "pathways_path",
    "pathways_progresspoint",
    "pathways_stage",
    "pathways_wellbeing",
]


class Migration(migrations.Migration):
    dependencies = [
        ("sharing", "0001_initial"),
        ("people", "0001_initial"),
        ("pathways", "0001_initial"),
    ]

    operations = [protect("people_person", column="id"), *[protect(table) for table in TABLES]]
