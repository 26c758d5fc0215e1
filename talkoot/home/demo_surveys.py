"""The demo's surveys: plans that send by themselves, and rounds that have been answered. Invented.

Two anonymous rounds of training feedback, and two confidential ones of effectiveness from each
viewpoint, half a year between them, so that there is something to compare.
"""

import datetime
import random
from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from talkoot.correspondence.models import Message
from talkoot.home.demo_people import contact_of
from talkoot.people.models import Organisation, User
from talkoot.programmes.models import Programme
from talkoot.surveys import actions
from talkoot.surveys.actions.plans import plan_by_hand, save_plan
from talkoot.surveys.models import Invitation, Item, Response, Round, SurveyPlan
from talkoot.surveys.queries import survey_items
from talkoot.surveys.rules import CANNOT_SAY, asked_items, codes_of, places_of

Kind = Item.Kind
Trigger = SurveyPlan.Trigger
TITLES = {
    "training-feedback": (
        "Koulutuksen palaute",
        "Respons på utbildningen",
        "Feedback on the training",
    ),
    "effectiveness-individual": (
        "Mitä sinulle jäi käteen",
        "Vad du fick med dig",
        "What it gave you",
    ),
    "effectiveness-organisation": (
        "Mitä organisaatiossa muuttui",
        "Vad som ändrades i organisationen",
        "What changed in the organisation",
    ),
    "programme-pulse": (
        "Vuosi ohjelman jälkeen",
        "Ett år efter programmet",
        "A year after the programme",
    ),
}
# What is sent by itself: (questionnaire, trigger, months, population, mode, viewpoint).
PLANS = [
    ("training-feedback", Trigger.SERIES_CLOSED, 0, "participants", "anonymous", ""),
    (
        "effectiveness-individual",
        Trigger.SERIES_CLOSED,
        4,
        "participants",
        "confidential",
        "individual",
    ),
    (
        "effectiveness-organisation",
        Trigger.SERIES_CLOSED,
        4,
        "employers",
        "confidential",
        "organisation",
    ),
    ("programme-pulse", Trigger.PROGRAMME_ENDED, 12, "contacts", "identified", "organisation"),
]
# What has been answered: (questionnaire, population, mode, viewpoint).
ROUNDS = [
    ("training-feedback", "participants", "anonymous", ""),
    ("effectiveness-individual", "participants", "confidential", "individual"),
    ("effectiveness-organisation", "contacts", "confidential", "organisation"),
]
# Days ago on which a round opened, how many of ten answer, how good the answers are.
TIMES = [(230, 6, 0), (45, 7, 1)]
OPEN_DAYS = 21
TEXTS = (
    "Saimme aikaan yhteiset pelisäännöt, ja niistä puhutaan edelleen viikkopalaverissa.",
    "Aikaa olisi saanut olla enemmän, sillä arki vei taas mukanaan.",
    "Uskallan nyt ottaa vaikeatkin asiat puheeksi.",
    "Muiden esimerkeistä oli eniten hyötyä.",
    "Esihenkilön tuki ratkaisi, muuten kokeilu olisi jäänyt kesken.",
    "Työnjako selkeni, ja päällekkäistä työtä on vähemmän.",
    "Etäosuudet olivat raskaita, lähipäivät antoivat eniten.",
    "Ohjaajamme Maija Mallinen piti langat käsissään ja innosti kokeilemaan.",
    "Otimme käyttöön lyhyen aloituspalaverin jokaiseen vuoroon.",
)


def load_surveys(programme: Programme, *, by: User) -> None:
    """Make the plans, and play the rounds from the oldest on."""
    _load_contacts()
    last = Message.objects.order_by("pk").last()
    for code, trigger, months, population, mode, viewpoint in PLANS:
        values = _values(code, population, mode, viewpoint)
        save_plan(programme, None, by=by, trigger=trigger, months=months, **values)
    for number, (days, of_ten, better) in enumerate(TIMES):
        for row in ROUNDS:
            survey = plan_by_hand(programme, opens_on=timezone.localdate(), by=by, **_values(*row))
            _play(survey, days, of_ten, better, _dice(f"{number}-{row[0]}"))
    # Their links lead nowhere, and they would bury the rest of the outbox.
    Message.objects.filter(pk__gt=last.pk if last else 0, kind__startswith="survey-").delete()


def _dice(seed: str) -> random.Random:
    """The same answers at each loading."""
    return random.Random(seed)  # noqa: S311 - it keeps no secrets.


def _load_contacts() -> None:
    """Each invented organisation has somebody who answers for it."""
    for organisation in Organisation.objects.filter(is_demo=True).order_by("pk"):
        if organisation.kind not in ("company", "association", "other"):
            contact_of(organisation)


def _values(code: str, population: str, mode: str, viewpoint: str) -> dict[str, Any]:
    title_fi, title_sv, title_en = TITLES[code]
    return {
        "questionnaire_code": code,
        "title_fi": title_fi,
        "title_sv": title_sv,
        "title_en": title_en,
        "population": population,
        "mode": mode,
        "viewpoint": viewpoint,
        "open_days": OPEN_DAYS,
        "reminder_days": [7, 14],
        # The demo's few people would soon have been asked too often.
        "is_optional": code == "programme-pulse",
        **({"every_months": 12, "times": 3} if code == "programme-pulse" else {}),
    }


def _play(survey: Round, days: int, of_ten: int, better: int, dice: random.Random) -> None:
    """Open the round, let some answer, close it, and move it back in time."""
    actions.open_round(survey)
    while actions.send_batch(survey):
        pass
    items = survey_items(survey)
    invited = list(survey.invitations.filter(standing=Invitation.Standing.INVITED).order_by("pk"))
    dice.shuffle(invited)
    for invitation in invited[: max(12, len(invited) * of_ten // 10)]:
        answers = _answers(items, better, dice)
        actions.answer(invitation, answers=answers, on=timezone.localdate())
    actions.close_round(survey)
    _move_back(survey, days)


def _answers(items: list[Item], better: int, dice: random.Random) -> dict[str, Any]:
    """One person's answers; a person is more or less content in all of them."""
    mood = dice.choice((-1, 0, 0, 0, 1)) + better
    answers: dict[str, Any] = {}
    for item in items:
        if item.is_required or dice.random() < 0.5:
            answers[item.code] = _answer(item, mood, dice)
    asked = {item.code for item in asked_items(items, answers)}
    return {code: value for code, value in answers.items() if code in asked and value != ""}


def _answer(item: Item, mood: int, dice: random.Random) -> Any:
    """A likely answer to the question; "" for what the demo does not answer."""
    if item.kind in (Kind.TEXT, Kind.SHORT_TEXT):
        return dice.choice(TEXTS)
    if item.kind == Kind.YES_NO:
        return "yes" if dice.random() < 0.7 + 0.1 * mood else "no"
    if item.kind == Kind.EFFECT:
        return "0" if dice.random() < 0.06 else _step(5, mood, dice)
    if item.kind == Kind.GRADE:
        return _step(5, mood, dice)
    if item.kind == Kind.SCALE:
        return _step(int(item.most or 5), mood, dice)
    if item.kind == Kind.SCHOOL_GRADE:
        return dice.choice(("7", "7½", "8-", "8", "8½", "9-", "9", "9½")[2 + mood :])
    if item.kind == Kind.NPS:
        return str(max(0, min(10, dice.choice((6, 7, 8, 8, 9, 9, 10)) + mood)))
    return _chosen(item, mood, dice)


def _chosen(item: Item, mood: int, dice: random.Random) -> Any:
    codes = codes_of(item.options)
    if item.kind == Kind.MATRIX:
        return {row: _in_matrix(codes, mood, dice) for row in codes_of(item.rows)}
    if item.kind == Kind.RANKING:
        return dice.sample(codes, places_of(item))
    if item.kind == Kind.ONE:
        return dice.choice(codes)
    if item.kind == Kind.SEVERAL:
        return dice.sample(codes, dice.randint(1, min(2, len(codes))))
    return ""


def _in_matrix(codes: list[str], mood: int, dice: random.Random) -> str:
    """A step of the matrix, or now and then "cannot say"; steps are written as numbers."""
    if dice.random() < 0.06:
        return CANNOT_SAY
    step = _step(len(codes), mood, dice)
    return step if step in codes else codes[len(codes) - int(step)]


def _step(most: int, mood: int, dice: random.Random) -> str:
    """A step of a scale that begins at 1, near its upper end."""
    return str(max(1, min(most, most - 1 + mood + dice.choice((-2, -1, 0, 0, 0, 1)))))


def _move_back(survey: Round, days: int) -> None:
    """As if the round had been open `days` ago; confidential answers came on many days."""
    opens_on = timezone.localdate() - datetime.timedelta(days=days)
    closes_on = opens_on + datetime.timedelta(days=OPEN_DAYS)
    back = datetime.timedelta(days=days)
    moved: Mapping[str, Any] = {"opens_on": opens_on, "closes_on": closes_on}
    Round.objects.filter(pk=survey.pk).update(
        **moved,
        population_at=timezone.now() - back,
        state_changed_at=timezone.now() - back + datetime.timedelta(days=OPEN_DAYS),
    )
    survey.invitations.filter(sent_at__isnull=False).update(sent_at=timezone.now() - back)
    is_anonymous = survey.mode == Round.Mode.ANONYMOUS
    for number, answer in enumerate(Response.objects.filter(round=survey)):
        day = closes_on if is_anonymous else opens_on + datetime.timedelta(days=number % OPEN_DAYS)
        Response.objects.filter(pk=answer.pk).update(submitted_on=day)
    answered = survey.invitations.filter(answered_at__isnull=False)
    answered.update(answered_at=timezone.now() - back + datetime.timedelta(days=OPEN_DAYS // 2))
