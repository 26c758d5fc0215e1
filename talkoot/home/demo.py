"""The demo: reference data, the five programmes, and one invented programme with every stage.

Everything invented is marked `is_demo`. The running programme goes through the same actions as
real work; only its dates are moved back afterwards, so that there is a past to look at.
"""

import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from talkoot.calls import actions as call_actions
from talkoot.calls.actions.completion import ask_to_complete
from talkoot.calls.models import Application, Call
from talkoot.calls.reference import load_forms
from talkoot.calls.rules.completion import usual_due_on
from talkoot.correspondence.actions import mark_sent, start_sending
from talkoot.correspondence.models import Message
from talkoot.data import read_json
from talkoot.decisions.actions import decide
from talkoot.decisions.actions.publicity import receive_request
from talkoot.decisions.actions.reconsideration import request_reconsideration
from talkoot.decisions.messages import draft_of
from talkoot.decisions.models import Decision
from talkoot.engagements.actions import agree_day, report_day
from talkoot.engagements.models import Engagement
from talkoot.events.actions.searching import index_new_events
from talkoot.events.models import Session
from talkoot.experts.models import Expert, Framework, Supplier
from talkoot.home.demo_calls import load_calls
from talkoot.home.demo_dates import move_back
from talkoot.home.demo_delivery import load_events
from talkoot.home.demo_directory import load_profiles
from talkoot.home.demo_engagement import load_deliveries
from talkoot.home.demo_game import load_game
from talkoot.home.demo_impact import load_impact_demo
from talkoot.home.demo_learning import load_cohort
from talkoot.home.demo_people import contact_of, load_accounts, load_organisations
from talkoot.home.demo_procurement import load_framework, load_procurements
from talkoot.home.demo_publishing import load_publishing
from talkoot.home.demo_registration import load_registrations
from talkoot.home.demo_surveys import load_surveys
from talkoot.home.demo_talk import load_talk
from talkoot.home.demo_team import load_team
from talkoot.home.demo_teams import load_teams
from talkoot.home.demo_texts import load_texts
from talkoot.home.reconstruction import MAKERS, reconstruct
from talkoot.home.reference import load_reference
from talkoot.people.models import Organisation, User
from talkoot.practices import actions as practice_actions
from talkoot.practices.actions.adoptions import adopt
from talkoot.practices.actions.writing import save_writing
from talkoot.practices.models import Adoption, Practice
from talkoot.practices.rules.writing import plain
from talkoot.programmes.models import Goal, Offering, Party, Period, Programme, Sector, Theme
from talkoot.search.analysis import deep_analysis
from talkoot.surveys import actions as survey_actions
from talkoot.surveys.actions.tallies import tally_rounds
from talkoot.surveys.models import Round

SLUG = "tyon-uudistajat"
STAGES = (
    "draft submitted incomplete withdrawn rejected open agreed reported answered "
    "practice_submitted practice_published"
).split()


def load() -> None:
    """Load the reference data and the demo; a second load changes nothing.

    The reconstructions come last, so that the demo's own programme is made without them.
    """
    load_reference()
    load_forms()
    if not Programme.objects.filter(slug=SLUG).exists():
        _load_own()
    for slug in Programme.objects.filter(slug__in=MAKERS, reconstructed_at=None).values_list(
        "slug", flat=True
    ):
        reconstruct(slug)


def _load_own() -> None:
    with transaction.atomic(), deep_analysis(), translation.override("fi"):
        load_organisations()
        users = load_accounts()
        call = load_calls(_load_programme(), by=users["office"])
        _load_experts(call.offering.programme, users["expert"])
        load_framework(call.offering.programme, by=users["office"])
        load_profiles(by=users["office"])
        for story in read_json("demo/applications.json"):
            _play(story, call, users)
        load_events(call.offering.programme, by=users["office"])
        load_registrations(call.offering.programme, by=users["office"])
        load_deliveries(call.offering.programme, by=users["office"])
        load_team(Call.objects.get(slug="ilmiokoulu"), users)
        load_game(users)
        load_cohort(call.offering.programme, users)
        load_teams(call.offering.programme, users)
        load_procurements(call.offering.programme, by=users["office"])
        load_surveys(call.offering.programme, by=users["office"])
        load_texts(call.offering.programme, by=users["office"])
        load_impact_demo(call.offering.programme, by=users["office"])
        tally_rounds()
        index_new_events()
        _ask_for_information(call.offering.programme)
        Message.objects.filter(is_demo=True).update(due_at=timezone.now())
        _load_practices(call.offering.programme, users)


def _load_programme() -> Offering:
    facts = read_json("demo/programme.json")
    today = timezone.localdate()
    programme = Programme.objects.create(
        slug=SLUG,
        office=Organisation.objects.get(key="demo-office"),
        state=Programme.State.RUNNING,
        starts_on=datetime.date(today.year, 1, 1),
        ends_on=datetime.date(today.year + 2, 12, 31),
        number_prefix="TU",
        is_demo=True,
        contact_email=settings.SUPPORT_EMAIL,
        contact_phone="029 000 0000",
        **_texts(facts, "name", "summary", "vision"),
    )
    goals = zip(facts["goals"], facts["goal_themes"], strict=True)
    for number, (text, codes) in enumerate(goals, 1):
        texts = _texts({"text": text}, "text")
        goal = Goal.objects.create(programme=programme, number=number, **texts)
        goal.themes.set(Theme.objects.filter(use="need", code__in=codes))
    spans = [(programme.starts_on, datetime.date(today.year + 1, 12, 31))]
    spans.append((datetime.date(today.year + 2, 1, 1), programme.ends_on))
    for number, (name, span) in enumerate(zip(facts["periods"], spans, strict=True), 1):
        days = {"starts_on": span[0], "ends_on": span[1]}
        texts = _texts({"name": name}, "name")
        Period.objects.create(programme=programme, order=number, **days, **texts)
    Party.objects.create(programme=programme, organisation=programme.office, kind="owner")
    offerings = [
        Offering.objects.create(
            programme=programme,
            order=order,
            slug=row["slug"],
            kind=row["kind"],
            price_eur=row["price_eur"],
            is_long_term=row["is_long_term"],
            **_texts(row, "name", "summary"),
        )
        for order, row in enumerate(facts["offerings"], 1)
    ]
    return offerings[0]


def _load_experts(programme: Programme, user: User) -> None:
    today = timezone.localdate()
    framework = Framework.objects.create(
        programme=programme,
        name="Sparrauksen puitejärjestely",
        valid_from=programme.starts_on,
        valid_to=datetime.date(today.year + 3, 12, 31),
        days_cap=120,
        day_price_eur=1150,
        is_demo=True,
    )
    for row in read_json("demo/experts.json"):
        organisation = Organisation.objects.get(key=row["supplier"])
        supplier, _created = Supplier.objects.get_or_create(
            framework=framework, organisation=organisation, defaults={"is_demo": True}
        )
        expert = Expert.objects.create(
            slug=row["slug"],
            supplier=supplier,
            user=user if row["email"] == user.email else None,
            name=row["name"],
            languages=row["languages"],
            email=row["email"],
            is_demo=True,
            **_texts(row, "title", "profile", "region"),
        )
        expert.themes.set(Theme.objects.filter(use="need", code__in=row["themes"]))


def _texts(row: dict[str, Any], *names: str) -> dict[str, str]:
    """{"name": {"fi": …}} as name_fi, name_sv and name_en."""
    return {f"{name}_{lang}": text for name in names for lang, text in row[name].items()}


def _play(story: dict[str, Any], call: Call, users: dict[str, User]) -> None:
    """Take one application through the actions to its stage, then move its dates back."""
    stage = STAGES.index(story["stage"])
    organisation = Organisation.objects.get(key=story["organisation"])
    applicant = contact_of(organisation)
    application = _apply(story, call, organisation, applicant)
    if story["stage"] == "draft":
        return
    application = call_actions.submit_application(application, by=applicant)
    if story["stage"] == "incomplete":
        _ask_to_complete(story, application, by=users["office"])
    elif story["stage"] == "withdrawn":
        call_actions.withdraw_application(application, by=applicant)
    elif stage > STAGES.index("withdrawn"):
        decide(application, by=users["office"], **draft_of(application))
    if stage >= STAGES.index("agreed"):
        _deliver(story, stage, Engagement.objects.get(application=application))
    if "reconsideration" in story:
        _ask_to_reconsider(story["reconsideration"], application)
    move_back(application, story["days_ago"])


def _ask_to_complete(story: dict[str, Any], application: Application, *, by: User) -> None:
    ask_to_complete(
        application,
        text=story["to_complete"],
        due_on=usual_due_on(timezone.localdate()),
        steps=["participants"],
        by=by,
    )


def _ask_to_reconsider(texts: dict[str, Any], application: Application) -> None:
    """The decision's letter has left, and the applicant asks for a change."""
    decision = Decision.objects.get(application=application)
    mail = Message.objects.get(letter=decision.letter)
    start_sending(mail)
    mark_sent(mail)
    request_reconsideration(decision, **texts, by=application.applicant)


def _ask_for_information(programme: Programme) -> None:
    """Somebody asks for the documents of a case of which a decision has been given."""
    case = Application.objects.filter(state=Application.State.APPROVED).latest("submitted_at")
    receive_request(
        programme,
        text="Pyydän hakemuksen ja siihen annetun päätöksen.",
        address="tiedonkysyja@demo.example",
        language="fi",
        application=case,
    )


def _apply(
    story: dict[str, Any], call: Call, organisation: Organisation, applicant: User
) -> Application:
    application = Application.objects.create(
        call=call,
        questionnaire=call.questionnaire,
        organisation=organisation,
        applicant=applicant,
        is_demo=True,
    )
    expert = Expert.objects.filter(slug=story["expert"]).first()
    texts = ("unit_name", "title", "need", "goals", "sign_of_success")
    answers: dict[str, Any] = {name: story[name] for name in texts} | story.get("answers", {})
    if expert:
        answers |= {
            "expert": str(expert.pk),
            "expert_reason": "Osaaminen vastaa tarvettamme.",
            "preferred_times": "Arkisin klo 9–15, mieluiten tiistaina tai torstaina",
            "days_requested": story["days_requested"],
        }
    if "management" in story["groups"]:
        answers |= {
            "sponsor_name": "Toimialajohtaja (demo)",
            "sponsor_title": "toimialajohtaja",
            "staff_representative": "Henkilöstön edustaja (demo)"
            if "staff" in story["groups"]
            else "",
        }
    return _saved(application, answers, story, applicant)


def _saved(
    application: Application, answers: dict[str, Any], story: dict[str, Any], applicant: User
) -> Application:
    if story["stage"] != "draft":
        # A refusal needs something to refuse: the names are given, the role groups are one-sided.
        answers.setdefault("sponsor_name", "Toimialajohtaja (demo)")
        answers["staff_representative"] = (
            answers.get("staff_representative") or "Henkilöstön edustaja (demo)"
        )
    themes = Theme.objects.filter(use="need", code__in=story["themes"]).values_list("pk", flat=True)
    answers |= {"themes": [str(pk) for pk in themes], "groups": story["groups"]}
    return call_actions.save_draft(application, answers=answers, by=applicant)


def _deliver(story: dict[str, Any], stage: int, engagement: Engagement) -> None:
    expert = engagement.expert.user or engagement.application.applicant
    is_ahead = story["stage"] == "agreed"
    day = timezone.localdate() + datetime.timedelta(days=12 if is_ahead else -1)
    start = timezone.make_aware(datetime.datetime.combine(day, datetime.time(9)))
    agree_day(
        engagement,
        starts_at=start,
        ends_at=start + datetime.timedelta(hours=6),
        mode=Session.Mode.ON_SITE,
        place=f"{engagement.application.organisation}, {engagement.application.unit_name}",
        by=expert,
    )
    if is_ahead:
        return
    engagement.refresh_from_db()
    report_day(
        engagement,
        counts=story["groups"],
        done=story["done"],
        results=story["results"],
        next_steps=story["next_steps"],
        by=expert,
    )
    if stage >= STAGES.index("answered"):
        _answer(story, engagement)
    if stage >= STAGES.index("practice_submitted"):
        _publish(story, engagement, is_published=story["stage"] == "practice_published")


def _answer(story: dict[str, Any], engagement: Engagement) -> None:
    survey = Round.objects.get(pk=engagement.feedback_round_id)
    survey_actions.open_round(survey)
    codes = survey.questionnaire.items.filter(kind="grade").values_list("code", flat=True)
    answers = {code: str(grade) for code, grade in zip(codes, story["grades"], strict=True)}
    text = survey.questionnaire.items.filter(kind="text").first()
    if text:
        answers[text.code] = story["feedback"]
    invitation = survey.invitations.get()
    survey_actions.answer(invitation, answers=answers, on=timezone.localdate())


def _publish(story: dict[str, Any], engagement: Engagement, *, is_published: bool) -> None:
    engagement = Engagement.objects.get(pk=engagement.pk)
    author = engagement.application.applicant
    practice = practice_actions.draft_from_engagement(engagement, by=author)
    sector = Sector.objects.get(code=story["sector"])
    themes = list(Theme.objects.filter(use="practice", code__in=story["practice_themes"]))
    values = plain({"sector": sector, "may_publish": True, "themes": themes})
    practice = save_writing(practice, values=values, by=author).practice
    practice = practice_actions.submit_practice(practice, by=author)
    if is_published:
        practice_actions.publish_practice(practice, by=author)


def _load_practices(programme: Programme, users: dict[str, User]) -> None:
    """The invented practices and who adopted them: the first is the most adopted.

    Their mails would bury those of the running cases in the mailbox, so they are not kept.
    """
    rows = read_json("demo/practices.json")
    last = Message.objects.order_by("pk").last()
    for index, row in enumerate(rows):
        _load_practice(programme, row, users["office"])
        _adopt(Practice.objects.latest("pk"), count=max(0, 7 - index // 2), offset=index)
    load_publishing(programme, users)
    load_talk(programme, users)
    Message.objects.filter(pk__gt=last.pk if last else 0).delete()


def _load_practice(programme: Programme, row: dict[str, Any], office: User) -> None:
    organisation = Organisation.objects.get(key=row["organisation"])
    author = contact_of(organisation)
    practice = practice_actions.start_practice(
        programme, organisation=organisation, title=row["title"], by=author
    )
    names = ("gist", "status", "need", "what_was_done", "results")
    values = {
        **{name: row[name] for name in names},
        "sector": Sector.objects.get(code=row["sector"]),
        "themes": list(Theme.objects.filter(use="practice", code__in=row["themes"])),
        "may_publish": True,
    }
    practice = save_writing(practice, values=plain(values), by=author).practice
    Practice.objects.filter(pk=practice.pk).update(language=row["language"])
    practice = practice_actions.submit_practice(practice, by=author)
    practice_actions.publish_practice(practice, by=office)
    published = timezone.now() - datetime.timedelta(days=row["days_ago"])
    Practice.objects.filter(pk=practice.pk).update(
        published_at=published, last_checked_at=published
    )


def _adopt(practice: Practice, *, count: int, offset: int) -> None:
    organisations = list(
        Organisation.objects.filter(is_demo=True)
        .exclude(kind__in=("company", "association", "other"))
        .exclude(pk=practice.organisation_id)
        .order_by("pk")
    )
    stages = [Adoption.Stage.IN_USE, Adoption.Stage.ESTABLISHED, Adoption.Stage.TRYING]
    ways = list(Adoption.Fidelity)
    for step in range(count):
        organisation = organisations[(offset * 3 + step) % len(organisations)]
        stage = stages[(offset + step) % 3]
        ago = 5 + 9 * step + (400 if stage == Adoption.Stage.ESTABLISHED else 0)
        adopt(
            practice,
            organisation=organisation,
            stage=stage,
            fidelity=ways[(offset + step) % 3],
            adopted_on=timezone.localdate() - datetime.timedelta(days=ago),
            by=contact_of(organisation),
        )
