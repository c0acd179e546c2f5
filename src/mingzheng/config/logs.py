"""Log lines of every process: one JSON object a line in `var/log/<process>.log`, without personal data by construction.

Only the fields named here are written, long digit runs and addresses in a message are masked, and an exception is its
class and the places it passed, never its text or its variables. What was done by whom stands in the ledger, not here.
"""

import logging
import logging.config
import re
import sys
import traceback
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

import structlog

ALLOWED_FIELDS = frozenset(
    {
        "event", "level", "logger", "timestamp", "exception", "request_id", "method", "route", "status", "milliseconds",
        "account_id", "job", "job_id", "attempt", "worker_id", "slot", "count", "seconds", "code", "message_id",
        "channel", "case_id", "case_number", "queries",
    }
)  # fmt: skip
PERSONAL = re.compile(r"\d{7,}[\dXx]?|[\w.+-]+@[\w-]+\.[\w.]+")


def describe_exception(_logger: Any, _name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Replace the exception by its class and its path through the files."""
    info = event.pop("exc_info", None)
    if info is True:
        info = sys.exc_info()
    if isinstance(info, BaseException):
        info = (type(info), info, info.__traceback__)
    if info and info[0] is not None:
        frames = traceback.extract_tb(info[2])[-12:]
        event["exception"] = {
            "class": f"{info[0].__module__}.{info[0].__qualname__}",
            "at": [f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames],
        }
    return event


def keep_allowed(_logger: Any, _name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Drop every field that is not allowed and mask what looks like a person's data in the message."""
    kept = {key: value for key, value in event.items() if key in ALLOWED_FIELDS or key.startswith("_")}
    kept["event"] = PERSONAL.sub("***", str(event.get("event", "")))
    return kept


def _short(filename: str) -> str:
    return "/".join(Path(filename).parts[-3:])


SHARED_PROCESSORS: list[Any] = [
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.stdlib.ExtraAdder(),
    describe_exception,
    keep_allowed,
]


def logging_settings(folder: Path, process: str) -> dict[str, Any]:
    """Return Django's LOGGING for one process."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {
                "()": structlog.stdlib.ProcessorFormatter,
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    structlog.processors.JSONRenderer(ensure_ascii=False),
                ],
                "foreign_pre_chain": SHARED_PROCESSORS,
            }
        },
        "handlers": {
            "file": {
                "class": "logging.handlers.WatchedFileHandler",
                "filename": str(folder / f"{process}.log"),
                "delay": True,
                "encoding": "utf-8",
                "formatter": "json",
            }
        },
        "root": {"handlers": ["file"], "level": "INFO"},
        "loggers": {"django.request": {"level": "ERROR"}, "django_tasks": {"level": "WARNING"}},
    }


def configure(settings: dict[str, Any]) -> None:
    """Set up the standard library's logging and structlog on top of it (Django's LOGGING_CONFIG)."""
    Path(settings["handlers"]["file"]["filename"]).parent.mkdir(parents=True, exist_ok=True)
    logging.config.dictConfig(settings)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.stdlib.filter_by_level,
            *SHARED_PROCESSORS,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
