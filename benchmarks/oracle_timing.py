"""Does the time of an answer tell whether somebody is known elsewhere?

Opens records, and searches names, as an organisation that knows nobody: half of the identities
are held by another organisation, half by nobody, interleaved at random with a fixed seed.
Prints the medians, their difference and the p-value of a permutation test; exits with 1 when
the medians differ by 5 ms or more *and* p ≤ 0.01.

    .venv/bin/python benchmarks/oracle_timing.py [--people 5000] [--trials 200] [--seed 7]
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

MAX_GAP_MS = 5.0
MIN_P = 0.01
PERMUTATIONS = 5000
LETTERS = "abcdefghijklmnoprstuvz"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=5000)
    parser.add_argument("--trials", type=int, default=200)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    _start()
    dice = random.Random(options.seed)
    client, known = _population(dice, options.people)
    verdicts = [
        _measure("ouvrir un dossier", dice, known, options.trials, lambda who: _open(client, who)),
        _measure("chercher un nom", dice, known, options.trials, lambda who: _look(client, who)),
    ]
    return 0 if all(verdicts) else 1


def _start() -> None:
    os.environ["PASSERELLES_DATA_DIR"] = tempfile.mkdtemp(prefix="passerelles-oracle-")
    os.environ["PASSERELLES_DEBUG"] = "false"
    os.environ["DJANGO_SETTINGS_MODULE"] = "passerelles.config.settings"
    os.environ.pop("DATABASE_URL", None)
    sys.path[:0] = [os.path.dirname(os.path.dirname(os.path.abspath(__file__)))]
    import django
    from django.conf import settings

    django.setup()
    settings.ALLOWED_HOSTS = ["*"]
    settings.PEOPLE_CREATIONS_PER_HOUR = 10**9
    settings.STORAGES["staticfiles"]["BACKEND"] = (
        "django.contrib.staticfiles.storage.StaticFilesStorage"
    )
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)


Who = tuple[str, str, date]


def _invent(dice: random.Random) -> Who:
    first, last = ("".join(dice.choices(LETTERS, k=8)).capitalize() for _name in range(2))
    return first, last, date(1960, 1, 1) + timedelta(days=dice.randrange(17_000))


def _population(dice: random.Random, people: int) -> tuple[Any, list[Who]]:
    """A big organisation that holds everybody, and a small one whose member asks."""
    from django.test import Client
    from tests.cast import build_cast

    from passerelles.people.models import Person
    from passerelles.sharing.models import Party

    cast = build_cast()
    known = [_invent(dice) for _person in range(people)]
    rows = [
        Person(
            first_name=first,
            last_name=last,
            birth_date=born,
            created_for=cast.ime,
            folded_name=f"{last} {first}".lower(),
        )
        for first, last, born in known
    ]
    Person.unscoped.bulk_create(rows, batch_size=500)
    Party.objects.bulk_create(
        [Party(person=row, organisation=cast.ime, role="origin", basis="mission") for row in rows],
        batch_size=500,
    )
    client = Client()
    client.force_login(cast.zoe)
    return client, known


def _open(client: Any, who: Who) -> None:
    first, last, born = who
    sent = {
        "first_name": first,
        "last_name": last,
        "birth_date": born.isoformat(),
        "phone": "0601020304",
    }
    answer = client.post("/personnes/nouvelle/", sent)
    if answer.status_code != 302:
        raise SystemExit(f"réponse inattendue : {answer.status_code}")


def _look(client: Any, who: Who) -> None:
    client.post("/personnes/", {"text": f"{who[0]} {who[1]}"})
    client.get("/personnes/")


def _measure(
    title: str, dice: random.Random, known: list[Who], trials: int, act: Callable[[Who], None]
) -> bool:
    hits = dice.sample(known, trials)
    misses = [_invent(dice) for _trial in range(trials)]
    order = [(True, who) for who in hits] + [(False, who) for who in misses]
    dice.shuffle(order)
    for who in [_invent(dice) for _warming in range(5)]:
        act(who)
    times: dict[bool, list[float]] = {True: [], False: []}
    for hit, who in order:
        started = time.perf_counter()
        act(who)
        times[hit].append((time.perf_counter() - started) * 1000)
    gap = statistics.median(times[True]) - statistics.median(times[False])
    chance = _p_value(times[True], times[False], dice)
    good = abs(gap) < MAX_GAP_MS or chance > MIN_P
    print(
        f"{title} : {trials} essais de chaque sorte ; médiane connue ailleurs "
        f"{statistics.median(times[True]):.2f} ms, inconnue {statistics.median(times[False]):.2f} "
        f"ms ; écart {gap:+.2f} ms ; p = {chance:.3f} ; {'rien à voir' if good else 'FUITE'}"
    )
    return good


def _p_value(one: list[float], other: list[float], dice: random.Random) -> float:
    """Share of random splits whose medians differ at least as much as the real ones."""
    observed = abs(statistics.median(one) - statistics.median(other))
    pooled = [*one, *other]
    beyond = 0
    for _round in range(PERMUTATIONS):
        dice.shuffle(pooled)
        gap = statistics.median(pooled[: len(one)]) - statistics.median(pooled[len(one) :])
        beyond += abs(gap) >= observed
    return (beyond + 1) / (PERMUTATIONS + 1)


if __name__ == "__main__":
    sys.exit(main())
