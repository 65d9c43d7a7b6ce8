from django.db import migrations

from passerelles.journal.immutable import freeze_rows

FROZEN = [
    "id",
    "person_id",
    "receiver_id",
    "giver_kind",
    "representative_id",
    "purpose",
    "party_role",
    "valid_from",
    "valid_until",
    "legal_ground",
    "collection",
    "proof_reference",
    "notice_version",
    "collected_by_id",
    "collected_for_id",
    "recorded_at",
]


class Migration(migrations.Migration):
    dependencies = [("sharing", "0001_initial")]

    operations = [
        freeze_rows(
            "sharing_agreement",
            "Un accord ne se modifie pas : il se retire.",
            columns=FROZEN,
        )
    ]
