"""Sheets get an hour, lines can be set aside, and a decision has its moment."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import django.db.models.deletion
from django.db import migrations, models

from passerelles.kernel.actors import acting_as, system_actor
from passerelles.kernel.clock import PARIS

# Lines of one sheet were written one after the other, in one transaction.
SAME_SHEET = timedelta(minutes=1)


def moment_of(on: date, recorded_at: datetime, before: datetime | None) -> datetime:
    """Noon of its day, or when it was written if that was later; always after the one before."""
    moment = datetime.combine(on, time(12), tzinfo=PARIS).astimezone(UTC)
    if recorded_at.astimezone(PARIS).date() == on:
        moment = max(moment, recorded_at)
    if before is not None and moment <= before:
        moment = before + timedelta(microseconds=1)
    return moment


def say_moments(apps: Any, _editor: Any) -> None:
    """In the order known until now: by day, then by number."""
    contents = apps.get_model("skills", "WorkshopContent")
    last: dict[Any, datetime] = {}
    for row in contents.objects.exclude(decided_on=None).order_by("decided_on", "number"):
        moment = moment_of(row.decided_on, row.recorded_at, last.get(row.workshop_id))
        last[row.workshop_id] = moment
        contents.objects.filter(pk=row.pk).update(decided_at=moment)


def rank_days(apps: Any, _editor: Any) -> None:
    """Sheets of one day noted before hours were asked stay apart: none is lost."""
    days = apps.get_model("skills", "WorkshopDay")
    seen: dict[Any, int] = defaultdict(int)
    for row in days.objects.order_by("recorded_at"):
        seen[row.workshop_id, row.on] += 1
        if seen[row.workshop_id, row.on] > 1:
            days.objects.filter(pk=row.pk).update(rank=seen[row.workshop_id, row.on])


def link_tries(apps: Any, _editor: Any) -> None:
    """A try ticked on a sheet is tied to its line, so that both can be set aside together."""
    lines = apps.get_model("skills", "Participation")
    tries = apps.get_model("skills", "SkillAttempt")
    with acting_as(system_actor("mise à jour des ateliers")):
        for line in lines.unscoped.filter(came=True).select_related("day"):
            tries.unscoped.filter(
                person_id=line.person_id,
                workshop_id=line.day.workshop_id,
                on=line.day.on,
                author_id=line.author_id,
                organisation_id=line.organisation_id,
                result="tried",
                observed_by="",
                doing="",
                thinking="",
                situation=None,
                participation=None,
                recorded_at__gte=line.recorded_at,
                recorded_at__lte=line.recorded_at + SAME_SHEET,
            ).update(participation=line)


class Migration(migrations.Migration):
    dependencies = [
        ("skills", "0001_initial"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="workshopday",
            options={
                "ordering": ["-on", models.F("starts").desc(nulls_last=True), "-recorded_at"],
                "verbose_name": "séance d’atelier",
                "verbose_name_plural": "séances d’atelier",
            },
        ),
        migrations.AddField(
            model_name="participation",
            name="set_aside_by",
            field=models.CharField(
                blank=True, editable=False, max_length=120, verbose_name="écarté par"
            ),
        ),
        migrations.AddField(
            model_name="participation",
            name="set_aside_on",
            field=models.DateField(blank=True, editable=False, null=True, verbose_name="écarté le"),
        ),
        migrations.AddField(
            model_name="participation",
            name="set_aside_why",
            field=models.CharField(
                blank=True, editable=False, max_length=200, verbose_name="pourquoi écarté"
            ),
        ),
        migrations.AddField(
            model_name="skillattempt",
            name="participation",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="attempts",
                to="skills.participation",
            ),
        ),
        migrations.AddField(
            model_name="skillattempt",
            name="set_aside_by",
            field=models.CharField(
                blank=True, editable=False, max_length=120, verbose_name="écarté par"
            ),
        ),
        migrations.AddField(
            model_name="skillattempt",
            name="set_aside_on",
            field=models.DateField(blank=True, editable=False, null=True, verbose_name="écarté le"),
        ),
        migrations.AddField(
            model_name="skillattempt",
            name="set_aside_why",
            field=models.CharField(
                blank=True, editable=False, max_length=200, verbose_name="pourquoi écarté"
            ),
        ),
        migrations.AddField(
            model_name="workshopcontent",
            name="decided_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="décidé le"),
        ),
        migrations.AddField(
            model_name="workshopday",
            name="rank",
            field=models.PositiveSmallIntegerField(default=1, editable=False),
        ),
        migrations.AddField(
            model_name="workshopday",
            name="set_aside_by",
            field=models.CharField(
                blank=True, editable=False, max_length=120, verbose_name="écarté par"
            ),
        ),
        migrations.AddField(
            model_name="workshopday",
            name="set_aside_on",
            field=models.DateField(blank=True, editable=False, null=True, verbose_name="écarté le"),
        ),
        migrations.AddField(
            model_name="workshopday",
            name="set_aside_why",
            field=models.CharField(
                blank=True, editable=False, max_length=200, verbose_name="pourquoi écarté"
            ),
        ),
        migrations.AddField(
            model_name="workshopday",
            name="starts",
            field=models.TimeField(blank=True, null=True, verbose_name="heure de début"),
        ),
        migrations.AddField(
            model_name="workshopreviewer",
            name="removed_by",
            field=models.CharField(
                blank=True, editable=False, max_length=120, verbose_name="retiré par"
            ),
        ),
        migrations.AddField(
            model_name="workshopreviewer",
            name="removed_on",
            field=models.DateField(blank=True, editable=False, null=True, verbose_name="retiré le"),
        ),
        migrations.AddField(
            model_name="workshopreviewer",
            name="removed_why",
            field=models.CharField(
                blank=True, editable=False, max_length=200, verbose_name="pourquoi retiré"
            ),
        ),
        migrations.RunPython(say_moments, migrations.RunPython.noop),
        migrations.RunPython(rank_days, migrations.RunPython.noop),
        migrations.RunPython(link_tries, migrations.RunPython.noop),
    ]
