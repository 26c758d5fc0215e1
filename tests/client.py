"""The checking client: every page that a test fetches is judged, not only its status."""

import re
from typing import Any

from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.html import Page, judge

QUERIES_PER_PAGE = 15
TRANSACTION_WORDS = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")


class Answer:
    """What came back: `status`, `headers`, `text` (visible, in main), `page` (the parsed HTML)."""

    def __init__(self, client: "CheckingClient", response: HttpResponse) -> None:
        self.client = client
        self.response = response
        self.status = response.status_code
        self.headers = response.headers
        self.content = b"" if response.streaming else response.content
        self.context = getattr(response, "context", None)
        is_html = response.headers.get("Content-Type", "").startswith("text/html")
        self.page = Page(response.content.decode()) if is_html and self.content else None

    @property
    def text(self) -> str:
        """The words of main as a reader sees them: spaces joined, soft hyphens gone."""
        return self.page.main_text if self.page else self.content.decode()

    @property
    def h1(self) -> str:
        return self.page.h1 if self.page else ""

    @property
    def errors(self) -> list[str]:
        """The sentences of the error summary."""
        return self.page.errors if self.page else []

    @property
    def links(self) -> dict[str, str]:
        """{text: address} of the links in main."""
        return self.page.links if self.page else {}

    @property
    def location(self) -> str:
        return self.headers.get("Location", "")

    def follow(self) -> "Answer":
        """Fetch the page that the redirect names."""
        return self.client.get(self.location)


class CheckingClient:
    """Fetches pages as a person does and fails on a bad one.

    An address is a path ("/practices/?q=x") or a route name with its arguments ("call", "syksy").
    """

    def __init__(self) -> None:
        self.django = Client()

    def sign_in(self, user: Any) -> "CheckingClient":
        self.django.force_login(user)
        return self

    def sign_out(self) -> "CheckingClient":
        self.django.logout()
        return self

    def get(self, address: str, *args: Any, **expected: Any) -> Answer:
        """GET. Expectations: status=200, redirects_to=…, queries=7 (else at most 15), data={…}.

        `fragment=True` asks as htmx does: the answer is a piece of a page and is judged as such.
        """
        return self._fetch("get", address, args, **expected)

    def post(
        self, address: str, data: dict[str, Any] | None = None, *args: Any, **expected: Any
    ) -> Answer:
        """POST. A redirect must be named: redirects_to= a path, a route name or a pattern."""
        return self._fetch("post", address, args, data=data or {}, **expected)

    def change(self, address: str, data: dict[str, Any], *args: Any, **expected: Any) -> Answer:
        """POST a form from its opened page, with the mark of what was seen there."""
        [mark] = self.get(address, *args).page.all("input", name="seen")
        return self.post(address, {**data, "seen": mark.get("value")}, *args, **expected)

    def _fetch(
        self,
        method: str,
        address: str,
        args: tuple[Any, ...],
        *,
        data: dict[str, Any] | None = None,
        status: int | None = None,
        redirects_to: "str | re.Pattern[str] | None" = None,
        queries: int | None = None,
        fragment: bool = False,
        headers: dict[str, str] | None = None,
    ) -> Answer:
        url = address if address.startswith(("/", "http")) else reverse(address, args=args)
        sent = {**({"HX-Request": "true"} if fragment else {}), **(headers or {})}
        with CaptureQueriesContext(
            connection,
        ) as captured:
            response = getattr(self.django, method)(url, data=data, headers=sent)
            answer = Answer(self, response)
        where = f"{method.upper()} {url}"
        check_status(answer, where, status, redirects_to)
        check_queries(captured.captured_queries, where, queries, method)
        # The same page comes from either database; parsing it takes a fifth of such a test's time.
        if answer.page and connection.vendor == "sqlite":
            faults = judge(answer.page, answer.headers, fragment=fragment)
            assert not faults, f"{where} gave a page with faults:\n- " + "\n- ".join(faults)
        return answer


def check_status(
    answer: Answer, where: str, status: int | None, redirects_to: "str | re.Pattern[str] | None"
) -> None:
    if redirects_to is not None:
        assert answer.status in (301, 302, 303), (
            f"{where} gave {answer.status}, not a redirect. {'; '.join(answer.errors)}"
        )
        if isinstance(redirects_to, re.Pattern):
            found = redirects_to.search(answer.location)
            assert found, f"{where} redirects to {answer.location}, not to {redirects_to.pattern}."
            return
        target = redirects_to if redirects_to.startswith(("/", "http")) else reverse(redirects_to)
        assert answer.location == target, f"{where} redirects to {answer.location}, not {target}."
        return
    if status is None and answer.location:
        raise AssertionError(
            f"{where} redirects to {answer.location}: name it, redirects_to={answer.location!r}."
        )
    wanted = status or 200
    # Whatever a test expects, a form that comes back with errors is a 422.
    if where.startswith("POST") and answer.errors:
        assert status in (None, 422), f"{where} is expected to show errors with {status}, not 422."
        wanted = 422
    assert answer.status == wanted, (
        f"{where} gave {answer.status}, not {wanted}. {'; '.join(answer.errors) or answer.h1}"
    )


def check_queries(
    captured: list[dict[str, str]], where: str, wanted: int | None, method: str
) -> None:
    run = [query["sql"] for query in captured if not query["sql"].startswith(TRANSACTION_WORDS)]
    listed = "\n".join(f"{number}. {sql[:300]}" for number, sql in enumerate(run, start=1))
    if wanted is not None:
        assert len(run) == wanted, f"{where} made {len(run)} queries, not {wanted}:\n{listed}"
    elif method == "get":
        assert len(run) <= QUERIES_PER_PAGE, f"{where} made {len(run)} queries:\n{listed}"
