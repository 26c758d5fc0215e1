"""The left menu of the staff's pages, with what waits."""

import re
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from talkoot.experts.models import Expert
from talkoot.home.queries import WAITING, programmes_with_waiting, waiting_of
from talkoot.people.rules import editor_ids, finance_ids, office_ids, study_roles_of

STAFF_PATHS = ("office", "engagements", "invoices", "assessments", "sessions", "suppliers")
# Assessment has an entry of its own, though its pages lie under the call's address.
ASSESSMENT = re.compile(r"/office/(calls/[^/]+/)?assessment/")
# (title, [(url name, text, icon, badge)])
Groups = list[tuple[str, list[tuple[Any, ...]]]]


def staff(request: HttpRequest) -> dict[str, Any]:
    """`office_menu` and `staff_title` on the office's and the experts' own pages.

    Nothing elsewhere, and no queries.
    """
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or not _is_staff_page(request.path_info):
        return {}
    if office_ids(user):
        groups = _office_groups(*_waiting(request))
        return _shell(request, _("Programme office"), groups)
    groups = _part_groups(is_editor=bool(editor_ids(user)), is_reader=bool(finance_ids(user)))
    if Expert.objects.filter(user=user).exists():
        own = _expert_groups(is_student=bool(study_roles_of(user)))
        return _shell(request, _("Expert"), [*own, *groups])
    return _shell(request, _("Programme office"), groups) if groups else {}


def _shell(request: HttpRequest, title: str, groups: Groups) -> dict[str, Any]:
    return {"staff_title": title, "office_menu": _existing(request.path, groups)}


def office_programmes(request: HttpRequest) -> list[Any]:
    """programmes_with_waiting of the person, fetched once per request."""
    if not hasattr(request, "_office_programmes"):
        request._office_programmes = programmes_with_waiting(request.user)  # type: ignore[attr-defined]
    return request._office_programmes  # type: ignore[attr-defined]


def _waiting(request: HttpRequest) -> list[int]:
    """How much waits in all, in the order of WAITING; the desk has read it already."""
    programmes = getattr(request, "_office_programmes", None)
    rows = waiting_of(request.user) if programmes is None else [vars(row) for row in programmes]
    return [sum(row[name] for row in rows) for name in WAITING]


def _is_staff_page(path: str) -> bool:
    parts = path.strip("/").split("/")
    if parts[0] == get_language():
        parts = parts[1:]
    is_replacing = parts[:1] == ["experts"] and parts[2:3] == ["replace"]
    return is_replacing or parts[0] in STAFF_PATHS or parts[:2] == ["my", "profile"]


def _office_groups(applications: int, practices: int, reports: int, requests: int) -> Groups:
    return [
        (
            "",
            [
                ("office", _("Desk"), "house", 0),
                ("office-applications", _("Applications"), "file-text", applications),
                ("office-calls", _("Calls"), "megaphone", 0),
                ("office-assessments", _("Assessment"), "target", 0),
                ("office-slates", _("Slates"), "stack", 0),
                ("office-events", _("Events"), "calendar-check", 0),
                ("office-participants", _("Participants"), "users-three", 0),
                ("office-teams", _("Teams"), "users", 0),
                ("engagements", _("Engagements"), "calendar-blank", 0),
                ("office-frameworks", _("Framework agreements"), "handshake", 0),
                ("office-procurements", _("Procurements"), "briefcase", 0),
                ("office-reports", _("Day reports"), "clipboard-text", reports),
                ("invoices", _("Invoices"), "currency-eur", 0),
                ("games", _("Games"), "cards", 0),
                ("office-rounds", _("Feedback"), "chat-circle-text", 0),
                ("office-texts", _("Open answers"), "eye", 0),
                ("office-reconsiderations", _("Requests"), "scales", 0),
                ("office-aid", _("De minimis"), "currency-eur", 0),
                ("office-information", _("Information requests"), "folder-open", requests),
            ],
        ),
        *_upkeep_groups(practices),
    ]


def _upkeep_groups(practices: int) -> Groups:
    return [
        (
            _("Results"),
            [
                ("office-practices", _("Practices"), "share-network", practices),
                ("office-talk", _("Questions and comments"), "chat-circle-text", 0),
                ("figures", _("Figures"), "chart-bar", 0),
                ("office-impact", _("Impact and evaluation"), "target", 0),
                ("office-governance", _("Governance and goals"), "handshake", 0),
                ("office-funding", _("Funding"), "currency-eur", 0),
                ("programme-reports", _("Reports"), "newspaper", 0),
                ("office-outreach", _("Communications"), "megaphone", 0),
            ],
        ),
        (
            _("Upkeep"),
            [
                ("office-forms", _("Forms"), "list-checks", 0),
                ("office-memberships", _("Memberships"), "users", 0),
                ("office-profiles", _("Experts’ profiles"), "user", 0),
                ("office-logos", _("Funders’ marks"), "palette", 0),
                ("office-log", _("Log"), "list-checks", 0),
                ("decision-terms", _("Remedies and numbers"), "scales", 0),
                ("synonyms", _("Synonyms"), "magnifying-glass", 0),
                ("classes", _("Service areas and themes"), "list-checks", 0),
                ("office-outbox", _("Outbox"), "envelope-simple", 0),
            ],
        ),
    ]


def _part_groups(*, is_editor: bool, is_reader: bool) -> Groups:
    """What an editor and a reader for the funder have of the office's pages."""
    practices = [
        ("office-practices", _("Practices"), "share-network", 0),
        ("office-talk", _("Questions and comments"), "chat-circle-text", 0),
        ("office-lists", _("Picked practices"), "list-checks", 0),
        ("office-outreach", _("Communications"), "megaphone", 0),
    ]
    finances = [
        ("office-funding", _("Funding"), "currency-eur", 0),
        ("figures", _("Figures"), "chart-bar", 0),
    ]
    entries = [*(practices if is_editor else []), *(finances if is_reader else [])]
    return [("", entries)] if entries else []


def _expert_groups(*, is_student: bool) -> Groups:
    workspace = ("workspace", _("Evaluator’s workspace"), "chart-bar", 0)
    return [
        (
            "",
            [
                ("engagements", _("Engagements"), "calendar-blank", 0),
                ("my-profile", _("My profile"), "user", 0),
                *([workspace] if is_student else []),
                ("invoices", _("Invoices"), "currency-eur", 0),
                ("assessments", _("My assessments"), "list-checks", 0),
                ("games", _("Games"), "cards", 0),
                ("experts", _("Experts"), "users-three", 0),
                ("practices", _("Practices"), "share-network", 0),
            ],
        ),
    ]


def _existing(path: str, groups: Groups) -> list[dict[str, Any]]:
    """The groups as ui/side_menu.html takes them, without pages that this site lacks."""
    menu = []
    for title, entries in groups:
        items = []
        for name, text, icon, badge in entries:
            try:
                url = reverse(name)
            except NoReverseMatch:
                continue
            current = _is_here(path, name, url)
            items.append(
                {"text": text, "url": url, "icon": icon, "badge": badge, "current": current}
            )
        if items:
            menu.append({"title": title, "items": items})
    return menu


def _is_here(path: str, name: str, url: str) -> bool:
    """Whether the entry of that name and address leads to the page at path."""
    if name == "office":
        return path == url
    if ASSESSMENT.search(path):
        return name == "office-assessments"
    return path.startswith(url)
