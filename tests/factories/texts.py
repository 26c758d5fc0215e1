"""Open answers on the reading desk, codes, interviews and quotes."""

from typing import Any

from django.utils import timezone

from talkoot.programmes.models import Programme
from talkoot.surveys.actions.reading import lay_out
from talkoot.surveys.models import Code, CodeFrame, Interview, Quote, ReadAnswer, Round
from tests.factories.people import make_officer
from tests.factories.programmes import the_programme
from tests.factories.surveys import make_response, make_round

TEXT = "Hyvä päivä, kiitos Liisa Virtaselle."
CONFIRMED = "Hyvä päivä, kiitos […]."


def make_laid_round(texts: int = 1, *, text: str = TEXT, consent: str = "", **fields: Any) -> Round:
    """A closed round whose answers to the item "text" the worker has laid out."""
    survey = make_round(**{"state": "closed", **fields})
    more = {"quote-consent": consent} if consent else {}
    for number in range(texts):
        mark = f" {number}" if texts > 1 else ""
        make_response(survey, {"grade": "4", "text": f"{text}{mark}", **more})
    lay_out(survey)
    return survey


def make_read_answer(*, is_confirmed: bool = True, consent: str = "", **fields: Any) -> ReadAnswer:
    """An answer of a round of its own; confirmed with the name removed if not told otherwise."""
    survey = make_laid_round(consent=consent, **fields)
    answer = ReadAnswer.objects.get(response__round=survey)
    if is_confirmed:
        answer.text = answer.response.answers["text"].replace("Liisa Virtaselle", "[…]")
        answer.is_confirmed = answer.is_read = True
        answer.read_by = make_officer(survey.programme.office)
        answer.read_at = timezone.now()
        answer.save()
    return answer


def make_frame(
    programme: Programme | None = None, *, codes: tuple[str, ...] = ("Aika", "Ideat"), **fields: Any
) -> CodeFrame:
    values = {"title": "Teemat", "item_code": "text", **fields}
    frame = CodeFrame.objects.create(programme=programme or the_programme(), **values)
    for order, name in enumerate(codes, 1):
        Code.objects.create(frame=frame, order=order, name_fi=name)
    return frame


def make_interview(programme: Programme | None = None, **fields: Any) -> Interview:
    programme = programme or the_programme()
    values = {"role": "asiantuntija", "held_on": timezone.localdate(), "has_consent": True}
    values |= {"notes": "Kokeilut jäivät arkeen.", "by": make_officer(programme.office), **fields}
    return Interview.objects.create(programme=programme, **values)


def make_quote(source: Any = None, **fields: Any) -> Quote:
    """A quote of an interview, or of the source given."""
    source = source or make_interview()
    is_interview = isinstance(source, Interview)
    programme = source.programme if is_interview else source.response.round.programme
    values = {
        "text": "Kokeilut jäivät arkeen." if is_interview else source.text,
        "source_label": "haastattelu 2020",
        "consent": "given" if is_interview else "asked_in_survey",
        "interview" if is_interview else "answer": source,
        "by": make_officer(programme.office),
    }
    return Quote.objects.create(programme=programme, **{**values, **fields})


def make_coded(template: str, interview: Interview) -> Code:
    """A code of its own in the template's frame, given to a point of the interview."""
    scope = {"programme": interview.programme, "code": template}
    frame, _is_new = CodeFrame.objects.get_or_create(**scope, defaults={"title": template})
    code = Code.objects.create(frame=frame, order=frame.codes.count() + 1, name_fi="Verkostot")
    interview.points.create(code=code, text="Tutustuimme.")
    return code
