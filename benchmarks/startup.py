"""Time a fresh demonstration, its second start, and weigh the server at rest.

    python -m benchmarks.startup

Works in a folder of its own, removed at the end.  Exit status 1 when a target is missed.
"""

from __future__ import annotations

import argparse
import os
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from benchmarks.setting import machine, publish

SECOND_START = 5.0  # seconds until the first page
IDLE_MEMORY = 200.0  # megabytes
PASSERELLES = str(Path(sys.executable).with_name("passerelles"))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--print-only", action="store_true", help="n’ajoute pas au document")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="passerelles-") as folder:
        port = _free_port()
        env = {**os.environ, "PASSERELLES_DATA_DIR": folder, "PORT": str(port)}
        begun = time.perf_counter()
        subprocess.run(
            [PASSERELLES, "demo", "--no-serve"], env=env, check=True, stdout=subprocess.DEVNULL
        )
        fresh = time.perf_counter() - begun
        again, at_rest, after_pages = _serve(env, port)
    lines = [
        "### Démonstration",
        "",
        f"{machine()}.",
        "",
        "| mesure | valeur |",
        "|---|---:|",
        f"| premier démarrage, sans l’installation | {fresh:.1f} s |",
        f"| second démarrage, jusqu’à la première page | {again:.1f} s |",
        f"| mémoire du serveur au repos | {at_rest:.0f} Mo |",
        f"| mémoire après 50 pages publiques | {after_pages:.0f} Mo |",
    ]
    (print if wanted.print_only else publish)("\n".join(lines))
    sys.exit(0 if again <= SECOND_START and at_rest <= IDLE_MEMORY else 1)


def _serve(env: dict[str, str], port: int) -> tuple[float, float, float]:
    begun = time.perf_counter()
    server = subprocess.Popen([PASSERELLES, "demo"], env=env, stdout=subprocess.DEVNULL)
    try:
        while not _answers(port, "/"):
            if server.poll() is not None or time.perf_counter() - begun > 120:
                sys.exit("Le serveur de démonstration n’a pas démarré.")
            time.sleep(0.05)
        ready = time.perf_counter() - begun
        time.sleep(2)
        at_rest = _memory(server.pid)
        for _n in range(25):
            _answers(port, "/")
            _answers(port, "/annuaire/")
        return ready, at_rest, _memory(server.pid)
    finally:
        server.terminate()
        server.wait(timeout=30)


def _answers(port: int, path: str) -> bool:
    try:
        with urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as response:
            response.read()
            return bool(response.status == 200)
    except (URLError, ConnectionError, TimeoutError):
        return False


def _memory(pid: int) -> float:
    """Resident memory in megabytes, as the kernel counts it."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


if __name__ == "__main__":
    main()
