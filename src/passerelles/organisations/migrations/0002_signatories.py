"""Signing for an organisation has a right of its own; who could sign yesterday still can."""

from typing import Any

from django.db import migrations
from django.db.models import Q
from django.utils import timezone

# Roles that shared, and so signed, before the right existed; the manager keeps it by role.
SIGNED_BEFORE = "worker"
KEEPS_BY_ROLE = "manager"
SIGNATORY = "signatory"


def give(apps: Any, editor: Any) -> None:
    membership = apps.get_model("organisations", "Membership")
    in_force = Q(until=None) | Q(until__gt=timezone.now())
    for row in membership.objects.filter(in_force).iterator():
        roles = set(row.roles)
        if SIGNED_BEFORE in roles and not roles & {KEEPS_BY_ROLE, SIGNATORY}:
            membership.objects.filter(pk=row.pk).update(roles=[*row.roles, SIGNATORY])


def take_back(apps: Any, editor: Any) -> None:
    membership = apps.get_model("organisations", "Membership")
    for row in membership.objects.iterator():
        if SIGNATORY in row.roles:
            kept = [role for role in row.roles if role != SIGNATORY]
            membership.objects.filter(pk=row.pk).update(roles=kept)


class Migration(migrations.Migration):
    dependencies = [("organisations", "0001_initial")]

    operations = [migrations.RunPython(give, take_back)]
