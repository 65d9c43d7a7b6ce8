"""The history of work situations and the exits as they were classified are never rewritten."""

from django.db import migrations

from passerelles.journal.immutable import freeze_rows

# All but ``person_id``: two records of one person may be merged.
EXIT_COLUMNS = [
    "id",
    "situation_id",
    "corrects_id",
    "place_id",
    "place_name",
    "place_kind",
    "left_on",
    "destination",
    "contract_type",
    "contract_months",
    "told",
    "category",
    "counted",
    "dynamic",
    "rule_version",
    "verdict",
    "findings",
    "parameters",
    "reason",
    "author_id",
    "author_name",
    "organisation_id",
    "recorded_at",
]


class Migration(migrations.Migration):
    dependencies = [("pathways", "0003_work")]

    operations = [
        freeze_rows(
            "pathways_workchange",
            "L’historique d’une situation de travail ne se modifie pas : corrigez-la.",
        ),
        freeze_rows(
            "pathways_exit",
            "Une sortie classée ne se modifie pas : notez une correction.",
            columns=EXIT_COLUMNS,
        ),
    ]


# Tables about persons to put behind the security of rows: pathways_worksituation, pathways_exit,
# pathways_returnright, pathways_followup, pathways_jobadaptation (entries with a volet) and
# pathways_workchange (read through its situation).
