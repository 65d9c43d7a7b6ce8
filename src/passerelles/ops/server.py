"""Serving: one process, threads for the pages, one thread for the background tasks."""

from __future__ import annotations

import signal
from types import FrameType

from django.conf import settings

from passerelles.config.environment import environment
from passerelles.ops.worker import WorkerThread


class Stop(Exception):
    """Asked to stop by the service manager."""


def _stop(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def serve(*, host: str, port: int) -> None:
    """Serve until Ctrl-C or SIGTERM; both stop cleanly."""
    import waitress

    from passerelles.config.wsgi import application

    signal.signal(signal.SIGTERM, _stop)
    worker = WorkerThread()
    server = waitress.create_server(
        application,
        host=host,
        port=port,
        threads=environment().threads,
        ident=None,
        # Behind HTTPS the proxy says so, and only a proxy on this machine is believed.
        trusted_proxy="127.0.0.1" if settings.SESSION_COOKIE_SECURE else None,
        trusted_proxy_headers={"x-forwarded-proto", "x-forwarded-for"}
        if settings.SESSION_COOKIE_SECURE
        else None,
        clear_untrusted_proxy_headers=True,
    )
    worker.start()
    try:
        server.run()
    finally:
        worker.stop()
        server.close()
