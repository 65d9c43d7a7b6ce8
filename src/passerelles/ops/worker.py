"""The background worker, as a thread of the server: one process for a small association."""

from __future__ import annotations

import threading
import time

import structlog
from django.db import close_old_connections
from django_tasks_db.management.commands.db_worker import Worker

log = structlog.get_logger(__name__)

POLL_SECONDS = 2.0
RESTART_SECONDS = 10.0


class WorkerThread(threading.Thread):
    """Runs waiting tasks until asked to stop; an unexpected error never takes the server down."""

    def __init__(self) -> None:
        super().__init__(name="passerelles-worker", daemon=True)
        self._worker = Worker(
            queue_names=["*"],
            interval=POLL_SECONDS,
            batch=False,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id="server",
            excluded_queue_names=[],
        )

    def run(self) -> None:
        while self._worker.running:
            try:
                self._worker.run()
            except Exception:
                log.exception("background worker stopped, starting again")
                close_old_connections()
                time.sleep(RESTART_SECONDS)

    def stop(self) -> None:
        self._worker.running = False
