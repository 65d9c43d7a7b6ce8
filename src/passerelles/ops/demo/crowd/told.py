"""What a person told once: facts, situations with their history, wishes."""

from __future__ import annotations

from datetime import timedelta

from passerelles.ops.demo.crowd import words
from passerelles.ops.demo.crowd.lives import Life
from passerelles.ops.demo.crowd.sowing import identifier
from passerelles.people.models import Fact, Situation, SituationChange, Wish
from passerelles.people.rules.facts import FACTS, FactKind
from passerelles.people.rules.situations import SITUATIONS, SituationKind, SituationState
from passerelles.people.rules.wishes import WishKind
from passerelles.sharing.rules.volets import Volet

SITUATION_KINDS = (
    SituationKind.RQTH, SituationKind.CDAPH_ORIENTATION, SituationKind.AAH, SituationKind.RSA,
    SituationKind.FRANCE_TRAVAIL, SituationKind.MISSION_LOCALE, SituationKind.REFUGEE,
    SituationKind.IAE_PASS, SituationKind.QPV,
)  # fmt: skip
PROTECTED_KINDS = {"esat", "ime", "ea"}


def tell(life: Life, entries: int) -> None:
    rng = life.rng
    answers = _answers(life)
    for kind in rng.sample(list(answers), min(len(answers), 2 + entries // 8)):
        value = answers[kind]
        life.facts.append(life.entry(Fact, FACTS[kind].volet, life.early(), kind=kind, value=value))
    for situation in rng.sample(SITUATION_KINDS, 1 + (entries > 15)):
        _obtain(life, situation)
    _wish(life, WishKind.JOB, rng.choice(words.WISHES))
    if rng.random() < 0.25 and life.team.organisation.kind in PROTECTED_KINDS:
        leaves = rng.random() < 0.7
        _wish(
            life,
            WishKind.LEAVE_PROTECTED if leaves else WishKind.STAY_PROTECTED,
            rng.choice(words.LEAVING if leaves else words.STAYING),
        )


def _answers(life: Life) -> dict[FactKind, str]:
    rng = life.rng
    told: dict[FactKind, str] = {
        kind: rng.choice(definition.choices)[0]
        for kind, definition in FACTS.items()
        if definition.choices and kind is not FactKind.OTHER_TITLES
    }
    told |= {
        FactKind.LANGUAGES: rng.choice(words.LANGUAGES),
        FactKind.REACH_KM: str(rng.choice((3, 5, 10, 15, 20, 30))),
        FactKind.SCHEDULE: rng.choice(words.SCHEDULES),
        FactKind.EQUIPMENT: rng.choice(words.EQUIPMENT),
        FactKind.HELPS_AT_WORK: rng.choice(words.HELPS),
        FactKind.FAMILY_CONSTRAINTS: rng.choice(words.FAMILY),
    }
    if rng.random() < life.world.size.sensitive:
        told[FactKind.HEALTH_CONSEQUENCES] = rng.choice(words.HEALTH)
    return told


def _obtain(life: Life, kind: SituationKind) -> None:
    rng, today = life.rng, life.world.today
    start = life.early()
    days = [start.date() + timedelta(days=n) for n in (0, rng.randint(10, 60), 150)]
    states = (SituationState.TO_DO, SituationState.FILED, SituationState.OBTAINED)
    reached = [(s, d) for s, d in zip(states, days, strict=True) if d <= today]
    state, on = reached[-1] if reached else (states[0], today)
    obtained = state is SituationState.OBTAINED
    until = on + timedelta(days=365 * rng.choice((1, 2, 5))) if obtained else None
    situation = life.entry(
        Situation,
        SITUATIONS[kind].volet,
        start,
        kind=kind,
        state=state,
        state_on=on,
        valid_from=on if obtained else None,
        valid_until=until,
    )
    life.situations.append(situation)
    life.changes += [
        SituationChange(
            id=identifier(rng),
            situation=situation,
            state=s,
            state_on=d,
            valid_from=d if s is SituationState.OBTAINED else None,
            valid_until=until if s is SituationState.OBTAINED else None,
            recorded_at=start,
            author=life.team.user,
            author_name=life.team.user.short_name,
        )
        for s, d in (reached or [(state, on)])
    ]


def _wish(life: Life, kind: WishKind, sentence: str) -> None:
    at = life.between(life.begun, life.world.moment)
    said = sentence.format(job=life.rng.choice(words.JOBS))
    life.wishes.append(
        life.entry(Wish, Volet.PROJECT, at, kind=kind, words=said, expressed_on=at.date())
    )
