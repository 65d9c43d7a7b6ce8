"""How many contract checks one core answers in a second, from a question ready or from its JSON.

    python -m benchmarks.law --print-only
    python -m benchmarks.law --profile

The mix is drawn with a seed: every kind of contract, immersion and assignment, by the place that
may sign it, mostly told, for people with a few situations and a short history.  The two ways are
timed in turn, round after round, so that whatever else the machine does weighs the same on both.
"""

from __future__ import annotations

import argparse
import cProfile
import os
import pstats
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from statistics import median
from typing import Any

from pydantic import TypeAdapter

from benchmarks.setting import machine, publish
from passerelles.kernel.clock import PARIS
from passerelles.law.acts.work import Assignment, Contract, Immersion
from passerelles.law.answering import check
from passerelles.law.answers import answer_data
from passerelles.law.document import Document
from passerelles.law.person import Person, Situation
from passerelles.law.reading import read_json
from passerelles.law.situations import SituationKind
from passerelles.law.work_kinds import WorkFamily, WorkKind, work_kinds

TARGET = 20_000
_SITUATIONS = (
    SituationKind.RQTH,
    SituationKind.ESAT_ORIENTATION,
    SituationKind.AAH,
    SituationKind.RSA,
    SituationKind.ASS,
    SituationKind.QPV,
    SituationKind.IAE_PASS,
    SituationKind.UNEMPLOYED_2_YEARS,
    SituationKind.FRANCE_TRAVAIL,
)
Work = Contract | Immersion | Assignment


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--questions", type=int, default=4_000)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--seed", type=int, default=22)
    parser.add_argument("--profile", action="store_true", help="où passe le temps")
    parser.add_argument("--print-only", action="store_true")
    wanted = parser.parse_args()
    questions = [question(random.Random(wanted.seed + n)) for n in range(wanted.questions)]
    if wanted.profile:
        profile(questions)
        return
    adapter = TypeAdapter(Document)
    texts = [adapter.dump_json(one, by_alias=True, exclude_none=True) for one in questions]
    assert [read_json(text) for text in texts] == questions
    ready, read, written = measure(questions, texts, wanted.rounds)
    report = _report(questions, texts, ready, read, written)
    (print if wanted.print_only else publish)(report)
    sys.exit(0 if ready >= TARGET else 1)


def question(rng: random.Random) -> Document:
    """A question as the field asks it: nearly everything told, a person who exists."""
    today = date(2026, 11, 22) - timedelta(days=rng.randrange(400))
    kind = rng.choice(list(work_kinds().values()))
    history = tuple(
        work(rng, _neighbour(rng, kind), today) for _ in range(rng.choice((0, 0, 1, 3)))
    )
    return Document(
        at=today, person=_person(rng, today), act=work(rng, kind, today), history=history
    )


def _neighbour(rng: random.Random, kind: WorkKind) -> WorkKind:
    return kind if rng.random() < 0.6 else rng.choice(list(work_kinds().values()))


def _person(rng: random.Random, today: date) -> Person:
    held = rng.sample(_SITUATIONS, rng.randrange(4))
    return Person(
        birth_date=date(today.year - rng.randrange(17, 62), rng.randrange(1, 13), 14),
        diploma_level=rng.choice(("none", "cap", "bac")),
        situations=tuple(Situation(kind=kind, start=today - timedelta(days=900)) for kind in held),
    )


def work(rng: random.Random, kind: WorkKind, today: date) -> Work:
    start = today - timedelta(days=rng.randrange(-30, 400))
    end = start + timedelta(days=rng.choice((14, 30, 120, 181, 364, 729, 800)))
    said: dict[str, Any] = {"type": kind.code, "start": start, "end": end}
    hours = Decimal(rng.choice((10, 20, 24, 26, 35)))
    employer = rng.choice(sorted(kind.employers) or ["company"])
    match kind.family:
        case WorkFamily.IMMERSION:
            return Immersion(
                **said,
                purposes=("discover_trade",),
                prescriber_kind="france_travail",
                host="Atelier du Marais",
                days=rng.choice((5, 10, 20)),
                weekly_hours=hours,
                tutor_is_beneficiary=False,
            )
        case WorkFamily.ASSIGNMENT:
            return Assignment(
                **said,
                employer_kind=employer,
                host="Atelier du Marais",
                hours=hours * 10,
                agreed_by_person=True,
                non_profit=True,
                signed_on=start,
            )
        case _:
            codes = tuple(notice.code for notice in kind.acknowledgements)
            return Contract(
                **said,
                employer_kind=employer,
                employer="EI des Dunes",
                weekly_hours=hours,
                renewals=rng.randrange(3),
                signed_on=start,
                acknowledgements=codes,
            )


def measure(
    questions: list[Document], texts: list[bytes], rounds: int
) -> tuple[float, float, float]:
    """Checks per second: question ready, from its JSON, from its JSON to the JSON answered."""
    ways: tuple[tuple[Callable[[Any], object], Iterable[Any]], ...] = (
        (check, questions),
        (lambda text: check(read_json(text)), texts),
        (lambda text: answer_data(check(read_json(text))), texts),
    )
    taken: tuple[list[float], ...] = ([], [], [])
    for number in range(rounds + 1):
        for way in range(len(ways)) if number % 2 else reversed(range(len(ways))):
            function, items = ways[way]
            begun = time.process_time()
            for item in items:
                function(item)
            if number:  # the first round warms caches
                taken[way].append(time.process_time() - begun)
    ready, read, written = (len(questions) / median(times) for times in taken)
    return ready, read, written


def profile(questions: list[Document]) -> None:
    for one in questions:
        check(one)
    watcher = cProfile.Profile()
    watcher.enable()
    for one in questions:
        check(one)
    watcher.disable()
    pstats.Stats(watcher).sort_stats("tottime").print_stats(30)


def _report(
    questions: list[Document], texts: list[bytes], ready: float, read: float, written: float
) -> str:
    answers = [check(one) for one in questions]
    verdicts = Counter(answer.verdict.value for answer in answers)
    rules = sum(len(answer.checked) for answer in answers) / len(answers)
    findings = sum(len(answer.findings) for answer in answers) / len(answers)
    size = sum(map(len, texts)) / len(texts)
    shares = ", ".join(f"{name} {100 * n // len(answers)} %" for name, n in verdicts.most_common())
    return "\n".join(
        [
            f"### Droit — {datetime.now(PARIS):%d/%m/%Y}",
            "",
            f"{machine()}, un seul cœur, charge de la machine {os.getloadavg()[0]:.1f}. "
            f"{len(questions)} questions de {len(work_kinds())} natures, {rules:.1f} règles lues et "
            f"{findings:.1f} constats par question, {size:.0f} octets de JSON ; {shares}.",
            "",
            "| mesure (temps de calcul) | contrôles par seconde | rapport |",
            "|---|---:|---:|",
            _line("question déjà lue", ready, ready),
            _line("JSON lu et vérifié, puis contrôlé", read, ready),
            _line("le même, réponse mise en données JSON", written, ready),
        ]
    )


def _line(name: str, speed: float, fastest: float) -> str:
    figure = f"{speed:,.0f}".replace(",", " ")
    return f"| {name} | {figure} | {fastest / speed:.2f} |"


if __name__ == "__main__":
    main()
