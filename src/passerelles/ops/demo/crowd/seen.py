"""What was seen and said on the way: progress, notes, how it goes at work."""

from __future__ import annotations

from passerelles.ops.demo.crowd import words
from passerelles.ops.demo.crowd.lives import Life
from passerelles.pathways.models import Note, ProgressPoint, WellBeing
from passerelles.sharing.rules.volets import Volet

MOODS = (WellBeing.Mood.GOOD, WellBeing.Mood.SO_SO, WellBeing.Mood.BAD)
MOOD_WEIGHTS = (6, 3, 1)


def be_seen(life: Life, entries: int) -> None:
    """What is left of the number of entries: observations first, then words."""
    told = len(life.facts) + len(life.situations) + len(life.wishes) + len(life.representatives)
    left = entries - told - len(life.stages) - 2
    seen = max(2, round(left * 0.62))
    said = max(1, round(left * 0.3))
    _observe(life, seen)
    for _n in range(said):
        _note(life)
    for _n in range(max(0, left - seen - said)):
        _feel(life)


def _observe(life: Life, count: int) -> None:
    rng = life.rng
    axes = rng.sample(life.world.axes, min(len(life.world.axes), rng.randint(2, 5)))
    levels = {axis.pk: rng.randint(0, 2) for axis in axes}
    moments = sorted(life.between(life.begun, life.world.moment) for _n in range(count))
    for number, at in enumerate(moments):
        axis = axes[number % len(axes)]
        levels[axis.pk] = min(4, max(0, levels[axis.pk] + rng.choice((-1, 0, 0, 0, 1, 1))))
        life.points.append(
            life.entry(
                ProgressPoint,
                Volet.PROGRESS,
                at,
                by_person=rng.random() < 0.25,
                axis=axis,
                level=levels[axis.pk],
                observed_on=at.date(),
                context=rng.choice(words.CONTEXTS),
                comment=rng.choice(words.COMMENTS),
            )
        )


def _note(life: Life) -> None:
    rng, at = life.rng, life.between(life.begun, life.world.moment)
    shared, volet = rng.random() < 0.65, rng.choice((Volet.PATH, Volet.PROGRESS, Volet.PROJECT))
    sentences: tuple[str, ...] = words.NOTES if shared else words.TEAM_NOTES
    if rng.random() < life.world.size.sensitive / 4:
        shared, volet, sentences = False, Volet.SENSITIVE, words.SENSITIVE_NOTES
    text = rng.choice(sentences).format(job=rng.choice(words.JOBS))
    life.notes.append(life.entry(Note, volet, at, shared=shared, text=text, about_on=at.date()))


def _feel(life: Life) -> None:
    at = life.between(life.begun, life.world.moment)
    life.moods.append(
        life.entry(
            WellBeing,
            Volet.PROGRESS,
            at,
            by_person=True,
            mood=life.rng.choices(MOODS, weights=MOOD_WEIGHTS)[0],
            said_on=at.date(),
        )
    )
