"""Pagination of a query or of a list of ids, with a page number that is never wrong."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest


def page_of(request: HttpRequest, rows: Any, *, size: int = 24) -> "Page[Any]":
    """The page asked for by `?page=`; nonsense gives the first page, too much the last."""
    return Paginator(rows, size).get_page(request.GET.get("page"))
