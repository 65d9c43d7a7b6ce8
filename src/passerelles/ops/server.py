"""Serving: one process, threads for the pages, one thread for the background tasks."""

from __future__ import annotations

import signal
from types import FrameType
from typing import Any

from django.conf import settings

from passerelles.config.environment import environment
from passerelles.ops.worker import WorkerThread
from passerelles.worklist.tasks import wake_at_start

# The largest file anybody sends is a list of persons (10 MB); more would only fill the disk.
LARGEST_REQUEST = 16 * 1024 * 1024


class Stop(Exception):
    """Asked to stop by the service manager."""


def _stop(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _behind_proxy() -> dict[str, Any]:
    """Behind HTTPS the proxy says who calls, and only a proxy on this machine is believed."""
    if not settings.SESSION_COOKIE_SECURE:
        return {}
    return {
        "trusted_proxy": "127.0.0.1",
        "trusted_proxy_headers": {"x-forwarded-proto", "x-forwarded-for"},
    }


def serve(*, host: str, port: int) -> None:
    """Serve until Ctrl-C or SIGTERM; both stop cleanly."""
    from waitress.server import create_server

    from passerelles.config.wsgi import application

    signal.signal(signal.SIGTERM, _stop)
    worker = WorkerThread()
    server = create_server(
        application,
        host=host,
        port=port,
        threads=environment().threads,
        ident=None,
        max_request_body_size=LARGEST_REQUEST,
        **_behind_proxy(),
        clear_untrusted_proxy_headers=True,
    )
    worker.start()
    wake_at_start()
    try:
        server.run()
    finally:
        worker.stop()
        server.close()
