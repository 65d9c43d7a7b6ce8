"""Structured logs without personal data: identifiers and codes only."""

from __future__ import annotations

import logging
import logging.config
import sys
from typing import Any, TextIO

import structlog


def configure(options: dict[str, Any]) -> None:
    """Set up standard logging and structlog; called by Django with ``settings.LOGGING``."""
    level = options.get("level", "INFO")
    # A handler that fails would print the record as it came, before it was scrubbed.
    logging.raiseExceptions = False
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "filters": {"scrub": {"()": "passerelles.ops.logs.ScrubRequest"}},
            "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
            "handlers": {
                "console": {
                    "()": "passerelles.ops.logs.Console",
                    "formatter": "plain",
                    "filters": ["scrub"],
                }
            },
            "root": {"handlers": ["console"], "level": level},
            "loggers": {
                name: {"level": "WARNING"}
                for name in ("django.server", "waitress", "django_tasks", "django_tasks_db")
            }
            # A busy minute fills its queue and empties it: a warning a line would hide the rest.
            | {"waitress.queue": {"level": "ERROR"}},
        }
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )


class Console(logging.StreamHandler[TextIO]):
    """Writes on the standard error of the moment: whoever replaced it since has closed theirs."""

    def __init__(self) -> None:
        logging.Handler.__init__(self)

    @property
    def stream(self) -> TextIO:
        return sys.stderr

    @stream.setter
    def stream(self, value: TextIO) -> None:
        """Nothing to keep: the stream is looked up at each line."""


class ScrubRequest(logging.Filter):
    """Keep the route and the exception type; drop the address and the exception's text.

    An error message may quote what was typed.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        path = getattr(getattr(record, "request", None), "path", None)
        if path and isinstance(record.args, tuple):
            # An address may hold the secret of a one-time link or the number of a card.
            route = _route(getattr(record, "request", None))
            record.args = tuple(route if arg == path else arg for arg in record.args)
        if record.exc_info and record.exc_info[0] is not None:
            frames = _frames(record.exc_info[2])
            record.msg = f"{record.getMessage()} [{record.exc_info[0].__name__} à {frames}]"
            record.args = ()
            record.exc_info = None
            record.exc_text = None
        return True


def _route(request: Any) -> str:
    match = getattr(request, "resolver_match", None)
    return f"/{match.route}" if match is not None else "(adresse inconnue)"


def _frames(traceback: Any) -> str:
    places = []
    while traceback is not None:
        code = traceback.tb_frame.f_code
        places.append(f"{code.co_filename.rpartition('/')[2]}:{traceback.tb_lineno}")
        traceback = traceback.tb_next
    return " < ".join(reversed(places[-4:]))
