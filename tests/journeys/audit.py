"""What the browser says about a page: accessibility, overflow, policy reports, console errors."""

from typing import Any

from django.conf import settings
from django.test import Client
from playwright.sync_api import Page

from tests.guards.tree import ROOT

AXE = (ROOT / "frontend/node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE_WIDTHS = (1280, 390)
OVERFLOW_WIDTHS = (1280, 640, 390, 320)
RUN_AXE = """async (tags) => {
  const found = await axe.run(document, {
    runOnly: {type: 'tag', values: tags}, resultTypes: ['violations'], preload: false,
  })
  return found.violations.map((fault) => ({
    id: fault.id, help: fault.help, nodes: fault.nodes.map((node) => node.html.slice(0, 160)),
  }))
}"""
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def sign_in(page: Page, user: Any, base: str) -> None:
    """Give the browser page the session of a signed-in user; `base` is live_server.url."""
    client = Client()
    client.force_login(user)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": cookie.value, "url": base}]
    )


def watch(page: Page) -> list[str]:
    """Collects the page's console errors, script errors and policy reports as they come."""
    found: list[str] = []

    def on_console(message: Any) -> None:
        # The browser reports every 4xx page as an error; the tests look at statuses themselves.
        if (
            message.type == "error"
            and "the server responded with a status of 4" not in message.text
        ):
            found.append(f"{page.url}: console: {message.text}")

    page.on("console", on_console)
    page.on("pageerror", lambda error: found.append(f"{page.url}: script error: {error}"))
    page.on(
        "requestfailed",
        lambda request: (
            None
            if (request.failure or "").startswith("net::ERR_ABORTED")
            else found.append(f"{page.url}: {request.url} failed: {request.failure}")
        ),
    )
    page.on(
        "response",
        lambda response: (
            found.append(f"{page.url}: {response.url} gave {response.status}")
            if response.status >= 400
            # A draft's save in the background without a session, or beside another window.
            and response.status not in (401, 409)
            and response.request.resource_type != "document"
            else None
        ),
    )
    return found


def audit(page: Page) -> None:
    """Assert that the open page has no axe finding and no horizontal overflow at any width."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)  # By the debugger, so the page's own policy stays on.
    faults = []
    for width in OVERFLOW_WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        overflow = page.evaluate(OVERFLOW)
        if overflow > 0:
            faults.append(f"{width} px: {overflow} px too wide: {_widest(page)}")
        if width in AXE_WIDTHS:
            faults += [f"{width} px: {fault}" for fault in axe(page)]
    page.set_viewport_size({"width": 1280, "height": 900})
    assert not faults, f"{page.url}\n- " + "\n- ".join(faults)


def axe(page: Page) -> list[str]:
    """The findings of axe-core, which is loaded before."""
    return [
        f"{fault['id']}: {fault['help']}: {fault['nodes']}"
        for fault in page.evaluate(RUN_AXE, TAGS)
    ]


def _widest(page: Page) -> str:
    """The elements that stick out, as far as they tell."""
    script = """() => [...document.querySelectorAll('main *, header *, footer *')]
      .filter((e) => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
      .slice(0, 3).map((e) => e.outerHTML.slice(0, 100))"""
    return str(page.evaluate(script))
