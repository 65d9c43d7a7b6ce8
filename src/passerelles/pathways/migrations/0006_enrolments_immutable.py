"""Lines of the history of an enrolment are never rewritten; only the day of a payment is added."""

from django.db import migrations

from passerelles.journal.immutable import freeze_rows

MESSAGE = "L’historique d’une inscription ne se modifie pas : corrigez-la."

# All but the payment, noted once when the money is handed over.
SESSION_COLUMNS = [
    "id",
    "enrolment_id",
    "day",
    "attendance",
    "hours",
    "counter",
    "phase",
    "rate",
    "pay",
    "corrects_id",
    "reason",
    "author_id",
    "author_name",
    "writer_id",
    "recorded_at",
]
# All but ``person_id`` and ``shared``: two records of one person may be merged.
GROUNDS_COLUMNS = ["id", "enrolment_id", "told", "volet", "author_id", "author_name", "recorded_at"]


class Migration(migrations.Migration):
    dependencies = [("pathways", "0005_enrolments")]

    operations = [
        freeze_rows("pathways_enrolmentchange", MESSAGE),
        freeze_rows("pathways_enrolmentphase", MESSAGE),
        freeze_rows("pathways_passagedecision", MESSAGE),
        freeze_rows("pathways_programmeduty", MESSAGE),
        freeze_rows("pathways_hoursstep", MESSAGE),
        freeze_rows("pathways_worksession", MESSAGE, columns=SESSION_COLUMNS),
        freeze_rows("pathways_entrygrounds", MESSAGE, columns=GROUNDS_COLUMNS),
    ]
