"""Logs as JSON lines without personal data: user ids, paths and times, never names or addresses."""

import re

import structlog
from structlog.typing import EventDict, Processor

LONG_PART = re.compile(r"/[\w.:-]{20,}(?=[/?\s]|$)")
# Pages that somebody opens by a link of their own, or answers without being known.
BY_LINK = re.compile(r"(?<=/)(s|k|opt-out)/(?!thanks/)[^/?\s]+")
SHARED: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso"),
]


def drop_addresses(_logger: object, _name: str, event: EventDict) -> EventDict:
    """The middleware binds the caller's network address and browser: not for our logs."""
    for key in ("ip", "user_agent"):
        event.pop(key, None)
    return event


def shorten_addresses(_logger: object, _name: str, event: EventDict) -> EventDict:
    """A survey link opens without sign-in and a search may hold a name: neither stays in a log.

    Nor does who it was that answered, if the person happened to be signed in.
    """
    for key in ("request", "event"):
        if isinstance(event.get(key), str):
            if BY_LINK.search(event[key]):
                event.pop("user_id", None)
            text = BY_LINK.sub(r"\1/…", event[key])
            event[key] = LONG_PART.sub("/…", text).split("?", 1)[0]
    return event


def formatter(console: bool) -> structlog.stdlib.ProcessorFormatter:
    renderer = structlog.dev.ConsoleRenderer() if console else structlog.processors.JSONRenderer()
    return structlog.stdlib.ProcessorFormatter(
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            drop_addresses,
            shorten_addresses,
            structlog.processors.format_exc_info,
            renderer,
        ],
        foreign_pre_chain=SHARED,
    )


structlog.configure(
    processors=[
        structlog.stdlib.filter_by_level,
        *SHARED,
        structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
    ],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)
