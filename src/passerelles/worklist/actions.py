"""What one chooses: the quiet e-mail for oneself, the silence to be told of for the team."""

from __future__ import annotations

from functools import partial

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from passerelles.journal.actions import record
from passerelles.kernel import clock
from passerelles.kernel.actors import Actor
from passerelles.kernel.errors import Conflict, Hidden, Refusal
from passerelles.worklist.events import DIGEST_CHOSEN, SILENCE_LIMIT_SET
from passerelles.worklist.models import DigestChoice, SilenceLimit
from passerelles.worklist.queries.reach import own_organisation_id
from passerelles.worklist.rules.digest import DigestRhythm, next_moment
from passerelles.worklist.rules.items import leads
from passerelles.worklist.rules.silence import SILENCE_DAYS_MAX, SILENCE_DAYS_MIN
from passerelles.worklist.tasks import wake


def choose_digest(*, actor: Actor, rhythm: DigestRhythm) -> DigestChoice:
    """For one's own account only; « jamais » stops at once what was already planned."""
    if actor.user_id is None or actor.organisation_id is None:
        raise Hidden("no account behind this actor")
    with transaction.atomic():
        row, _made = DigestChoice.objects.update_or_create(
            user_id=actor.user_id,
            defaults={"rhythm": rhythm, "next_at": next_moment(rhythm, clock.now())},
        )
        record(DIGEST_CHOSEN, actor=actor, details={"rhythm": rhythm.value})
        transaction.on_commit(partial(wake, row.next_at))
    return row


def set_silence_limit(*, actor: Actor, days: int, version: int) -> SilenceLimit:
    """After how many days without news the team wants to be told; ``version`` 0: never set yet."""
    if not leads(actor.rights):
        raise Hidden("does not lead the team")
    if not SILENCE_DAYS_MIN <= days <= SILENCE_DAYS_MAX:
        raise Refusal(
            _("Ce nombre de jours n’est pas possible."),
            _("Choisissez entre %(least)d et %(most)d jours.")
            % {"least": SILENCE_DAYS_MIN, "most": SILENCE_DAYS_MAX},
            field="days",
        )
    with transaction.atomic():
        row = _written(actor, days, version)
        record(SILENCE_LIMIT_SET, actor=actor, details={"days": days})
    return row


def _written(actor: Actor, days: int, version: int) -> SilenceLimit:
    stale = Conflict(_("Quelqu’un d’autre vient de changer ce nombre de jours."))
    ours = SilenceLimit.objects.filter(organisation_id=own_organisation_id(actor))
    if version == 0:
        try:
            with transaction.atomic():
                return SilenceLimit.objects.create(
                    organisation_id=own_organisation_id(actor), days=days
                )
        except IntegrityError:
            raise stale from None
    if ours.filter(version=version).update(days=days, version=version + 1) != 1:
        raise stale
    return ours.get()
