"""Whether a counted value agrees with a published one, by the rule of the source's rounding."""

from decimal import Decimal

import pytest
from django.utils import translation

from talkoot.home.comparison import agreement_of, published_text
from talkoot.programmes.models import PublishedFact


def fact(value: str, **fields: object) -> PublishedFact:
    return PublishedFact(value=Decimal(value), **fields)


NEAREST, OVER = {"rule": "nearest", "step": Decimal(10)}, {"rule": "over", "step": Decimal(10)}


@pytest.mark.parametrize(
    ("own", "published", "agreement"),
    [
        (102, fact("102"), "equal"),
        (101, fact("102"), "differs"),
        (Decimal("78.888"), fact("79"), "equal"),
        (Decimal("69.444"), fact("69.4", decimals=1), "equal"),
        (Decimal("69.4"), fact("69"), "equal"),
        (398, fact("400", **NEAREST), "within"),
        (405, fact("400", **NEAREST), "differs"),
        (84, fact("80", **OVER), "within"),
        (80, fact("80", **OVER), "differs"),
        (90, fact("80", **OVER), "differs"),
        (900, fact("100", rule="over"), "within"),
        (1, fact("1", rule="between", upper=Decimal(2)), "equal"),
        (2, fact("1", rule="between", upper=Decimal(2)), "within"),
        (3, fact("1", rule="between", upper=Decimal(2)), "differs"),
        (None, fact("1"), "differs"),
    ],
)
def test_value_agrees_by_the_rule_of_the_source(own, published, agreement):
    assert agreement_of(own, published) == agreement


@pytest.mark.parametrize(
    ("published", "text"),
    [
        (fact("5000"), "5,000"),
        (fact("69.4", decimals=1), "69.4"),
        (fact("400", **NEAREST), "about 400"),
        (fact("80", **OVER), "over 80"),
        (fact("1", rule="between", upper=Decimal(2)), "1–2"),
    ],
)
def test_published_value_is_told_as_the_source_does(published, text):
    with translation.override("en"):
        assert published_text(published).replace("\xa0", ",").replace(" ", ",", 0) == text
