"""The demo's deliveries: a grant split into short sessions, approved days, an invoice."""

import datetime
from decimal import Decimal

from django.db.models import QuerySet
from django.utils import timezone

from talkoot.engagements.actions import report_day
from talkoot.engagements.actions.invoices import record_invoice
from talkoot.engagements.actions.reports import approve_report
from talkoot.engagements.actions.sessions import plan_sessions
from talkoot.engagements.actions.stories import accept_story, offer_story, save_story
from talkoot.engagements.actions.stuck import add_output, raise_stuck, set_story_consent
from talkoot.engagements.models import DayReport, Engagement
from talkoot.engagements.queries.invoices import invoiceable_reports
from talkoot.engagements.queries.stories import begun_story
from talkoot.engagements.rules.invoices import price_of
from talkoot.events.models import Session
from talkoot.people.models import User
from talkoot.programmes.models import Programme

# Days from today; a remote session takes three hours.
SPLIT_DAYS = (-5, -2, 9, 16)
SPLIT_HOURS = 3
TEXTS = (
    (
        "Kuvattiin arjen solmukohdat ja valittiin niistä kolme.",
        "Esihenkilöt ja henkilöstö näkivät saman kuvan ensimmäisen kerran.",
        "Jokainen tiimi kokeilee yhtä muutosta kaksi viikkoa.",
    ),
    (
        "Käytiin läpi kokeilut ja korjattiin kaksi niistä.",
        "Kaksi kolmesta kokeilusta jatkuu.",
        "Kolmas kokeilu suunnitellaan uudelleen.",
    ),
)


def load_deliveries(programme: Programme, *, by: User) -> None:
    """After the cases of the demo have been played and moved to the past."""
    rows = Engagement.objects.filter(application__call__offering__programme=programme)
    _approve(rows.filter(state=Engagement.State.DELIVERED), by=by)
    opened = rows.filter(state=Engagement.State.OPEN).order_by("-days_granted", "pk").first()
    if opened is not None:
        _split(opened, by=by)


def _approve(delivered: "QuerySet[Engagement]", *, by: User) -> None:
    """Days are approved but the newest; the supplier of the oldest has invoiced them."""
    reports = DayReport.objects.filter(session__series__engagement__in=delivered)
    held = list(reports.select_related("expert__supplier").order_by("session__starts_at"))
    for report in held[:-1]:
        approve_report(report, by=by)
        engagement = report.session.series.engagement  # type: ignore[attr-defined]
        set_story_consent(engagement, consent="named", by=engagement.application.applicant)
    if len(held) < 2:
        return
    _tell(held[0].session.series.engagement, by=by)  # type: ignore[attr-defined]
    supplier = held[0].expert.supplier
    days = list(invoiceable_reports(supplier))[:1]
    record_invoice(
        supplier,
        number="DEMO-1001",
        invoiced_on=timezone.localdate(),
        total_eur=sum((price_of(report) for report in days), Decimal(0)),
        by=by,
    )


def _tell(engagement: Engagement, *, by: User) -> None:
    """The case as a story that its applicant has accepted."""
    texts = begun_story(engagement)
    texts["goal"] = texts["goal"] or engagement.application.title
    texts["follow_up"] = texts["follow_up"] or "Kaksi kokeilua jatkuu, ja tulokset koottiin."
    story = save_story(engagement, version=0, by=by, **texts)
    offer_story(story, by=by)
    accept_story(story, version=story.version, by=engagement.application.applicant)


def _split(engagement: Engagement, *, by: User) -> None:
    """Two sessions have been held, the rest is planned; one thing is stuck."""
    expert = engagement.expert.user or engagement.application.applicant
    count = min(len(SPLIT_DAYS), int(engagement.hours_granted // SPLIT_HOURS))
    plan_sessions(
        engagement,
        times=[_times(days) for days in SPLIT_DAYS[:count]],
        mode=Session.Mode.REMOTE,
        place="Etäyhteys",
        link="https://tapaaminen.demo.example/arki",
        by=expert,
    )
    for number, (done, results, next_steps) in enumerate(TEXTS[: count - 1]):
        engagement = Engagement.objects.get(pk=engagement.pk)
        report = report_day(
            engagement,
            counts={"management": 1, "supervisor": 2, "staff": 9, "staff_representative": 1},
            done=done,
            results=results,
            next_steps=next_steps,
            is_last=False,
            by=expert,
        )
        if number == 0:
            approve_report(report, by=by)
    raise_stuck(
        engagement,
        text="Vuorolistat on jo julkaistu, joten kolmannen kokeilun tiimi ei pääse mukaan.",
        by=expert,
    )
    add_output(
        engagement,
        kind="rules",
        text="Yhteiset pelisäännöt vuorojen vaihtoon",
        responsible="Palveluesihenkilö",
        due_on=timezone.localdate() + datetime.timedelta(days=30),
        by=expert,
    )


def _times(days: int) -> tuple[datetime.datetime, datetime.datetime]:
    day = timezone.localdate() + datetime.timedelta(days=days)
    starts = timezone.make_aware(datetime.datetime.combine(day, datetime.time(13)))
    return starts, starts + datetime.timedelta(hours=SPLIT_HOURS)
