"""Day reports, stuck items, outputs and invoices."""

from decimal import Decimal
from typing import Any

from django.utils import timezone

from talkoot.engagements.models import (
    CaseStory,
    DayReport,
    Engagement,
    Invoice,
    InvoiceLine,
    Output,
    StuckItem,
)
from talkoot.events.models import CurriculumVariation, Series
from talkoot.experts.models import Supplier
from tests.factories.engagements import make_day_report, make_engagement
from tests.factories.experts import make_supplier
from tests.factories.people import next_number, the_applicant


def make_reported(engagement: Engagement | None = None, **fields: Any) -> DayReport:
    """The report of the one session of a delivered engagement; it waits for approval."""
    engagement = engagement or make_engagement(state="delivered")
    session = engagement.series.sessions.get()
    return make_day_report(session, expert=engagement.expert, **fields)


def make_stuck_item(engagement: Engagement | None = None, **fields: Any) -> StuckItem:
    values: dict[str, Any] = {"text": "Johto ei ehdi mukaan.", "raised_by": the_applicant()}
    if fields.get("state") == StuckItem.State.RESOLVED:
        values["answer"] = "Sovittiin uusi aika."
    return StuckItem.objects.create(
        engagement=engagement or make_engagement(), **{**values, **fields}
    )


def make_output(engagement: Engagement, **fields: Any) -> Output:
    values = {"text": "Yhteiset pelisäännöt", "responsible": "Esihenkilö"}
    return Output.objects.create(engagement=engagement, **{**values, **fields})


def make_story(engagement: Engagement | None = None, **fields: Any) -> CaseStory:
    """A story that may be sent or published: its applicant lets the case be told by name."""
    engagement = engagement or make_engagement(state="delivered")
    Engagement.objects.filter(pk=engagement.pk).update(
        story_consent="named", story_consent_on=timezone.localdate()
    )
    engagement.refresh_from_db()
    values: dict[str, Any] = {
        "title": "Työvuorot sovitaan yhdessä",
        "goal": "Rauhallisemmat vuorot.",
        "method": "Kaksi tapaamista.",
        "result": "Pelisäännöt ovat käytössä.",
        "consent": "named",
        "published_on": timezone.localdate(),
        "written_by": the_applicant(),
    }
    return CaseStory.objects.create(engagement=engagement, **{**values, **fields})


def make_invoice(supplier: Supplier | None = None, **fields: Any) -> Invoice:
    """An invoice without rows; a paid one was paid today."""
    values: dict[str, Any] = {
        "number": f"L-{next_number()}",
        "invoiced_on": timezone.localdate(),
        "total_eur": Decimal(1000),
        "recorded_by": the_applicant(),
    }
    if fields.get("state") == Invoice.State.PAID:
        values["paid_on"] = timezone.localdate()
    return Invoice.objects.create(supplier=supplier or make_supplier(), **{**values, **fields})


def make_invoice_line(invoice: Invoice, report: DayReport, **fields: Any) -> InvoiceLine:
    values = {
        "days": Decimal(1),
        "unit_price_eur": Decimal(1000),
        "expected_eur": Decimal(1000),
        "charged_eur": Decimal(1000),
    }
    return InvoiceLine.objects.create(invoice=invoice, report=report, **{**values, **fields})


def make_variation(series: Series | None = None, **fields: Any) -> CurriculumVariation:
    """A wish to vary the content; an answered one has its answer and what was agreed."""
    values = {
        "wish": "Yksi päivä asiakaspolkuihin.",
        "wished_by": fields.pop("wished_by", None) or the_applicant(),
    }
    if fields.get("state", "wished") != "wished":
        values |= {"answer": "Sopii.", "agreed": "Toinen päivä käsittelee asiakaspolkuja."}
    series = series or make_engagement().series
    return CurriculumVariation.objects.create(series=series, **{**values, **fields})
