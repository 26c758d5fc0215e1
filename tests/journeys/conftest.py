"""A real browser on a live server: with scripts (`browser_page`) and without (`plain_page`)."""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.journeys.audit import AXE, watch

# Playwright keeps an event loop in this thread; Django would refuse to query beside it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test that opens a browser bears the mark, so that it can be run or left out."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip("Chromium is not installed here.")
    arguments = ["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1"]
    if os.geteuid() == 0:
        arguments.append("--no-sandbox")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
        yield browser
        browser.close()


@pytest.fixture
def new_page(browser: Browser, live_server: Any) -> Iterator[Callable[..., Page]]:
    """Opens a browser page of its own session; `page.goto("/calls/")` needs no host.

    Console errors and reports of the content security policy fail the test at its end.
    """
    opened = []

    def open_page(*, scripts: bool = True, width: int = 1280) -> Page:
        page = start_page(browser, live_server.url, scripts=scripts, width=width)
        opened.append((page.context, watch(page)))
        return page

    yield open_page
    reports = [report for context, found in opened for report in found]
    for context, _found in opened:
        context.close()
    assert not reports, "\n".join(reports)


def start_page(browser: Browser, base: str, *, scripts: bool = True, width: int = 1280) -> Page:
    context = browser.new_context(
        base_url=base,
        java_script_enabled=scripts,
        viewport={"width": width, "height": 900},
        locale="fi-FI",
        timezone_id="Europe/Helsinki",
    )
    page = context.new_page()
    page.set_default_timeout(30_000)
    return page


@pytest.fixture(scope="session")
def audit_tab(browser: Browser, live_server: Any) -> tuple[Page, list[str]]:
    """One page for all audits, and what it reports: to start one takes longer than to audit."""
    page = start_page(browser, live_server.url)
    page.add_init_script(AXE)  # By the debugger, so the pages' own policy stays on.
    return page, watch(page)


@pytest.fixture
def audit_page(audit_tab: tuple[Page, list[str]]) -> Iterator[Page]:
    """The shared page, signed out; reports fail the test at its end."""
    page, reports = audit_tab
    page.context.clear_cookies()
    reports.clear()
    yield page
    assert not reports, "\n".join(reports)


@pytest.fixture
def browser_page(new_page: Callable[..., Page]) -> Page:
    """A visitor's browser page; tests.journeys.audit.sign_in signs a person in."""
    return new_page()


@pytest.fixture
def plain_page(new_page: Callable[..., Page]) -> Page:
    """The same with JavaScript off."""
    return new_page(scripts=False)
