"""With whom a life is shared: agreements in force, ended, withdrawn."""

from __future__ import annotations

from datetime import timedelta

from passerelles.ops.demo.crowd.lives import Life, Team
from passerelles.ops.demo.crowd.sowing import identifier
from passerelles.sharing import notice_texts
from passerelles.sharing.models import Agreement, AgreementVolet
from passerelles.sharing.rules.volets import ORDINARY_VOLETS, Purpose, Volet

ROLES = {Purpose.TRAINING: "trains", Purpose.PLACEMENT: "hosts", Purpose.ORIENTATION: "prescribes"}


def share(life: Life) -> None:
    rng, size = life.rng, life.world.size
    others = [t for t in rng.choices(life.world.teams, k=3) if t is not life.team]
    chance = min(1.0, size.agreements_per_person / 3)
    for other in {t.organisation.pk: t for t in others}.values():
        if rng.random() < chance:
            _agree(life, other)


def _agree(life: Life, other: Team) -> None:
    rng, size, now = life.rng, life.world.size, life.world.moment
    purpose = rng.choice(list(Purpose))
    begun = life.between(life.begun, now)
    fate = rng.random()
    until = now + timedelta(days=rng.randint(20, 700))
    withdrawn = life.between(begun, now) if fate < size.withdrawn else None
    if size.withdrawn <= fate < size.withdrawn + size.ended:
        until = max(life.between(begun, now), begun + timedelta(hours=1))
    agreement = Agreement(
        id=identifier(rng),
        person=life.person,
        receiver=other.organisation,
        giver_kind="both" if life.representatives else "person",
        representative=life.representatives[0] if life.representatives else None,
        purpose=purpose.value,
        party_role=ROLES.get(purpose, "accompanies"),
        valid_from=begun,
        valid_until=until,
        collection=rng.choice(("screen", "paper")),
        proof_reference=f"papier n° {rng.randint(1, 9999)}",
        notice_version=notice_texts.CURRENT,
        collected_by=life.team.user,
        collected_for=life.team.organisation,
        recorded_at=begun,
        withdrawn_at=withdrawn,
        withdrawn_by="person" if withdrawn else "",
    )
    life.agreements.append(agreement)
    volets = {
        Volet.IDENTITY,
        *rng.sample(ORDINARY_VOLETS, rng.randint(3, len(ORDINARY_VOLETS))),
    }
    life.agreed += [
        AgreementVolet(agreement=agreement, volet=v.value) for v in Volet if v in volets
    ]
    end = withdrawn or (until if until <= now else None)
    life.join(other, agreement.party_role, "agreement", begun, end)
    if end is None and Volet.PROGRESS in volets and purpose is Purpose.FOLLOW_UP:
        life.partners.append(other)
