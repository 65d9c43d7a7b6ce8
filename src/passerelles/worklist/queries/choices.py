"""What was chosen: the quiet e-mail of an account, the silence a team wants to be told of."""

from __future__ import annotations

from passerelles.kernel.actors import Actor
from passerelles.worklist.models import DigestChoice, SilenceLimit
from passerelles.worklist.queries.reach import own_organisation_id
from passerelles.worklist.rules.digest import DigestRhythm
from passerelles.worklist.rules.silence import SILENCE_DAYS


def digest_choice(actor: Actor) -> DigestRhythm:
    row = DigestChoice.objects.filter(user=actor.user_id).first()
    return DigestRhythm(row.rhythm) if row else DigestRhythm.NEVER


def silence_limit(actor: Actor) -> SilenceLimit:
    """The row of the organisation, or the usual number, not saved yet."""
    ours = own_organisation_id(actor)
    found = SilenceLimit.objects.filter(organisation_id=ours).first()
    return found or SilenceLimit(organisation_id=ours, days=SILENCE_DAYS, version=0)
