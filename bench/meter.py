"""Tells in the answer's headers what it cost: CPU milliseconds, queries and their milliseconds."""

import time
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse


class Meter:
    """Outermost middleware; CPU is the thread's own, so other requests do not count."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        spent = {"queries": 0, "seconds": 0.0}

        def run(execute: Any, sql: str, *rest: Any) -> Any:
            start = time.perf_counter()
            try:
                return execute(sql, *rest)
            finally:
                spent["seconds"] += time.perf_counter() - start
                is_data = not sql.startswith(("SAVEPOINT", "RELEASE", "BEGIN"))
                spent["queries"] += is_data

        start = time.thread_time()
        with connection.execute_wrapper(run):
            response = self.get_response(request)
        response["X-Cpu-Ms"] = f"{(time.thread_time() - start) * 1000:.3f}"
        response["X-Queries"] = str(spent["queries"])
        response["X-Db-Ms"] = f"{spent['seconds'] * 1000:.3f}"
        return response
