"""Kill the real server during writes, many times: nothing acknowledged is lost.

    python -m benchmarks.killed_server [--kills 100] [--database-kills 10]

The demonstration is built in a folder of its own, ``passerelles serve`` runs on it, several hands
sign in and write through the pages; the whole process group receives SIGKILL while they write.
After each stop: every acknowledged write is there, whole, with its line of journal; nothing
stands by halves; ``passerelles journal verify`` holds.  On a throw-away PostgreSQL
(scripts/with_postgresql.sh), some stops also take the database: ``pg_ctl stop -m immediate`` or
SIGKILL on each of its processes.  Exit status 1 when anything is missing.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.hammering import Hand, What, Write
from benchmarks.setting import database, machine, publish, start_django
from benchmarks.surviving import Left, last_line, look

PASSERELLES = str(Path(sys.executable).with_name("passerelles"))
WRITING = 5.0  # seconds of writing at most between a first answer and the stop
FIRST_ANSWER = 30.0
HANDS = ("sarah", "thomas", "claire", "sarah")  # the same worker at two browsers
PEOPLE = 6  # records each hand writes in


@dataclass
class Measure:
    """What the stops did."""

    kills: int = 0
    database_kills: int = 0
    kills_in_flight: int = 0
    recoveries: list[float] = field(default_factory=list)
    writes: list[Write] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    halves: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    strange: list[str] = field(default_factory=list)
    kept_unsaid: int = 0
    lines: int = 0
    seconds: float = 0.0

    @property
    def holds(self) -> bool:
        return not (self.lost or self.halves or self.broken or self.strange)


class Server:
    """``passerelles serve`` in a process group of its own."""

    def __init__(self, log: Path) -> None:
        self.log = log
        self.process: subprocess.Popen[bytes] | None = None
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]

    def start(self) -> float:
        """Seconds until a page answers."""
        begun = time.perf_counter()
        command = [PASSERELLES, "serve", "--port", str(self.port)]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True)
        while time.perf_counter() - begun < 60:
            if self.process.poll() is not None:
                sys.exit(f"Le serveur s’est arrêté au démarrage : voir {self.log}.")
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return time.perf_counter() - begun
            time.sleep(0.02)
        sys.exit("Le serveur ne répond pas.")

    def kill(self) -> None:
        """SIGKILL to the group: nothing is caught, nothing is closed."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


class Postgres:
    """The throw-away cluster of scripts/with_postgresql.sh, as its variables tell it."""

    def __init__(self) -> None:
        self.folder = Path(os.environ["PASSERELLES_TEST_PG_FOLDER"])
        self.bin = Path(os.environ["PASSERELLES_TEST_PG_BIN"])
        self.options = (self.folder / "data" / "postmaster.opts").read_text().split(" ", 1)[1]

    def control(self, *words: str) -> None:
        command = [str(self.bin / "pg_ctl"), "-D", str(self.folder / "data"), *words]
        if os.getuid() == 0:
            group = subprocess.check_output(["id", "-g", "postgres"], text=True).strip()
            dropped = ["setpriv", "--reuid=postgres", f"--regid={group}", "--clear-groups"]
            command = [*dropped, *command]
        subprocess.run(command, cwd=self.folder, check=True, stdout=subprocess.DEVNULL)

    def kill(self, *, by_signal: bool) -> None:
        """The two ways a database dies: told to stop at once, or every process killed."""
        if not by_signal:
            self.control("-m", "immediate", "stop")
            return
        postmaster = int((self.folder / "data" / "postmaster.pid").read_text().split()[0])
        children = Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text().split()
        for process in (postmaster, *map(int, children)):
            try:
                os.kill(process, signal.SIGKILL)
            except ProcessLookupError:
                continue  # a connection that ended in between
        while Path(f"/proc/{postmaster}").exists():
            time.sleep(0.05)
        time.sleep(0.3)  # the last children let the shared memory go

    def start(self) -> None:
        log = str(self.folder / "log")
        self.control("-w", "-l", log, "-o", self.options.replace('"', ""), "start")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--database-kills", type=int, default=0, help="dont la base, PostgreSQL")
    parser.add_argument("--seed", type=int, default=4)
    parser.add_argument("--print-only", action="store_true", help="n’ajoute pas au document")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="arrets-") as folder:
        measure = run(
            Path(folder), wanted.kills, database_kills=wanted.database_kills, seed=wanted.seed
        )
        text = report(measure)
    (print if wanted.print_only else publish)(text)
    sys.exit(0 if measure.holds else 1)


def run(folder: Path, kills: int, *, database_kills: int = 0, seed: int = 4) -> Measure:
    """Build, then write and stop so many times; the same hands go on after each stop."""
    os.environ["PASSERELLES_DATA_DIR"] = str(folder)
    subprocess.run([PASSERELLES, "demo", "--no-serve"], check=True, stdout=subprocess.DEVNULL)
    start_django()
    postgres = Postgres() if database_kills else None
    since, rng, measure = last_line(), random.Random(seed), Measure()
    server = Server(folder / "serveur.log")
    begun = time.perf_counter()
    server.start()
    try:
        them = _hands(server.port)
        for number in range(1, kills + 1):
            takes_base = postgres is not None and number * database_kills % kills < database_kills
            _stop_once(server, them, rng, measure, postgres if takes_base else None)
            _examine(them, since, measure, number)
            measure.recoveries.append(server.start())
    finally:
        server.kill()
    measure.seconds = time.perf_counter() - begun
    return measure


def _hands(port: int) -> list[Hand]:
    """Workers of several structures, each in records of people their own structure follows."""
    from passerelles.kernel.actors import acting_as, system_actor
    from passerelles.ops.demo.cast import DOMAIN, PASSWORD
    from passerelles.organisations.models import Membership
    from passerelles.people.models import Person

    them = []
    with acting_as(system_actor("mesure d’un arrêt brutal")):
        for number, name in enumerate(HANDS):
            email = f"{name}@{DOMAIN}"
            place = Membership.objects.filter(user__email=email).earliest("since").organisation_id
            people = Person.unscoped.filter(created_for_id=place, birth_date__year__lt=2000)
            # Each hand its own records: what it finds new on a page is what it wrote.
            ids = [str(person.id) for person in people.order_by("id")[number :: len(HANDS)]]
            hand = Hand(f"{name}-{number}", email, PASSWORD, ids[:PEOPLE], port)
            hand.sign_in()
            them.append(hand)
    return them


def _stop_once(
    server: Server, them: list[Hand], rng: random.Random, measure: Measure, base: Postgres | None
) -> None:
    stop = threading.Event()
    threads = [threading.Thread(target=hand.live, args=[stop]) for hand in them]
    before = [len(hand.errors) for hand in them]
    for thread in threads:
        thread.start()
    _wait_for_an_answer(them)
    time.sleep(rng.uniform(0, WRITING))
    in_flight = any(hand.sending for hand in them)
    if base is not None:
        _close_own_connections()
        base.kill(by_signal=measure.database_kills % 2 == 1)
        measure.database_kills += 1
        time.sleep(0.2)  # pages fail meanwhile, as they must
    server.kill()
    stop.set()
    for thread in threads:
        thread.join(60)
    measure.kills += 1
    measure.kills_in_flight += in_flight
    if base is not None:
        for hand, count in zip(them, before, strict=True):
            del hand.errors[count:]  # without its database a page says it is out of order
        base.start()


def _wait_for_an_answer(them: list[Hand]) -> None:
    """A stop counts for something once somebody has been told « enregistré » since the start."""
    already = sum(len(hand.writes) for hand in them)
    until = time.monotonic() + FIRST_ANSWER
    while time.monotonic() < until and sum(len(hand.writes) for hand in them) == already:
        time.sleep(0.01)


def _close_own_connections() -> None:
    from django.db import connections

    connections.close_all()


def _examine(them: list[Hand], since: int, measure: Measure, number: int) -> None:
    """What the dead server left, read by nobody's pages."""
    left = look(since)
    writes = [write for hand in them for write in hand.writes]
    measure.writes = writes
    measure.kept_unsaid = left.kept_unsaid(writes)
    measure.lost += [f"arrêt {number} : {w.what} {w.key}" for w in left.lost(writes)]
    measure.halves += [f"arrêt {number} : {words}" for words in left.halves]
    measure.strange = [error for hand in them for error in hand.errors]
    _verify(measure, number)
    _check_file(measure, number)
    _say(number, measure, left)
    _close_own_connections()


def _verify(measure: Measure, number: int) -> None:
    told = subprocess.run(
        [PASSERELLES, "journal", "verify", "--json"], capture_output=True, text=True, check=False
    )
    if told.returncode != 0:
        measure.broken.append(f"arrêt {number} : journal rompu. {told.stderr.strip()}")
        return
    measure.lines = int(json.loads(told.stdout)["entries"])


def _check_file(measure: Measure, number: int) -> None:
    """SQLite reads its own file through; PostgreSQL checks itself at recovery."""
    from django.db import connection

    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA quick_check")
        said = cursor.fetchone()[0]
    if said != "ok":
        measure.broken.append(f"arrêt {number} : {said}")


def _say(number: int, measure: Measure, left: Left) -> None:
    known = sum(map(len, left.whole.values()))
    wrong = [*measure.lost, *measure.halves, *measure.broken, *measure.strange]
    state = f"ANOMALIES : {wrong[-3:]}" if wrong else "tout y est"
    print(f"arrêt {number} : {known} écritures retrouvées, {state}", flush=True)


def report(measure: Measure) -> str:
    said = Counter(write.what for write in measure.writes if write.acknowledged)
    cut = Counter(write.what for write in measure.writes if not write.acknowledged)
    waits = measure.recoveries
    base = f", dont {measure.database_kills} avec la base" if measure.database_kills else ""
    lines = [
        f"### Serveur tué pendant des écritures, {database()}{_durability()}",
        "",
        f"{machine()}. {measure.kills} arrêts par SIGKILL{base}, {measure.kills_in_flight} pendant "
        f"qu’une écriture attendait sa réponse ; {measure.seconds:.0f} s en tout ; redémarrage en "
        f"{median(waits):.1f} s (médiane), {max(waits):.1f} s au plus. Charge de la machine : "
        f"{os.getloadavg()[1]:.1f}.",
        "",
        "| écriture | confirmées | coupées avant la réponse |",
        "|---|---:|---:|",
        *(f"| {what} | {said[what]} | {cut[what]} |" for what in What),
        f"| total | {said.total()} | {cut.total()} |",
        "",
        f"Écritures confirmées perdues : **{len(measure.lost)}**. Actions à moitié écrites : "
        f"**{len(measure.halves)}**. Journal rompu ou base abîmée : **{len(measure.broken)}** "
        f"({measure.lines} lignes vérifiées au dernier arrêt). Réponses inattendues : "
        f"**{len(measure.strange)}**. {measure.kept_unsaid} écritures coupées étaient entières.",
    ]
    wrong = [*measure.lost, *measure.halves, *measure.broken, *measure.strange]
    return "\n".join([*lines, *([""] if wrong else []), *(f"- {line}" for line in wrong[:20])])


def _durability() -> str:
    """How the database waits for the disk."""
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA synchronous")
            level: Any = {1: "NORMAL", 2: "FULL"}.get(cursor.fetchone()[0], "?")
            return f" (WAL, synchronous {level})"
        cursor.execute("SELECT current_setting('fsync'), current_setting('synchronous_commit')")
        fsync, commit = cursor.fetchone()
        return f" (fsync {fsync}, synchronous_commit {commit})"


if __name__ == "__main__":
    main()
