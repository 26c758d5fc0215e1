"""The inventory of personal data: what is kept of a person, why, how long, and all of it in a file.

The privacy page is made of it, so that the two cannot differ, and so is the file of everything
that is kept of one person (General Data Protection Regulation, articles 13-15).
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Count, Q, Value
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from talkoot.people.models import User

Text = str | Promise

# Rows that stand for one person; whatever points to them is about that person.
PERSONS = frozenset(
    {
        "people.User", "events.Participant", "events.Registration", "engagements.TeamMember",
        "experts.Expert",
    }
)  # fmt: skip
# Addresses of an office or an event, not of a person.
OFFICE_ADDRESSES = frozenset({"programmes.Programme", "events.Series"})
# "…_by" tells who did something to a row that is about somebody else, but here it is the person's.
OWN = frozenset(
    {
        ("practices.Adoption", "stated_by"),
        ("calls.JointApplicant", "confirmed_by"),
        ("decisions.Reconsideration", "requested_by"),
    }
)

PUBLIC_TASK = _("Public task of the programme office")
CONTRACT = _("Contract with the supplier")
CONSENT = _("Your own wish, which you may take back")


@dataclass(frozen=True)
class Category:
    """Personal data with one purpose, ground and retention.

    `held`: by model, the fields that are the person's own. A model without fields tells only that
    the person has done something there, and how many times.
    """

    title: Text
    purpose: Text
    ground: Text
    kept: Text
    erasure: Text
    held: dict[str, tuple[str, ...]] = field(default_factory=dict)


CASE_FILE = _("By the office's information management plan, usually 10 years from the last payment")
STAYS = _("Not erased, as the authority must keep its case files; what is wrong is corrected")
ASKED = _(
    "Name and address are removed, unless an open case or a funder's report still rests on them"
)
YOURSELF = _("You remove it yourself, at any time")

CATEGORIES = (
    Category(
        _("Account, memberships and passkeys"),
        _("Sign-in and messages about your own case"),
        PUBLIC_TASK,
        _("Until the programme's case files end"),
        _("You leave organisations and remove passkeys yourself; the name stays in case files"),
        {
            "people.User": ("email", "name", "language", "last_login"),
            "people.Membership": ("organisation", "role", "is_staff_side", "confirmed_at"),
            "account.EmailAddress": ("email", "verified"),
            "mfa.Authenticator": ("type", "created_at", "last_used_at"),
        },
    ),
    Category(
        _("Applications and decisions, with the sponsor and the staff representative they name"),
        _("Showing that management and staff carry the work out together, and deciding"),
        PUBLIC_TASK,
        CASE_FILE,
        STAYS,
        {
            "calls.Application": ("number", "title", "state", "submitted_at"),
            "calls.Writer": ("application",),
            "calls.WriterInvitation": ("address", "application", "expires_at"),
            "calls.SignOff": ("name", "title", "address", "state", "comment"),
            "calls.JointApplicant": ("organisation", "confirmed_at"),
            "calls.Reading": ("application", "version"),
            "decisions.Reconsideration": ("number", "demand", "grounds", "received_at"),
            "assessments.Assessor": ("call", "capacity"),
            "assessments.Disqualification": ("ground", "explanation", "state"),
        },
    ),
    Category(
        _("Registrations, attendance and certificates"),
        _("Seats, learning and proof of what was attended"),
        PUBLIC_TASK,
        CASE_FILE,
        ASKED,
        {
            "events.Participant": ("name", "email", "organisation_name", "role", "language"),
            "events.Registration": ("series", "state", "role", "heard_of", "cancel_reason"),
            "events.TeamRegistration": ("name", "series", "state"),
            "events.SeriesPerson": ("series", "name", "task"),
            "events.Presence": ("session", "role", "minutes"),
            "events.FundedParticipation": (
                *("project", "started_on", "ended_on", "informed_at", "start_notice_on"),
                "end_notice_on",
            ),
            "events.FollowOn": ("what", "reach", "place"),
            "events.Submission": ("task", "state", "text", "submitted_at", "comment"),
            "events.PeerReview": ("strengths", "ideas", "done_at"),
            "events.Discussion": ("title",),
            "events.Post": ("body", "state"),
            "events.CalendarFeed": (),
            "credentials.Certificate": ("code", "hours", "state"),
            "credentials.Badge": ("address", "state"),
        },
    ),
    Category(
        _("Members of a programme’s bodies"),
        _("Knowing who decides and who were present; everybody is told the organisations only"),
        PUBLIC_TASK,
        CASE_FILE,
        STAYS,
        {"governance.BodyMember": ("body", "name", "email", "seat", "starts_on", "ends_on")},
    ),
    Category(
        _("Members, ideas and commitments of teams and workshops"),
        _("The team's own work and its follow-up"),
        PUBLIC_TASK,
        CASE_FILE,
        ASKED,
        {
            "engagements.TeamMember": ("name", "email", "organisation_name", "role", "task"),
            "engagements.Commitment": ("action", "owner", "owner_email", "due_on", "state", "note"),
            "engagements.Idea": ("text",),
            "engagements.IdeaVote": ("idea",),
            "engagements.Statement": ("perspective", "text"),
        },
    ),
    Category(
        _("Experts, suppliers and tenders"),
        _("Choosing experts, ordering their work and paying for it"),
        CONTRACT,
        CASE_FILE,
        STAYS,
        {
            "experts.Expert": ("name", "email", "phone", "named_on", "ended_on"),
            "experts.Availability": ("kind", "starts_on", "ends_on", "note"),
            "experts.ProfileChange": ("content", "state", "note"),
            "experts.ExpertReply": ("text", "state", "note"),
            "experts.ExpertTie": ("organisation", "reason", "ended_at"),
            "experts.Replacement": ("name", "email", "title", "reason", "from_on", "state"),
            "experts.CallOff": ("case_number", "days", "ordered_on"),
            "experts.Supplier": ("contact_name", "contact_email"),
            "experts.Offer": ("contact_name", "address", "state"),
            "experts.OfferedExpert": ("name", "email", "title", "quality_points"),
            "experts.CoDesigner": ("contact_name", "address", "state", "remarks"),
            "calls.ExpertChoice": (),
            "engagements.Engagement": ("state", "days_granted"),
            "engagements.DayReport": ("session", "hours", "done", "results", "next_steps", "note"),
            "engagements.ExpertRefusal": ("reason", "chosen_at"),
            "engagements.Substitution": ("session", "reason", "created_at"),
        },
    ),
    Category(
        _("Invitations to surveys"),
        _("Following the quality and the effects of the work"),
        PUBLIC_TASK,
        _(
            "Five years from the end of the programme; the link to the invited person is not "
            "stored with the answer"
        ),
        _("An anonymous answer cannot be found, so it cannot be erased; you may refuse surveys"),
        {"surveys.Invitation": ("address", "round", "sent_at", "reminded_at", "has_answered")},
    ),
    Category(
        _("Sent messages"),
        _("Showing what was sent and when"),
        PUBLIC_TASK,
        _("The text for 180 days, then only the time of sending"),
        STAYS,
        {
            "correspondence.Message": ("address", "kind", "subject", "state", "sent_at"),
            "correspondence.OptOut": ("address", "topic"),
        },
    ),
    Category(
        _("Who wrote a practice, a question, an answer or a comment, or marked an adoption"),
        _("Answering, moderating and proving that a practice was adopted"),
        PUBLIC_TASK,
        _("As long as the practice is public; the address of a link until it is used, 14 days"),
        ASKED,
        {
            "practices.Practice": ("title", "state", "published_at"),
            "practices.Comment": ("practice", "text", "state"),
            "practices.Question": ("practice", "text", "answer", "state"),
            "practices.Adoption": ("practice", "organisation", "stage", "note", "state"),
            "practices.AdoptionLink": ("practice", "email", "expires_at"),
            "practices.Lead": ("title", "email", "note", "state"),
        },
    ),
    Category(
        _("Practices you want to try and searches you have saved"),
        _("Reminding you and telling of new practices"),
        CONSENT,
        _("Until you remove them"),
        YOURSELF,
        {
            "practices.Wish": ("practice", "note", "first_step", "check_on"),
            "practices.SavedSearch": ("name", "query", "sends_digest"),
        },
    ),
    Category(
        _("Requests for information"),
        _("Answering; neither a name nor a reason is asked"),
        PUBLIC_TASK,
        _("The address until the answer has gone, the request as long as the case file"),
        STAYS,
        {"decisions.InformationRequest": ("number", "text", "address", "state", "received_at")},
    ),
    Category(
        _("Nickname and choices in a work-community game"),
        _("Playing the game in one room; no name or account is asked"),
        CONSENT,
        _("Until the game ends, at most a day; the sums and the plan stay"),
        _("Goes by itself"),
        {"games.Room": ("title", "state", "played_on")},
    ),
    Category(
        _("Who did what in the case files"),
        _("Showing lawful handling: who prepared, decided, recorded or changed"),
        PUBLIC_TASK,
        CASE_FILE,
        STAYS,
        dict.fromkeys(
            (
                "audit.LogEntry", "files.StoredFile", "people.OrganisationFact",
                "programmes.Actual", "programmes.IndicatorTotal",
                "surveys.Grouping", "surveys.ReadAnswer", "surveys.Interview", "surveys.Quote",
                "calls.ThemeSuggestion", "calls.CallVersion", "calls.Assessment",
                "assessments.Selection",
                "calls.ApplicationVersion", "calls.CompletionRequest",
                "experts.Procurement", "experts.OfferScore", "experts.OptionYear",
                "events.AttendanceImport", "events.CurriculumVariation", "events.Sequel",
                "engagements.ReportDraft", "engagements.StuckItem", "engagements.PathMark",
                "engagements.CaseStory",
                "engagements.ContinuationPurchase", "engagements.Invoice", "engagements.Harvest",
                "decisions.Decision", "decisions.Correction", "decisions.Slate",
                "decisions.Classification",
                "practices.Version", "practices.Opinion", "practices.JuryStatement",
                "practices.Contribution", "practices.ImportRun", "practices.StoryRequest",
                "impact.FollowUp", "impact.ContributionStory", "impact.Evidence",
                "impact.Expectation", "impact.Assessment",
                "reports.SectionVersion", "reports.SectionComment", "reports.ReportFile",
            ),
            (),
        ),
    ),
)  # fmt: skip


def ways_to_person(model: type[models.Model]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The look-ups from the model to an account and to an address of a person."""
    label = model._meta.label
    accounts, addresses = (["pk"] if model is User else []), []
    for column in (*model._meta.fields, *model._meta.many_to_many):
        target = column.related_model
        if isinstance(column, models.EmailField) and label not in OFFICE_ADDRESSES:
            addresses.append(column.name)
        elif target is User:
            accounts.append(column.name)
        elif isinstance(target, type) and target is not model and _is_person(target):
            users, mails = ways_to_person(target)
            accounts += [f"{column.name}__{way}" for way in users]
            addresses += [f"{column.name}__{way}" for way in mails]
    return tuple(accounts), tuple(addresses)


def _is_person(model: type[models.Model]) -> bool:
    return model._meta.label in PERSONS


@dataclass(frozen=True)
class _Source:
    """Rows of one model that are the person's own, or that the person has only handled."""

    category: int
    label: str
    names: tuple[str, ...]
    ways: list[tuple[str, Any]]

    @property
    def model(self) -> type[models.Model]:
        return apps.get_model(self.label)

    @property
    def rows(self) -> models.QuerySet[Any]:
        return self.model._base_manager.filter(Q(*self.ways, _connector=Q.OR))


def everything_of(user: User) -> dict[str, Any]:
    """All that is kept of the person, by category, as it goes to a JSON file.

    One query finds where there is something, and each of those is read by one.
    """
    data: list[list[dict[str, Any]]] = [[] for _category in CATEGORIES]
    sources = list(_sources(user))
    counts = [
        source.rows.order_by()
        .values(number_of_source=Value(number, models.IntegerField()))
        .annotate(how_many=Count("pk", distinct=True))
        for number, source in enumerate(sources)
    ]
    for found in counts[0].union(*counts[1:], all=True):
        source = sources[found["number_of_source"]]
        if found["how_many"]:
            told = {"rows": _told_rows(source)} if source.names else {"done": found["how_many"]}
            what = str(source.model._meta.verbose_name)
            data[source.category].append({"what": what, **told})
    return {
        "address": user.email,
        "categories": [
            {
                "title": str(category.title),
                "purpose": str(category.purpose),
                "ground": str(category.ground),
                "kept": str(category.kept),
                "erasure": str(category.erasure),
                "data": rows,
            }
            for category, rows in zip(CATEGORIES, data, strict=True)
        ],
    }


def _sources(user: User) -> Iterator[_Source]:
    for number, category in enumerate(CATEGORIES):
        for label, names in category.held.items():
            accounts, addresses = ways_to_person(apps.get_model(label))
            marks = [way for way in accounts if not names or _is_mark(label, way)]
            own: list[tuple[str, Any]] = [(way, user.pk) for way in accounts if way not in marks]
            own += [(f"{way}__iexact", user.email) for way in addresses]
            if own:
                yield _Source(number, label, names, own)
            if marks:
                yield _Source(number, label, (), [(way, user.pk) for way in marks])


def _is_mark(label: str, way: str) -> bool:
    name = way.partition("__")[0]
    return name.endswith("_by") and (label, name) not in OWN


def _told_rows(source: _Source) -> list[dict[str, Any]]:
    columns: list[Any] = [source.model._meta.get_field(name) for name in source.names]
    joined = [column.name for column in columns if column.is_relation]
    rows = source.rows.distinct().select_related(*joined).order_by("pk")
    return [{str(column.verbose_name): _plain(row, column) for column in columns} for row in rows]


def _plain(row: models.Model, column: Any) -> Any:
    """The value as a person reads it."""
    value = getattr(row, column.name)
    if column.choices:
        return str(getattr(row, f"get_{column.name}_display")())
    if isinstance(value, datetime.datetime | datetime.date):
        return value.isoformat()
    return value if isinstance(value, str | int | float | bool | list | dict | None) else str(value)
