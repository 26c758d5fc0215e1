"""Framework, supplier, expert and call-off."""

import datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from talkoot.experts.models import CallOff, Expert, Framework, Supplier
from talkoot.people.models import Organisation
from talkoot.programmes.models import Programme
from tests.factories.people import make_organisation, next_number
from tests.factories.programmes import the_programme


def make_framework(programme: Programme | None = None, **fields: Any) -> Framework:
    """Valid from the turn of last year for four years, 100 days at 1 000 euros."""
    today = timezone.localdate()
    values = {
        "name": "Sparraajien puitejärjestely",
        "valid_from": datetime.date(today.year - 1, 1, 1),
        "valid_to": datetime.date(today.year + 2, 12, 31),
        "days_cap": Decimal(100),
        "day_price_eur": Decimal(1000),
    }
    return Framework.objects.create(programme=programme or the_programme(), **{**values, **fields})


def the_framework() -> Framework:
    """The framework agreement of the test's programme."""
    programme = the_programme()
    return Framework.objects.filter(programme=programme).first() or make_framework(programme)


def make_supplier(
    framework: Framework | None = None, *, organisation: Organisation | None = None, **fields: Any
) -> Supplier:
    return Supplier.objects.create(
        framework=framework or the_framework(),
        organisation=organisation or make_organisation("Testivalmennus Oy", kind="company"),
        **fields,
    )


def make_expert(
    name: str = "",
    *,
    framework: Framework | None = None,
    supplier: Supplier | None = None,
    **fields: Any,
) -> Expert:
    """An available expert of a supplier of the framework."""
    number = next_number()
    values = {
        "slug": f"asiantuntija-{number}",
        "title_fi": "Työyhteisökehittäjä",
        "title_sv": "Utvecklare av arbetsgemenskaper",
        "title_en": "Developer of work communities",
        "profile_fi": "Kokemusta kuntien kehittämisestä.",
        "profile_sv": "Erfarenhet av kommunal utveckling.",
        "profile_en": "Experience of municipal development.",
        "languages": "fi sv",
        "email": f"asiantuntija{number}@esimerkki.fi",
    }
    return Expert.objects.create(
        name=name or f"Asiantuntija {number}",
        supplier=supplier or make_supplier(framework),
        **{**values, **fields},
    )


def make_call_off(
    expert: Expert | None = None, *, framework: Framework | None = None, **fields: Any
) -> CallOff:
    """A day ordered today at the framework's price."""
    expert = expert or make_expert()
    framework = framework or expert.supplier.framework
    price = fields.setdefault("unit_price_eur", framework.day_price_eur)
    values = {
        "case_number": f"TILAUS-{next_number()}",
        "days": Decimal(1),
        "ordered_on": timezone.localdate(),
        "value_eur": Decimal(fields.get("days", 1)) * Decimal(price),
    }
    return CallOff.objects.create(expert=expert, framework=framework, **{**values, **fields})
