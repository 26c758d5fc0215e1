"""Forms under construction: a draft with sections, questions, options and a condition."""

from typing import Any

from talkoot.programmes.models import Programme
from talkoot.surveys.models import Item, Questionnaire, Section
from tests.factories.people import next_number
from tests.factories.programmes import the_programme
from tests.factories.surveys import make_item

OPTIONS = [
    {"code": "a", "fi": "Eka", "sv": "Första", "en": "First"},
    {"code": "b", "fi": "Toka", "sv": "Andra", "en": "Second"},
]


def make_form(
    code: str = "", *, programme: Programme | None = None, is_published: bool = False, **fields: Any
) -> Questionnaire:
    """Two sections; the second's question `why` is asked when `which` in the first is `a`."""
    values = {
        "title_fi": "Hakulomake",
        "title_sv": "Ansökan",
        "title_en": "Application form",
        "purpose": Questionnaire.Purpose.APPLICATION,
    }
    form = Questionnaire.objects.create(
        code=code or f"lomake-{next_number()}",
        programme=programme or the_programme(),
        is_published=is_published,
        **{**values, **fields},
    )
    first, second = (make_section(form, name) for name in ("tarve", "tekijat"))
    make_item(form, section=first, code="which", kind=Item.Kind.ONE, options=OPTIONS)
    make_item(form, section=first, code="free", kind=Item.Kind.SHORT_TEXT, max_length=100)
    make_item(
        form,
        section=second,
        code="why",
        kind=Item.Kind.TEXT,
        max_length=500,
        condition_item="which",
        condition_values=["a"],
    )
    return form


def make_section(form: Questionnaire, code: str) -> Section:
    texts = {"title_fi": code.title(), "title_sv": f"{code} (sv)", "title_en": f"{code} (en)"}
    return Section.objects.create(
        questionnaire=form, order=form.sections.count() + 1, code=code, **texts
    )
