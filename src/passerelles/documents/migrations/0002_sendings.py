"""Which versions have gone out: what was never sent stays with the team that wrote it."""

from typing import Any
from uuid import UUID

import django.db.models.deletion
from django.db import migrations, models

import passerelles.kernel.clock
from passerelles.journal.immutable import freeze_rows

SENT = "documents:paper:sent"


def fill(apps: Any, editor: Any) -> None:
    """The journal told each sending; failing that, an answer or a link proves that it went out."""
    versions = apps.get_model("documents", "PaperVersion").objects
    sending = apps.get_model("documents", "Sending")
    told = {}
    for row in apps.get_model("journal", "JournalEntry").objects.filter(event=SENT).iterator():
        key = (str(row.details.get("paper")), row.details.get("version"))
        told[key] = min(row.at, told.get(key, row.at))
    proved = _proved(apps)
    rows = versions.values_list("pk", "paper_id", "number").iterator()
    found = (
        (pk, told.get((str(paper_id), number)) or proved.get(pk)) for pk, paper_id, number in rows
    )
    sending.objects.bulk_create(
        [sending(version_id=pk, sent_at=at) for pk, at in found if at], batch_size=500
    )
    # A correction under way hid the whole paper: what had been sent is readable again.
    papers = apps.get_model("documents", "Paper")._base_manager
    papers.filter(versions__sending__isnull=False, shared=False).update(shared=True)


def _proved(apps: Any) -> dict[UUID, Any]:
    """The first trace that somebody outside had a version in hand."""
    signatures = apps.get_model("documents", "Signature").objects
    links = apps.get_model("documents", "SigningLink").objects
    traces = [
        *signatures.exclude(answered_at=None).values_list("version_id", "answered_at"),
        *signatures.exclude(talk_asked_at=None).values_list("version_id", "talk_asked_at"),
        *links.values_list("signature__version_id", "created_at"),
    ]
    found: dict[UUID, Any] = {}
    for version_id, at in traces:
        found[version_id] = min(at, found.get(version_id, at))
    return found


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_initial"), ("journal", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Sending",
            fields=[
                (
                    "version",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="sending",
                        serialize=False,
                        to="documents.paperversion",
                    ),
                ),
                (
                    "sent_at",
                    models.DateTimeField(
                        default=passerelles.kernel.clock.now,
                        editable=False,
                        verbose_name="envoyée le",
                    ),
                ),
            ],
            options={
                "verbose_name": "envoi d’une version",
                "verbose_name_plural": "envois d’une version",
            },
        ),
        freeze_rows("documents_sending", "Un envoi est un fait : il ne se modifie pas."),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
