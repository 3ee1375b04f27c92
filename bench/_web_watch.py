"""Watches each request: its page, its statements, how long it held a lock; told in the answer's headers."""

from __future__ import annotations

import threading
from collections.abc import Callable
from time import perf_counter
from typing import Any

from _web_watch_names import ALONE_MS, DATABASE_MS, LOCK_MS, PAGE, STATEMENTS
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse

WRITES = ("INSERT", "UPDATE", "DELETE")


class _Seen(threading.local):
    statements = 0
    longest = 0.0  # seconds from the beginning of a transaction, when its lock is held, until it has been committed
    alone = 0.0  # seconds of a write outside a transaction, with its wait for the lock and its commit
    database = 0.0
    began = 0.0


_seen = _Seen()


def watch(respond: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Adds what was seen to every answer."""
    _watch_transactions()

    def watched(request: HttpRequest) -> HttpResponse:
        _seen.statements, _seen.longest, _seen.alone, _seen.database = 0, 0.0, 0.0, 0.0
        with connection.execute_wrapper(_counted):
            response = respond(request)
        match = request.resolver_match
        response.headers[PAGE] = (match.url_name or "") if match else "static"
        response.headers[STATEMENTS] = str(_seen.statements)
        response.headers[LOCK_MS] = f"{_seen.longest * 1000:.2f}"
        response.headers[ALONE_MS] = f"{_seen.alone * 1000:.2f}"
        response.headers[DATABASE_MS] = f"{_seen.database * 1000:.2f}"
        return response

    return watched


def _counted(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    if sql.startswith(("BEGIN", "SAVEPOINT", "RELEASE")):
        return execute(sql, params, many, context)
    begun = perf_counter()
    try:
        return execute(sql, params, many, context)
    finally:
        took = perf_counter() - begun
        _seen.statements += 1
        _seen.database += took
        if sql.startswith(WRITES) and not connection.in_atomic_block:
            _seen.alone = max(_seen.alone, took)


def _watch_transactions() -> None:
    """An immediate transaction holds the lock when it has begun; a lock of PostgreSQL is taken later, never earlier."""
    enter, leave = transaction.Atomic.__enter__, transaction.Atomic.__exit__

    def entered(self: Any) -> None:
        is_outermost = not connection.in_atomic_block
        enter(self)
        if is_outermost:
            _seen.began = perf_counter()

    def left(self: Any, *raised: Any) -> None:
        leave(self, *raised)
        if not connection.in_atomic_block:
            _seen.longest = max(_seen.longest, perf_counter() - _seen.began)

    transaction.Atomic.__enter__, transaction.Atomic.__exit__ = entered, left  # type: ignore[method-assign]
