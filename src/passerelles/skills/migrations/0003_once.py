"""What the database refuses: the same sheet twice, a line set aside without a reason."""

from __future__ import annotations

from typing import Any

from django.db import migrations, models

from passerelles.kernel.clock import PARIS


def say_days(apps: Any, _editor: Any) -> None:
    contents = apps.get_model("skills", "WorkshopContent")
    for row in contents.objects.exclude(decided_at=None):
        on = row.decided_at.astimezone(PARIS).date()
        contents.objects.filter(pk=row.pk).update(decided_on=on)


class Migration(migrations.Migration):
    dependencies = [
        ("skills", "0002_aside"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="participation",
            name="participation_once_a_day",
        ),
        migrations.RemoveConstraint(
            model_name="workshopcontent",
            name="workshop_content_decided_on_a_day",
        ),
        migrations.RemoveConstraint(
            model_name="workshopreviewer",
            name="workshop_reviewer_once",
        ),
        migrations.RunPython(migrations.RunPython.noop, say_days),
        migrations.RemoveField(
            model_name="workshopcontent",
            name="decided_on",
        ),
        migrations.AddConstraint(
            model_name="participation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("set_aside_on__isnull", True)),
                fields=("day", "person"),
                name="participation_once_a_day",
                violation_error_message="Cette personne est déjà sur la feuille.",
            ),
        ),
        migrations.AddConstraint(
            model_name="participation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("set_aside_by", ""), ("set_aside_on__isnull", True), ("set_aside_why", "")
                    ),
                    models.Q(
                        ("set_aside_on__isnull", False),
                        models.Q(("set_aside_why", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="participation_set_aside_says_why",
                violation_error_message="Dites pourquoi c’est écarté.",
            ),
        ),
        migrations.AddConstraint(
            model_name="skillattempt",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("set_aside_by", ""), ("set_aside_on__isnull", True), ("set_aside_why", "")
                    ),
                    models.Q(
                        ("set_aside_on__isnull", False),
                        models.Q(("set_aside_why", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="skill_attempt_set_aside_says_why",
                violation_error_message="Dites pourquoi c’est écarté.",
            ),
        ),
        migrations.AddConstraint(
            model_name="workshopcontent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("decided_at__isnull", True),
                        ("state", "proposed"),
                    ),
                    models.Q(
                        models.Q(
                            ("state", "proposed"),
                            _negated=True,
                        ),
                        ("decided_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="workshop_content_decided_on_a_day",
                violation_error_message="Une décision a une date.",
            ),
        ),
        migrations.AddConstraint(
            model_name="workshopday",
            constraint=models.UniqueConstraint(
                condition=models.Q(("set_aside_on__isnull", True), ("starts__isnull", False)),
                fields=("workshop", "on", "starts"),
                name="workshop_day_once_at_an_hour",
                violation_error_message="Cette séance est déjà notée.",
            ),
        ),
        migrations.AddConstraint(
            model_name="workshopday",
            constraint=models.UniqueConstraint(
                condition=models.Q(("set_aside_on__isnull", True), ("starts__isnull", True)),
                fields=("workshop", "on", "rank"),
                name="workshop_day_once_without_hour",
                violation_error_message="Une séance est déjà notée ce jour-là, sans heure.",
            ),
        ),
        migrations.AddConstraint(
            model_name="workshopday",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("set_aside_by", ""), ("set_aside_on__isnull", True), ("set_aside_why", "")
                    ),
                    models.Q(
                        ("set_aside_on__isnull", False),
                        models.Q(("set_aside_why", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="workshop_day_set_aside_says_why",
                violation_error_message="Dites pourquoi c’est écarté.",
            ),
        ),
        migrations.AddConstraint(
            model_name="workshopreviewer",
            constraint=models.UniqueConstraint(
                condition=models.Q(("removed_on__isnull", True)),
                fields=("workshop", "organisation"),
                name="workshop_reviewer_once",
                violation_error_message="Cette organisation relit déjà cet atelier.",
            ),
        ),
        migrations.AddConstraint(
            model_name="workshopreviewer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("removed_by", ""), ("removed_on__isnull", True), ("removed_why", "")),
                    models.Q(
                        ("removed_on__isnull", False), models.Q(("removed_why", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="workshop_reviewer_removed_says_why",
                violation_error_message="Dites pourquoi ce partenaire est retiré.",
            ),
        ),
    ]
