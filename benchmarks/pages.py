"""Time the five pages that matter, inside the process and over HTTP, with 1 and 16 clients.

    python -m benchmarks.generate
    python -m benchmarks.pages [--rounds 100] [--clients 16]

Run on the database of ``benchmarks.generate``.  The report is printed and appended to
docs/reference/performances.md.  Exit status 1 when a target is missed.
"""

from __future__ import annotations

import argparse
import os
import random
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from statistics import median, quantiles

from benchmarks.browsing import InProcess, OverHttp, Visitor, session_of
from benchmarks.scoping import Ratio, measure_pages, measure_queries
from benchmarks.setting import database, machine, prepare, publish, start_django
from benchmarks.subjects import Subject, subjects
from benchmarks.visiting import Visits, visit

P95_TARGET = 150.0  # milliseconds, one client
RATIO_TARGET = 1.3
WARM_UP = 3


def one_client(visitor: Visitor, subject: Subject, rounds: int) -> Visits:
    rng, visits = random.Random(1), Visits()
    for _n in range(WARM_UP):
        visit(visitor, subject, rng, Visits())
    begun = time.perf_counter()
    for _n in range(rounds):
        visit(visitor, subject, rng, visits)
    visits.seconds = time.perf_counter() - begun
    return visits


def many_clients(port: int, them: list[Subject], rounds: int) -> Visits:
    """Every client at once, each a different worker of a different organisation."""
    visits = Visits()
    sessions = [session_of(subject.user) for subject in them]

    def live(number: int) -> None:
        visitor, rng = OverHttp(port, sessions[number]), random.Random(number)
        try:
            for _n in range(rounds):
                visit(visitor, them[number], rng, visits)
        except OSError as error:
            visits.errors.append(f"client {number} : {error}")

    threads = [threading.Thread(target=live, args=[number]) for number in range(len(them))]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    visits.seconds = time.perf_counter() - begun
    return visits


def serving() -> tuple[subprocess.Popen[bytes], int]:
    """The real server on a free port, once it answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    command = [str(Path(sys.executable).with_name("passerelles")), "serve", "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    for _n in range(300):
        if server.poll() is not None:
            sys.exit("Le serveur s’est arrêté au démarrage.")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return server, port
        time.sleep(0.1)
    server.terminate()
    sys.exit("Le serveur ne répond pas.")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--clients", type=int, default=16)
    parser.add_argument("--print-only", action="store_true", help="n’ajoute pas au document")
    parser.add_argument("--near", type=int, default=50, help="taille de l’organisation visitée")
    wanted = parser.parse_args()
    start_django()
    prepare()
    them = subjects(wanted.clients, near=wanted.near)
    ratios = measure_pages(them[0], _inside(them[0]), wanted.rounds)
    questions = measure_queries(them[0], wanted.rounds)
    runs = {"Dans le processus, 1 client": one_client(_inside(them[0]), them[0], wanted.rounds)}
    server, port = serving()
    try:
        alone = OverHttp(port, session_of(them[0].user))
        runs["HTTP, 1 client"] = one_client(alone, them[0], wanted.rounds)
        runs[f"HTTP, {wanted.clients} clients"] = many_clients(port, them, wanted.rounds // 5)
    finally:
        server.terminate()
        server.wait(timeout=30)
    text = report(them[0], runs, ratios, questions)
    (print if wanted.print_only else publish)(text)
    sys.exit(0 if reached(runs, ratios) else 1)


def _inside(subject: Subject) -> InProcess:
    return InProcess(session_of(subject.user))


def reached(runs: dict[str, Visits], ratios: list[Ratio]) -> bool:
    alone = [t for name, run in runs.items() if "1 client" in name for t in run.timings.values()]
    return (
        not any(run.errors for run in runs.values())
        and all(p95(timings) <= P95_TARGET for timings in alone)
        and all(ratio.value <= RATIO_TARGET for ratio in ratios)
    )


def p95(timings: list[float]) -> float:
    return quantiles(timings, n=20, method="inclusive")[-1] if len(timings) > 1 else timings[0]


def report(
    subject: Subject, runs: dict[str, Visits], ratios: list[Ratio], questions: list[Ratio]
) -> str:
    from passerelles.kernel import clock

    lines = [
        f"### {database()} — {clock.today():%d/%m/%Y}",
        "",
        f"{machine()}. {sizes()}. Visite : une personne qui accompagne, dans une organisation de "
        f"{subject.own_count} personnes, qui en voit {subject.visible_count} avec les accords. "
        f"Charge de la machine avant : {os.getloadavg()[1]:.1f}.",
        "",
    ]
    for title, run in runs.items():
        rate = f"{run.count / run.seconds:.0f} pages/s" if run.seconds else ""
        failed = f"{len(run.errors)} erreurs" if run.errors else "aucune erreur"
        lines += [f"**{title}** ({run.count} pages, {rate}, {failed})", ""]
        lines += ["| page | médiane | p95 | max |", "|---|---:|---:|---:|"]
        lines += [
            f"| {name} | {median(t):.0f} ms | {p95(t):.0f} ms | {max(t):.0f} ms |"
            for name, t in run.timings.items()
        ]
        lines += ["", *(f"- {error}" for error in sorted(set(run.errors))[:5])]
    lines += _ratio_table("Coût du partage, page entière", ratios)
    lines += _ratio_table("Coût du partage, requêtes seules, sans la page", questions)
    return "\n".join(lines)


def _ratio_table(title: str, ratios: list[Ratio]) -> list[str]:
    head = [f"**{title}** (mêmes lignes, médianes)", ""]
    head += ["| | ordinaire | sans filtre | rapport |", "|---|---:|---:|---:|"]
    rows = [f"| {r.name} | {r.ordinary:.1f} ms | {r.free:.1f} ms | {r.value:.2f} |" for r in ratios]
    return [*head, *rows, ""]


def sizes() -> str:
    from passerelles.kernel.actors import acting_as, system_actor
    from passerelles.organisations.models import Organisation
    from passerelles.people.models import Person

    with acting_as(system_actor("mesure de performance")):
        entries = sum(model.unscoped.count() for model in entry_models())
        return (
            f"{Person.unscoped.count()} personnes, {Organisation.objects.count()} organisations, "
            f"{entries} entrées"
        )


def entry_models() -> list[type]:
    from django.apps import apps

    from passerelles.sharing.models import PersonEntry

    return [model for model in apps.get_models() if issubclass(model, PersonEntry)]


if __name__ == "__main__":
    main()
