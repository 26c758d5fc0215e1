"""The programme and what it consists of."""

import datetime
from typing import Any

from django.utils import timezone

from talkoot.people.models import Organisation
from talkoot.programmes.models import (
    Actual,
    BudgetLine,
    FundingProject,
    FundingShare,
    Goal,
    LogoSet,
    Mandate,
    Offering,
    Party,
    Period,
    Programme,
    PublishedFact,
    Sector,
    Theme,
    ThemeUse,
)
from tests.factories.files import make_file, make_picture
from tests.factories.people import make_organisation, make_user, next_number

PROGRAMME_SLUG = "testiohjelma"


def make_programme(
    slug: str = "", *, office: Organisation | None = None, **fields: Any
) -> Programme:
    number = next_number()
    today = timezone.localdate()
    values = {
        "name_fi": f"Testiohjelma {number}",
        "name_sv": f"Testprogrammet {number}",
        "name_en": f"Test programme {number}",
        "summary_fi": "Ohjelma, jota testit käyttävät.",
        "summary_sv": "Ett program för test.",
        "summary_en": "A programme for tests.",
        "state": Programme.State.RUNNING,
        "starts_on": datetime.date(today.year - 1, 1, 1),
        "ends_on": datetime.date(today.year + 2, 12, 31),
        "number_prefix": f"T{number}",
    }
    return Programme.objects.create(
        slug=slug or f"ohjelma-{number}",
        office=office or make_organisation("Testin ohjelmatoimisto", kind="association"),
        **{**values, **fields},
    )


def the_programme() -> Programme:
    """The test's one programme."""
    return Programme.objects.filter(slug=PROGRAMME_SLUG).first() or make_programme(
        PROGRAMME_SLUG, name_fi="Testiohjelma", name_sv="Testprogrammet", name_en="Test programme"
    )


def make_offering(programme: Programme | None = None, **fields: Any) -> Offering:
    number = next_number()
    values = {
        "slug": f"palvelu-{number}",
        "kind": "sparring",
        "name_fi": f"Sparraus {number}",
        "name_sv": f"Sparrning {number}",
        "name_en": f"Sparring {number}",
        "summary_fi": "Asiantuntijan tukea kehittämiseen.",
        "summary_sv": "Stöd av en expert för utveckling.",
        "summary_en": "An expert's support for development.",
    }
    return Offering.objects.create(programme=programme or the_programme(), **{**values, **fields})


def make_period(programme: Programme | None = None, *, order: int = 1, **fields: Any) -> Period:
    programme = programme or the_programme()
    values = {
        "name_fi": f"Kausi {order}",
        "starts_on": programme.starts_on,
        "ends_on": programme.ends_on,
    }
    return Period.objects.create(programme=programme, order=order, **{**values, **fields})


def make_goal(programme: Programme | None = None, *, number: int = 1, **fields: Any) -> Goal:
    values = {"text_fi": f"Tavoite {number}", "text_sv": f"Mål {number}", "text_en": "A goal"}
    return Goal.objects.create(
        programme=programme or the_programme(), number=number, **{**values, **fields}
    )


def make_party(
    programme: Programme | None = None,
    *,
    organisation: Organisation | None = None,
    kind: str = Party.Kind.PARTNER,
    **fields: Any,
) -> Party:
    return Party.objects.create(
        programme=programme or the_programme(),
        organisation=organisation or make_organisation(kind="association"),
        kind=kind,
        **fields,
    )


def make_mandate(programme: Programme | None = None, **fields: Any) -> Mandate:
    values = {"text_fi": "Osapuolten sopimus", "dated": "2020"}
    return Mandate.objects.create(programme=programme or the_programme(), **{**values, **fields})


def make_funding_project(programme: Programme | None = None, **fields: Any) -> FundingProject:
    values = {"name": "Testihanke", "authority": "Testirahoittaja", "code": "S1"}
    return FundingProject.objects.create(
        programme=programme or the_programme(), **{**values, **fields}
    )


def make_logo_set(project: FundingProject | None = None, **fields: Any) -> LogoSet:
    image = make_file("merkit.png", content=make_picture().read(), media_type="image/png")
    values = {"valid_from": datetime.date(2020, 1, 1), "alt_fi": "Rahoittajan merkit"}
    return LogoSet.objects.create(
        project=project or make_funding_project(), image=image, **{**values, **fields}
    )


def make_theme(use: str = ThemeUse.NEED, **fields: Any) -> Theme:
    number = next_number()
    values = {
        "code": f"teema-{number}",
        "name_fi": f"Teema {number}",
        "name_sv": f"Tema {number}",
        "name_en": f"Theme {number}",
    }
    return Theme.objects.create(use=use, **{**values, **fields})


def make_sector(code: str = "", **fields: Any) -> Sector:
    number = next_number()
    values = {
        "name_fi": f"Palveluala {number}",
        "name_sv": f"Servicesektor {number}",
        "name_en": f"Service area {number}",
    }
    return Sector.objects.create(code=code or f"ala-{number}", **{**values, **fields})


def make_published_fact(programme: Programme | None = None, **fields: Any) -> PublishedFact:
    values = {
        "code": f"luku-{next_number()}",
        "label_fi": "Sparrauspäiviä",
        "value": 12,
        "source": "Loppuraportti 2024",
    }
    return PublishedFact.objects.create(
        programme=programme or the_programme(), **{**values, **fields}
    )


def make_budget_line(project: FundingProject | None = None, **fields: Any) -> BudgetLine:
    number = next_number()
    values = {"code": f"laji-{number}", "name_fi": f"Palkat {number}", "amount_eur": 1000}
    return BudgetLine.objects.create(
        project=project or make_funding_project(), **{**values, **fields}
    )


def make_actual(line: BudgetLine, **fields: Any) -> Actual:
    values = {
        "spent_on": timezone.localdate(), "amount_eur": 100, "reference": f"T{next_number()}",
        "by": make_user(),
    }  # fmt: skip
    return Actual.objects.create(line=line, **{**values, **fields})


def make_share(project: FundingProject, code: str = "esf", percent: int = 75) -> FundingShare:
    return FundingShare.objects.create(project=project, code=code, funder=code, percent=percent)
