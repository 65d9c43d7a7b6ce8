"""The quiet e-mail: how many things wait, and where to read them; no name, no kind of fact.

One task looks for what is due and asks to be run again at the next due moment.  It is also asked
for when the server starts: a morning when the machine was off is caught up with, once.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime

import structlog
from django.conf import settings
from django.core.mail import send_mail
from django.db.models import Min
from django.urls import reverse
from django.utils.translation import gettext as _
from django_tasks import task

from passerelles.accounts.models import User
from passerelles.kernel import clock
from passerelles.kernel.actors import Actor, ActorKind, acting_as, system_actor
from passerelles.organisations.models import Membership
from passerelles.worklist.models import DigestChoice
from passerelles.worklist.queries.board import gathered
from passerelles.worklist.queries.reach import reach
from passerelles.worklist.rules.digest import DigestRhythm, next_moment
from passerelles.worklist.rules.items import URGENCY_COUNTED, Urgency, counted

log = structlog.get_logger(__name__)


def wake(moment: datetime | None) -> None:
    """Ask for a look at that moment; nothing when nobody waits for it."""
    if moment is not None:
        send_digests.using(run_after=moment).enqueue()


def wake_at_start() -> None:
    """When the server starts: what should have left meanwhile leaves now."""
    if DigestChoice.objects.exclude(next_at=None).exists():
        send_digests.enqueue()


@task()
def send_digests() -> None:
    """Send what is due, each once, whatever the number of workers, and plan the next look."""
    with acting_as(system_actor("courriel de ce qui attend")):
        due = DigestChoice.objects.filter(next_at__lte=clock.now()).select_related("user")
        for choice in due:
            if _taken(choice) and choice.user.is_active:
                _send(choice.user)
        wake(DigestChoice.objects.aggregate(first=Min("next_at"))["first"])


def _taken(choice: DigestChoice) -> bool:
    """Moves on to the next morning before sending: nobody is ever written to twice for one."""
    following = next_moment(DigestRhythm(choice.rhythm), clock.now())
    same = DigestChoice.objects.filter(pk=choice.pk, next_at=choice.next_at)
    return same.update(next_at=following) == 1


def _send(user: User) -> None:
    counts = counts_of(user)
    if not sum(counts.values()):
        return
    try:
        send_mail(_("Passerelles : ce qui vous attend"), digest_text(counts), None, [user.email])
    except OSError as error:
        log.error("e-mail not sent", error=type(error).__name__)


def counts_of(user: User) -> Counter[Urgency]:
    """Over every organisation the account works for, each with its own rights."""
    counts: Counter[Urgency] = Counter()
    for membership in Membership.objects.in_force().filter(user=user):
        actor = Actor(
            kind=ActorKind.PROFESSIONAL,
            user_id=user.id,
            organisation_id=membership.organisation_id,
            rights=membership.rights,
        )
        with acting_as(actor):
            counts.update(counted(gathered(reach(actor))))
    return counts


def digest_text(counts: Counter[Urgency]) -> str:
    lines = "\n".join(
        f"- {counts[urgency]} {URGENCY_COUNTED[urgency]}" for urgency in Urgency if counts[urgency]
    )
    return _(
        "Bonjour,\n\nCe qui vous attend :\n%(lines)s\n\nTout est écrit ici :\n%(url)s\n\n"
        "Vous avez demandé ce message. Pour le changer ou l’arrêter :\n%(choice)s\n\n"
        "Il ne contient aucune donnée personnelle.\n"
    ) % {
        "lines": lines,
        "url": settings.PUBLIC_URL + reverse("worklist:home"),
        "choice": settings.PUBLIC_URL + reverse("worklist:digest"),
    }
